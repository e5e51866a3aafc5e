from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from haizhi.applications import acts as applications
from haizhi.applications.models import Application
from haizhi.decisions import acts, drafts, queries
from haizhi.decisions.models import Resolution, ResolutionLine
from haizhi.kernel import ledger
from haizhi.kernel.door import AlreadyDone, standing_against, submission
from haizhi.kernel.models import Act, Outgoing
from haizhi.kernel.source import new_id
from haizhi.notifications.models import Notice
from haizhi.notifications.tasks import deliver
from haizhi.notifications.tasks.letters import letter_for
from haizhi.regulation import moves
from haizhi.regulation.deadlines import Track
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.accounts.factories import member
from tests.applications.factories import open_call
from tests.decisions.factories import (
    CLERK,
    HEAD,
    MEETING,
    RECORDER,
    RESOLVED,
    apply,
    closed_session,
    decide,
    explain_target,
    named,
    prepared,
    reviewed,
)

pytestmark = pytest.mark.django_db
Decision = ResolutionLine.Decision


def decisions(resolution: Resolution) -> list[str]:
    return list(resolution.lines.order_by("application__code").values_list("decision", flat=True))


def stages(resolution: Resolution) -> list[str]:
    return [line.application.stage for line in resolution.lines.order_by("application__code")]


def test_a_resolution_begins_with_the_first_by_rank_up_to_the_years_number() -> None:
    resolution = prepared(units=8, target=5)
    assert decisions(resolution) == ["propose"] * 5 + ["pass_over"] * 3
    assert resolution.code == "JY-2026-01"
    assert str(resolution) == "关于2026年度重庆海智工作站评审会的决议"


def test_a_unit_without_a_result_is_not_proposed_by_itself() -> None:
    assert decisions(prepared(ranks=[1, 2, None], target=5)) == ["propose", "propose", "pass_over"]


def test_only_the_party_groups_recorder_draws_up_a_resolution() -> None:
    session = closed_session(2)
    with pytest.raises(Refused, match="由市科协党组记录人办理"):
        acts.prepare_resolution(session, by=HEAD, at=RESOLVED)


def test_a_resolution_waits_for_the_session_to_be_closed() -> None:
    session = closed_session(2)
    session.stage = "closing"
    session.save()
    with pytest.raises(Refused, match="评审会尚未闭会"):
        acts.prepare_resolution(session, by=RECORDER, at=RESOLVED)


def test_a_session_has_one_resolution_under_way() -> None:
    resolution = prepared()
    with pytest.raises(Refused, match="本次评审会已有拟定中的决议"):
        acts.prepare_resolution(resolution.session, by=RECORDER, at=RESOLVED)
    assert Resolution.objects.count() == 1


def test_applying_a_resolution_moves_every_unit_at_once_and_tells_them() -> None:
    resolution = prepared(units=8)
    decide(resolution, 7, Decision.DEFER)
    apply(resolution)
    assert stages(resolution) == ["proposed"] * 5 + ["not_proposed"] * 2 + ["deferred"]
    assert resolution.stage == "applied"
    assert Outgoing.objects.filter(act__verb="application.propose", role=Role.SIGNATORY).count() == 5
    assert not list(ledger.faults())


def test_with_the_case_of_a_unit_that_is_passed_over_ends_what_it_was_being_heard_about() -> None:
    resolution = prepared()
    application = named(resolution, 7)
    applications.notify(application, by=HEAD, at=RESOLVED, opinion="疑似伪造协议", due_on=date(2026, 7, 10))
    apply(resolution)
    application.refresh_from_db()
    assert (application.stage, "hearing" in application.opinions) == ("not_proposed", False)
    assert application.hearings.get().cancelled is False


def test_the_record_of_a_resolution_holds_the_ranking_and_the_log_does_not_tell_it() -> None:
    resolution = apply(prepared(units=3, target=3))
    act = Act.objects.get(verb="resolution.apply")
    assert [row["rank"] for row in act.detail["lines"]] == [1, 2, 3]
    assert act.detail["minutes_number"] == "渝科协党组会纪要〔2026〕12号"
    effects = list(act.effects.order_by("entry_id").values_list("subject_id", flat=True))
    assert effects == sorted(named(resolution, n).pk for n in range(3))


def test_skipping_a_unit_needs_a_reason_on_its_line_and_on_the_one_that_takes_its_place() -> None:
    resolution = prepared(units=8)
    decide(resolution, 1, Decision.PASS_OVER)
    decide(resolution, 5, Decision.PROPOSE)
    with pytest.raises(Refused) as refused:
        apply(resolution)
    assert [f.field for f in refused.value.findings] == ["reason_HZ-2026-0002", "reason_HZ-2026-0006"]
    assert stages(resolution) == ["reviewed"] * 8
    assert not Act.objects.filter(verb__startswith="resolution.apply").exists()


def test_a_departure_is_entered_with_its_reasons_which_stay_with_the_party_group() -> None:
    resolution = prepared(units=8)
    decide(resolution, 1, Decision.PASS_OVER, "合作协议已到期，续签未完成")
    decide(resolution, 5, Decision.PROPOSE, "同一领域在区县已有布局")
    apply(resolution)
    passed = named(resolution, 1)
    assert passed.stage == "not_proposed"
    assert Act.objects.get(verb="application.pass_over", subject_id=passed.pk).opinion == ""
    assert resolution.lines.get(application=passed).reason == "合作协议已到期，续签未完成"
    assert set(Act.objects.get(verb="resolution.apply").detail["reasons"]) == {"sealed"}


def test_another_number_than_the_years_needs_its_reason() -> None:
    resolution = prepared(units=3, target=5)
    with pytest.raises(Refused, match="拟建站3家，原则上每年5家"):
        apply(resolution)
    explain_target(resolution, "申报单位较少，宁缺毋滥")
    assert apply(resolution).stage == "applied"


def test_the_academicians_track_has_no_number_to_keep_to() -> None:
    session = closed_session(2, track=Track.ACADEMICIAN)
    resolution = acts.prepare_resolution(session, by=RECORDER, at=RESOLVED)
    assert apply(resolution).stage == "applied"


def test_a_second_resolution_decides_on_what_was_deferred_and_counts_the_first() -> None:
    first = prepared(units=6)
    decide(first, 5, Decision.DEFER)
    apply(first)
    second = acts.prepare_resolution(first.session, by=RECORDER, at=RESOLVED)
    assert [line.application for line in second.lines.all()] == [named(first, 5)]
    assert decisions(second) == ["pass_over"]
    decide(second, 0, Decision.PROPOSE)
    with pytest.raises(Refused, match="拟建站6家，原则上每年5家"):
        apply(second)
    explain_target(second, "补充材料后经研究同意")
    apply(second)
    assert named(second).stage == "proposed"


def test_a_deferred_unit_can_be_deferred_again_on_record() -> None:
    first = prepared(units=6)
    decide(first, 5, Decision.DEFER)
    apply(first)
    second = acts.prepare_resolution(first.session, by=RECORDER, at=RESOLVED)
    decide(second, 0, Decision.DEFER)
    apply(second)
    assert Act.objects.filter(verb="application.defer", subject_id=named(second).pk).count() == 2


def test_a_unit_that_lost_its_qualification_meanwhile_is_left_out_on_record() -> None:
    resolution = prepared(units=6)
    gone = named(resolution, 5)
    Application.objects.filter(pk=gone.pk).update(stage="cancelled")
    apply(resolution)
    assert named(resolution, 5).stage == "cancelled"
    assert Act.objects.get(verb="resolution.apply").detail["left_out"] == [str(gone.pk)]


def test_nothing_is_entered_when_everybody_left() -> None:
    resolution = prepared(units=2, target=2)
    Application.objects.update(stage="cancelled")
    assert "决议中没有待决定的单位" in str(standing_against(moves.APPLY_RESOLUTION, resolution, RECORDER, RESOLVED)[0])


def test_a_resolution_of_those_who_left_is_dropped_and_the_rest_of_the_session_goes_on() -> None:
    resolution = prepared(units=6)
    Application.objects.filter(pk=named(resolution).pk).update(stage="cancelled")
    acts.drop_resolution(resolution, by=RECORDER, at=RESOLVED, opinion="名单有变")
    assert (resolution.stage, resolution.stage_label) == ("dropped", "已撤销")
    assert Act.objects.get(verb="resolution.drop").opinion == "名单有变"
    assert list(queries.to_resolve(RECORDER)) == [resolution.session]
    again = acts.prepare_resolution(resolution.session, by=RECORDER, at=RESOLVED)
    assert decisions(again) == ["propose"] * 5
    assert not list(ledger.faults())


def test_a_dropped_resolution_counts_for_no_number_and_is_neither_entered_nor_edited_nor_publicised() -> None:
    resolution = prepared(units=5)
    acts.drop_resolution(resolution, by=RECORDER, at=RESOLVED, opinion="名单有变")
    with pytest.raises(Refused, match="此件现为“已撤销”"):
        apply(resolution)
    with pytest.raises(Refused, match="本决议现为“已撤销”，不能再修改"):
        decide(resolution, 0, Decision.DEFER)
    again = apply(acts.prepare_resolution(resolution.session, by=RECORDER, at=RESOLVED))
    assert stages(again) == ["proposed"] * 5
    assert list(queries.to_publicise(CLERK)) == [again]


def test_an_entered_resolution_is_not_dropped_nor_one_in_preparation_by_the_office() -> None:
    resolution = prepared(units=5)
    with pytest.raises(Refused, match="由市科协党组记录人办理"):
        acts.drop_resolution(resolution, by=HEAD, at=RESOLVED, opinion="名单有变")
    apply(resolution)
    with pytest.raises(Refused, match="此件现为“已决议”"):
        acts.drop_resolution(resolution, by=RECORDER, at=RESOLVED, opinion="名单有变")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"minutes_number": " "}, "minutes_number"),
        ({"attendance": ""}, "attendance"),
        ({"attendance": "党组成员7人"}, "attendance"),
        ({"sitting_in": "周四、张𬭎"}, "sitting_in"),
        ({"attendance": "张𬭎", "absent": "李㛃、王䶮"}, "attendance"),
        ({"met_on": None}, "met_on"),
        ({"met_on": date(2026, 6, 17)}, "met_on"),
        ({"met_on": date(2026, 6, 27)}, "met_on"),
    ],
    ids=[
        "no number",
        "nobody there",
        "nobody named",
        "twice",
        "too few",
        "no day",
        "before the review",
        "in the future",
    ],
)
def test_the_meeting_must_be_on_record_whole(changed: dict[str, Any], field: str) -> None:
    resolution = prepared(units=5)
    drafts.note_meeting(resolution, **MEETING | changed)
    with pytest.raises(Refused) as refused:
        acts.apply_resolution(resolution, by=RECORDER, at=RESOLVED)
    assert [f.field for f in refused.value.findings] == [field]


def test_who_was_at_the_meeting_is_counted_on_record_and_named_only_with_the_resolution() -> None:
    resolution = apply(prepared(units=5))
    assert resolution.attendance.splitlines() == ["张𬭎", "李㛃", "王䶮", "赵一", "钱二"]
    detail = Act.objects.get(verb="resolution.apply").detail
    assert detail["attended"] == {"attendance": 5, "absent": 1, "sitting_in": 1}
    assert all(set(detail[name]) == {"sealed"} for name in ("attendance", "absent", "sitting_in"))
    assert "张𬭎" not in str(detail)


def test_the_office_does_not_enter_a_resolution() -> None:
    with pytest.raises(Refused, match="由市科协党组记录人办理"):
        acts.apply_resolution(prepared(5), by=CLERK, at=RESOLVED)


@pytest.mark.parametrize("survived", [1, 6, 11])
def test_a_database_that_fails_in_the_middle_leaves_nothing_of_a_resolution_and_it_can_be_entered_again(
    survived: int,
) -> None:
    resolution = prepared(units=8)
    drafts.note_meeting(resolution, **MEETING)
    before = Act.objects.count(), Outgoing.objects.count(), resolution.version
    written = 0

    def fails(execute: Any, sql: str, *rest: Any) -> Any:
        nonlocal written
        if sql.startswith(("INSERT", "UPDATE")):
            written += 1
            if written > survived:
                raise OperationalError("disk full")
        return execute(sql, *rest)

    with pytest.raises(OperationalError), transaction.atomic(), connection.execute_wrapper(fails):
        acts.apply_resolution(resolution, by=RECORDER, at=RESOLVED)
    assert written == survived + 1
    resolution.refresh_from_db()
    assert (Act.objects.count(), Outgoing.objects.count(), resolution.version) == before
    assert stages(resolution) == ["reviewed"] * 8
    assert resolution.stage == "prepared"
    assert not list(ledger.faults())
    acts.apply_resolution(resolution, by=RECORDER, at=RESOLVED)
    assert stages(resolution) == ["proposed"] * 5 + ["not_proposed"] * 3


def test_a_resolution_is_entered_once() -> None:
    resolution = prepared(5)
    once = new_id()
    with submission(once):
        apply(resolution)
    with pytest.raises(AlreadyDone), submission(once):
        apply(resolution)
    with pytest.raises(Refused, match="此件现为“已决议”"):
        apply(resolution)
    assert Act.objects.filter(verb="resolution.apply").count() == 1


def test_an_applied_resolution_is_not_edited_any_more() -> None:
    resolution = apply(prepared(5))
    with pytest.raises(Refused, match="本决议现为“已决议”，不能再修改"):
        decide(resolution, 0, Decision.DEFER)


def test_who_edited_on_an_older_page_is_told_and_nothing_is_overwritten() -> None:
    resolution = prepared(6)
    seen = resolution.version
    decide(resolution, 5, Decision.DEFER, "待补充材料")
    with pytest.raises(Refused, match="他人已修改本决议"):
        drafts.decide_lines(resolution, {"HZ-2026-0006": ("pass_over", "")}, "", seen=seen)
    assert decisions(resolution)[5] == "defer"


def test_an_act_on_a_page_older_than_the_last_edit_is_refused() -> None:
    resolution = prepared(5)
    seen = resolution.version
    decide(resolution, 0, Decision.PROPOSE, "同意")
    with pytest.raises(Refused, match="已有新的办理"), submission(new_id(), seen):
        apply(resolution)


def test_saving_all_lines_keeps_each_decision_and_the_reason_for_the_number() -> None:
    resolution = prepared(2, target=2)
    said = {"HZ-2026-0001": ("propose", ""), "HZ-2026-0002": ("defer", " 待补充 ")}
    drafts.decide_lines(resolution, said, " 少于原则数 ", seen=resolution.version)
    assert decisions(resolution) == ["propose", "defer"]
    assert resolution.lines.get(application__code="HZ-2026-0002").reason == "待补充"
    assert resolution.target_reason == "少于原则数"
    assert not Act.objects.filter(kind="resolution").exclude(verb="resolution.prepare").exists()


def test_the_page_marks_departures_ties_and_units_without_a_result() -> None:
    resolution = prepared(ranks=[1, 2, 2, None], target=1)
    decide(resolution, 0, Decision.PASS_OVER)
    decide(resolution, 3, Decision.PROPOSE)
    lines = queries.lines_of(resolution)
    assert [line.rank for line in lines] == [1, 2, 2, None]
    assert [line.departs for line in lines] == [True, False, False, True]
    assert [line.tied for line in lines] == [False, True, True, False]
    assert lines[3].no_result == "缺席，不产生结果"
    assert lines[0].becomes == "未列入"


def test_a_closed_session_waits_for_its_resolution_until_one_is_drawn_up() -> None:
    session = closed_session(2)
    assert list(queries.to_resolve(RECORDER)) == [session]
    acts.prepare_resolution(session, by=RECORDER, at=datetime(2026, 6, 26, tzinfo=UTC))
    assert not queries.to_resolve(RECORDER)


def test_an_application_that_was_never_reviewed_is_in_no_resolution() -> None:
    reviewed("重庆他校", stage="qualified")
    assert prepared(2).lines.count() == 2


def test_an_academicians_application_heard_in_the_years_session_counts_for_no_number() -> None:
    session = closed_session(7, target=5)
    guest = Application.objects.get(code="HZ-2026-0003")
    Application.objects.filter(pk=guest.pk).update(call=open_call(track=Track.ACADEMICIAN))
    resolution = acts.prepare_resolution(session, by=RECORDER, at=RESOLVED)
    assert decisions(resolution) == ["propose"] * 6 + ["pass_over"]
    tally = queries.tally(resolution, queries.lines_of(resolution))
    assert (tally.proposed, tally.outside, tally.target) == (6, 1, 5)
    assert apply(resolution).stage == "applied"
    later = closed_session(1, target=5)
    assert decisions(acts.prepare_resolution(later, by=RECORDER, at=RESOLVED)) == ["pass_over"]


def test_the_academicians_are_ranked_among_themselves() -> None:
    session = closed_session(7, target=2)
    for code in ("HZ-2026-0003", "HZ-2026-0006"):
        Application.objects.filter(code=code).update(call=open_call(track=Track.ACADEMICIAN))
    resolution = acts.prepare_resolution(session, by=RECORDER, at=RESOLVED)
    decide(resolution, 5, Decision.PROPOSE)
    annual, academicians = queries.tables_of(queries.lines_of(resolution))
    assert (annual.apart, academicians.apart) == (False, True)
    assert [(line.rank, line.place) for line in academicians.lines] == [(3, 1), (6, 2)]
    assert [(line.rank, line.place) for line in annual.lines] == [(1, 1), (2, 2), (4, 3), (5, 4), (7, 5)]
    with pytest.raises(Refused) as refused:
        apply(resolution)
    assert {f.field for f in refused.value.findings} == {"reason_HZ-2026-0003", "reason_HZ-2026-0006"}
    decide(resolution, 2, Decision.PROPOSE)
    assert apply(resolution).stage == "applied"
    assert stages(resolution) == ["proposed"] * 3 + ["not_proposed"] * 2 + ["proposed", "not_proposed"]


def test_what_was_deferred_is_taken_up_again_in_a_later_year_with_all_that_was_said() -> None:
    first = prepared(units=6)
    decide(first, 5, Decision.DEFER, "待补充材料")
    apply(first)
    told = ("code", "rank", "score", "why", "decided_in", "session_code", "prepared_code")
    assert list(queries.deferred_of(RECORDER).values_list(*told)) == [
        ("HZ-2026-0006", 6, "89.00", "待补充材料", "JY-2026-01", "PS-2026-01", None)
    ]
    later = RESOLVED.replace(year=2027)
    second = acts.prepare_resolution(first.session, by=RECORDER, at=later)
    assert [row[-1] for row in queries.deferred_of(RECORDER).values_list(*told)] == [second.code] == ["JY-2026-02"]
    decide(second, 0, Decision.PROPOSE)
    explain_target(second, "补充材料后经研究同意")
    drafts.note_meeting(second, **MEETING | {"met_on": date(2027, 6, 20)})
    acts.apply_resolution(second, by=RECORDER, at=later)
    assert named(second).stage == "proposed"
    assert not queries.deferred_of(RECORDER)


def test_the_preview_foretells_what_entering_then_does_and_tells_and_writes_nothing() -> None:
    resolution = prepared(units=8)
    decide(resolution, 7, Decision.DEFER)
    signatory = member(Role.SIGNATORY, at_unit=named(resolution).unit)
    drafts.note_meeting(resolution, **MEETING)
    acts_before, outgoing = Act.objects.count(), Outgoing.objects.count()
    preview = queries.preview_of(resolution, RECORDER, RESOLVED)
    assert (Act.objects.count(), Outgoing.objects.count()) == (acts_before, outgoing)
    assert preview.missing == ()
    assert [effect.line.becomes for effect in preview.effects] == ["拟建站"] * 5 + ["未列入"] * 2 + ["暂缓"]
    assert [effect.people for effect in preview.effects] == [1] + [0] * 7
    acts.apply_resolution(resolution, by=RECORDER, at=RESOLVED)
    assert Act.objects.count() == acts_before + preview.entries
    deliver(RESOLVED)
    (letter,) = [
        letter_for(n, RESOLVED) for n in Notice.objects.filter(person=signatory.person, act__verb="application.propose")
    ]
    (foretold,) = [m for m in preview.messages if m.label == "拟建站" and "申报单位负责人" in m.roles]
    assert (foretold.people, foretold.sample.subject, foretold.sample.letter) == (1, letter.subject, letter.text)
    assert "请勿以工作站名义对外宣传" in letter.text
