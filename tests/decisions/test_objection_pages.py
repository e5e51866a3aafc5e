import json
from datetime import timedelta

import pytest
from django.core import serializers
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from haizhi.decisions.acts.lodging import FROM_AN_ADDRESS
from haizhi.decisions.models import Objection
from haizhi.files.models import Upload
from haizhi.files.queries import may_read
from haizhi.kernel.models import Act, Attempts
from haizhi.kernel.secrecy import fingerprint
from haizhi.regulation.roles import Role
from tests.decisions.conftest import Travel
from tests.decisions.factories import (
    CLERK,
    IN_TIME,
    OVER,
    accepted,
    client_of,
    found_to_be,
    hidden,
    holding,
    lodge,
    named,
    publicity,
    queries_of,
    running,
    shown,
    text_of,
)
from tests.files.samples import pdf

pytestmark = pytest.mark.django_db
LIST = "/decisions/objections/"
FOLLOW = "/decisions/objections/follow/"
SAID = {"sort": "objection", "text": "合作协议并未签署。", "who": "person", "name": "李㛃", "contact": "13900001111"}


@pytest.fixture(autouse=True)
def _on_the_day(today: Travel) -> None:
    today(IN_TIME)


def test_anybody_raises_an_objection_without_signing_in_and_follows_it() -> None:
    found = running()
    client = Client()
    url = f"{found.get_absolute_url()}object/"
    page = shown(client, url)
    assert "异议请于2026年7月8日 24:00 前提出" in page
    answer = client.post(url, SAID | {"application": named(found).code, "once": hidden(page, "once")})
    assert answer.status_code == 200
    objection = Objection.objects.get()
    code = objection.receipt
    assert f"{code[:4]}-{code[4:8]}-{code[8:]}" in text_of(answer)
    page = text_of(client.post(FOLLOW, {"receipt": f" {code[:4].lower()} {code[4:8]}-{code[8:]} "}))
    assert "已收到，待决定是否受理" in page
    assert "YY-2026-0001" in page


def test_the_form_posted_twice_is_one_objection_with_the_same_receipt() -> None:
    found = running()
    url = f"{found.get_absolute_url()}object/"
    data = SAID | {"application": named(found).code, "once": "0f6a4b1e-3c39-4d0c-9a41-1e3f0f4a5b6c"}
    first, second = Client().post(url, data), Client().post(url, data)
    assert Objection.objects.count() == 1
    receipt = Objection.objects.get().receipt
    assert receipt[:4] in text_of(first)
    assert receipt[:4] in text_of(second)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": ""}, "请填写真实姓名或单位名称"),
        ({"contact": ""}, "请填写联系方式"),
        ({"text": ""}, "请填写事实与理由"),
        ({"sort": ""}, "请选择类别"),
        ({"who": "nobody"}, "以何名义提出：公示异议应当实名提出"),
        ({"who": "unit"}, "加盖公章的书面材料：缺少单位公章"),
        ({"application": "nobody"}, "选择一个有效的选项"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(changed: dict[str, str], words: str) -> None:
    found = running()
    answer = Client().post(f"{found.get_absolute_url()}object/", SAID | {"application": named(found).code} | changed)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "合作协议并未签署。" in text_of(answer) or "text" in changed
    assert not Objection.objects.exists()


def test_an_anonymous_report_asks_for_no_name() -> None:
    found = running()
    data = SAID | {"application": named(found).code, "sort": "report", "who": "nobody", "name": "", "contact": ""}
    assert Client().post(f"{found.get_absolute_url()}object/", data).status_code == 200
    assert Objection.objects.get().anonymous


def test_a_file_that_is_not_what_it_says_is_refused() -> None:
    found = running()
    fake = SimpleUploadedFile("意见.pdf", b"MZ not a pdf", content_type="application/pdf")
    data = SAID | {"application": named(found).code, "who": "unit", "attachment": fake}
    answer = Client().post(f"{found.get_absolute_url()}object/", data)
    assert answer.status_code == 422
    assert "意见.pdf" in text_of(answer)


def test_of_several_files_the_refused_one_is_named_and_the_others_are_kept() -> None:
    found = running()
    good = SimpleUploadedFile("甲.pdf", pdf(), content_type="application/pdf")
    torn = SimpleUploadedFile("乙.pdf", b"%PDF-1.4 torn", content_type="application/pdf")
    data = SAID | {"application": named(found).code, "evidence": [good, torn]}
    page = text_of(Client().post(f"{found.get_absolute_url()}object/", data))
    assert "“乙.pdf”：文件已损坏或不完整" in page
    assert "已上传：甲.pdf" in page


def test_an_address_sends_only_so_many_files_a_day_with_or_without_the_script() -> None:
    found = running()
    mark = fingerprint("limit/files/public", "127.0.0.1")
    Attempts.objects.create(mark=mark, count=200, until=IN_TIME + timedelta(hours=9))
    letter = SimpleUploadedFile("意见.pdf", pdf(), content_type="application/pdf")
    data = SAID | {"application": named(found).code, "who": "unit", "attachment": letter}
    answer = Client().post(f"{found.get_absolute_url()}object/", data)
    assert answer.status_code == 422
    assert "同一网络地址一日内上传的文件过多" in text_of(answer)
    assert not Upload.objects.exists()


def test_whoever_is_signed_in_raises_it_as_one_of_the_public() -> None:
    found = running()
    rival = client_of(Role.SIGNATORY)
    letter = SimpleUploadedFile("盖章意见.pdf", pdf(), content_type="application/pdf")
    data = SAID | {"application": named(found).code, "who": "unit", "attachment": letter}
    assert rival.post(f"{found.get_absolute_url()}object/", data).status_code == 200
    assert Act.objects.get(verb="objection.lodge").by_id is None
    upload = Upload.objects.get()
    assert upload.uploaded_by_id is None
    assert may_read(CLERK, upload)
    assert not may_read(holding(Role.AUDITOR), upload)


def test_after_the_last_day_only_reports_are_taken(today: Travel) -> None:
    found = running()
    today(OVER)
    url = f"{found.get_absolute_url()}object/"
    assert "公示期已于2026年7月8日届满" in shown(Client(), url)
    data = SAID | {"application": named(found).code}
    answer = Client().post(url, data)
    assert answer.status_code == 422
    assert "请改以举报提出" in text_of(answer)
    assert Client().post(url, data | {"sort": "report"}).status_code == 200


def test_one_address_is_asked_to_stop_after_so_many() -> None:
    found = running()
    url = f"{found.get_absolute_url()}object/"
    data = SAID | {"application": named(found).code}
    for _ in range(FROM_AN_ADDRESS.most):
        assert Client().post(url, data).status_code == 200
    answer = Client().post(url, data)
    assert (answer.status_code, int(answer["Retry-After"])) == (429, 86400)
    assert "同一网络地址一日内" in text_of(answer)
    assert "合作协议并未签署。" in text_of(answer)


def test_there_is_no_form_for_what_was_not_published() -> None:
    found = publicity()
    assert Client().get(f"{found.get_absolute_url()}object/").status_code == 404
    assert client_of(Role.OFFICE_HEAD).get(f"{found.get_absolute_url()}object/").status_code == 404
    assert Client().get("/decisions/publicities/GS-2026-99/object/").status_code == 404


def test_a_receipt_that_is_not_one_is_said_so() -> None:
    answer = Client().post(FOLLOW, {"receipt": "ABCD-EFGH-JKLM"})
    assert answer.status_code == 422
    assert "没有找到这个查询码" in text_of(answer)
    assert "请填写查询码" in text_of(Client().post(FOLLOW, {"receipt": ""}))


def test_who_follows_learns_the_answer_only_once_the_discipline_agreed() -> None:
    objection = found_to_be(accepted(running()), upheld=True)
    page = text_of(Client().post(FOLLOW, {"receipt": objection.receipt}))
    assert "已受理，核查中" in page
    assert "核查结论已作出" not in page
    supervisor = client_of(Role.SUPERVISOR)
    assert supervisor.post(f"{objection.get_absolute_url()}agree/", {"opinion": "同意"}).status_code == 302
    page = text_of(Client().post(FOLLOW, {"receipt": objection.receipt}))
    assert "已办结，反映的问题成立" in page
    assert "核查结论已作出" in page
    assert "纪检" not in page.replace("纪检监督", "")


def test_the_office_takes_it_up_finds_and_the_discipline_agrees_page_by_page() -> None:
    found = running()
    objection = lodge(found)
    clerk, supervisor = client_of(Role.OFFICE_CLERK), client_of(Role.SUPERVISOR)
    url = objection.get_absolute_url()
    assert "还没有人查阅过提出人身份" in shown(clerk, url)
    assert clerk.post(f"{url}accept/", {"opinion": ""}).status_code == 302
    answer = clerk.post(f"{url}find/", {"upheld": "maybe", "finding": "", "answer": "已核查"})
    assert answer.status_code == 422
    assert "请填写核查结论" in text_of(answer)
    assert "已核查" in text_of(answer)
    assert clerk.post(f"{url}find/", {"upheld": "no", "finding": "不属实", "answer": "已核查"}).status_code == 302
    assert "因本件中止公示的，恢复公示" in shown(supervisor, url)
    assert clerk.post(f"{url}agree/", {}).status_code == 422
    assert supervisor.post(f"{url}agree/", {}).status_code == 302
    assert "异议不成立" in shown(clerk, url)
    named_unit = named(found)
    assert named_unit.stage == "in_publicity"


def test_declining_needs_a_reason() -> None:
    objection = lodge(running())
    clerk = client_of(Role.OFFICE_CLERK)
    answer = clerk.post(f"{objection.get_absolute_url()}decline/", {"opinion": ""})
    assert "请填写不予受理的理由" in text_of(answer)
    assert clerk.post(f"{objection.get_absolute_url()}decline/", {"opinion": "与公示无关"}).status_code == 302
    assert "与公示无关" in shown(clerk, objection.get_absolute_url())


def test_the_identity_is_shown_once_for_a_reason_and_the_look_is_listed() -> None:
    objection = lodge(running())
    supervisor = client_of(Role.SUPERVISOR)
    url = objection.get_absolute_url()
    assert "李㛃" not in shown(supervisor, url)
    page = shown(supervisor, f"{url}unseal/")
    assert "查阅事由" in page
    data = {"once": hidden(page, "once"), "seen": hidden(page, "seen")}
    answer = supervisor.post(f"{url}unseal/", data)
    assert answer.status_code == 422
    assert "李㛃" not in text_of(answer)
    answer = supervisor.post(f"{url}unseal/", data | {"opinion": "电话核实"})
    assert "李㛃" in text_of(answer)
    assert "13900001111" in text_of(answer)
    assert "no-store" in answer["Cache-Control"]
    page = shown(supervisor, url)
    assert "李㛃" not in page
    assert "电话核实" in page
    again = supervisor.post(f"{url}unseal/", data | {"opinion": "电话核实"})
    assert again.status_code == 302
    assert Act.objects.filter(verb="objection.unseal").count() == 1


def test_an_anonymous_report_has_no_identity_page() -> None:
    report = lodge(running(), sort="report", anonymous=True)
    page = shown(client_of(Role.OFFICE_CLERK), f"{report.get_absolute_url()}unseal/")
    assert "匿名举报，没有身份信息" in page
    assert "身份查阅记录" not in shown(client_of(Role.OFFICE_CLERK), report.get_absolute_url())


@pytest.mark.parametrize(
    "role",
    [Role.AUDITOR, Role.PARTY_RECORDER, Role.ASSOCIATION_SIGNER, Role.SIGNATORY, Role.DISTRICT_HEAD, Role.SYSTEM_ADMIN],
)
def test_nobody_else_sees_objections(role: Role) -> None:
    objection = lodge(running())
    client = client_of(role)
    for url in (LIST, objection.get_absolute_url(), f"{objection.get_absolute_url()}unseal/"):
        assert client.get(url).status_code == 403
    assert client.post(f"{objection.get_absolute_url()}unseal/", {"opinion": "看看"}).status_code == 403


def test_other_matters_against_the_same_unit_are_listed() -> None:
    found = running()
    first, second = lodge(found), lodge(found, sort="report", anonymous=True)
    page = shown(client_of(Role.OFFICE_CLERK), first.get_absolute_url())
    assert "同一单位的其他异议和举报" in page
    assert second.code in page


def test_who_raised_it_is_in_no_row_of_the_database_in_clear() -> None:
    found = running()
    data = SAID | {"application": named(found).code}
    assert Client().post(f"{found.get_absolute_url()}object/", data).status_code == 200
    rows = serializers.serialize("json", [*Objection.objects.all(), *Act.objects.all()])
    assert "李㛃" not in json.dumps(json.loads(rows), ensure_ascii=False)
    assert "13900001111" not in rows


def test_the_list_takes_as_many_queries_for_thirty_rows_as_for_one() -> None:
    found = running()
    objection = lodge(found)
    clerk = client_of(Role.OFFICE_CLERK)
    one = queries_of(clerk, LIST)
    for n in range(2, 31):
        Objection.objects.create(
            code=f"JB-2026-{n:04d}", receipt=f"R{n:011d}", sort="report", publicity=found, application=named(found),
            anonymous=True, identity=b"", text="反映", lodged_at=IN_TIME, stage="lodged", version=1,
        )  # fmt: skip
    assert queries_of(clerk, LIST) == one
    assert one <= 12
    page = shown(clerk, f"{LIST}?sort=objection&stage=lodged&q=重庆第1大学")
    assert objection.code in page
    assert "JB-2026-0002" not in page
    assert queries_of(clerk, objection.get_absolute_url()) <= 12
