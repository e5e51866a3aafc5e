"""A log, checkpoints and bodies that were cut, changed or made up."""

import pytest

from haizhi.fairness.ceremony import body_hash
from haizhi.fairness.merkle import EMPTY_ROOT
from haizhi.fairness.note import Checkpoint, checkpoint_text, signed_note
from haizhi.fairness.verifier import Check
from tests.fairness.cheating import cheated, judged, tampered, truncate_log
from tests.fairness.staged import (
    APPLICANTS,
    FIRST,
    OPERATOR,
    WITNESS,
    Play,
    Sealed,
    whole_session,
)


def test_one_post_cannot_sign_for_both() -> None:
    for verb in ("session.confirm_freeze", "session.witness_entropy", "session.confirm_draw", "session.confirm_close"):

        def change(play: Play, verb: str = verb) -> None:
            play.first(verb).by = "clerk"

        assert cheated(change).checks == {Check.TWO_PEOPLE}


@pytest.mark.parametrize(
    ("verb", "number", "message"),
    [
        ("session.confirm_freeze", 0, "封存之后、录入随机数之前"),
        ("sheet.reveal", 20, "公布得分之后"),
    ],
)
def test_a_checkpoint_that_was_not_signed_in_time_is_missed(verb: str, number: int, message: str) -> None:
    def change(play: Play) -> None:
        play.first(verb, number).signed = False

    report = cheated(change)
    assert report.checks == {Check.CHECKPOINT_MISSING}
    assert message in str(report.failures[0])


def test_what_follows_the_last_checkpoint_is_attested_by_nobody() -> None:
    def drop(sealed: Sealed) -> None:
        del sealed.notes[max(sealed.notes)]

    report = tampered(drop)
    assert report.checks == {Check.CHECKPOINT_MISSING}
    assert "其后的记录没有签署" in str(report.failures[0])


def test_without_any_checkpoint_nothing_is_attested() -> None:
    assert Check.CHECKPOINT_MISSING in tampered(lambda sealed: sealed.notes.clear()).checks


def test_a_checkpoint_of_another_log_is_refused() -> None:
    text = checkpoint_text(Checkpoint("another.example/log", 0, EMPTY_ROOT))
    other = signed_note(text, [OPERATOR.line(text), WITNESS.line(text)]).encode()
    assert tampered(lambda sealed: sealed.notes.update({"000000.note": other})).checks == {Check.FORK}


def test_a_note_that_is_none_is_refused() -> None:
    assert tampered(lambda sealed: sealed.notes.update({"x.note": b"hello"})).checks == {Check.NOTE}


def test_a_kept_checkpoint_of_a_longer_log_shows_that_this_one_was_cut() -> None:
    def cut(sealed: Sealed) -> None:
        sealed.old = {"kept.note": sealed.notes.popitem()[1]}
        truncate_log(sealed)

    report = tampered(cut)
    assert Check.LOG_TRUNCATED in report.checks
    assert any(failure.where == "kept.note" for failure in report.failures)


def test_a_body_that_says_something_else_than_its_header_is_refused() -> None:
    sealed = whole_session().seal()
    row = next(row for row in sealed.bodies if row["body"]["verb"] == "session.open")
    row["body"]["at"] = "2020-01-01T00:00:00.000000Z"
    sealed.log[row["n"]]["body"] = body_hash(bytes.fromhex(row["salt"]), row["body"])
    assert Check.BODY_ALTERED in judged(sealed).checks


def test_the_body_of_another_act_that_was_changed_is_named() -> None:
    def change(sealed: Sealed) -> None:
        sealed.body("session.vacate")["detail"]["expert"] = "nobody"

    report = tampered(change)
    assert report.checks == {Check.BODY_ALTERED}


def test_a_body_given_twice_is_refused() -> None:
    assert tampered(lambda sealed: sealed.bodies.append(sealed.bodies[0])).checks == {Check.BODY_ALTERED}


def test_a_body_without_what_its_verb_requires_is_refused() -> None:
    def change(play: Play) -> None:
        del play.first("session.open").detail["seats"]

    assert cheated(change).checks == {Check.FORMAT}


def test_an_act_of_the_ceremony_cannot_be_left_out() -> None:
    def change(sealed: Sealed) -> None:
        sealed.bodies.remove(next(row for row in sealed.bodies if row["body"]["verb"] == "session.vacate"))

    assert tampered(change).checks == {Check.BODY_MISSING}


def test_a_bundle_without_a_freeze_or_with_two_sessions_is_refused() -> None:
    def two(play: Play) -> None:
        other = Play().frozen().first("session.freeze")
        other.subject = "another session"
        play.acts.append(other)

    assert cheated(two).checks == {Check.BODY_MISSING}
    assert Check.BODY_MISSING in tampered(lambda sealed: sealed.bodies.clear()).checks


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("size", 0, "抽取人数"),
        ("size", 25, "抽取人数"),
        ("applicants", [FIRST, FIRST], "申报单位"),
        ("applicants", APPLICANTS[::-1], "申报单位"),
        ("indicators", [], "评分指标"),
        ("indicators", [{"code": "a3", "group": g, "maximum": 10} for g in (3, 4)], "评分指标"),
        ("rules", {"step": 0, "fewest": 5, "trim_from": 5, "ties": [], "places": 2}, "计分规则"),
        ("rules", {"step": 5, "fewest": 5, "trim_from": 2, "ties": [], "places": 2}, "计分规则"),
        ("rules", {"step": 5, "fewest": 5, "trim_from": 5, "ties": [9], "places": 2}, "同分比较"),
        ("rules", {"step": 5, "fewest": 5, "trim_from": 5, "ties": [], "places": 99}, "小数位数"),
        ("entropy_sources", [], "掷骰"),
        ("entropy_sources", [{"name": "彩票", "form": "numbers", "count": 40}], "掷骰"),
        ("entropy_sources", [{"name": "掷骰", "form": "digits", "count": 4}], "不得少于40位"),
    ],
)
def test_a_freeze_that_nothing_can_be_computed_with_is_refused(key: str, value: object, message: str) -> None:
    def change(play: Play) -> None:
        play.first("session.freeze").detail[key] = value

    report = cheated(change)
    assert report.checks == {Check.FREEZE_INVALID}
    assert any(message in failure.message for failure in report.failures)


def test_a_session_of_others_in_the_same_log_is_left_alone() -> None:
    play = whole_session()
    sheet = play.first("sheet.lock")
    play.act("sheet.lock", "x", "their sheet", **{**sheet.detail, "session": "another session"})
    sealed = play.seal()
    assert judged(sealed).ok
    sealed.bodies = [row for row in sealed.bodies if row["body"]["subject"] != "their sheet"]
    assert judged(sealed).ok
