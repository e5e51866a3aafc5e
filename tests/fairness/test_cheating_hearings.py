"""A hearing that did not go as its rules have it: sheets, announcements, recusals, absences, ranking."""

import pytest

from haizhi.fairness.verifier import Check
from tests.fairness.cheating import cheated, remark, tampered
from tests.fairness.staged import (
    FIRST,
    SECOND,
    Play,
)


def test_a_score_changed_before_the_log_was_signed_contradicts_what_was_announced() -> None:
    def change(play: Play) -> None:
        # Changed in the record alone: what was announced on the spot and the ranking stay as they were.
        marks = {code: mark + 5 for code, mark in play.first("sheet.reveal", 8).detail["marks"].items()}
        remark(play, 8, marks)
        remark(play, 9, marks)

    assert cheated(change).checks == {Check.ANNOUNCEMENT}


def test_the_ranking_is_computed_again_from_the_sheets() -> None:
    def swap(play: Play) -> None:
        ranking = play.first("session.confirm_close").detail["ranking"]
        ranking[0]["applicant"], ranking[1]["applicant"] = ranking[1]["applicant"], ranking[0]["applicant"]

    def drop(play: Play) -> None:
        play.first("session.confirm_close").detail["ranking"].pop()

    def add(play: Play) -> None:
        ranking = play.first("session.confirm_close").detail["ranking"]
        ranking.append({**ranking[-1], "applicant": "HZ-2026-0999"})

    for change in (swap, drop, add):
        report = cheated(change)
        assert report.checks == {Check.RANKING}
        assert report.ranking[0]["applicant"] == FIRST


def test_an_announced_score_that_the_sheets_do_not_give_is_caught() -> None:
    def change(play: Play) -> None:
        play.first("turn.announce", 1).detail.update(exact="99", shown="99.00")

    report = cheated(change)
    assert report.checks == {Check.ANNOUNCEMENT}
    assert f"{SECOND}重新计算得95/2，公布的是99" in str(report.failures[0])


def test_a_result_from_four_sheets_is_caught() -> None:
    def change(play: Play) -> None:
        play.first("turn.announce", 4).detail.update(exact="30", shown="30.00")

    report = cheated(change)
    assert "重新计算得无结果，公布的是30" in str(report.failures[0])


def test_a_missing_sheet_is_never_counted_as_nought() -> None:
    def change(play: Play) -> None:
        play.acts.remove(play.first("sheet.lock", 10))
        for row in play.recusals:
            row["entry"] = play.at("recusal.agree") + play.recusals.index(row)

    assert Check.SHEET_MISSING in cheated(change).checks


def test_a_recusal_needs_an_entry_of_the_supervisor_for_this_applicant() -> None:
    def entry_for_another_applicant(play: Play) -> None:
        play.recusals[1]["entry"] = play.recusals[0]["entry"]

    def another_act(play: Play) -> None:
        play.recusals[0]["entry"] = 0

    def unknown_seat(play: Play) -> None:
        play.recusals.append({"seat": "nobody", "applicant": FIRST, "entry": play.recusals[0]["entry"]})

    for change in (entry_for_another_applicant, another_act, unknown_seat):
        assert cheated(change).checks == {Check.RECUSAL}


def test_a_recused_judge_cannot_score() -> None:
    def change(play: Play) -> None:
        sheet = play.first("sheet.lock")
        entry = play.at("recusal.agree")
        play.recusals[0].update(seat=sheet.detail["seat"], applicant=sheet.detail["applicant"], entry=entry)

    report = cheated(change)
    assert any(failure.check is Check.RECUSAL and "应当回避" in failure.message for failure in report.failures)


@pytest.mark.parametrize(
    ("field", "value"), [("seat", "nobody"), ("applicant", "HZ-2026-0999")], ids=["unknown seat", "unknown applicant"]
)
def test_a_sheet_of_nobody_or_for_nobody_is_one_too_many(field: str, value: str) -> None:
    def change(play: Play) -> None:
        play.first("sheet.lock", 20).detail[field] = value

    assert Check.SHEET_ADDED in cheated(change).checks


def insert_sheet(play: Play, before: str, number: int) -> None:
    sheet = next(act for act in play.acts if act.verb == "sheet.lock" and act.detail["applicant"] == SECOND)
    play.acts.insert(play.at(before, number), sheet)


def test_a_second_sheet_from_one_seat_is_one_too_many() -> None:
    report = cheated(lambda play: insert_sheet(play, "turn.announce", 1))
    assert Check.SHEET_ADDED in report.checks
    assert "已有一份有效评分表" in str(report.failures[0])


def test_a_sheet_after_the_announcement_is_one_too_many() -> None:
    def change(play: Play) -> None:
        play.acts.append(play.acts.pop(play.at("resolution.prepare")))
        late = play.acts.pop(play.at("sheet.lock", 7))
        play.acts.insert(play.at("turn.announce", 1) + 1, late)

    report = cheated(change)
    assert Check.SHEET_ADDED in report.checks
    assert any("公布得分之后又增加评分表" in failure.message for failure in report.failures)


def test_a_sheet_outside_the_sitting_is_refused() -> None:
    report = cheated(lambda play: play.acts.append(play.first("sheet.lock")))
    assert report.checks == {Check.EVENT_ORDER}


def test_marks_beyond_the_maximum_are_refused() -> None:
    def change(play: Play) -> None:
        remark(play, 0, {"a1": 105})

    assert Check.SHEET_INVALID in cheated(change).checks


def test_an_applicant_cannot_be_passed_over() -> None:
    def change(play: Play) -> None:
        play.acts.remove(play.first("turn.mark_absent"))

    report = cheated(change)
    assert report.checks == {Check.ANNOUNCEMENT}
    assert "没有公布得分，也没有登记缺席" in str(report.failures[0])


def test_an_applicant_who_was_heard_cannot_be_absent() -> None:
    def change(play: Play) -> None:
        play.first("turn.mark_absent").detail["applicant"] = SECOND

    assert Check.SHEET_ADDED in cheated(change).checks


def test_an_absence_of_nobody_is_refused() -> None:
    def change(play: Play) -> None:
        play.first("turn.mark_absent").detail["applicant"] = "HZ-2026-0999"

    assert Check.ANNOUNCEMENT in cheated(change).checks


def test_an_absence_cannot_be_left_out() -> None:
    report = tampered(
        lambda sealed: sealed.bodies.remove(next(r for r in sealed.bodies if r["body"]["verb"] == "turn.mark_absent"))
    )
    assert Check.BODY_MISSING in report.checks


def test_a_session_that_was_never_closed_has_no_result() -> None:
    def change(play: Play) -> None:
        play.acts.remove(play.first("session.confirm_close"))

    assert cheated(change).checks == {Check.EVENT_ORDER}
