"""What the Office lays down while it checks: paper copies, minutes, hearings; and who takes over what it recorded."""

from datetime import date, timedelta
from typing import Any

import pytest

from haizhi.applications import acts, drafts
from haizhi.applications.acts.minutes import minute
from haizhi.applications.models import Application, Minutes
from haizhi.applications.queries.checking import minutes_of
from haizhi.documents.marks import Imprint, Mark, Sort
from haizhi.files.queries import may_read
from haizhi.kernel.actor import Actor
from haizhi.kernel.models import Act, Outgoing
from haizhi.regulation.findings import Refused
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.roles import Role
from tests.applications.factories import (
    CLERK,
    HEAD,
    NANAN,
    NOW,
    YUZHONG,
    begun,
    complete,
    district_head,
    drafter,
    endorsed,
    filled,
    holding,
    open_call,
    qualified,
    signatory,
    submitted,
    unit,
    university,
    upload,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 20)
SOON = date(2026, 3, 27)


# Paper


def receive(application: Application, **more: Any) -> Application:
    said: dict[str, Any] = {"by": CLERK, "at": NOW, "copies": 1, "received_on": TODAY} | more
    return acts.receive_paper(application, **said)


def printed_marks(digest: str) -> list[str]:
    mark = Mark(Imprint(Sort.FORM, "HZ-2026-0001", digest), 2, 8)
    return [f"{digest[:4]} {digest[4:8]} {digest[8:12]}", digest[:12].upper(), digest, str(mark)]


@pytest.mark.parametrize("way", range(4), ids=["short hash", "without gaps", "whole digest", "text of the QR"])
def test_paper_is_matched_by_what_its_footer_says(way: int) -> None:
    application = submitted(university())
    digest = application.submissions.get().digest
    receive(application, printed=printed_marks(digest)[way], handed_in_by="曾查")
    receipt = application.paper_receipts.get()
    assert (receipt.digest, receipt.is_current, receipt.number) == (digest, True, "HZ-2026-0001-S1")
    act = Act.objects.get(verb="application.receive_paper")
    assert (act.detail["agrees"], act.detail["version"]) == (True, "与网上提交的现行版本一致")
    assert "曾查" not in str(act.body)
    assert (act.stage_before, act.stage_after) == ("qualifying", "qualifying")
    assert set(Outgoing.objects.filter(act=act).values_list("role", flat=True)) == {"drafter", "signatory"}


def test_paper_of_a_former_version_is_taken_in_and_said_to_be_one() -> None:
    application = submitted(university())
    first = application.submissions.get().digest
    acts.correct(application, by=CLERK, at=NOW, opinion="补正", sections=["unit"], workdays=5)
    application.unit.name = "重庆理工示范大学（新）"
    application.unit.save()
    application.refresh_from_db()
    drafts.attach(application, MaterialKind.SIGNED_FORM, upload(), by=drafter(application.unit), at=NOW)
    acts.submit(application, by=signatory(application.unit), at=NOW)
    receive(application, printed=first[:12])
    receipt = application.paper_receipts.get()
    assert (receipt.digest, receipt.is_current) == (first, False)
    assert Act.objects.get(verb="application.receive_paper").detail["version"] == ("与此前提交的版本一致，不是现行版本")


@pytest.mark.parametrize(
    ("printed", "version"),
    [
        ("", "页脚版本号无法辨认，未与网上提交的版本核对"),
        ("1234", "不是网上提交过的版本"),
        ("0" * 12, "不是网上提交过的版本"),
        (str(Mark(Imprint(Sort.FORM, "HZ-2026-0009", "a" * 64), 1, 1)), "不是网上提交过的版本"),
    ],
)
def test_paper_that_cannot_be_matched_is_taken_in_and_noted(printed: str, version: str) -> None:
    application = submitted(university())
    receive(application, printed=printed)
    receipt = application.paper_receipts.get()
    assert (receipt.digest, receipt.is_current) == ("", False)
    assert Act.objects.get(verb="application.receive_paper").detail["version"] == version


def test_too_few_copies_are_noted_and_receipts_are_numbered() -> None:
    application = submitted(university())
    application.call.paper_copies = 3
    application.call.save()
    receive(application)
    receive(application, copies=3, received_on=date(2026, 3, 18))
    assert [act.detail["enough"] for act in Act.objects.filter(verb="application.receive_paper")] == [False, True]
    assert [r.number for r in application.paper_receipts.all()] == ["HZ-2026-0001-S1", "HZ-2026-0001-S2"]


def test_paper_that_is_still_to_come_is_not_receipted() -> None:
    with pytest.raises(Refused, match="收到日期2026年3月21日晚于今日"):
        receive(submitted(university()), received_on=date(2026, 3, 21))


@pytest.mark.parametrize("role", [Role.DISTRICT_HEAD, Role.SIGNATORY, Role.SUPERVISOR])
def test_only_the_office_receipts_paper(role: Role) -> None:
    with pytest.raises(Refused, match="由海智办"):
        receive(submitted(), by=holding(role, YUZHONG))


def test_no_paper_is_receipted_for_a_draft() -> None:
    with pytest.raises(Refused, match="此件现为“填写中”"):
        receive(begun())


# Minutes


def entered(*applications: Application, by: Actor = CLERK, **more: Any) -> Minutes:
    said: dict[str, Any] = {
        "minutes_number": "资审〔2026〕1号",
        "met_on": TODAY,
        "attendance": "市科协、市人力社保局七人",
        "scan": upload("纪要.pdf"),
        "opinion": "同意",
    }
    return acts.enter_minutes(by=by, at=NOW, applications=applications, **(said | more))


def test_minutes_count_for_each_application_once_the_head_confirms_them() -> None:
    one, two = submitted(university()), endorsed()
    minutes = entered(one, two)
    assert (minutes.code, minutes.stage) == ("ZS-2026-01", "entered")
    assert Minutes.objects.awaiting(HEAD).get() == minutes
    assert not Act.objects.filter(verb="application.minute").exists()
    acts.confirm_minutes(minutes, by=HEAD, at=NOW)
    assert (minutes.stage, minutes.confirmed_by, minutes.confirmed_at) == ("confirmed", HEAD.name, NOW)
    found = Act.objects.filter(verb="application.minute").order_by("entry_id")
    assert [act.number for act in found] == [one.code, two.code]
    assert {act.detail["minutes_number"] for act in found} == {"资审〔2026〕1号"}
    assert not any(act.opinion for act in found)
    one.refresh_from_db()
    assert one.stage == "qualifying"


def test_who_sat_there_stands_in_no_ledger() -> None:
    entered(submitted(university()), attendance="曾查等七人")
    assert "曾查" not in str(Act.objects.get(verb="minutes.enter").body)


def test_the_clerk_does_not_confirm_and_the_district_does_not_read() -> None:
    minutes = entered(submitted())
    with pytest.raises(Refused, match="由海智办负责人办理"):
        acts.confirm_minutes(minutes, by=CLERK, at=NOW)
    assert minutes_of(CLERK).get() == minutes
    assert may_read(CLERK, minutes.scan)
    assert may_read(holding(Role.SUPERVISOR), minutes.scan)
    for stranger in (district_head(), signatory(unit("别家")), holding(Role.JUDGE)):
        assert not may_read(stranger, minutes.scan)
        assert not Minutes.objects.visible_to(stranger).exists()


def test_minutes_entered_wrongly_are_dropped_and_never_counted() -> None:
    application = submitted(university())
    minutes = entered(application)
    acts.drop_minutes(minutes, by=CLERK, at=NOW, opinion="日期有误")
    with pytest.raises(Refused, match="此件现为“已撤销”"):
        acts.confirm_minutes(minutes, by=HEAD, at=NOW)


def test_minutes_need_applications_that_were_handed_in_and_a_meeting_that_took_place() -> None:
    with pytest.raises(Refused) as refused:
        entered(begun(), met_on=date(2026, 3, 21))
    assert [f.field for f in refused.value.findings] == ["applications", "met_on"]
    with pytest.raises(Refused, match="没有选择会议审议的申报件"):
        entered()


def test_minutes_of_an_application_withdrawn_meanwhile_are_not_confirmed() -> None:
    application = submitted(university())
    minutes = entered(application)
    acts.withdraw(application, by=signatory(application.unit), at=NOW)
    with pytest.raises(Refused, match="已退出申报程序"):
        acts.confirm_minutes(minutes, by=HEAD, at=NOW)


def test_minutes_are_loaded_into_an_application_only_by_their_confirmation() -> None:
    with pytest.raises(Refused, match="不能单独办理"):
        minute(submitted(university()), by=HEAD, at=NOW, minutes_number="1")


# Cancellation


def told(application: Application, due_on: date = SOON) -> Application:
    return acts.notify(application, by=HEAD, at=NOW, opinion="疑似伪造合作协议", due_on=due_on)


def cancel(application: Application, at: Any = NOW, accountability: str = "三年内不受理申报") -> Application:
    return acts.cancel(application, by=HEAD, at=at, opinion="伪造合作协议", accountability=accountability)


def test_fraud_cancels_after_the_unit_was_heard_with_who_is_held_to_account() -> None:
    application = told(qualified())
    evidence = upload("说明.pdf")
    acts.state(application, by=signatory(application.unit), at=NOW, opinion="协议由中介提供", attachment=evidence)
    with pytest.raises(Refused, match="须写明责任追究"):
        cancel(application, accountability=" ")
    cancel(application)
    assert application.stage == "cancelled"
    act = Act.objects.get(verb="application.cancel")
    assert (act.opinion, act.detail["accountability"]) == ("伪造合作协议", "三年内不受理申报")
    assert (act.article, act.detail["formerly"]) == ("《评审办法》第九条", "qualified")
    heard = application.hearings.get()
    assert (heard.statement, heard.attachment, heard.cancelled) == ("协议由中介提供", evidence, True)
    assert application.opinions["cancelled"]["formerly"] == "qualified"
    assert "hearing" not in application.opinions
    told_of_it = set(Outgoing.objects.filter(act=act).values_list("role", flat=True))
    assert {"drafter", "signatory", "district_head", "office_clerk", "supervisor", "party_recorder"} <= told_of_it


def test_nobody_is_cancelled_unheard() -> None:
    application = qualified()
    with pytest.raises(Refused, match="尚未告知申报单位拟取消资格的事实与依据"):
        cancel(application)
    told(application)
    with pytest.raises(Refused, match="陈述申辩期限为2026年3月27日，申报单位尚未陈述"):
        cancel(application, at=NOW + timedelta(days=7))
    assert cancel(application, at=NOW + timedelta(days=8)).stage == "cancelled"


def test_a_unit_that_explains_itself_goes_on_where_it_was() -> None:
    application = told(qualified())
    acts.state(application, by=signatory(application.unit), at=NOW, opinion="协议真实，附公证书")
    acts.spare(application, by=HEAD, at=NOW, opinion="经查证属实")
    assert application.stage == "qualified"
    assert application.hearings.get().cancelled is False
    with pytest.raises(Refused, match="没有待处理的拟取消资格事项"):
        acts.spare(application, by=HEAD, at=NOW, opinion="再次")
    told(application)
    assert [h.serial for h in application.hearings.all()] == [1, 2]


def test_a_unit_is_heard_on_one_matter_at_a_time_and_speaks_once() -> None:
    application = told(qualified())
    with pytest.raises(Refused, match="正在听取陈述申辩"):
        told(application)
    with pytest.raises(Refused, match="须写明陈述申辩的内容"):
        acts.state(application, by=signatory(application.unit), at=NOW, opinion=" ")
    acts.state(application, by=signatory(application.unit), at=NOW, opinion="说明")
    with pytest.raises(Refused, match="本单位已提交陈述申辩"):
        acts.state(application, by=signatory(application.unit), at=NOW, opinion="又说明")


def test_a_unit_that_nobody_accuses_has_nothing_to_state() -> None:
    application = qualified()
    with pytest.raises(Refused, match="没有正在听取陈述申辩的事项"):
        acts.state(application, by=signatory(application.unit), at=NOW, opinion="说明")


def test_a_notice_leaves_time_and_gives_its_facts() -> None:
    application = qualified()
    with pytest.raises(Refused) as refused:
        acts.notify(application, by=HEAD, at=NOW, opinion=" ", due_on=TODAY)
    assert [f.field for f in refused.value.findings] == ["opinion", "due_on"]


def test_a_unit_does_not_withdraw_from_its_hearing() -> None:
    application = told(qualified())
    with pytest.raises(Refused, match="正在听取陈述申辩，不能撤回"):
        acts.withdraw(application, by=signatory(application.unit), at=NOW)


@pytest.mark.parametrize("who", [CLERK, holding(Role.DISTRICT_HEAD, YUZHONG)], ids=["clerk", "district"])
def test_only_the_head_of_the_office_notifies_spares_and_cancels(who: Actor) -> None:
    application = told(qualified())
    said = "由海智办负责人办理"
    with pytest.raises(Refused, match=said):
        acts.notify(application, by=who, at=NOW, opinion="甲", due_on=SOON)
    with pytest.raises(Refused, match=said):
        acts.spare(application, by=who, at=NOW, opinion="甲")
    with pytest.raises(Refused, match=said):
        acts.cancel(application, by=who, at=NOW, opinion="甲", accountability="乙")


def test_another_unit_does_not_state_for_it_and_its_drafter_does_not_sign() -> None:
    application = told(qualified())
    with pytest.raises(Refused, match="不在您的办理范围内"):
        acts.state(application, by=signatory(unit("别家")), at=NOW, opinion="说明")
    with pytest.raises(Refused, match="由申报单位负责人办理"):
        acts.state(application, by=drafter(application.unit), at=NOW, opinion="说明")


def test_a_unit_that_is_being_heard_is_neither_declined_nor_rejected_meanwhile() -> None:
    application = told(submitted())
    with pytest.raises(Refused, match="尚未作出处理决定"):
        acts.decline(application, by=district_head(), at=NOW, opinion="不具备条件")
    with pytest.raises(Refused, match="尚未作出处理决定"):
        acts.reject(application, by=HEAD, at=NOW + timedelta(days=100), opinion="逾期")
    acts.spare(application, by=HEAD, at=NOW, opinion="经查证属实")
    assert acts.decline(application, by=district_head(), at=NOW, opinion="不具备条件").stage == "declined"


def test_what_is_over_is_not_cancelled() -> None:
    application = submitted()
    acts.decline(application, by=district_head(), at=NOW, opinion="不具备条件")
    with pytest.raises(Refused, match="此件现为“区县不予推荐”"):
        told(application)


# What the Office recorded


def recorded() -> Application:
    return acts.record_paper(open_call(), by=CLERK, at=NOW, unit=university())


def test_a_unit_takes_over_what_the_office_recorded_and_goes_on_by_itself() -> None:
    application = recorded()
    complete(application, CLERK)
    own = signatory(application.unit)
    assert Application.objects.visible_to(own).get() == application
    acts.adopt(application, by=drafter(application.unit), at=NOW)
    assert (application.stage, application.recorded_by_office) == ("draft", False)
    assert not Application.objects.visible_to(CLERK).exists()
    with pytest.raises(Refused, match="非代录的申报由申报单位负责人提交"):
        acts.submit(application, by=CLERK, at=NOW)
    assert acts.submit(application, by=own, at=NOW).stage == "qualifying"


def test_what_a_unit_began_itself_is_not_taken_over() -> None:
    application = filled()
    with pytest.raises(Refused, match="不是海智办代录的"):
        acts.adopt(application, by=drafter(application.unit), at=NOW)


def test_another_unit_does_not_take_it_over_nor_does_the_office() -> None:
    application = recorded()
    with pytest.raises(Refused, match="不在您的办理范围内"):
        acts.adopt(application, by=drafter(unit("别家")), at=NOW)
    with pytest.raises(Refused, match="由申报单位"):
        acts.adopt(application, by=CLERK, at=NOW)


def test_a_district_sees_nothing_of_another_districts_hearing() -> None:
    application = told(endorsed())
    assert not Application.objects.visible_to(district_head(NANAN)).exists()
    assert Application.objects.visible_to(district_head()).get() == application
