"""The keys of operator and witness: entered in the log, one in place of the other, and no longer than they were good."""

from collections.abc import Callable

import pytest

from haizhi.fairness.note import signed_note
from haizhi.fairness.verifier import Check, Report, Ring, verify
from tests.fairness.cheating import cheated, tampered
from tests.fairness.staged import FIRST, KEYS, OPERATOR, SESSION, WITNESS, Play, Signer, whole_session

SECOND_KEY, THIRD_KEY = Signer("haizhi.example/witness/2"), Signer("haizhi.example/witness/3")
STRANGER = Signer("haizhi.example/witness/9")
RINGS = ((OPERATOR.key,), (WITNESS.key, SECOND_KEY.key, THIRD_KEY.key))


def rotated(rings: tuple[Ring, ...] = RINGS, former: Signer = WITNESS) -> Report:
    """A session during which the witness changed keys twice: replaced before the draw, lost before the hearing."""
    play = Play().frozen()
    play.enter_key("witness", SECOND_KEY, WITNESS, verb="key.register")
    play.act("key.replace", "", f"key {WITNESS.name}")
    play.drawn()
    play.act("key.retire", "witness", f"key {SECOND_KEY.name}")
    play.enter_key("witness", THIRD_KEY, SECOND_KEY if former is WITNESS else former)
    sealed = play.opened().heard().closed().seal(OPERATOR, THIRD_KEY)
    # what was signed while the first two were good, they signed
    for number, name in enumerate(sorted(sealed.notes)[:3]):
        text = sealed.notes[name].decode().partition("\n\n")[0] + "\n"
        signers = (OPERATOR, (WITNESS, SECOND_KEY, SECOND_KEY)[number])
        sealed.notes[name] = signed_note(text, [signer.line(text) for signer in signers]).encode()
    return verify(sealed.bundle(), rings)


def test_a_key_that_took_another_s_place_signs_on() -> None:
    assert rotated().failures == []


@pytest.mark.parametrize(
    ("rings", "message"),
    [
        (((OPERATOR.key,), (SECOND_KEY.key, THIRD_KEY.key)), "不在给出的公钥之中"),
        (((OPERATOR.key, WITNESS.key), (SECOND_KEY.key, THIRD_KEY.key)), "混有两方的公钥"),
        (((OPERATOR.key,), (*RINGS[1], STRANGER.key)), "日志中没有这把公钥的登记"),
    ],
)
def test_a_key_file_that_is_not_the_log_s_is_refused(rings: tuple[Ring, ...], message: str) -> None:
    report = rotated(rings)
    assert Check.KEY_UNKNOWN in report.checks
    assert any(message in failure.message for failure in report.failures)


@pytest.mark.parametrize("former", [STRANGER, THIRD_KEY], ids=["of nobody", "of itself"])
def test_a_key_that_took_no_rightful_key_s_place_is_refused(former: Signer) -> None:
    report = rotated(former=former)
    assert any("没有接替它的记录" in failure.message for failure in report.failures)


def untimely(change: Callable[[Play], None]) -> tuple[set[Check], str]:
    report = cheated(change)
    return set(report.checks), "".join(failure.message for failure in report.failures)


def test_a_sheet_is_opened_with_its_announcement_and_once() -> None:
    def early(play: Play) -> None:
        reveal = play.acts.pop(play.at("sheet.reveal"))
        play.acts.insert(play.at("turn.announce"), reveal)

    def twice(play: Play) -> None:
        play.acts.insert(play.at("sheet.reveal", 1), play.first("sheet.reveal"))
        for row in play.recusals:
            row["entry"] += row["entry"] > play.at("sheet.reveal")

    for change in (early, twice):
        checks, told = untimely(change)
        assert checks == {Check.EVENT_ORDER}
        assert "不是在公布得分时开封，或开封了两次" in told


def test_a_sheet_that_stays_shut_or_that_nobody_locked_is_missed() -> None:
    def shut(play: Play) -> None:
        play.acts.remove(play.first("sheet.reveal"))
        for row in play.recusals:
            row["entry"] -= row["entry"] > play.at("turn.announce")

    def never_locked(play: Play) -> None:
        play.act("sheet.reveal", "", "no sheet", **play.first("sheet.reveal").detail)

    assert untimely(shut) == ({Check.SHEET_MISSING}, untimely(shut)[1])
    assert f"{FIRST}公布得分时" in untimely(shut)[1]
    assert untimely(never_locked) == ({Check.SHEET_SWAPPED}, "开封的评分表没有锁定的记录，或已作废")


def test_an_opened_sheet_whose_marks_are_withheld_is_missed_and_another_session_s_is_not() -> None:
    report = tampered(
        lambda sealed: sealed.bodies.remove(next(r for r in sealed.bodies if r["body"]["verb"] == "sheet.reveal"))
    )
    assert report.checks == {Check.SHEET_MISSING}
    play = whole_session()
    detail = {**play.first("sheet.reveal").detail, "session": f"not {SESSION}"}
    play.act("sheet.reveal", "", "their sheet", **detail)
    play.act("sheet.confirm_void", "", "their sheet")
    sealed = play.seal()
    assert verify(sealed.bundle(), KEYS).ok
    sealed.bodies = [row for row in sealed.bodies if row["body"]["subject"] != "their sheet"]
    assert verify(sealed.bundle(), KEYS).ok


def test_a_unit_that_came_after_all_is_heard() -> None:
    play = Play().frozen().drawn().opened()
    play.act("turn.mark_absent", "clerk", FIRST, session=SESSION, applicant=FIRST)
    play.act("turn.confirm_readmit", "witness", FIRST, session=SESSION, applicant=FIRST)
    assert verify(play.heard().closed().seal().bundle(), KEYS).failures == []
