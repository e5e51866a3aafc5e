"""What is put to the unit, what came in another way, and what whoever holds a receipt adds: neither side sees the other."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from haizhi.accounts.models import Organisation
from haizhi.applications.models import Application
from haizhi.decisions import acts, facts, queries
from haizhi.decisions.models import Inquiry, Objection
from haizhi.desk.queries import waiting
from haizhi.files.models import Reception, Upload
from haizhi.files.queries import may_read
from haizhi.kernel.actor import PUBLIC
from haizhi.kernel.limits import TooOften
from haizhi.kernel.models import Act, Outgoing
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.accounts.factories import member
from tests.applications.factories import upload
from tests.decisions.conftest import Travel
from tests.decisions.factories import (
    AUDITOR,
    CLERK,
    HEAD,
    IN_TIME,
    OVER,
    SUPERVISOR,
    accepted,
    client_of,
    found_to_be,
    hidden,
    holding,
    lodge,
    named,
    put_to,
    queries_of,
    running,
    shown,
    signatory_of,
    text_of,
)
from tests.files.samples import pdf
from tests.files.sending import Sender

pytestmark = pytest.mark.django_db
REPORT_PAGE = "/decisions/objections/report/"
FOLLOW, ADD, LIST = "/decisions/objections/follow/", "/decisions/objections/add/", "/decisions/inquiries/"
SAID = {"text": "多个项目的合同系伪造。", "who": "nobody", "name": "", "contact": ""}


def scan(name: str) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, pdf(), content_type="application/pdf")


@pytest.fixture(autouse=True)
def _on_the_day(today: Travel) -> None:
    today(IN_TIME)


def test_nothing_is_upheld_before_the_unit_was_heard_and_not_while_it_may_answer() -> None:
    objection = accepted(running())
    said: dict[str, Any] = {"finding": "属实", "answer": "属实"}
    with pytest.raises(Refused, match="认定反映的问题成立之前，须听取该单位的说明"):
        acts.find(objection, by=CLERK, at=IN_TIME, upheld=True, **said)
    inquiry = put_to(objection)
    with pytest.raises(Refused, match="正在等待单位说明"):
        acts.find(objection, by=CLERK, at=IN_TIME, upheld=False, **said)
    acts.answer_inquiry(
        inquiry, by=signatory_of(inquiry), at=IN_TIME, answer="协议真实。", evidence=[upload("协议.pdf")]
    )
    assert acts.find(objection, by=CLERK, at=IN_TIME, upheld=True, **said).stage == "found"


def test_a_unit_that_lets_the_day_pass_has_been_heard() -> None:
    objection = accepted(running())
    inquiry = put_to(objection, days=1)
    at_the_end = OVER + timedelta(days=1)
    assert acts.lapse_due(at_the_end - timedelta(microseconds=1)) == 0
    with pytest.raises(Refused, match="说明应于2026年7月9日24:00前提交"):
        acts.answer_inquiry(inquiry, by=signatory_of(inquiry), at=at_the_end, answer="迟了")
    assert acts.lapse_due(at_the_end) == 1
    assert acts.lapse_due(at_the_end) == 0
    assert found_to_be(objection, upheld=True, at=at_the_end).stage == "found"


def test_the_unit_has_it_among_what_waits_for_it_is_told_and_answers_on_its_own_page() -> None:
    objection = accepted(running())
    unit = Organisation.objects.get(pk=objection.application.unit_id)  # type: ignore[union-attr]  # it was taken up
    signatory = member(Role.SIGNATORY, at_unit=unit)
    inquiry = put_to(objection)
    actor = signatory_of(inquiry)
    assert [g.kind for g in waiting(actor)] == ["inquiry"]
    assert Outgoing.objects.filter(act__verb="inquiry.put", place=str(inquiry.unit_id)).count() == 2
    client = Client()
    client.force_login(signatory.person)
    page = shown(client, inquiry.get_absolute_url())
    assert "请说明合作协议的签署情况。" in page
    for secret in (objection.code, objection.text, objection.receipt, "李㛃", "异议"):
        assert secret not in page
    kept = client.post(f"{inquiry.get_absolute_url()}answer/", {"answer": ""})
    assert kept.status_code == 422
    assert client.post(f"{inquiry.get_absolute_url()}answer/", {"answer": "协议真实有效。"}).status_code == 302
    assert "协议真实有效。" in shown(client_of(Role.OFFICE_CLERK), inquiry.get_absolute_url())
    assert objection.code in shown(client_of(Role.SUPERVISOR), inquiry.get_absolute_url())
    following = text_of(Client().post(FOLLOW, {"receipt": objection.receipt}))
    assert "协议真实有效" not in following
    assert inquiry.code not in following


def test_the_files_of_the_two_sides_are_read_by_the_office_and_their_own_side_alone() -> None:
    found = running()
    objection = acts.lodge(
        found, by=PUBLIC, at=IN_TIME, application=named(found), sort="report", text="有误", anonymous=True,
        evidence=[upload("证据.pdf")],
    )  # fmt: skip
    acts.accept(objection, by=CLERK, at=IN_TIME)
    inquiry = put_to(objection)
    unit = signatory_of(inquiry)
    acts.answer_inquiry(inquiry, by=unit, at=IN_TIME, answer="见附件", evidence=[upload("说明.pdf")])
    raised, answered = objection.files.get().upload, inquiry.files.get().upload
    assert [may_read(who, raised) for who in (CLERK, SUPERVISOR, unit, AUDITOR, PUBLIC)] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert [may_read(who, answered) for who in (CLERK, SUPERVISOR, unit, AUDITOR, PUBLIC)] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert not may_read(holding(Role.SIGNATORY, str(named(found, 1).unit_id)), answered)


def test_a_question_withdrawn_says_why_and_another_can_be_put() -> None:
    objection = accepted(running())
    inquiry = put_to(objection)
    with pytest.raises(Refused, match="正在等待单位说明"):
        put_to(objection)
    acts.withdraw_inquiry(inquiry, by=CLERK, at=IN_TIME, opinion="另行发出")
    assert put_to(objection).code == "SM-2026-0002"


def test_a_matter_not_under_investigation_is_not_put_to_the_unit() -> None:
    with pytest.raises(Refused, match="本件不在核查中"):
        put_to(lodge(running()))


def test_whoever_holds_the_receipt_answers_a_question_of_the_office_with_more() -> None:
    objection = accepted(running())
    acts.ask_objector(objection, by=CLERK, at=IN_TIME, text="请提供合同复印件。")
    acts.note_investigation(
        objection, by=SUPERVISOR, at=IN_TIME, text="已走访对方单位。", evidence=[upload("笔录.pdf")]
    )
    client = Client()
    page = text_of(client.post(FOLLOW, {"receipt": objection.receipt}))
    assert "请提供合同复印件。" in page
    assert "已走访" not in page
    data = {"receipt": objection.receipt, "ticket": hidden(page, "ticket"), "once": hidden(page, "once")}
    empty = client.post(ADD, data | {"text": ""})
    assert (empty.status_code, "请填写补充说明" in text_of(empty)) == (422, True)
    for _ in range(2):  # posted twice it is one
        page = text_of(client.post(ADD, data | {"text": "合同见邮寄件。"}))
    assert page.count("合同见邮寄件。") == 1
    assert Outgoing.objects.filter(act__verb="objection.supplement", role=Role.OFFICE_CLERK).count() == 1
    office = shown(client_of(Role.OFFICE_CLERK), objection.get_absolute_url())
    for said in ("请提供合同复印件。", "合同见邮寄件。", "已走访对方单位。", "笔录.pdf"):
        assert said in office
    assert client.post(ADD, data | {"receipt": "ABCDEFGHJKLM"}).status_code == 422


def test_nothing_is_added_to_a_settled_matter_and_not_without_end_in_a_day() -> None:
    objection = lodge(running())
    for _ in range(10):
        acts.supplement(objection, by=PUBLIC, at=IN_TIME, text="又及")
    with pytest.raises(TooOften, match="同一件异议或举报一日内最多补充10次"):
        acts.supplement(objection, by=PUBLIC, at=IN_TIME, text="又及")
    assert "答复" not in text_of(Client().post(FOLLOW, {"receipt": objection.receipt}))
    acts.decline(objection, by=CLERK, at=IN_TIME, opinion="重复")
    page = text_of(Client().post(FOLLOW, {"receipt": objection.receipt}))
    assert "提交补充" not in page


@pytest.mark.parametrize("name", ["重庆第1大学", " 重庆第1 大学 ", "重庆某某从未申报公司"])
def test_a_report_outside_any_publicity_is_taken_without_telling_whether_the_unit_has_applied(name: str) -> None:
    running()
    client = Client()
    page = shown(client, REPORT_PAGE)
    assert "重庆第1大学" not in page
    answer = client.post(REPORT_PAGE, SAID | {"named_unit": name, "ticket": hidden(page, "ticket")})
    assert answer.status_code == 200
    report = Objection.objects.get()
    assert (report.application is not None) == ("大学" in name)
    assert (report.sort, report.publicity, report.anonymous) == ("report", None, True)
    following = text_of(client.post(FOLLOW, {"receipt": report.receipt}))
    assert f"被反映单位</dt><dd>{name.strip()}</dd>" in following


def test_before_a_report_is_taken_up_the_office_says_whose_case_it_is() -> None:
    application = named(running(), 2)
    report = acts.lodge(None, by=PUBLIC, at=IN_TIME, sort="report", named_unit="第三大学", text="伪造", anonymous=True)
    clerk = client_of(Role.OFFICE_CLERK)
    url = f"{report.get_absolute_url()}accept/"
    assert "没有对应到申报件" in shown(clerk, report.get_absolute_url())
    unknown = clerk.post(url, {"application": "HZ-2026-9999"})
    assert (unknown.status_code, "没有编号为HZ-2026-9999" in text_of(unknown)) == (422, True)
    assert clerk.post(url, {"application": application.code, "due_on": "2026-07-20"}).status_code == 302
    report.refresh_from_db()
    assert (report.application, report.due, report.stage) == (application, date(2026, 7, 20), "accepted")
    assert Application.objects.get(pk=application.pk).stage == "frozen"
    acts.agree(found_to_be(report, upheld=False), by=SUPERVISOR, at=IN_TIME)
    assert Application.objects.get(pk=application.pk).stage == "in_publicity"


def test_an_objection_is_raised_to_a_publicity_and_not_outside_one() -> None:
    with pytest.raises(Refused, match="异议针对公示提出"):
        acts.lodge(None, by=PUBLIC, at=IN_TIME, sort="objection", named_unit="甲", text="乙", name="丙", contact="丁")


def test_a_unit_is_found_by_a_former_name_and_by_brackets_of_either_width() -> None:
    application = named(running())
    unit = application.unit
    Organisation.objects.filter(pk=unit.pk).update(name="重庆第1大学（北碚校区）")
    unit.former_names.create(name="重庆第1学院", valid_to=date(2020, 1, 1))
    for name in ("重庆第1大学(北碚校区)", "重庆第1学院"):
        assert facts.case_of_unit_named(name) == application
    assert facts.case_of_unit_named("重庆第1大学") is None
    assert facts.case_of_unit_named("  ") is None


def test_what_came_by_letter_is_entered_with_its_scan_and_by_whom() -> None:
    found = running()
    clerk = client_of(Role.OFFICE_CLERK)
    url = f"/decisions/objections/new/?publicity={found.code}"
    data = {
        "channel": "post", "received_on": "2026-07-08", "application": named(found).code, "sort": "objection",
        "text": "来信反映协议不实。", "who": "person", "name": "李㛃", "contact": "重庆市北碚区",
        "evidence": scan("来信.pdf"),
    }  # fmt: skip
    assert clerk.post(url, data | {"received_on": "2026-07-30"}).status_code == 422
    data["evidence"] = scan("来信.pdf")
    assert clerk.post(url, data).status_code == 302
    entered = Objection.objects.get()
    assert (entered.channel, entered.received_on, bool(entered.entered_by)) == ("post", date(2026, 7, 8), True)
    page = shown(clerk, entered.get_absolute_url())
    assert "来信，2026年7月8日收到" in page
    assert "来信.pdf" in page
    assert entered.receipt[:4] in page
    assert "李㛃" not in page
    assert Act.objects.get(verb="objection.enter").detail["name"].keys() == {"sealed"}


def test_a_letter_is_in_time_by_the_day_on_which_it_came() -> None:
    found = running()
    said: dict[str, Any] = {
        "channel": "post", "application": named(found), "sort": "objection", "text": "不实", "name": "李四",
        "contact": "重庆",
    }  # fmt: skip
    acts.enter_objection(found, by=CLERK, at=OVER, received_on=date(2026, 7, 8), **said)
    with pytest.raises(Refused, match="收到日期晚于公示期最后一日"):
        acts.enter_objection(found, by=CLERK, at=OVER, received_on=date(2026, 7, 9), **said)


def test_a_matter_has_its_last_day_and_stands_with_it_among_what_waits() -> None:
    objection = lodge(running())
    assert objection.due == date(2026, 7, 15)
    rows = {group.kind: group.rows for group in waiting(HEAD)}
    assert rows["objection"][0].due == date(2026, 7, 15)
    acts.accept(objection, by=CLERK, at=IN_TIME)
    assert objection.due == date(2026, 8, 5)


def test_files_of_the_public_travel_under_the_forms_ticket_without_a_cookie() -> None:
    found = running()
    url = f"{found.get_absolute_url()}object/"
    page = shown(Client(), url)
    ticket, policy = (
        hidden(page, "ticket"),
        page.split('data-token-name="evidence-kept"')[0].rsplit('data-policy="', 1)[1],
    )
    sender = Sender()
    sender.policy = policy.split('"')[0]
    half = sender.send(pdf(), "甲.pdf", until=0)
    assert half.json()["received"] == 0
    sender.client = Client()  # another connection, no cookie: the ticket alone says whose it is
    first, second = sender.send(pdf(), "甲.pdf").json()["file"], sender.send(pdf("second"), "乙.pdf").json()["file"]
    assert Reception.objects.filter(owner__startswith="ticket ").count() == 2
    assert not sender.client.cookies
    data = {"application": named(found).code, "sort": "report", "who": "nobody", "text": ""}
    tokens = [first["token"], second["token"]]
    wrong = Client().post(url, data | {"ticket": ticket, "evidence-kept": tokens})
    assert wrong.status_code == 422
    assert text_of(wrong).count("已上传：") == 2  # kept when the form has errors
    data["text"] = "见附件。"
    foreign = Client().post(url, data | {"ticket": hidden(shown(Client(), url), "ticket"), "evidence-kept": tokens})
    assert "此前上传的文件已过期" in text_of(foreign)
    dropped = {"evidence-kept": tokens, "evidence-drop": tokens[1:]}
    assert Client().post(url, data | {"ticket": ticket} | dropped).status_code == 200
    assert [u.name for u in queries.evidence_of(Objection.objects.get())] == ["甲.pdf"]
    assert Upload.objects.get(name="甲.pdf").uploaded_by_id is None


def test_too_many_files_are_refused_and_a_forged_policy_opens_nothing() -> None:
    sender = Sender()
    sender.policy = sender.policy[:-3] + "xyz"
    assert sender.send(pdf()).status_code == 400


@pytest.mark.parametrize("receipt", ["", "   ", "ABC\x00", "\U0001f600", "ß" * 40, "A" * 41])
def test_no_receipt_that_is_typed_breaks_the_page(receipt: str) -> None:
    assert Client().post(FOLLOW, {"receipt": receipt}).status_code == 422


def test_the_list_takes_as_many_queries_for_thirty_rows_as_for_one() -> None:
    objection = accepted(running())
    first = put_to(objection)
    clerk = client_of(Role.OFFICE_CLERK)
    one = queries_of(clerk, LIST)
    for n in range(2, 31):
        Inquiry.objects.create(
            code=f"SM-2026-{n:04d}", objection=objection, unit=first.unit, matters="说明", put_at=IN_TIME,
            due_on=date(2026, 7, 20), stage="lapsed", version=1,
        )  # fmt: skip
    assert queries_of(clerk, LIST) == one <= 12
    assert queries_of(clerk, first.get_absolute_url()) <= 12
    assert first.code not in shown(clerk, f"{LIST}?stage=lapsed")
