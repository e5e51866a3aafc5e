"""The application on paper: printing and binding."""

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document
from pypdf import PdfReader

from haizhi.applications import drafts, facts
from haizhi.documents.marks import short_hash
from haizhi.files import papers
from haizhi.kernel.source import new_id
from haizhi.regulation.evidence import RecordKind
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.roles import Role
from tests.applications.conftest import SignIn
from tests.applications.factories import (
    NOW,
    YUZHONG,
    answers,
    begun,
    drafter,
    endorsed,
    filled,
    submitted,
    university,
)
from tests.applications.printing import address, body, fresh, print_of, printed, received, scan_of, some_of
from tests.applications.reading import browser_of, text
from tests.documents.papers import texts
from tests.files.samples import docx, pdf

pytestmark = [pytest.mark.django_db, pytest.mark.once]

_EXPERT = {
    "name": "Jürgen Müller",
    "region": "德国",
    "institution": "RWTH Aachen",
    "fields": "动力电池",
    "relation": "planned",
    "manner": "flexible",
    "since": "2025-03",
    "summary": "长期从事动力电池研究。",
}


# Printing


def test_an_unfinished_draft_prints_as_a_draft_alone(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    page = text(client.get(address(application)))
    assert "现在只能打印草稿" in page
    assert "未填写“工作站简称”" in page
    made = client.get(address(application, "form.pdf"))
    assert made["Content-Type"] == "application/pdf"
    assert all("草稿" in each for each in texts(body(made)))
    refused = client.post(address(application))
    assert refused.status_code == 422
    assert "未填写“工作站简称”" in text(refused)
    assert not application.printings.exists()


def test_a_finished_draft_is_printed_to_be_signed_before_its_scan_and_the_declarations_are_there(
    sign_in: SignIn,
) -> None:
    application = filled(truth_declared=False)
    application.materials.filter(sort=MaterialKind.SIGNED_FORM).delete()
    client = browser_of(application, sign_in)
    assert "可以打印签字盖章的申报表" in text(client.get(address(application)))
    assert client.post(address(application)).headers["Location"] == address(application, "form.pdf")
    printing = application.printings.get()
    assert printing.digest == facts.form_digest(fresh(application))
    assert printing.content == facts.content(fresh(application))
    pages = texts(body(client.get(address(application, "form.pdf"))))
    assert all(f"版本{short_hash(printing.digest).replace(' ', '')}" in page for page in pages)
    assert not any("草稿" in page for page in pages)
    assert short_hash(printing.digest) in text(client.get(address(application)))


def test_printing_the_same_version_twice_keeps_it_once() -> None:
    application = printed(printed(filled()))
    assert application.printings.count() == 1


def test_the_print_says_what_the_rows_say() -> None:
    application = filled(phone_extension="8012", fax="023-63005678")
    by = drafter(application.unit)
    drafts.save_record(application, RecordKind.OVERSEAS_EXPERT, new_id(), _EXPERT, by=by, at=NOW)
    application = printed(application)
    whole = "".join(texts(print_of(application)))
    for said in (
        "2026年度",
        "中国科协“海智计划”重庆工作基地智造工作站",
        application.unit.name,
        "023-63001234转8012",
        "㛃龑",
        "023-63005678",
        "80万元。",
        "120.5平方米。",
        "3名。",
        "已与海外团队合作三年。",
        "2026年3月20日",
        "附件2已联系的海智专家、引进（拟引进）的海外人才简介",
        "JürgenMüller",
        "柔性引进",
        "2025年3月",
        "附件材料清单",
        "项目合作协议.pdf",
        "一式一份",
        "一并报重庆海智办（市科协国际合作部）",
    ):
        assert said in whole, said
    assert "申报表签字盖章扫描件.pdf" not in whole


def test_a_version_printed_again_later_is_the_same_to_the_byte() -> None:
    application = printed(filled())
    assert print_of(application) == print_of(fresh(application))


def test_after_submission_the_version_handed_in_is_what_everybody_prints(sign_in: SignIn) -> None:
    application = submitted(university(), **answers())
    client = sign_in(Role.OFFICE_CLERK)
    digest = application.submissions.get().digest
    assert short_hash(digest) in text(client.get(address(application)))
    assert all(
        short_hash(digest).replace(" ", "") in page
        for page in texts(body(client.get(address(application, "form.pdf"))))
    )
    assert client.post(address(application)).status_code == 403


def test_the_word_document_has_the_same_content_and_a_name_in_chinese(sign_in: SignIn) -> None:
    application = printed(filled())
    response = browser_of(application, sign_in).get(address(application, "form.docx"))
    assert "filename*=utf-8''" in response["Content-Disposition"]
    said = "".join(
        cell.text for table in Document(BytesIO(body(response))).tables for row in table.rows for cell in row.cells
    )
    assert "㛃龑" in said


@pytest.mark.parametrize("rest", ["", "form.pdf", "form.docx", "dossier.pdf"])
@pytest.mark.parametrize("role", [Role.SIGNATORY, Role.DISTRICT_HEAD, Role.OFFICE_CLERK, Role.SUPERVISOR])
def test_whoever_sees_the_case_prints_it_in_few_queries(rest: str, role: Role, sign_in: SignIn) -> None:
    application = endorsed()
    place: dict[str, Any] = {"organisation": application.unit} if role is Role.SIGNATORY else {}
    place |= {"district": YUZHONG} if role is Role.DISTRICT_HEAD else {}
    client = sign_in(role, **place)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address(application, rest))
    assert response.status_code == 200
    assert body(response)
    assert len(queries) <= 12


# The dossier


def test_the_dossier_binds_the_signed_scan_and_the_attachments_and_lists_what_is_no_page(sign_in: SignIn) -> None:
    application = filled()
    by = drafter(application.unit)
    drafts.attach(application, MaterialKind.AGREEMENTS, received(pdf("agreement"), application), by=by, at=NOW)
    drafts.attach(application, MaterialKind.OTHER, received(docx(), application, "说明.docx"), by=by, at=NOW)
    application = printed(application)
    scan = received(some_of(print_of(application), 1, 2, 3), application, "签字盖章.pdf")
    drafts.attach(application, MaterialKind.SIGNED_FORM, scan, by=by, at=NOW)
    response = browser_of(application, sign_in).get(address(application, "dossier.pdf"))
    data = body(response)
    pages = texts(data)
    assert all(page.endswith(f"—{place}—") for place, page in enumerate(pages, start=1))
    listed = next(page for page in pages if page.startswith("附件材料目录"))
    for said in ("签字盖章.pdf", "说明.docx", "原件另存", "无法装订，原件另存"):
        assert said in listed
    assert "agreement" in pages[-1]
    titles = [item.title for item in PdfReader(BytesIO(data)).outline if not isinstance(item, list)]
    assert titles == ["申报表", "附件材料目录", "申报表签字盖章扫描件", "项目合作协议"]


def test_a_dossier_whose_files_are_gone_is_bound_without_them(sign_in: SignIn) -> None:
    application = submitted()
    data = body(browser_of(application, sign_in).get(address(application, "dossier.pdf")))
    assert "无法装订，原件另存" in "".join(texts(data))


def test_a_dossier_that_waits_too_long_says_to_come_again(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    application = submitted()
    monkeypatch.setattr(papers, "_PATIENCE", 0.01)
    with papers._BINDER._lock:
        response = browser_of(application, sign_in).get(address(application, "dossier.pdf"))
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "正在装订其他合订本，请稍后再试" in text(response)


def test_a_dossier_that_takes_too_long_leads_to_its_parts(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    application = submitted()
    monkeypatch.setattr(papers, "BINDING_SECONDS", 0.0)
    response = browser_of(application, sign_in).get(address(application, "dossier.pdf"))
    page = text(response)
    assert response.status_code == 503
    assert "本件未能装订" in page
    assert address(application, "form.pdf") in response.content.decode()
    assert scan_of(application).upload.name in page
