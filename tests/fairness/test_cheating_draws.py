"""A draw that did not go as frozen: pool, rules, dice, panel and order of presentation."""

import pytest

from haizhi.fairness.ceremony import pool_root, seat_token
from haizhi.fairness.verifier import Check
from tests.fairness.cheating import cheated, judged, tampered
from tests.fairness.staged import (
    Play,
    Sealed,
    salt,
)


def test_a_panel_of_ones_own_choice_is_caught_although_everybody_signed() -> None:
    def change(play: Play) -> None:
        draw = play.first("session.draw").detail
        others = [row["id"] for row in play.pool if row["id"] not in draw["chosen"]]
        draw["chosen"] = sorted([*draw["chosen"][:-1], others[0]])

    assert Check.PANEL in cheated(change).checks


def test_a_later_attempt_than_the_first_that_fits_is_caught() -> None:
    def change(play: Play) -> None:
        play.first("session.draw").detail["attempt"] += 1

    report = cheated(change)
    assert report.checks == {Check.PANEL}
    assert "重新计算得第" in report.failures[0].message


def test_an_order_of_presentation_of_ones_own_choice_is_caught() -> None:
    for number in (0, 1):

        def change(play: Play, number: int = number) -> None:
            play.first("session.draw", number).detail["order"].reverse()

        assert Check.PRESENTATION_ORDER in cheated(change).checks


def test_rules_that_were_edited_before_the_draw_was_repeated_give_another_panel() -> None:
    def change(play: Play) -> None:
        play.first("session.freeze").detail["quotas"]["caps"] = []

    assert Check.PANEL in cheated(change).checks


def test_a_pool_whose_root_was_swapped_with_it_gives_another_panel() -> None:
    def change(play: Play) -> None:
        play.pool = [row for row in play.pool if row["id"] != play.panel[0]]
        play.first("session.freeze").detail.update(pool_root=pool_root(play.pool), pool_count=len(play.pool))

    assert Check.PANEL in cheated(change).checks


def test_pool_rows_in_another_order_or_number_are_not_the_frozen_pool() -> None:
    for change in (lambda sealed: sealed.pool.reverse(), lambda sealed: sealed.pool.append(sealed.pool[-1])):
        assert tampered(change).checks == {Check.POOL_ALTERED}


def test_a_judge_who_was_not_drawn_cannot_take_a_seat() -> None:
    def change(sealed: Sealed) -> None:
        assert sealed.seats is not None
        sealed.seats[-1].update(judge="somebody else")

    assert tampered(change).checks == {Check.SEATS}


def test_a_seat_held_by_somebody_else_from_the_start_is_seen_by_the_supervisor() -> None:
    play = Play().frozen().drawn()
    drawn, play.panel = play.panel, (*play.panel[1:], "friend")
    play.opened().heard().closed()
    play.panel = drawn
    assert judged(play.seal()).checks == {Check.JUDGE_SWAPPED}


def test_a_drawn_judge_whose_name_is_withheld_is_noticed() -> None:
    def withhold(sealed: Sealed) -> None:
        assert sealed.names is not None
        sealed.names.pop()

    assert tampered(withhold).checks == {Check.JUDGE_SWAPPED}


def test_more_seats_than_were_frozen_are_refused() -> None:
    def change(play: Play) -> None:
        play.first("session.open").detail["seats"].append(seat_token(salt("seat", "friend"), "friend"))

    assert Check.SEATS in cheated(change).checks


def test_two_readings_that_differ_cannot_be_drawn_from() -> None:
    def change(play: Play) -> None:
        play.first("session.witness_entropy", 1).detail["value"] = "1.5.9.12.20.31.32."

    assert Check.ENTROPY_MISMATCH in cheated(change).checks


def test_a_draw_without_a_second_reading_is_out_of_order() -> None:
    def change(play: Play) -> None:
        play.acts.remove(play.first("session.witness_entropy", 1))
        play.acts.insert(0, play.acts[0])

    assert Check.EVENT_ORDER in cheated(change).checks


def test_dice_cannot_be_entered_again_once_both_have_entered_them() -> None:
    def change(play: Play) -> None:
        play.acts.insert(play.at("session.draw"), play.first("session.record_entropy"))

    assert Check.ENTROPY_LATE in cheated(change).checks


@pytest.mark.parametrize(
    "detail",
    [{"value": "31415"}, {"value": "not dice"}, {"round": 2}, {"source": 1}],
    ids=lambda detail: next(iter(detail)),
)
def test_dice_that_are_not_those_of_the_freeze_are_refused(detail: dict[str, object]) -> None:
    def change(play: Play) -> None:
        play.first("session.record_entropy").detail.update(detail)

    assert Check.ENTROPY_INVALID in cheated(change).checks


def test_a_draw_in_the_wrong_round_is_refused() -> None:
    def change(play: Play) -> None:
        play.first("session.draw").detail["round"] = 2

    assert cheated(change).checks == {Check.EVENT_ORDER}


def test_only_a_member_of_the_panel_can_leave_it() -> None:
    def change(play: Play) -> None:
        play.first("session.vacate").detail["expert"] = "nobody"

    assert Check.REPLACEMENT in cheated(change).checks


def test_a_panel_member_from_outside_the_pool_breaks_every_later_draw() -> None:
    def change(play: Play) -> None:
        play.first("session.draw").detail["chosen"][-1] = "zz-outsider"

    report = cheated(change)
    assert {Check.PANEL, Check.REPLACEMENT} <= report.checks
    assert any("抽不出任何结果" in failure.message for failure in report.failures)


def test_rules_cannot_be_set_after_the_freeze() -> None:
    def change(play: Play) -> None:
        play.acts.insert(play.at("session.draw"), play.first("session.set_rules"))

    assert Check.EVENT_ORDER in cheated(change).checks
