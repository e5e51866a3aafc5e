from datetime import UTC, date, datetime, timedelta

import pytest

from haizhi.applications import acts, drafts
from haizhi.applications.models import Call
from haizhi.kernel.actor import SYSTEM
from haizhi.kernel.models import Act, Outgoing
from haizhi.regulation.civil_time import end_of_day
from haizhi.regulation.deadlines import Track
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.applications.factories import CLERK, DEADLINE, HEAD, LATE, NOW, begun, holding, open_call, university, upload

pytestmark = pytest.mark.django_db


def test_the_call_of_2026_is_composed_from_its_notice() -> None:
    call = acts.compose(by=CLERK, at=NOW, year=2026)
    assert (call.code, call.stage, call.heading) == ("2026", "draft", "关于开展2026年重庆海智工作站建站申报工作的通知")
    assert call.deadline == DEADLINE
    assert (call.department, call.phone, call.paper_copies, call.soft_target) == (
        "市科协国际合作部",
        "023-63002858",
        1,
        5,
    )
    assert call.edition == "2024"


def test_a_later_call_is_composed_from_the_one_before() -> None:
    former = acts.compose(by=CLERK, at=NOW, year=2026)
    drafts.edit_call(former, {"contact": "曾查", "soft_target": 6}, by=CLERK, at=NOW)
    call = acts.compose(by=CLERK, at=NOW, year=2027)
    assert (call.heading, call.contact, call.soft_target) == (
        "关于开展2027年重庆海智工作站建站申报工作的通知",
        "曾查",
        6,
    )
    assert call.deadline == end_of_day(date(2027, 5, 30))
    assert call.document_number == ""


def test_a_call_is_composed_from_the_pattern_named_with_its_questions_and_files() -> None:
    former = acts.compose(by=CLERK, at=NOW, year=2025)
    drafts.edit_call(
        former, {"contact": "曾查", "largest_file": 20, "body": "2025年的通知，自行改写。"}, by=CLERK, at=NOW
    )
    acts.answer(former, by=CLERK, at=NOW, question="第二问", answer="答", place=2)
    acts.answer(former, by=CLERK, at=NOW, question="第一问", answer="答", place=1)
    acts.answer(former, by=CLERK, at=NOW, question="撤下的", answer="答")
    acts.take_back_answer(former, by=CLERK, at=NOW, which=former.questions.get(question="撤下的").pk)
    acts.supply(former, by=CLERK, at=NOW, title="办法", upload=upload())
    call = acts.compose(by=CLERK, at=LATE, year=2026, pattern="2025")
    assert (call.contact, call.largest_file, call.body) == ("曾查", 20, "2026年的通知，自行改写。")
    assert [(q.question, q.answered_at) for q in call.questions.all()] == [("第一问", NOW), ("第二问", NOW)]
    assert [(d.title, d.offered_at) for d in call.downloads.all()] == [("办法", LATE)]
    assert Act.objects.get(verb="call.compose", subject_id=call.pk).detail["pattern"] == "2025"


def test_the_regulation_is_a_pattern_even_where_there_is_a_former_call() -> None:
    drafts.edit_call(acts.compose(by=CLERK, at=NOW, year=2026), {"contact": "曾查"}, by=CLERK, at=NOW)
    call = acts.compose(by=CLERK, at=NOW, year=2027, pattern="regulation")
    assert (call.contact, call.year, call.body) == ("黄庆文", 2027, "")
    with pytest.raises(Refused, match="没有找到作为底稿的通知"):
        acts.compose(by=CLERK, at=NOW, year=2025, pattern="1999")


def test_a_call_of_the_other_track_lends_its_contact_and_neither_heading_nor_deadline() -> None:
    annual = acts.compose(by=CLERK, at=NOW, year=2026)
    drafts.edit_call(annual, {"contact": "曾查", "body": "自行改写。"}, by=CLERK, at=NOW)
    intake = acts.compose(by=CLERK, at=NOW, year=2026, track=Track.ACADEMICIAN, pattern="2026")
    assert (intake.contact, intake.deadline, intake.body) == ("曾查", None, "")
    assert intake.heading == "关于2026年引进海外院士建站申请适时受理的通知"
    back = acts.compose(by=CLERK, at=NOW, year=2027, pattern=intake.code)
    assert back.heading == "关于开展2027年重庆海智工作站建站申报工作的通知"
    assert back.deadline == end_of_day(date(2027, 5, 30))


def test_a_year_without_notice_or_former_call_takes_the_newest_notice_as_its_pattern() -> None:
    call = acts.compose(by=CLERK, at=NOW, year=2025)
    assert call.heading == "关于开展2025年重庆海智工作站建站申报工作的通知"
    assert call.deadline == end_of_day(date(2025, 5, 30))


def test_a_deadline_on_the_29th_of_february_becomes_the_28th_a_year_later() -> None:
    leap = datetime(2028, 1, 10, tzinfo=UTC)
    call = acts.compose(by=CLERK, at=leap, year=2028)
    drafts.edit_call(call, {"deadline": end_of_day(date(2028, 2, 29))}, by=CLERK, at=leap)
    assert acts.compose(by=CLERK, at=leap, year=2029).deadline == end_of_day(date(2029, 2, 28))


def test_the_intake_for_academicians_has_no_deadline_and_a_code_of_its_own() -> None:
    call = open_call(track=Track.ACADEMICIAN)
    assert (call.code, call.deadline, call.stage) == ("2026-Y", None, "open")
    with pytest.raises(Refused, match="没有截止时间"):
        acts.extend(call, by=HEAD, at=NOW, opinion="延长", deadline=LATE)


def test_opening_next_years_intake_for_academicians_closes_the_former_one() -> None:
    former = open_call(track=Track.ACADEMICIAN)
    later = datetime(2027, 1, 4, tzinfo=UTC)
    open_call(2027, Track.ACADEMICIAN, later)
    former.refresh_from_db()
    assert (former.stage, former.closed_at) == ("closed", later)


def test_an_intake_for_academicians_is_not_closed_without_a_successor() -> None:
    call = open_call(track=Track.ACADEMICIAN)
    with pytest.raises(Refused, match="适时受理"):
        acts.close(call, by=SYSTEM, at=LATE)


@pytest.mark.parametrize("year", [1999, 2023, 2028, 99999999])
def test_a_call_for_a_year_outside_the_procedure_is_refused(year: int) -> None:
    with pytest.raises(Refused, match="年度应在2024年至2027年之间"):
        acts.compose(by=CLERK, at=NOW, year=year)


def test_a_second_call_of_a_year_is_refused() -> None:
    open_call()
    with pytest.raises(Refused, match="2026年度已有同类申报通知"):
        acts.compose(by=CLERK, at=NOW, year=2026)


def test_only_the_head_publishes_a_call() -> None:
    call = acts.compose(by=CLERK, at=NOW, year=2026)
    with pytest.raises(Refused, match="由海智办负责人办理"):
        acts.publish(call, by=CLERK, at=NOW)
    assert acts.publish(call, by=HEAD, at=NOW).published_at == NOW


def test_publishing_tells_every_unit_and_every_district() -> None:
    act = Act.objects.get(subject_id=open_call().pk, verb="call.publish")
    told = set(Outgoing.objects.filter(act=act).values_list("role", "place"))
    assert told == {(role, "") for role in (Role.DRAFTER, Role.SIGNATORY, Role.DISTRICT_CLERK, Role.DISTRICT_HEAD)}


def test_a_call_is_not_published_with_a_deadline_in_the_past() -> None:
    call = acts.compose(by=CLERK, at=NOW, year=2026)
    with pytest.raises(Refused, match="截止时间2026年5月30日24:00应晚于发布时间"):
        acts.publish(call, by=HEAD, at=DEADLINE)


def test_a_call_is_not_published_with_an_empty_field() -> None:
    call = acts.compose(by=CLERK, at=NOW, year=2026)
    drafts.edit_call(call, {"phone": " "}, by=CLERK, at=NOW)
    with pytest.raises(Refused, match="未填写“电话”"):
        acts.publish(call, by=HEAD, at=NOW)


def test_a_published_call_is_not_edited_any_more() -> None:
    with pytest.raises(Refused, match="不能再修改"):
        drafts.edit_call(open_call(), {"phone": "1"}, by=CLERK, at=NOW)


def test_a_call_edited_since_the_page_was_opened_is_not_overwritten() -> None:
    call = acts.compose(by=CLERK, at=NOW, year=2026)
    drafts.edit_call(call, {"phone": "023-1"}, by=CLERK, at=NOW, seen=1)
    with pytest.raises(Refused, match="他人已改过此通知"):
        drafts.edit_call(call, {"phone": "023-2"}, by=HEAD, at=NOW, seen=1)


def test_only_the_office_edits_a_call_and_only_fields_it_has() -> None:
    call = acts.compose(by=CLERK, at=NOW, year=2026)
    with pytest.raises(Refused, match="由重庆海智办拟定"):
        drafts.edit_call(call, {"phone": "1"}, by=holding(Role.SIGNATORY, "x"), at=NOW)
    with pytest.raises(ValueError, match="stage"):
        drafts.edit_call(call, {"stage": "open"}, by=CLERK, at=NOW)


def test_a_call_is_extended_only_later_and_with_a_reason() -> None:
    call = open_call()
    with pytest.raises(Refused) as refused:
        acts.extend(call, by=HEAD, at=NOW, opinion=" ", deadline=DEADLINE - timedelta(days=1))
    assert [f.field for f in refused.value.findings] == ["deadline", "opinion"]
    acts.extend(call, by=HEAD, at=NOW, opinion="受汛情影响", deadline=end_of_day(date(2026, 6, 15)))
    assert call.deadline == end_of_day(date(2026, 6, 15))
    assert Act.objects.get(verb="call.extend").opinion == "受汛情影响"
    notice = call.extensions.get()
    assert (notice.serial, notice.old_deadline, notice.new_deadline) == (1, DEADLINE, call.deadline)
    assert (notice.reason, notice.at) == ("受汛情影响", NOW)


def test_what_was_published_does_not_change_when_the_call_is_extended() -> None:
    call = open_call()
    acts.extend(call, by=HEAD, at=NOW, opinion="受汛情影响", deadline=end_of_day(date(2026, 6, 15)))
    assert "申报截止时间为2026年5月30日24:00" in call.text


def test_a_call_that_opens_later_takes_nothing_before_its_first_day() -> None:
    call = acts.compose(by=CLERK, at=NOW, year=2026)
    drafts.edit_call(call, {"opens_on": date(2026, 4, 1)}, by=CLERK, at=NOW)
    acts.publish(call, by=HEAD, at=NOW)
    with pytest.raises(Refused, match=r"2026年4月1日开始受理.*请在开始受理后办理"):
        begun(call=call)
    assert begun(call=call, at=datetime(2026, 3, 31, 16, tzinfo=UTC)).stage == "draft"


def test_a_call_is_not_extended_after_its_deadline_even_if_nobody_closed_it_yet() -> None:
    with pytest.raises(Refused, match="截止之后不能延期"):
        acts.extend(open_call(), by=HEAD, at=DEADLINE, opinion="理由", deadline=LATE)


def test_the_system_closes_what_is_due_and_nothing_else() -> None:
    call = open_call()
    academicians = open_call(track=Track.ACADEMICIAN)
    assert acts.close_due(DEADLINE - timedelta(microseconds=1)) == []
    assert acts.close_due(DEADLINE) == [call]
    assert acts.close_due(LATE) == []
    academicians.refresh_from_db()
    assert academicians.stage == "open"
    assert Act.objects.get(verb="call.close").by_name == "系统"


def test_a_call_is_not_closed_early_and_not_by_people() -> None:
    with pytest.raises(Refused, match="尚未到期"):
        acts.close(open_call(), by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="由系统办理"):
        acts.close(open_call(), by=HEAD, at=LATE)


def test_nothing_is_begun_after_the_deadline_whether_closed_or_not() -> None:
    open_call()
    with pytest.raises(Refused, match="2026年5月30日24:00"):
        begun(at=DEADLINE)
    acts.close_due(LATE)
    with pytest.raises(Refused, match="现为“已截止”，截止时间为2026年5月30日24:00，不能新建或提交申报"):
        begun(at=LATE)


def test_a_draft_call_is_not_seen_by_units_and_a_published_one_is_by_everybody() -> None:
    acts.compose(by=CLERK, at=NOW, year=2026)
    unit = holding(Role.SIGNATORY, "x")
    assert not Call.objects.visible_to(unit).exists()
    assert Call.objects.visible_to(CLERK).count() == 1
    acts.publish(Call.objects.get(), by=HEAD, at=NOW)
    assert Call.objects.visible_to(holding(Role.PUBLIC)).count() == 1


def test_what_was_sent_in_the_last_second_is_in_time_even_if_the_call_was_closed_meanwhile() -> None:
    open_call()
    acts.close_due(DEADLINE)
    assert begun(at=DEADLINE - timedelta(microseconds=1)).stage == "draft"
    with pytest.raises(Refused, match="现为“已截止”"):
        begun(university("重庆示范大学"), at=DEADLINE)
