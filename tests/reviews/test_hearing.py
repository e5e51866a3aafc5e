"""The hearing (评审·6·2): in the order drawn, every sheet locked before any is shown, announced on the spot."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from haizhi.applications.acts import cancel, notify, state
from haizhi.fairness.formats import SHAPES, fits
from haizhi.kernel import ledger
from haizhi.kernel.models import Act
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Refused
from haizhi.regulation.indicators import REVIEW
from haizhi.regulation.recusals import InterestGround
from haizhi.reviews import acts, drafts
from haizhi.reviews.facts import sitting
from haizhi.reviews.models import Sheet, Turn
from haizhi.reviews.queries import pending_ranking, ranking, totals_of
from tests.applications.factories import signatory
from tests.experts.factories import CLERK, HEAD, NOW, SUPERVISOR, judge
from tests.reviews.factories import (
    HELD,
    announced,
    closed,
    drawn,
    lock_all,
    marks,
    next_turn,
    opened,
    scoring,
    seated,
)

pytestmark = pytest.mark.django_db


def detail_of(verb: str) -> Any:
    return Act.objects.filter(verb=verb).latest("entry_id").detail


def result_of(turn: Turn) -> dict[str, Any]:
    assert turn.result is not None
    return dict(turn.result)


def of(sheet: Sheet) -> Any:
    return judge(sheet.seat.person_id, sheet.seat.name)


def test_units_are_called_in_the_order_drawn_one_at_a_time() -> None:
    session = opened(units=3)
    first, second, _ = session.turns.order_by("position")
    with pytest.raises(Refused, match=f"下一家是“{first}”"):
        acts.call_in(second, by=CLERK, at=HELD)
    acts.call_in(first, by=CLERK, at=HELD)
    with pytest.raises(Refused, match=f"“{first}”尚未办结"):
        acts.call_in(second, by=CLERK, at=HELD)


def test_nobody_is_called_in_before_the_hearing_is_open() -> None:
    session = drawn()
    with pytest.raises(Refused, match="评审进行中才能办理"):
        acts.call_in(next_turn(session), by=CLERK, at=HELD)


def test_an_absent_unit_makes_room_for_the_next() -> None:
    session = opened(units=2)
    absent = acts.mark_absent(next_turn(session), by=CLERK, at=HELD, opinion="三次通知未到")
    assert fits(detail_of("turn.mark_absent"), SHAPES["turn.mark_absent"])
    assert absent.stage == "absent"
    assert acts.call_in(next_turn(session), by=CLERK, at=HELD).position == 2


def test_a_blank_sheet_waits_for_every_judge_who_does_not_stand_aside() -> None:
    session = drawn(units=1)
    seat, by = seated(session)[0]
    recusal = acts.declare(next_turn(session), by=by, at=NOW, ground=InterestGround.KIN, explanation="其妻任职")
    acts.decide(recusal, by=CLERK, at=NOW, granted=True, opinion="属实")
    acts.agree(recusal, by=SUPERVISOR, at=NOW)
    acts.open_hearing(session, by=CLERK, at=HELD)
    turn = scoring(session)
    assert {sheet.seat.serial for sheet in turn.sheets.all()} == {2, 3, 4, 5, 6, 7}
    assert seat.serial == 1


def test_a_sheet_is_locked_with_all_sixteen_marks_in_steps_and_within_bounds() -> None:
    turn = scoring(opened(units=1))
    sheet = turn.sheets.all()[0]
    for wrong, sentence in (
        ({}, "未打分"),
        (marks() | {"a1": 52}, "以0.5分为单位"),
        (marks() | {"a1": 55}, "请打0至5分"),
        (marks() | {"a17": 5}, "与指标表不符"),
    ):
        with pytest.raises(Refused, match=sentence):
            acts.lock(sheet, by=of(sheet), at=HELD, marks=wrong)
    with pytest.raises(Refused) as refused:
        acts.lock(sheet, by=of(sheet), at=HELD, marks={"a1": 10})
    assert len(refused.value.findings) == 15
    acts.lock(sheet, by=of(sheet), at=HELD, marks=marks())
    assert (sheet.stage, sheet.locked_at) == ("locked", HELD)
    assert fits(detail_of("sheet.lock"), SHAPES["sheet.lock"])


def test_nobody_locks_without_the_pledge_nor_for_another_judge() -> None:
    session = drawn(units=1)
    acts.open_hearing(session, by=CLERK, at=HELD)
    turn = scoring(session)
    first, second = turn.sheets.order_by("seat__serial")[:2]
    with pytest.raises(Refused, match="尚未签署本次评审的承诺"):
        acts.lock(first, by=of(first), at=HELD, marks=marks())
    acts.pledge(session, by=of(first), at=HELD)
    with pytest.raises(Refused, match="不在您的办理范围内"):
        acts.lock(first, by=of(second), at=HELD, marks=marks())
    first.refresh_from_db()
    assert acts.lock(first, by=of(first), at=HELD, marks=marks()).stage == "locked"


def test_a_locked_sheet_is_not_changed() -> None:
    turn = scoring(opened(units=1))
    sheet = lock_all(turn)[0]
    with pytest.raises(Refused, match="评分表已锁定，不能再改"):
        drafts.save_marks(sheet, {"a1": 0}, at=HELD)
    with pytest.raises(Refused, match="只有处于“填写中”时才能办理"):
        acts.lock(sheet, by=of(sheet), at=HELD, marks=marks(10))


def test_a_sheet_taken_back_while_it_is_saved_is_a_clear_refusal() -> None:
    sheet = scoring(opened(units=1)).sheets.all()[0]
    type(sheet)._base_manager.filter(pk=sheet.pk).delete()
    with pytest.raises(Refused, match="您已回避该单位，本评分表已收回"):
        drafts.save_marks(sheet, {"a1": 45}, at=HELD)


def test_a_draft_is_kept_as_typed_without_a_ledger_entry() -> None:
    turn = scoring(opened(units=1))
    sheet = turn.sheets.all()[0]
    size = ledger.size_and_root()
    drafts.save_marks(sheet, {"a1": 45, "a2": 30}, at=HELD, notes="好")
    drafts.save_marks(sheet, {"a1": None, "a3": 100}, at=HELD)
    with pytest.raises(Refused, match="请打0至5分"):
        drafts.save_marks(sheet, {"a1": 500, "a4": 10}, at=HELD)
    sheet.refresh_from_db()
    assert (drafts.marks_of(sheet), drafts.notes_of(sheet), sheet.stage) == ({"a2": 30, "a3": 100}, "好", "draft")
    assert ledger.size_and_root() == size


def test_what_another_device_saved_meanwhile_stays_beside_what_is_saved_here() -> None:
    sheet = scoring(opened(units=1)).sheets.all()[0]
    read_before = type(sheet).objects.get(pk=sheet.pk)
    drafts.save_marks(sheet, {"a1": 45}, at=HELD, notes="好")
    drafts.save_marks(read_before, {"a2": 30}, at=HELD)
    sheet.refresh_from_db()
    assert (drafts.marks_of(sheet), drafts.notes_of(sheet)) == ({"a1": 45, "a2": 30}, "好")


def test_one_missing_sheet_and_nothing_is_announced() -> None:
    turn = scoring(opened(units=1))
    sheets = list(turn.sheets.all())
    for sheet in sheets[1:]:
        acts.lock(sheet, by=of(sheet), at=HELD, marks=marks())
    with pytest.raises(Refused, match="还有1份评分表没有锁定"):
        acts.announce(turn, by=CLERK, at=HELD)
    turn.refresh_from_db()
    assert (turn.result, turn.stage) == (None, "scoring")


def test_the_score_is_exact_with_one_high_and_one_low_dropped() -> None:
    session = opened(units=1)
    turn = announced(session, lambda n: 100 if n == 1 else 50 if n == 2 else 80)
    assert result_of(turn)["shown"] == "80.00"
    assert result_of(turn)["totals"] == [500, 800, 800, 800, 800, 800, 1000]
    assert (result_of(turn)["valid"], result_of(turn)["kept"]) == (7, 5)
    assert [total.dropped for total in totals_of(turn)] == ["最低分", *[""] * 5, "最高分"]
    assert fits(detail_of("turn.announce"), SHAPES["turn.announce"])
    assert set(turn.sheets.values_list("stage", flat=True)) == {"announced"}


def test_fewer_than_five_valid_sheets_give_no_result() -> None:
    session = opened(units=1)
    turn = next_turn(session)
    for seat in list(sitting(session))[:3]:
        recusal = acts.match(
            turn, by=CLERK, at=NOW, ground=InterestGround.OTHER, explanation="中途离会", person=seat.person
        )
        acts.decide(recusal, by=CLERK, at=NOW, granted=True, opinion="离会")
        acts.agree(recusal, by=SUPERVISOR, at=NOW)
    turn = announced(session)
    assert (result_of(turn)["shown"], result_of(turn)["reason"], result_of(turn)["valid"]) == (
        None,
        "too_few_sheets",
        4,
    )


def test_a_correction_is_co_signed_voids_the_old_sheet_and_reopens_the_unit() -> None:
    session = opened(units=1)
    turn = announced(session)
    before = result_of(turn)["exact"]
    sheet = turn.sheets.order_by("seat__serial")[0]
    acts.void_sheet(sheet, by=of(sheet), at=HELD, opinion="第3项录错")
    with pytest.raises(Refused, match="由纪检监督人员办理"):
        acts.confirm_void_sheet(sheet, by=CLERK, at=HELD)
    acts.confirm_void_sheet(sheet, by=SUPERVISOR, at=HELD, opinion="同意")
    turn.refresh_from_db()
    assert (sheet.stage, turn.stage, turn.result) == ("voided", "scoring", None)
    fresh = turn.sheets.get(seat=sheet.seat, stage="draft")
    assert (fresh.revision, drafts.marks_of(fresh)) == (2, sheet.marks)
    acts.lock(fresh, by=of(fresh), at=HELD, marks=marks(100))
    acts.announce(turn, by=CLERK, at=HELD)
    assert result_of(turn)["exact"] != before
    assert turn.sheets.filter(stage="voided").count() == 1
    assert [act.verb for act in Act.objects.filter(cause__verb="sheet.confirm_void")] == ["turn.reopen"]


def test_a_correction_before_the_announcement_leaves_the_unit_where_it_is() -> None:
    turn = scoring(opened(units=1))
    sheet = lock_all(turn)[0]
    acts.void_sheet(sheet, by=of(sheet), at=HELD, opinion="录错")
    with pytest.raises(Refused, match="还有1份评分表没有锁定"):
        acts.announce(turn, by=CLERK, at=HELD)
    acts.confirm_void_sheet(sheet, by=SUPERVISOR, at=HELD)
    turn.refresh_from_db()
    assert turn.stage == "scoring"
    assert not Act.objects.filter(verb="turn.reopen").exists()


def test_a_refused_correction_leaves_the_sheet_in_force() -> None:
    session = opened(units=1)
    turn = announced(session)
    sheet = turn.sheets.all()[0]
    acts.void_sheet(sheet, by=of(sheet), at=HELD, opinion="想改")
    assert acts.refuse_void_sheet(sheet, by=SUPERVISOR, at=HELD, opinion="无依据").stage == "announced"
    turn.refresh_from_db()
    assert turn.stage == "announced"


def test_a_correction_waits_until_the_unit_in_the_hall_is_done() -> None:
    session = opened(units=2)
    turn = announced(session)
    sheet = turn.sheets.all()[0]
    acts.void_sheet(sheet, by=of(sheet), at=HELD, opinion="录错")
    acts.call_in(next_turn(session), by=CLERK, at=HELD)
    with pytest.raises(Refused, match="尚未办结"):
        acts.confirm_void_sheet(sheet, by=SUPERVISOR, at=HELD)


def test_the_session_closes_only_when_every_unit_is_heard_and_nothing_is_pending() -> None:
    session = opened(units=2)
    turn = announced(session)
    with pytest.raises(Refused, match="还有1家单位没有公布得分"):
        acts.close(session, by=CLERK, at=HELD)
    announced(session)
    sheet = turn.sheets.all()[0]
    acts.void_sheet(sheet, by=of(sheet), at=HELD, opinion="录错")
    with pytest.raises(Refused, match="还有1份评分表待会签更正"):
        acts.close(session, by=CLERK, at=HELD)


def test_the_ranking_is_signed_by_both_and_every_application_is_reviewed() -> None:
    session = closed(units=3)
    rows = ranking(session)
    assert [row.rank for row in rows] == [1, 2, 3]
    assert [row.application.stage for row in rows] == ["reviewed"] * 3
    assert fits(detail_of("session.confirm_close"), SHAPES["session.confirm_close"])
    worths = [Fraction(row.exact or 0) for row in rows]
    assert worths == sorted(worths, reverse=True)
    caused = Act.objects.filter(verb="application.rank", cause__verb="session.confirm_close").order_by("entry_id")
    assert [act.number for act in caused] == [row.application.code for row in rows]


def test_equal_scores_share_a_rank_and_say_so() -> None:
    session = opened(units=4)
    for percent in (80, 70, 70, 60):
        announced(session, lambda n, percent=percent: percent)  # type: ignore[misc]  # a default binds the value
    acts.close(session, by=CLERK, at=HELD)
    acts.confirm_close(session, by=SUPERVISOR, at=HELD)
    assert [(row.rank, row.tied) for row in ranking(session)] == [(1, False), (2, True), (2, True), (4, False)]


def test_an_absent_unit_has_no_rank_and_goes_on_to_the_party_group() -> None:
    session = opened(units=2)
    acts.mark_absent(next_turn(session), by=CLERK, at=HELD, opinion="未到")
    announced(session)
    acts.close(session, by=CLERK, at=HELD)
    acts.confirm_close(session, by=SUPERVISOR, at=HELD)
    last = ranking(session)[-1]
    assert (last.rank, last.shown, last.reason) == (None, None, "缺席，不产生结果")
    assert last.application.stage == "reviewed"


def test_a_ranking_that_was_changed_is_not_signed() -> None:
    session = opened(units=2)
    announced(session)
    announced(session, lambda n: 90)
    acts.close(session, by=CLERK, at=HELD)
    assert ranking(session) == []
    assert len(pending_ranking(session)) == 2
    type(session).objects.filter(pk=session.pk).update(ranking=session.ranking[::-1])
    with pytest.raises(Refused, match="排名与重新计算的不符"):
        acts.confirm_close(session, by=SUPERVISOR, at=HELD)
    acts.refuse_close(session, by=SUPERVISOR, at=HELD, opinion="排名被改动")
    assert (session.stage, session.ranking) == ("in_hearing", [])


def test_after_the_close_nothing_is_corrected() -> None:
    session = closed(units=1)
    sheet = Sheet.objects.filter(turn__session=session)[0]
    with pytest.raises(Refused, match="闭会之后不再更正"):
        acts.void_sheet(sheet, by=of(sheet), at=HELD, opinion="录错")


def test_recusals_behind_the_result_are_published_with_their_signature() -> None:
    session = opened(units=1)
    turn = next_turn(session)
    seat, by = seated(session)[0]
    recusal = acts.declare(turn, by=by, at=NOW, ground=InterestGround.KIN, explanation="其妻任职")
    acts.decide(recusal, by=CLERK, at=NOW, granted=True, opinion="属实")
    acts.agree(recusal, by=SUPERVISOR, at=NOW)
    announced(session)
    acts.close(session, by=CLERK, at=HELD)
    acts.confirm_close(session, by=SUPERVISOR, at=HELD)
    signed = Act.objects.get(verb="recusal.agree")
    assert detail_of("session.confirm_close")["recusals"] == [
        {"seat": seat.token, "applicant": turn.application.code, "entry": signed.entry_id}
    ]


def test_the_ledger_of_a_whole_session_verifies() -> None:
    closed(units=2)
    assert list(ledger.faults()) == []


def test_the_sheet_in_force_is_one() -> None:
    turn = scoring(opened(units=1))
    sheet = turn.sheets.all()[0]
    with pytest.raises(Exception, match=r"a_judge_has_one_sheet_in_force_for_an_applicant|reviews_sheet"):
        Sheet.objects.create(turn=turn, seat=sheet.seat, stage="draft")


def test_marks_add_up_to_a_hundred_points() -> None:
    assert sum(marks(100).values()) == REVIEW.total


def _lose_qualification(turn: Turn) -> None:
    unit = turn.application.unit
    notify(turn.application, by=HEAD, at=HELD, opinion="疑似伪造", due_on=day_of(HELD) + timedelta(days=5))
    state(turn.application, by=signatory(unit), at=HELD, opinion="无可陈述")
    cancel(turn.application, by=HEAD, at=HELD, opinion="协议系伪造", accountability="移送处理")


def test_a_unit_that_lost_its_qualification_while_it_presents_is_not_scored() -> None:
    session = opened(units=2)
    turn = acts.call_in(next_turn(session), by=CLERK, at=HELD)
    _lose_qualification(turn)
    turn.refresh_from_db()
    with pytest.raises(Refused, match="该单位现为“取消资格”，不再评审"):
        acts.open_scoring(turn, by=CLERK, at=HELD)
    acts.mark_absent(turn, by=CLERK, at=HELD, opinion="已取消资格")
    assert acts.call_in(next_turn(session), by=CLERK, at=HELD).stage == "presenting"


def test_a_unit_that_lost_its_qualification_is_not_heard_and_the_next_is() -> None:
    session = opened(units=2)
    turn = next_turn(session)
    _lose_qualification(turn)
    with pytest.raises(Refused, match="该单位现为“取消资格”，不再评审"):
        acts.call_in(turn, by=CLERK, at=HELD)
    acts.mark_absent(turn, by=CLERK, at=HELD, opinion="已取消资格")
    assert acts.call_in(next_turn(session), by=CLERK, at=HELD).stage == "presenting"
