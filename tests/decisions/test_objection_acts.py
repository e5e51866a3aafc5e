import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import serializers

from haizhi.applications import acts as applications
from haizhi.applications.models import Application
from haizhi.decisions import acts, queries
from haizhi.decisions.acts.lodging import FROM_AN_ADDRESS
from haizhi.decisions.models import Objection
from haizhi.kernel import ledger
from haizhi.kernel.actor import PUBLIC
from haizhi.kernel.door import available
from haizhi.kernel.limits import TooOften
from haizhi.kernel.models import Act, Attempts, Outgoing
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.applications.factories import upload
from tests.decisions.factories import (
    AUDITOR,
    CLERK,
    HEAD,
    IN_TIME,
    OVER,
    SUPERVISOR,
    accepted,
    found_to_be,
    issued,
    lodge,
    named,
    publicity,
    running,
)

pytestmark = pytest.mark.django_db
REPORT = Objection.Sort.REPORT.value


def stage(application: Application) -> str:
    return Application.objects.get(pk=application.pk).stage


def settled(objection: Objection, *, upheld: bool) -> Objection:
    return acts.agree(found_to_be(objection, upheld=upheld), by=SUPERVISOR, at=IN_TIME)


def test_anybody_lodges_an_objection_and_gets_a_receipt() -> None:
    objection = lodge(running())
    assert objection.code == "YY-2026-0001"
    assert len(objection.receipt) == 12
    assert objection.stage == "lodged"
    assert Outgoing.objects.filter(act__verb="objection.lodge", role=Role.SUPERVISOR).exists()


def test_a_report_is_numbered_apart() -> None:
    assert lodge(running(), sort=REPORT).code == "JB-2026-0001"


def test_who_lodged_it_stands_nowhere_in_clear() -> None:
    objection = lodge(running(), name="李㛃")
    assert queries.identity(objection) == {"name": "李㛃", "contact": "13900001111"}
    act = Act.objects.get(verb="objection.lodge")
    everything = json.dumps(act.body, ensure_ascii=False) + serializers.serialize("json", [objection, act])
    for secret in ("李㛃", "13900001111", "合作协议并未签署"):
        assert secret not in everything.replace(objection.text, "")
    assert set(act.detail["name"]) == {"sealed"}
    assert act.by_id is None


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": ""}, "缺少真实姓名"),
        ({"contact": " "}, "缺少联系方式"),
        ({"for_unit": True}, "缺少单位公章"),
        ({"text": " "}, "没有事实与理由"),
        ({"anonymous": True}, "公示异议应当实名提出"),
        ({"sort": "rumour"}, "没有说明是异议还是举报"),
    ],
    ids=["no name", "no contact", "unit without its seal", "no facts", "anonymous objection", "of no sort"],
)
def test_an_objection_says_who_raises_it_and_why(changed: dict[str, Any], words: str) -> None:
    found = running()
    said: dict[str, Any] = {
        "application": named(found),
        "sort": "objection",
        "text": "协议未签",
        "name": "李四",
        "contact": "139",
    }
    with pytest.raises(Refused, match=words):
        acts.lodge(found, by=PUBLIC, at=IN_TIME, **(said | changed))
    assert not Objection.objects.exists()


def test_a_unit_objects_with_its_sealed_letter() -> None:
    found = running()
    objection = acts.lodge(
        found,
        by=PUBLIC,
        at=IN_TIME,
        application=named(found),
        sort="objection",
        text="我单位为协议相对方，并未签署。",
        name="某某研究院",
        contact="023-60000000",
        for_unit=True,
        attachment=upload("盖章意见.pdf"),
    )
    assert objection.for_unit


def test_an_anonymous_report_names_nobody() -> None:
    objection = lodge(running(), sort=REPORT, anonymous=True)
    assert objection.anonymous
    assert bytes(objection.identity) == b""
    assert queries.identity(objection) == {}


def test_an_objection_in_the_last_minute_is_in_time_and_one_at_midnight_is_not() -> None:
    found = running()
    lodge(found, at=OVER - timedelta(microseconds=1))
    with pytest.raises(Refused, match=r"公示异议应于2026年7月8日24:00前提出.*请改以举报提出"):
        lodge(found, at=OVER)
    assert lodge(found, at=OVER, sort=REPORT).stage == "lodged"


def test_nothing_is_lodged_against_what_was_not_published() -> None:
    found = publicity()
    with pytest.raises(Refused, match="该公示未在进行"):
        lodge(found)


def test_only_units_named_in_the_publicity_are_objected_to() -> None:
    found = running(units=8)
    other = Application.objects.get(code="HZ-2026-0008")
    with pytest.raises(Refused, match="该单位不在本次公示名单内"):
        acts.lodge(found, by=PUBLIC, at=IN_TIME, application=other, sort=REPORT, text="有误", anonymous=True)


def test_one_address_lodges_so_many_a_day_and_no_address_is_kept() -> None:
    found = running()
    who: dict[str, Any] = {"application": named(found), "sort": REPORT, "text": "反映问题", "anonymous": True}
    for _ in range(FROM_AN_ADDRESS.most):
        acts.lodge(found, "203.0.113.7", by=PUBLIC, at=IN_TIME, **who)
    with pytest.raises(TooOften, match="同一网络地址一日内最多提交10件异议或举报"):
        acts.lodge(found, "203.0.113.7", by=PUBLIC, at=IN_TIME, **who)
    acts.lodge(found, "203.0.113.8", by=PUBLIC, at=IN_TIME, **who)
    assert Objection.objects.count() == FROM_AN_ADDRESS.most + 1
    assert "203.0.113" not in serializers.serialize("json", [*Attempts.objects.all(), *Act.objects.all()])
    assert not any("origin" in act.detail for act in Act.objects.filter(verb="objection.lodge"))
    acts.lodge(found, "203.0.113.7", by=PUBLIC, at=IN_TIME + timedelta(days=1), **who)
    assert Attempts.objects.count() == 1


def test_taking_an_objection_up_stops_that_unit_alone() -> None:
    found = running()
    objection = accepted(found, place=1)
    assert objection.stage == "accepted"
    stages = list(found.applications.order_by("code").values_list("stage", flat=True))
    assert stages == ["in_publicity", "frozen", "in_publicity", "in_publicity", "in_publicity"]
    unit = str(named(found, 1).unit_id)
    assert Outgoing.objects.filter(act__verb="application.freeze", place=unit).exists()


def test_a_report_on_a_unit_past_its_publicity_does_not_stop_it() -> None:
    found = running()
    acts.conclude_publicity(found, by=CLERK, at=OVER)
    acts.accept(lodge(found, sort=REPORT, at=OVER), by=CLERK, at=OVER)
    assert stage(named(found)) == "cleared"


def test_declining_answers_whoever_lodged_it_with_the_reason() -> None:
    objection = acts.decline(lodge(running()), by=CLERK, at=IN_TIME, opinion="所述事项与该单位无关")
    progress = queries.progress(objection)
    assert (progress.state, progress.answer) == ("不予受理", "所述事项与该单位无关")


def test_declining_after_the_conclusion_clears_the_unit_that_waited_for_it() -> None:
    found = running()
    objection = lodge(found)
    acts.conclude_publicity(found, by=CLERK, at=OVER)
    acts.decline(objection, by=CLERK, at=OVER, opinion="与本次公示无关")
    assert stage(named(found)) == "cleared"
    caused = Act.objects.get(verb="application.clear", subject_id=named(found).pk)
    assert caused.cause == Act.objects.get(verb="objection.decline")
    assert not list(ledger.faults())


def test_declining_one_of_two_after_the_conclusion_clears_nobody_yet() -> None:
    found = running()
    first, second = lodge(found), lodge(found)
    acts.conclude_publicity(found, by=CLERK, at=OVER)
    acts.decline(first, by=CLERK, at=OVER, opinion="与本次公示无关")
    assert stage(named(found)) == "in_publicity"
    acts.decline(second, by=CLERK, at=OVER, opinion="重复")
    assert stage(named(found)) == "cleared"


def test_declining_before_the_conclusion_leaves_the_unit_in_its_publicity() -> None:
    found = running()
    acts.decline(lodge(found), by=CLERK, at=IN_TIME, opinion="与本次公示无关")
    assert stage(named(found)) == "in_publicity"


def test_taking_an_objection_up_after_the_conclusion_stops_the_unit_until_the_finding() -> None:
    found = running()
    objection = lodge(found)
    acts.conclude_publicity(found, by=CLERK, at=OVER)
    acts.accept(objection, by=CLERK, at=OVER)
    assert stage(named(found)) == "frozen"
    acts.agree(found_to_be(objection, upheld=False, at=OVER), by=SUPERVISOR, at=OVER)
    assert stage(named(found)) == "cleared"


def test_an_upheld_objection_disqualifies_the_unit_once_the_discipline_agrees() -> None:
    found = running()
    objection = found_to_be(accepted(found), upheld=True)
    assert stage(named(found)) == "frozen"
    assert queries.progress(objection).answer == ""
    acts.agree(objection, by=SUPERVISOR, at=IN_TIME)
    assert objection.stage == "upheld"
    assert stage(named(found)) == "cancelled"
    assert queries.progress(objection).answer == "感谢监督，核查结论已作出。"
    assert not list(ledger.faults())


def test_an_upheld_objection_settles_what_the_unit_was_being_heard_about() -> None:
    objection = accepted(running())
    application = Application.objects.get(objections=objection)
    applications.notify(application, by=HEAD, at=IN_TIME, opinion="疑似伪造协议", due_on=date(2026, 7, 20))
    settled(Objection.objects.get(pk=objection.pk), upheld=True)
    application.refresh_from_db()
    assert (application.stage, "hearing" in application.opinions) == ("cancelled", False)
    assert application.hearings.get().cancelled is True


def test_a_dismissed_objection_lets_the_unit_go_on_within_the_period() -> None:
    found = running()
    assert settled(accepted(found), upheld=False).stage == "dismissed"
    assert stage(named(found)) == "in_publicity"


def test_a_dismissed_objection_leads_past_a_period_that_is_over() -> None:
    found = running()
    objection = accepted(found)
    acts.conclude_publicity(found, by=CLERK, at=OVER)
    acts.agree(found_to_be(objection, upheld=False, at=OVER), by=SUPERVISOR, at=OVER)
    assert stage(named(found)) == "cleared"


def test_a_unit_stays_stopped_while_another_objection_is_looked_into() -> None:
    found = running()
    first, second = accepted(found), accepted(found)
    assert queries.stays_frozen(first)
    settled(first, upheld=False)
    assert stage(named(found)) == "frozen"
    settled(second, upheld=False)
    assert stage(named(found)) == "in_publicity"


def test_a_unit_is_not_let_go_while_an_objection_waits_to_be_taken_up() -> None:
    found = running()
    first = found_to_be(accepted(found), upheld=False)
    waiting = lodge(found)
    with pytest.raises(Refused, match="该单位另有1件异议或举报尚未决定是否受理"):
        acts.agree(first, by=SUPERVISOR, at=IN_TIME)
    acts.decline(waiting, by=CLERK, at=IN_TIME, opinion="重复")
    acts.agree(first, by=SUPERVISOR, at=IN_TIME)
    assert stage(named(found)) == "in_publicity"


def test_a_second_objection_against_a_cancelled_unit_is_still_settled() -> None:
    found = running()
    first, second = accepted(found), accepted(found)
    settled(first, upheld=True)
    assert settled(second, upheld=True).stage == "upheld"
    assert Act.objects.filter(verb="application.disqualify").count() == 1


def test_a_report_upheld_after_the_approval_takes_the_approval_back() -> None:
    document = issued()
    application = document.applications.order_by("code")[0]
    found = application.publicities.get()
    report = acts.accept(lodge(found, sort=REPORT, at=OVER), by=CLERK, at=OVER)
    settled(report, upheld=True)
    assert stage(application) == "cancelled"


def test_the_discipline_sends_a_finding_back() -> None:
    objection = found_to_be(accepted(running()), upheld=True)
    acts.refuse(objection, by=SUPERVISOR, at=IN_TIME, opinion="请补充原件")
    assert objection.stage == "accepted"


def test_the_office_does_not_agree_with_itself() -> None:
    objection = found_to_be(accepted(running()), upheld=True)
    with pytest.raises(Refused, match="由纪检监督人员办理"):
        acts.agree(objection, by=HEAD, at=IN_TIME)


def test_a_finding_says_what_was_found() -> None:
    objection = accepted(running())
    with pytest.raises(Refused, match="核查须有结论"):
        acts.find(objection, by=CLERK, at=IN_TIME, upheld=False, finding="", answer="")


def test_a_look_at_who_lodged_it_is_on_record_with_its_reason() -> None:
    objection = lodge(running())
    acts.unseal(objection, by=SUPERVISOR, at=IN_TIME, opinion="联系核实")
    assert objection.stage == "lodged"
    assert Act.objects.get(subject_id=objection.pk, verb="objection.unseal").opinion == "联系核实"


def test_an_anonymous_report_has_no_identity_to_look_at() -> None:
    report = lodge(running(), sort=REPORT, anonymous=True)
    with pytest.raises(Refused, match="匿名举报，没有身份信息"):
        acts.unseal(report, by=CLERK, at=IN_TIME, opinion="核实")


def test_objections_are_seen_by_the_office_and_the_discipline_alone() -> None:
    lodge(running())
    assert queries.objections_of(CLERK).count() == queries.objections_of(SUPERVISOR).count() == 1
    assert not queries.objections_of(AUDITOR)
    assert not queries.objections_of(PUBLIC)
    with pytest.raises(Refused, match="“查阅身份”由"):
        acts.unseal(Objection.objects.get(), by=AUDITOR, at=IN_TIME, opinion="看看")


def test_what_the_discipline_may_do_with_a_finding_is_agree_or_send_back() -> None:
    objection = found_to_be(accepted(running()), upheld=False)
    assert {o.move.verb for o in available(SUPERVISOR, objection, IN_TIME)} == {"agree", "refuse", "unseal"}


def test_an_unknown_receipt_is_nobodys() -> None:
    assert queries.matter("ABCDEFGHJKLM") is None
    assert queries.matter("") is None
