import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from haizhi.applications import acts, drafts
from haizhi.applications.models import Application, Call
from haizhi.kernel.models import Act
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.roles import Role
from tests.applications.conftest import SignIn
from tests.applications.factories import (
    CLERK,
    DEADLINE,
    HEAD,
    NANAN,
    NOW,
    YUZHONG,
    answers,
    association,
    begun,
    drafter,
    endorsed,
    filled,
    judged,
    open_call,
    signatory,
    submitted,
    unit,
    university,
    upload,
)
from tests.files.samples import pdf

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return str(response.content.decode())


def hidden(response: Any, name: str, form: str = "") -> str:
    """The value of a hidden field of a page, of the form that is sent to an address when one is named."""
    page = text(response)
    if form:
        page = page[page.index(f'action="{form}"') :]
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found, name
    return found.group(1)


def office(sign_in: SignIn, role: Role = Role.OFFICE_CLERK) -> Client:
    return sign_in(role)


PAGES = ["", "calls/", "calls/2026/", "{code}/", "{code}/print/"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", [Role.OFFICE_CLERK, Role.DISTRICT_HEAD, Role.SIGNATORY, Role.SUPERVISOR])
def test_every_page_opens_for_who_may_see_it_in_at_most_twelve_queries(page: str, role: Role, sign_in: SignIn) -> None:
    application = endorsed()
    place: dict[str, Any] = {"organisation": application.unit} if role is Role.SIGNATORY else {}
    place |= {"district": YUZHONG} if role is Role.DISTRICT_HEAD else {}
    client = sign_in(role, **place)
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/applications/" + page.format(code=application.code))
    assert response.status_code == 200
    assert len(queries) <= 12


@pytest.mark.parametrize("page", ["{code}/", "{code}/edit/", "{code}/print/", "{code}/submit/", "HZ-1/", "HZ-1/edit/"])
def test_what_is_not_ones_own_is_not_there(page: str, sign_in: SignIn) -> None:
    application = begun()
    for client in (sign_in(Role.SIGNATORY, organisation=unit("别家")), sign_in(Role.OFFICE_CLERK)):
        assert client.get("/applications/" + page.format(code=application.code)).status_code == 404


def test_whoever_is_not_signed_in_is_asked_to(client: Client, march: object) -> None:
    application = submitted()
    for page in (*PAGES, "begin/", "{code}/edit/", "calls/new/"):
        response = client.get("/applications/" + page.format(code=application.code))
        assert response.status_code == 302
        assert "login" in response.headers["Location"]


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        (Role.OFFICE_CLERK, ["begin/"]),
        (Role.SIGNATORY, ["record/", "calls/new/", "calls/2026/edit/", "{code}/judge/purpose/"]),
        (Role.DISTRICT_HEAD, ["begin/", "record/", "calls/new/", "{code}/edit/"]),
    ],
)
def test_a_page_for_another_role_says_so(role: Role, pages: list[str], sign_in: SignIn) -> None:
    application = endorsed()
    place: dict[str, Any] = {"organisation": application.unit} if role is Role.SIGNATORY else {}
    place |= {"district": YUZHONG} if role is Role.DISTRICT_HEAD else {}
    client = sign_in(role, **place)
    for page in pages:
        response = client.get("/applications/" + page.format(code=application.code))
        assert response.status_code == 403, page
        assert "没有办理权限" in text(response)


# The list


def test_the_list_needs_as_many_queries_for_thirty_as_for_one(sign_in: SignIn) -> None:
    client = sign_in(Role.OFFICE_CLERK)
    submitted(university())
    with CaptureQueriesContext(connection) as one:
        client.get("/applications/")
    for n in range(29):
        submitted(university(f"重庆第{n}大学"))
    with CaptureQueriesContext(connection) as thirty:
        response = client.get("/applications/")
    assert "共 30 件" in text(response)
    assert len(one) == len(thirty)


def test_the_list_of_calls_needs_as_many_queries_for_thirty_as_for_one(sign_in: SignIn) -> None:
    client = sign_in(Role.OFFICE_CLERK)
    first = open_call()
    with CaptureQueriesContext(connection) as one:
        client.get("/applications/calls/")
    for year in range(1990, 2019):
        first.pk, first.year, first.code = Call().pk, year, str(year)
        first.save(force_insert=True)
    with CaptureQueriesContext(connection) as thirty:
        assert "共 30 份" in text(client.get("/applications/calls/"))
    assert len(one) == len(thirty)


def test_the_list_is_filtered_by_words_stage_call_and_district(sign_in: SignIn) -> None:
    submitted(unit("重庆𬭎材科技有限公司"))
    submitted(unit("重庆南岸某公司", district=NANAN))
    submitted(university("重庆示范大学"))
    client = sign_in(Role.OFFICE_CLERK)

    def found(query: str) -> list[str]:
        return re.findall(r"HZ-2026-\d{4}(?=</a>)", text(client.get("/applications/?" + query)))

    assert found("q=𬭎材") == ["HZ-2026-0001"]
    assert found("q=hz-2026-0003") == ["HZ-2026-0003"]
    assert found(f"district={NANAN}") == ["HZ-2026-0002"]
    assert found("stage=qualifying&call=2026") == ["HZ-2026-0003"]
    assert found("sort=code") == ["HZ-2026-0001", "HZ-2026-0002", "HZ-2026-0003"]
    assert found("stage=nonsense&district=%E3%8B%83&page=x&sort=evil&call=9") == [
        "HZ-2026-0003",
        "HZ-2026-0002",
        "HZ-2026-0001",
    ]
    assert found("q=没有") == []


def test_an_empty_list_says_how_to_begin(sign_in: SignIn) -> None:
    page = text(sign_in(Role.SIGNATORY, organisation=unit()).get("/applications/"))
    assert "还没有申报件" in page
    assert "/applications/begin/" in page
    assert "由您经办的申报件列在这里" in text(sign_in(Role.OFFICE_CLERK).get("/applications/"))


# Calls


def test_the_office_composes_edits_and_publishes_a_call(sign_in: SignIn) -> None:
    head = sign_in(Role.OFFICE_HEAD)
    made = head.post("/applications/calls/new/", {"year": "2026", "track": "annual"})
    assert made.headers["Location"] == "/applications/calls/2026/"
    page = head.get("/applications/calls/2026/edit/")
    assert 'value="2026-05-30"' in text(page)
    posted = {name: hidden(page, name) for name in ("heading", "issued_on", "department", "contact", "address")}
    posted |= {
        name: hidden(page, name) for name in ("postcode", "phone", "mailbox", "paper_copies", "soft_target", "seen")
    }
    saved = head.post("/applications/calls/2026/edit/", posted | {"deadline": "2026-06-30", "body": "各区县科协："})
    assert saved.status_code == 302
    head.post("/applications/calls/2026/publish/", {"seen": "2"})
    page = head.get("/applications/calls/2026/")
    assert "2026年6月30日 24:00，以送达重庆海智办为准" in text(page)
    assert "受理中" in text(page)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"deadline": "昨天"}, "截止日期格式不对"),
        ({"deadline": "9999-12-31"}, "截止日期格式不对"),
        ({"deadline": ""}, "请填写截止日期"),
        ({"mailbox": "qq"}, "邮箱格式不对"),
        ({"postcode": "40001"}, "邮政编码为6位数字"),
        ({"soft_target": "-3"}, "拟建站数不能小于1"),
        ({"heading": "长" * 201}, "标题最多填写200个字"),
    ],
)
def test_a_bad_field_of_a_call_is_named_and_nothing_typed_is_lost(
    wrong: dict[str, str], sentence: str, sign_in: SignIn
) -> None:
    acts.compose(by=HEAD, at=NOW, year=2026)
    client = sign_in(Role.OFFICE_CLERK)
    response = client.post("/applications/calls/2026/edit/", {"contact": "龑先生", "seen": "1"} | wrong)
    assert response.status_code == 422
    assert sentence in text(response)
    assert "龑先生" in text(response)


def test_a_call_edited_on_two_pages_can_be_saved_after_the_second_was_told(sign_in: SignIn) -> None:
    call = acts.compose(by=HEAD, at=NOW, year=2026)
    client = sign_in(Role.OFFICE_CLERK)
    page = client.get("/applications/calls/2026/edit/")
    names = ("heading", "issued_on", "deadline", "department", "contact", "address", "postcode", "phone", "mailbox")
    posted = {name: hidden(page, name) for name in (*names, "paper_copies", "soft_target", "seen")}
    drafts.edit_call(call, {"contact": "曾查"}, by=HEAD, at=NOW)
    told = client.post("/applications/calls/2026/edit/", posted | {"contact": "单仇"})
    assert told.status_code == 422
    assert "他人已改过此通知" in text(told)
    assert "单仇" in text(told)
    again = client.post("/applications/calls/2026/edit/", posted | {"contact": "单仇", "seen": hidden(told, "seen")})
    assert again.status_code == 302
    call.refresh_from_db()
    assert call.contact == "单仇"


def test_a_deadline_in_the_past_is_refused_on_publishing(sign_in: SignIn) -> None:
    call = acts.compose(by=HEAD, at=NOW, year=2025)
    response = sign_in(Role.OFFICE_HEAD).post(f"{call.get_absolute_url()}publish/", {"seen": "1"})
    assert response.status_code == 422
    assert "截止时间2025年5月30日24:00应晚于发布时间" in text(response)


def test_an_extension_to_an_earlier_day_keeps_the_reason_typed(sign_in: SignIn) -> None:
    call = open_call()
    url = f"{call.get_absolute_url()}extend/"
    client = sign_in(Role.OFFICE_HEAD)
    response = client.post(url, {"deadline": "2026-05-01", "opinion": "受汛情影响", "seen": "2"})
    assert response.status_code == 422
    assert "延期后的截止时间应晚于原截止时间（2026年5月30日24:00）" in text(response)
    assert "受汛情影响" in text(response)
    assert client.post(url, {"deadline": "2026-06-15", "opinion": "受汛情影响", "seen": "2"}).status_code == 302
    assert "受汛情影响" in text(client.get(call.get_absolute_url()))


def test_a_unit_sees_the_open_call_with_the_way_to_begin_and_no_draft(sign_in: SignIn) -> None:
    open_call()
    acts.compose(by=HEAD, at=NOW, year=2027)
    client = sign_in(Role.DRAFTER, organisation=unit())
    assert "/applications/begin/?call=2026" in text(client.get("/applications/calls/2026/"))
    assert client.get("/applications/calls/2027/").status_code == 404
    assert client.get("/applications/calls/%00/").status_code == 400


# Beginning


def test_the_page_to_begin_shows_the_rules_the_way_and_the_materials(sign_in: SignIn) -> None:
    open_call()
    page = text(sign_in(Role.DRAFTER, organisation=unit()).get("/applications/begin/?call=2026"))
    assert "经区县（自治县）科协初审：渝中区科协" in page
    assert "规模以上企业或高新技术企业证明" in page
    assert "2026年5月30日 24:00" in page


def test_without_an_open_call_the_page_says_so(sign_in: SignIn) -> None:
    page = text(sign_in(Role.DRAFTER, organisation=unit()).get("/applications/begin/"))
    assert "现在没有正在受理的申报通知" in page


def test_a_form_posted_twice_begins_one_application(sign_in: SignIn) -> None:
    of = unit()
    open_call()
    client = sign_in(Role.DRAFTER, organisation=of)
    once = hidden(client.get("/applications/begin/"), "once")
    said = {"call": "2026", "unit": str(of.pk), "once": once}
    for _ in range(2):
        assert client.post("/applications/begin/", said).headers["Location"] == "/applications/HZ-2026-0001/"
    assert Application.objects.count() == 1


@pytest.mark.parametrize("said", [{"call": "2031"}, {"call": "\0"}, {"call": "2026", "unit": "x"}, {}])
def test_nonsense_begins_nothing(said: dict[str, str], sign_in: SignIn) -> None:
    of = unit()
    open_call()
    response = sign_in(Role.DRAFTER, organisation=of).post("/applications/begin/", {"unit": str(of.pk)} | said)
    assert response.status_code == 422
    assert not Application.objects.exists()


def test_a_second_application_is_refused_with_the_number_of_the_first(sign_in: SignIn) -> None:
    first = begun()
    client = sign_in(Role.DRAFTER, organisation=first.unit)
    response = client.post("/applications/begin/", {"call": "2026", "unit": str(first.unit_id)})
    assert response.status_code == 422
    assert "已有申报HZ-2026-0001" in text(response)


def test_the_office_records_a_paper_application_by_the_units_code(sign_in: SignIn) -> None:
    of = university()
    open_call()
    clerk = sign_in(Role.OFFICE_CLERK)
    wrong = clerk.post("/applications/record/", {"call": "2026", "unit": "91500103MA00000000"})
    assert wrong.status_code == 422
    assert "没有登记统一社会信用代码为“91500103MA00000000”的单位" in text(wrong)
    made = clerk.post("/applications/record/", {"call": "2026", "unit": of.code.lower()})
    assert made.status_code == 302
    page = text(clerk.get(made.headers["Location"] + "edit/"))
    assert "填写申报表" in page


# Filling in


def browser_of(application: Application, sign_in: SignIn) -> Client:
    return sign_in(Role.DRAFTER, organisation=application.unit)


def test_the_form_is_saved_without_javascript_and_shows_what_is_missing(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    url = f"/applications/{application.code}/edit/"
    page = client.get(url)
    assert "未填写“工作站简称”" in text(page)
    typed = {
        "seen": hidden(page, "seen"),
        "station_name": "𬭎材",
        "money": "80.5",
        "staff": "3",
        "truth_declared": "on",
    }
    assert client.post(url, typed).headers["Location"] == url
    application.refresh_from_db()
    assert (application.station_name, application.money, application.staff) == ("𬭎材", 80_500_000, 3)
    assert application.truth_declared
    page = client.get(url)
    assert "未填写“工作站简称”" not in text(page)
    assert 'value="80.5"' in text(page)


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("money", "-1", "专项经费不能为负数"),
        ("money", "八十", "请填写数字，单位为万元"),
        ("money", "9" * 400, "数字过长"),
        ("money", "0.0000001", "最多填写6位小数"),
        ("money", "1e999999999", "请"),
        ("money", "NaN", "请填写数字"),
        ("staff", "-1", "工作人员不能为负数"),
        ("staff", "9" * 30, "工作人员不能超过99999名"),
        ("staff", "3.5", "请填写整数"),
        ("office_area", "-0.01", "办公场地不能为负数"),
        ("office_area", "99999999", "数字过大"),
        ("email", "甲@", "电子信箱格式不对"),
        ("postcode", "40001", "邮编为6位数字"),
        ("phone", "6300 1234", "只填数字"),
        ("address", "长" * 201, "单位地址最多填写200个字"),
        ("contact", "a\0b", "不允许是用空字符串"),
        ("overview_basis", "字" * 20001, "最多填写20000个字"),
    ],
)
def test_what_is_not_of_its_type_is_named_and_the_rest_is_saved(
    name: str, typed: str, sentence: str, sign_in: SignIn
) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    url = f"/applications/{application.code}/edit/"
    response = client.post(url, {"seen": "0.ABC", "fax": "023-6300", name: typed})
    assert response.status_code == 422
    assert sentence in text(response)
    assert "其余内容已保存" in text(response)
    application.refresh_from_db()
    assert application.fax == "023-6300"
    autosaved = client.post(f"/applications/{application.code}/save/", {"field": name, "seen": "0.ABC", name: typed})
    assert autosaved.status_code == 422
    assert sentence in autosaved.json()["error"]


def test_1001_words_are_saved_and_named(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    url = f"/applications/{application.code}/edit/"
    assert client.post(url, {"seen": "0.ABC", "overview_plan": "字" * 1001}).status_code == 302
    page = text(client.get(url))
    assert "项目概述共1001字，超出1000字上限1字" in page
    assert "请将三部分合计压缩到1000字以内" in page


def test_only_what_was_changed_on_the_page_is_saved(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    url = f"/applications/{application.code}/edit/"
    page = client.get(url)
    drafts.save(
        application, {"address": "新地址"}, by=drafter(application.unit), at=NOW, page=drafts.open_page(application)
    )
    stale = {"address": "重庆市渝中区解放碑1号", "initial-address": "重庆市渝中区解放碑1号", "contact": "曾查"}
    assert client.post(url, stale | {"seen": hidden(page, "seen")}).status_code == 302
    application.refresh_from_db()
    assert (application.address, application.contact) == ("新地址", "曾查")


def test_two_people_on_one_field_are_told_and_the_second_may_still_win(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    url = f"/applications/{application.code}/edit/"
    page = client.get(url)
    other = drafts.open_page(application)
    drafts.save(application, {"contact": "甲"}, by=drafter(application.unit), at=NOW, page=other)
    told = client.post(url, {"seen": hidden(page, "seen"), "contact": "乙"})
    assert told.status_code == 422
    assert "申报单位经办人在您填写期间改过此项，现存内容为“甲”" in text(told)
    assert 'value="乙"' in text(told)
    assert client.post(url, {"seen": hidden(told, "seen"), "contact": "乙"}).status_code == 302
    application.refresh_from_db()
    assert application.contact == "乙"


def test_autosave_saves_one_field_and_refuses_what_another_changed(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    url = f"/applications/{application.code}/save/"
    seen = hidden(client.get(f"/applications/{application.code}/edit/"), "seen")
    assert client.post(url, {"field": "contact", "contact": "甲", "seen": seen}).json() == {"saved_at": "10:00"}
    assert client.post(url, {"field": "truth_declared", "truth_declared": "on", "seen": seen}).status_code == 200
    drafts.save(application, {"contact": "丙"}, by=drafter(application.unit), at=NOW)
    clash = client.post(url, {"field": "contact", "contact": "乙", "seen": seen})
    assert clash.status_code == 409
    assert "现存内容为“丙”" in clash.json()["error"]
    application.refresh_from_db()
    assert (application.contact, application.truth_declared) == ("丙", True)


@pytest.mark.parametrize("field", ["", "stage", "judgements", "nonsense", "above_scale"])
def test_autosave_takes_only_fields_of_the_units_own_form(field: str, sign_in: SignIn) -> None:
    application = begun(university())
    response = browser_of(application, sign_in).post(
        f"/applications/{application.code}/save/", {"field": field, field or "x": "1"}
    )
    assert response.status_code == 400


def test_autosave_of_a_submitted_form_says_why_not(sign_in: SignIn) -> None:
    application = submitted()
    client = browser_of(application, sign_in)
    response = client.post(f"/applications/{application.code}/save/", {"field": "contact", "contact": "甲"})
    assert response.status_code == 409
    assert "不能再修改申报内容" in response.json()["error"]
    assert client.get(f"/applications/{application.code}/save/").status_code == 405
    assert client.get(f"/applications/{application.code}/edit/").status_code == 302
    kept = client.post(f"/applications/{application.code}/edit/", {"contact": "已打好的字"})
    assert kept.status_code == 422
    assert "已打好的字" in text(kept)


def test_a_file_is_uploaded_replaced_and_removed_and_the_text_typed_beside_it_is_kept(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    url = f"/applications/{application.code}/edit/"
    file = SimpleUploadedFile("协议《𬭎》.pdf", pdf("one"))
    saved = client.post(url, {"seen": "0.ABC", "contact": "曾查", "file_agreements": file})
    assert saved.headers["Location"] == url + "#materials"
    material = application.materials.get()
    assert material.upload.name == "协议《𬭎》.pdf"
    application.refresh_from_db()
    assert application.contact == "曾查"
    assert "协议《𬭎》.pdf" in text(client.get(url))
    client.post(url, {"seen": "0.ABC", "remove": str(material.pk), "fax": "023-1"})
    material.refresh_from_db()
    assert material.replaced_at == NOW
    application.refresh_from_db()
    assert application.fax == "023-1"


def test_a_file_that_is_not_what_it_says_is_refused_beside_its_field(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    file = SimpleUploadedFile("协议.pdf", b"MZ not a pdf")
    response = client.post(
        f"/applications/{application.code}/edit/", {"seen": "0.ABC", "contact": "曾查", "file_agreements": file}
    )
    assert response.status_code == 422
    assert "“协议.pdf”的内容不是" in text(response)
    assert "曾查" in text(response)
    assert not application.materials.exists()


@pytest.mark.parametrize("removed", ["999999", "x", "-1", "9" * 40, "²"])
def test_a_material_that_is_not_there_is_said_not_to_be(removed: str, sign_in: SignIn) -> None:
    application = begun()
    response = browser_of(application, sign_in).post(f"/applications/{application.code}/edit/", {"remove": removed})
    assert response.status_code == 422
    assert "没有找到要移除的材料" in text(response)


def test_a_material_of_another_application_is_not_removed(sign_in: SignIn) -> None:
    other = filled()
    application = begun(university())
    foreign = other.materials.first()
    assert foreign
    browser_of(application, sign_in).post(f"/applications/{application.code}/edit/", {"remove": str(foreign.pk)})
    foreign.refresh_from_db()
    assert foreign.is_current


# The case


def test_a_signatory_submits_and_sees_what_happens_next(sign_in: SignIn) -> None:
    application = filled()
    client = sign_in(Role.SIGNATORY, organisation=application.unit)
    page = client.get(application.get_absolute_url())
    assert "各项已完成，可由负责人提交" in text(page)
    url = f"{application.get_absolute_url()}submit/"
    sent = {"seen": hidden(page, "seen", url), "once": hidden(page, "once", url), "opinion": "情况属实"}
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent).status_code == 302
    assert Act.objects.filter(verb="application.submit").count() == 1
    page = client.get(application.get_absolute_url())
    assert "区县初审中" in text(page)
    assert "情况属实" in text(page)
    assert "第1次提交" in text(page)


def test_two_browsers_submitting_at_once_are_one_submission_and_one_clear_sentence(sign_in: SignIn) -> None:
    application = filled()
    url = f"{application.get_absolute_url()}submit/"
    one = sign_in(Role.SIGNATORY, organisation=application.unit)
    two = sign_in(Role.SIGNATORY, organisation=application.unit)
    sent = [(c, {n: hidden(c.get(url), n) for n in ("seen", "once")}) for c in (one, two)]
    first, second = (client.post(url, posted | {"opinion": "属实"}) for client, posted in sent)
    assert (first.status_code, second.status_code) == (302, 422)
    assert "您打开页面之后，此件已有新的办理，现为“区县初审中”" in text(second)
    assert "属实" in text(second)


def test_an_incomplete_application_says_how_much_is_missing_and_where(sign_in: SignIn) -> None:
    application = begun()
    client = sign_in(Role.SIGNATORY, organisation=application.unit)
    page = text(client.get(application.get_absolute_url()))
    assert "请看“提交前检查”" in page
    refused = client.post(f"{application.get_absolute_url()}submit/", {"seen": "1"})
    assert refused.status_code == 422
    assert "未提供“申报表签字盖章扫描件”" in text(refused)


def test_a_district_endorses_with_a_scan_and_is_told_without_one(sign_in: SignIn) -> None:
    application = submitted()
    client = sign_in(Role.DISTRICT_HEAD, district=YUZHONG)
    url = f"{application.get_absolute_url()}endorse/"
    bare = client.post(url, {"opinion": "材料属实，同意推荐", "seen": "2"})
    assert bare.status_code == 422
    assert "未提供“区县科协意见签字盖章扫描件”" in text(bare)
    assert "材料属实，同意推荐" in text(bare)
    scan = SimpleUploadedFile("意见.pdf", pdf())
    assert client.post(url, {"opinion": "同意推荐", "seen": "2", "scan": scan}).status_code == 302
    page = text(client.get(application.get_absolute_url()))
    assert "资格审核中" in page
    assert "意见.pdf" in page


def test_the_office_sees_the_rival_interest_and_the_unit_does_not(sign_in: SignIn) -> None:
    application = endorsed()
    submitted(association())
    notice = "该区县科协本年度自行申报，与所初审的单位存在竞争关系"
    assert notice in text(office(sign_in).get(application.get_absolute_url()))
    unit_page = sign_in(Role.SIGNATORY, organisation=application.unit).get(application.get_absolute_url())
    assert notice not in text(unit_page)


def test_the_office_ticks_rows_one_by_one_and_qualifies(sign_in: SignIn) -> None:
    application = endorsed()
    clerk = office(sign_in)
    judge = f"/applications/{application.code}/judge/"
    page = text(clerk.get(application.get_absolute_url()))
    assert "请看“资格条件”" in page
    done = clerk.post(f"{judge}attention/", {"met": "yes", "note": "见会议纪要"})
    assert done.headers["Location"] == f"{application.get_absolute_url()}#row-attention"
    assert "见会议纪要" in text(clerk.get(application.get_absolute_url()))
    bare = clerk.post(f"{judge}platform/", {"met": "no", "note": ""})
    assert bare.status_code == 422
    assert "判断为不符合须写明理由" in text(bare)
    judged(application)
    clerk.post(f"{application.get_absolute_url()}qualify/", {"opinion": "符合条件", "seen": str(application.version)})
    assert "资格通过" in text(clerk.get(application.get_absolute_url()))


@pytest.mark.parametrize("row", ["staff", "served_units", "nonsense"])
def test_there_is_no_page_to_judge_what_nobody_judges(row: str, sign_in: SignIn) -> None:
    application = endorsed()
    assert office(sign_in).get(f"/applications/{application.code}/judge/{row}/").status_code == 404


def test_a_judgement_is_taken_back_on_its_page_and_nonsense_is_named(sign_in: SignIn) -> None:
    application = endorsed()
    clerk = office(sign_in)
    url = f"/applications/{application.code}/judge/purpose/"
    clerk.post(url, {"met": "yes"})
    assert "checked" in text(clerk.get(url))
    assert clerk.post(url, {"met": "maybe"}).status_code == 422
    clerk.post(url, {"met": ""})
    application.refresh_from_db()
    assert application.judgements == {}


def test_unit_and_district_read_the_judgements_only_once_the_office_has_decided(sign_in: SignIn) -> None:
    application = endorsed()
    drafts.judge(application, "purpose", False, "未写明引进对象", by=CLERK, at=NOW)
    readers = sign_in(Role.SIGNATORY, organisation=application.unit), sign_in(Role.DISTRICT_HEAD, district=YUZHONG)
    for client in readers:
        assert "未写明引进对象" not in text(client.get(application.get_absolute_url()))
    assert "未写明引进对象" in text(sign_in(Role.SUPERVISOR).get(application.get_absolute_url()))
    acts.reject(application, by=HEAD, at=NOW, opinion="建站目的不明确")
    for client in readers:
        assert "未写明引进对象" in text(client.get(application.get_absolute_url()))


def test_a_correction_is_asked_by_section_and_what_changed_is_shown(sign_in: SignIn) -> None:
    application = endorsed()
    clerk = office(sign_in)
    url = f"{application.get_absolute_url()}correct/"
    bare = clerk.post(url, {"opinion": "经费不一致", "workdays": "0", "seen": str(application.version)})
    assert bare.status_code == 422
    assert "补正期限至少1个工作日" in text(bare)
    assert "请选择需要补正的部分" in text(bare)
    sent = {"opinion": "经费不一致", "sections": ["conditions"], "workdays": "5", "seen": str(application.version)}
    assert clerk.post(url, sent).status_code == 302
    unit_page = sign_in(Role.DRAFTER, organisation=application.unit).get(application.get_absolute_url())
    assert "需要补正：工作站条件。请在2026年3月27日前提交。" in text(unit_page)
    application.refresh_from_db()
    assert application.due_on == date(2026, 3, 27)
    by = drafter(application.unit)
    drafts.save(application, {"money": 120_000_000}, by=by, at=NOW)
    drafts.attach(application, MaterialKind.SIGNED_FORM, upload("第二版.pdf"), by=by, at=NOW)
    acts.submit(application, by=signatory(application.unit), at=NOW)
    page = text(clerk.get(application.get_absolute_url()))
    changed = page[page.index("第2次提交") : page.index("第1次提交")]
    assert "专项经费" in changed
    assert "80 万元" in changed
    assert "120 万元" in changed
    assert "单位地址" not in changed


def test_a_correction_made_too_late_is_taken_and_shown_as_late_to_the_office(sign_in: SignIn) -> None:
    application = endorsed()
    acts.correct(application, by=CLERK, at=NOW, opinion="补正", sections=["unit"], workdays=5)
    acts.submit(application, by=signatory(application.unit), at=DEADLINE)
    page = text(office(sign_in).get(application.get_absolute_url()))
    assert "补正逾期" in page
    assert "补正期限为2026年3月27日" in page
    assert "按时送达" in page


@pytest.mark.parametrize("verb", ["begin", "list", "award", "nonsense"])
def test_there_is_no_page_for_an_act_that_nobody_does_by_hand(verb: str, sign_in: SignIn) -> None:
    application = endorsed()
    assert office(sign_in).get(f"{application.get_absolute_url()}{verb}/").status_code == 404


@pytest.mark.parametrize("verb", ["correct", "reroute", "qualify", "reject", "cancel", "withdraw", "endorse", "submit"])
def test_every_act_has_a_page_of_its_own_that_says_what_stands_against_it(verb: str, sign_in: SignIn) -> None:
    application = endorsed()
    for role in (Role.OFFICE_HEAD, Role.SUPERVISOR):
        assert sign_in(role).get(f"{application.get_absolute_url()}{verb}/").status_code == 200


# Paper


def test_the_printed_form_bears_every_official_label_and_the_mark_of_its_version(sign_in: SignIn) -> None:
    application = filled()
    client = sign_in(Role.SIGNATORY, organisation=application.unit)
    page = text(client.get(f"{application.get_absolute_url()}print/"))
    for label in ("工作站名称", "申报单位", "单位地址", "电话", "常设联系人", "传真", "电子信箱", "邮编"):
        assert label in page
    for label in ("设立海智工作站的基础条件及优势", "拟建海智工作站情况", "海智工作站预期目标", "附件材料目录"):
        assert label in page
    for box in ("申请单位意见", "区县科协意见", "重庆海智办意见", "重庆市科协审批意见"):
        assert box in page
    assert "中国科协“海智计划”重庆工作基地智造工作站" in page
    assert "㛃龑" in page
    mark = re.search(r'class="hash">([0-9A-F ]{14})<', page)
    assert mark
    drafts.save(application, {"contact": "曾查"}, by=drafter(application.unit), at=NOW)
    assert mark.group(1) not in text(client.get(f"{application.get_absolute_url()}print/"))


def test_the_mark_on_paper_is_the_beginning_of_the_submissions_digest(sign_in: SignIn) -> None:
    application = submitted(university(), **answers())
    page = text(office(sign_in).get(f"{application.get_absolute_url()}print/"))
    digest = application.submissions.get().digest.upper()
    assert f"{digest[:4]} {digest[4:8]} {digest[8:12]}" in page
    assert "2026年3月20日" in page
