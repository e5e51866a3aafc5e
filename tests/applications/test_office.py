from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from haizhi.applications import acts, drafts
from haizhi.applications.facts import checklist, grounds_for_rejection, rival_interest
from haizhi.applications.models import Application
from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.roles import Role
from haizhi.regulation.routing import Route
from tests.applications.factories import (
    CLERK,
    DEADLINE,
    HEAD,
    LATE,
    NANAN,
    NOW,
    YUZHONG,
    association,
    complete,
    district_head,
    drafter,
    endorsed,
    holding,
    judged,
    open_call,
    qualified,
    signatory,
    submitted,
    unit,
    university,
    upload,
)

pytestmark = pytest.mark.django_db


def test_an_application_that_meets_every_condition_qualifies() -> None:
    application = qualified()
    assert application.stage == "qualified"
    assert application.opinions["office"]["text"] == "符合条件"
    assert all(row.finding.met for row in checklist(application))


def test_an_open_row_and_a_row_judged_unmet_both_stand_in_the_way() -> None:
    application = judged(submitted(university()))
    drafts.judge(application, "platform", None, "", by=CLERK, at=NOW)
    drafts.judge(application, "purpose", False, "目的不明确", by=CLERK, at=NOW)
    with pytest.raises(Refused) as refused:
        acts.qualify(application, by=CLERK, at=NOW)
    assert [f.field for f in refused.value.findings] == ["platform", "purpose"]
    assert "待海智办判断" in str(refused.value)
    assert "不符合（目的不明确）" in str(refused.value)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"staff": 0}, "工作人员0名"),
        ({"money": 0}, "专项经费0万元"),
        ({"office_area": 0}, "办公场地0平方米"),
        ({"above_scale": False}, "企业须为规模以上企业或高新技术企业"),
    ],
)
def test_each_computed_condition_stands_in_the_way(answer: dict[str, Any], reason: str) -> None:
    application = submitted(**answer)
    acts.endorse(application, by=district_head(), at=NOW, opinion="同意", scan=upload())
    judged(application)
    with pytest.raises(Refused, match=reason):
        acts.qualify(application, by=CLERK, at=NOW)


def test_a_unit_does_not_qualify_itself() -> None:
    application = judged(submitted(university()))
    with pytest.raises(Refused, match="由海智办"):
        acts.qualify(application, by=signatory(application.unit), at=NOW)


def test_a_correction_names_what_why_and_until_when_and_keeps_the_first_arrival() -> None:
    application = endorsed()
    acts.correct(application, by=CLERK, at=NOW, opinion="协议缺签字页", sections=["attachments"], workdays=5)
    assert (application.stage, application.due_on) == ("returned", date(2026, 3, 27))
    assert application.opinions["correction"]["text"] == "协议缺签字页"
    later = DEADLINE + timedelta(days=1)
    by = drafter(application.unit)
    drafts.attach(application, MaterialKind.AGREEMENTS, upload("新协议.pdf"), by=by, at=later)
    drafts.attach(application, MaterialKind.SIGNED_FORM, upload(), by=by, at=later)
    acts.submit(application, by=signatory(application.unit), at=later)
    assert (application.stage, application.arrived_at, application.due_on) == ("qualifying", NOW, None)
    again = Act.objects.filter(verb="application.submit").latest("entry_id")
    assert again.detail["correction_late"] is True
    assert acts.qualify(judged(application, later), by=CLERK, at=later).stage == "qualified"


def test_a_correction_into_a_year_whose_working_days_are_unknown_is_refused() -> None:
    application = submitted(university())
    new_years_eve = datetime(2026, 12, 31, 2, 0, tzinfo=UTC)
    with pytest.raises(Refused, match="2027年的节假日和调休安排尚未录入"):
        acts.correct(application, by=CLERK, at=new_years_eve, opinion="补正", sections=["unit"], workdays=5)


def test_a_rejection_needs_grounds_and_records_them() -> None:
    application = judged(submitted(university(), staff=0))
    acts.reject(application, by=HEAD, at=NOW, opinion="没有工作人员")
    assert application.stage == "rejected"
    found = Act.objects.get(verb="application.reject").detail["findings"]
    assert found == [{"row": "staff", "article": "办法·6·1", "reason": "专（兼）职工作人员0名"}]
    assert application.opinions["office"]["findings"] == found


def test_without_grounds_nothing_is_rejected_and_an_open_row_is_none() -> None:
    application = submitted(university())
    with pytest.raises(Refused, match="请先完成资格条件的逐项判断"):
        acts.reject(application, by=HEAD, at=NOW, opinion="不符")


def test_only_the_head_rejects() -> None:
    with pytest.raises(Refused, match="由海智办负责人办理"):
        acts.reject(submitted(university(), staff=0), by=CLERK, at=NOW, opinion="不符")


def test_what_the_district_never_forwarded_is_rejected_as_late_after_the_deadline() -> None:
    application = submitted()
    with pytest.raises(Refused, match="没有逾期送达"):
        acts.reject(application, by=HEAD, at=NOW, opinion="逾期")
    acts.reject(application, by=HEAD, at=LATE, opinion="逾期")
    assert application.stage == "rejected"
    (found,) = Act.objects.get(verb="application.reject").detail["findings"]
    assert "送达重庆海智办时间为2026年5月31日 01:00" in found["reason"]
    assert found["article"] == "通知·2"


def test_a_correction_never_made_is_a_ground_the_day_after_it_was_due() -> None:
    application = submitted(university())
    acts.correct(application, by=CLERK, at=NOW, opinion="补正", sections=["unit"], workdays=5)
    assert not grounds_for_rejection(application, datetime(2026, 3, 27, 15, 59, tzinfo=UTC))
    (ground,) = grounds_for_rejection(application, datetime(2026, 3, 27, 16, 0, tzinfo=UTC))
    assert ground.reason == "补正期限为2026年3月27日，期满未提交补正"


def test_a_reroute_to_the_district_waits_for_its_opinion_and_keeps_the_arrival() -> None:
    application = submitted(university())
    acts.reroute(application, by=CLERK, at=NOW, route=Route.VIA_DISTRICT, district=NANAN, opinion="实为区属")
    assert (application.stage, application.district, application.arrived_at) == ("endorsing", NANAN, NOW)
    acts.endorse(application, by=district_head(NANAN), at=LATE, opinion="同意", scan=upload())
    assert (application.stage, application.arrived_at) == ("qualifying", NOW)
    assert Act.objects.get(verb="application.reroute").detail["formerly"] == "direct"


def test_a_reroute_straight_to_the_office_arrives_when_it_is_done() -> None:
    application = submitted()
    acts.reroute(application, by=CLERK, at=LATE, route=Route.DIRECT, opinion="市属企业")
    assert (application.stage, application.arrived_at) == ("qualifying", LATE)
    with pytest.raises(Refused, match="逾期不予受理"):
        acts.qualify(judged(application, LATE), by=CLERK, at=LATE)


def test_a_reroute_needs_a_reason_a_change_and_a_district_that_exists() -> None:
    application = submitted(university())
    with pytest.raises(Refused, match="请写明变更渠道的理由"):
        acts.reroute(application, by=CLERK, at=NOW, route=Route.VIA_DISTRICT, opinion=" ")
    with pytest.raises(Refused, match="申报渠道现已是"):
        acts.reroute(application, by=CLERK, at=NOW, route=Route.DIRECT, opinion="理由")
    with pytest.raises(Refused, match="未选择有效的初审区县科协"):
        acts.reroute(application, by=CLERK, at=NOW, route=Route.VIA_DISTRICT, district="500112", opinion="理由")


def test_a_district_association_is_never_sent_to_a_district() -> None:
    application = submitted(association())
    with pytest.raises(Refused, match="不得初审本单位的申报"):
        acts.reroute(application, by=CLERK, at=NOW, route=Route.VIA_DISTRICT, opinion="理由")


def test_a_reroute_to_another_district_drops_the_former_opinion() -> None:
    application = endorsed()
    acts.reroute(application, by=CLERK, at=NOW, route=Route.VIA_DISTRICT, district=NANAN, opinion="登记地在南岸")
    assert application.stage == "endorsing"
    assert "district" not in application.opinions


@pytest.mark.parametrize("verb", ["propose", "rank", "publicise", "clear", "approve", "award", "freeze", "disqualify"])
def test_what_others_cause_is_not_done_by_itself(verb: str) -> None:
    with pytest.raises(Refused, match="不能单独办理"):
        getattr(acts, verb)(qualified(), by=HEAD, at=NOW)


def test_an_extension_saves_what_would_have_come_late() -> None:
    application = submitted()
    later = DEADLINE + timedelta(days=10)
    acts.extend(application.call, by=HEAD, at=NOW, opinion="汛情", deadline=later)
    acts.endorse(application, by=district_head(), at=LATE, opinion="同意", scan=upload())
    assert acts.qualify(judged(application, LATE), by=CLERK, at=LATE).stage == "qualified"


def test_a_rival_in_the_same_district_and_call_is_an_interest_and_elsewhere_is_not() -> None:
    application = endorsed()
    submitted(association(NANAN))
    assert rival_interest(application).met
    submitted(association(YUZHONG))
    assert rival_interest(application).reason == "该区县科协本年度自行申报，与所初审的单位存在竞争关系"


def test_the_todo_of_each_role_follows_the_stage() -> None:
    application = submitted(unit())
    heads = district_head(), district_head(NANAN), CLERK, signatory(application.unit)

    def waiting() -> list[bool]:
        return [Application.objects.awaiting(actor).exists() for actor in heads]

    assert waiting() == [True, False, False, False]
    acts.endorse(application, by=district_head(), at=NOW, opinion="同意", scan=upload())
    assert waiting() == [False, False, True, False]
    acts.correct(application, by=CLERK, at=NOW, opinion="补正", sections=["unit"], workdays=5)
    assert waiting() == [False, False, False, True]


def test_a_recorded_application_returned_waits_for_office_and_unit() -> None:
    of = university()
    application = acts.record_paper(open_call(), by=CLERK, at=NOW, unit=of)
    complete(application, CLERK)
    assert Application.objects.awaiting(CLERK).get() == application
    assert Application.objects.awaiting(signatory(of)).get() == application
    assert not Application.objects.awaiting(holding(Role.SUPERVISOR)).exists()
