"""打印与装订: what is printed, what comes back signed, and what a change after printing does to it."""

from functools import cache
from io import BytesIO
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from pypdf import PdfReader, PdfWriter

from haizhi.applications import drafts, facts
from haizhi.applications.models import Application, Material
from haizhi.applications.queries import paper
from haizhi.documents.forms import form_pdf
from haizhi.documents.marks import Imprint, Sort, short_hash
from haizhi.documents.sheets import Box, Sheet, sheet_pdf
from haizhi.files import isolation, papers
from haizhi.files.drafts import receive
from haizhi.files.models import Upload
from haizhi.kernel.source import new_id
from haizhi.regulation.evidence import RecordKind
from haizhi.regulation.findings import Refused
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
    unit,
    university,
    upload,
)
from tests.applications.reading import browser_of, hidden, text
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


def fresh(application: Application) -> Application:
    return Application.objects.select_related("unit", "call").get(pk=application.pk)


def printed(application: Application) -> Application:
    drafts.note_printing(fresh(application), by=drafter(application.unit), at=NOW)
    return fresh(application)


def print_of(application: Application) -> bytes:
    """What comes out of the printer."""
    return form_pdf(paper.form_of(application, facts.version_of(application, NOW)))


@cache
def _blank(pages: int) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.append(BytesIO(pdf()))
    return _file(writer)


def _file(writer: PdfWriter) -> bytes:
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def some_of(data: bytes, *pages: int, more: bytes = b"") -> bytes:
    """A scan of some pages (from 1), with more bound behind."""
    writer = PdfWriter()
    writer.append(BytesIO(data), pages=[page - 1 for page in pages])
    if more:
        writer.append(BytesIO(more))
    return _file(writer)


def received(data: bytes, application: Application, name: str = "扫描件.pdf") -> Upload:
    return receive(ContentFile(data, name), by=drafter(application.unit), at=NOW)


def address(application: Application, rest: str = "") -> str:
    return f"{application.get_absolute_url()}print/{rest}"


def send_scan(client: Client, application: Application, data: bytes, name: str = "扫描件.pdf") -> Any:
    url = f"{application.get_absolute_url()}materials/signed_form/"
    return client.post(url, {"file": SimpleUploadedFile(name, data)})


def body(response: Any) -> bytes:
    made: bytes = response.getvalue()
    return made


def scan_of(application: Application) -> Material:
    found = facts.signed_scan(fresh(application))
    assert found is not None
    return found


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


# What comes back signed


def test_a_scan_of_the_version_as_it_stands_is_bound_by_itself(sign_in: SignIn) -> None:
    application = printed(filled())
    client = browser_of(application, sign_in)
    assert send_scan(client, application, print_of(application)).status_code == 302
    assert scan_of(application).form_digest == facts.form_digest(fresh(application))
    assert scan_of(application).reading["missing"] == []
    assert "与现在的版本一致" in text(client.get(address(application)))


def test_attachments_bound_behind_a_complete_form_need_no_comparing(sign_in: SignIn) -> None:
    application = printed(filled())
    whole = print_of(application)
    count = len(PdfReader(BytesIO(whole)).pages)
    scan = some_of(whole, *range(1, count + 1), more=_blank(2))
    assert send_scan(browser_of(application, sign_in), application, scan).status_code == 302
    assert scan_of(application).reading["unmarked"] == [count + 1, count + 2]
    assert scan_of(application).form_digest


def test_a_scan_of_an_earlier_version_is_refused_with_the_difference_shown(sign_in: SignIn) -> None:
    application = printed(filled())
    old = print_of(application)
    drafts.save(application, {"contact": "曾查"}, by=drafter(application.unit), at=NOW)
    client = browser_of(application, sign_in)
    before = scan_of(application).pk
    refused = send_scan(client, application, old)
    page = text(refused)
    assert refused.status_code == 422
    assert "2026年3月20日打印的旧版本" in page
    assert "扫描件的版本与现在的内容对照" in page
    assert "㛃龑" in page
    assert "曾查" in page
    assert scan_of(application).pk == before
    listed = text(client.get(address(application)))
    assert "已作废" in listed
    assert "单位与联系人" in listed
    mark = application.printings.get().digest[:12].upper()
    side_by_side = text(client.get(address(application, f"{mark}/")))
    assert "曾查" in side_by_side
    assert "这一版本的纸质件已作废" in side_by_side
    assert client.get(address(application, "ABCDEF012345/")).status_code == 404


def test_a_scan_of_two_versions_names_the_pages_of_the_old_one(sign_in: SignIn) -> None:
    application = printed(filled())
    old = print_of(application)
    drafts.save(application, {"contact": "曾查"}, by=drafter(application.unit), at=NOW)
    application = printed(application)
    mixed = some_of(print_of(application), 1, 2, more=some_of(old, 3, 4))
    page = text(send_scan(browser_of(application, sign_in), application, mixed))
    assert "扫描件第3、4页是2026年3月20日打印的旧版本" in page


def test_the_form_of_another_application_is_refused(sign_in: SignIn) -> None:
    mine, other = printed(filled()), printed(filled(unit("别家有限公司")))
    page = text(send_scan(browser_of(mine, sign_in), mine, print_of(other)))
    assert f"扫描件是申报编号{other.code}的申报表，不是本件" in page


def test_another_marked_paper_is_no_form(sign_in: SignIn) -> None:
    application = printed(filled())
    imprint = Imprint(Sort.OPINION, application.code, facts.form_digest(application))
    opinion = sheet_pdf(Sheet("初审意见", NOW, imprint, box=Box("区县科协意见")))
    page = text(send_scan(browser_of(application, sign_in), application, opinion))
    assert "扫描件不是申报表" in page


def test_a_signed_scan_is_not_replaced_past_the_reading_of_its_version(sign_in: SignIn) -> None:
    application = printed(filled())
    scan = application.materials.get(sort=MaterialKind.SIGNED_FORM, replaced_at=None)
    url = f"{application.get_absolute_url()}materials/signed_form/{scan.pk}/"
    client = browser_of(application, sign_in)
    assert client.get(url).status_code == 404
    assert client.post(url, {"file": SimpleUploadedFile("扫描件.pdf", pdf("旧版"))}).status_code == 404
    assert application.materials.get(sort=MaterialKind.SIGNED_FORM, replaced_at=None) == scan


def test_a_word_document_is_no_scan(sign_in: SignIn) -> None:
    application = printed(filled())
    page = text(send_scan(browser_of(application, sign_in), application, docx(), "申报表.docx"))
    assert "此处只收 PDF、JPG、PNG" in page


def test_a_scan_that_does_not_open_is_said_to_be_so() -> None:
    application = printed(filled())
    with pytest.raises(Refused, match="扫描件无法打开"):
        paper.read_scan(application, upload("遗失.pdf"))


def test_a_scan_that_takes_too_long_is_refused_with_what_to_do(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = printed(filled())
    before = scan_of(application)
    monkeypatch.setattr(papers, "MARKS_SECONDS", 0.0)
    refused = send_scan(browser_of(application, sign_in), application, _blank(2))
    assert refused.status_code == 422
    assert "请只扫描签字盖章的各页" in text(refused)
    assert scan_of(application) == before


def test_a_scan_that_waits_for_its_turn_too_long_is_to_be_handed_in_again(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = printed(filled())
    scan = received(_blank(2), application)
    monkeypatch.setattr(papers, "_PATIENCE", 0.01)
    with isolation.READER._lock, pytest.raises(Refused, match="这份还没有识别") as refused:
        paper.read_scan(application, scan)
    assert "稍后再上传" in refused.value.findings[0].remedy


def test_a_scan_without_legible_codes_waits_for_a_person_who_compares_it_page_by_page(sign_in: SignIn) -> None:
    application = printed(filled())
    client = browser_of(application, sign_in)
    assert send_scan(client, application, _blank(2)).status_code == 302
    assert scan_of(application).form_digest == ""
    assert "扫描件有页面没有识别出版本，尚未核对" in text(client.get(f"{application.get_absolute_url()}check/"))
    page = text(client.get(address(application, "scan/")))
    mark = short_hash(facts.form_digest(fresh(application)))
    assert f"第 1 页已核对：页脚版本号为 {mark}" in page
    assert client.get(address(application, "scan/1.png")).content.startswith(b"\x89PNG")
    assert client.get(address(application, "scan/3.png")).status_code == 404
    version = facts.form_digest(fresh(application))
    half = client.post(address(application, "scan/"), {"version": version, "page-1": "on"})
    assert half.status_code == 422
    assert "请核对扫描件第 2 页" in text(half)
    assert scan_of(application).form_digest == ""
    done = client.post(address(application, "scan/"), {"version": version, "page-1": "on", "page-2": "on"})
    assert done.status_code == 302
    scan = scan_of(application)
    assert scan.form_digest == version
    assert (scan.reading["by"], scan.reading["at"]) == (Role.DRAFTER.label, NOW.isoformat())
    assert f"{Role.DRAFTER.label}，2026年3月20日" in text(client.get(address(application)))
    assert client.get(address(application, "scan/")).status_code == 302


def test_pages_missing_from_a_scan_are_asked_about_by_their_numbers(sign_in: SignIn) -> None:
    application = printed(filled())
    whole = print_of(application)
    count = len(PdfReader(BytesIO(whole)).pages)
    client = browser_of(application, sign_in)
    send_scan(client, application, some_of(whole, *(page for page in range(1, count + 1) if page != 4)))
    assert scan_of(application).form_digest == ""
    assert "申报表第 4 页没有见到" in text(client.get(address(application)))
    page = text(client.get(address(application, "scan/")))
    assert "已核对：申报表第 4 页在扫描件中" in page
    assert "已识别，与现在的版本一致" in page
    version = facts.form_digest(fresh(application))
    assert "请核对申报表第 4 页" in text(client.post(address(application, "scan/"), {"version": version}))
    assert client.post(address(application, "scan/"), {"version": version, "missing": "on"}).status_code == 302
    assert scan_of(application).form_digest == version


def test_comparing_is_refused_once_the_form_was_changed_meanwhile(sign_in: SignIn) -> None:
    application = printed(filled())
    client = browser_of(application, sign_in)
    send_scan(client, application, _blank(1))
    version = facts.form_digest(fresh(application))
    drafts.save(application, {"contact": "曾查"}, by=drafter(application.unit), at=NOW)
    refused = client.post(address(application, "scan/"), {"version": version, "page-1": "on"})
    assert refused.status_code == 422
    assert "申报内容在您核对期间改动过" in text(refused)
    assert scan_of(application).form_digest == ""


def test_a_scan_that_was_replaced_can_no_longer_be_confirmed() -> None:
    application = printed(filled())
    by = drafter(application.unit)
    reading = facts.Reading(pages=1, printed=0, unmarked=(1,), missing=())
    first = drafts.attach(
        application, MaterialKind.SIGNED_FORM, received(pdf("a"), application), by=by, at=NOW, reading=reading
    )
    drafts.attach(
        application, MaterialKind.SIGNED_FORM, received(pdf("b"), application), by=by, at=NOW, reading=reading
    )
    with pytest.raises(Refused, match="已被替换或移除"):
        drafts.confirm_scan(first, facts.form_digest(application), by=by, at=NOW)


def test_nobody_submits_with_a_scan_that_waits_for_comparing() -> None:
    application = printed(filled())
    by = drafter(application.unit)
    reading = facts.Reading(pages=1, printed=0, unmarked=(1,), missing=())
    drafts.attach(application, MaterialKind.SIGNED_FORM, received(pdf(), application), by=by, at=NOW, reading=reading)
    found = [str(f) for f in facts.submission_findings(fresh(application), NOW) if not f.met]
    assert len(found) == 1
    assert "尚未核对" in found[0]


# Editing after printing


def test_editing_after_printing_says_so_before_it_happens(sign_in: SignIn) -> None:
    application = printed(filled())
    client = browser_of(application, sign_in)
    section = f"{application.get_absolute_url()}edit/unit/"
    asked = client.get(section)
    assert asked.status_code == 302
    page = text(client.get(asked.headers["Location"]))
    assert "已打印的纸质件即作废" in page
    assert "扫描件“申报表签字盖章扫描件.pdf”不再使用" in page
    told = client.post(asked.headers["Location"])
    assert told.headers["Location"] == section
    shown = client.get(section)
    assert shown.status_code == 200
    assert "此件已于2026年3月20日" in text(shown)
    drafts.save(application, {"contact": "曾查"}, by=drafter(application.unit), at=NOW)
    after = client.get(section)
    assert after.status_code == 200
    assert "此件已于" not in text(after)


def test_a_page_opened_before_the_print_does_not_change_it_unasked(sign_in: SignIn) -> None:
    application = filled()
    client = browser_of(application, sign_in)
    url = f"{application.get_absolute_url()}save/"
    seen = {"seen": hidden(client.get(f"{application.get_absolute_url()}edit/unit/"), "seen")}
    assert client.post(url, seen | {"field": "contact", "contact": "甲"}).status_code == 200
    printed(application)
    refused = client.post(url, seen | {"field": "contact", "contact": "乙"})
    assert refused.status_code == 409
    assert "申报表已打印" in refused.json()["error"]
    mark = new_id()
    record = f"{application.get_absolute_url()}records/overseas_group/{mark}/save/"
    assert client.post(record, {"field": "name_zh", "name_zh": "协会"}).status_code == 409
    assert client.post(url, seen | {"field": "truth_declared", "truth_declared": "on"}).status_code == 200


def test_a_whole_page_opened_before_the_print_is_saved_only_once_its_sender_was_told(sign_in: SignIn) -> None:
    application = filled()
    client = browser_of(application, sign_in)
    section = f"{application.get_absolute_url()}edit/unit/"
    record = f"{application.get_absolute_url()}records/overseas_group/{new_id()}/"
    seen = {"seen": hidden(client.get(section), "seen")}
    printed(application)
    kept = client.post(section, seen | {"contact": "曾查"})
    assert kept.status_code == 422
    assert "修改后已打印的纸质件即作废" in text(kept)
    assert 'value="曾查"' in kept.content.decode()
    assert fresh(application).contact == "㛃龑"
    assert client.post(section, seen | {"contact": "曾查"}).status_code == 302
    assert fresh(application).contact == "曾查"
    printed(application)
    assert client.post(record, {"name_zh": "协会"}).status_code == 422
    assert client.post(record, {"name_zh": "协会"}).status_code == 302


def test_records_and_files_of_a_printed_form_are_not_changed_by_a_button_unasked(sign_in: SignIn) -> None:
    application = filled()
    by = drafter(application.unit)
    drafts.add_records(
        application,
        [drafts.Entry(RecordKind.TASK, {"title": n, "sort": "problem", "summary": "略"}) for n in "甲乙"],
        by=by,
        at=NOW,
    )
    printed(application)
    first = application.records.filter(sort=RecordKind.TASK).order_by("place")[0]
    file = application.materials.exclude(sort=MaterialKind.SIGNED_FORM)[0]
    client, before = browser_of(application, sign_in), facts.form_digest(fresh(application))
    here = f"{application.get_absolute_url()}records/"
    for address_of, said in (
        (f"{here}task/{first.mark}/down/", {}),
        (f"{here}task/{first.mark}/remove/", {}),
        (f"{here}former/", {"all": "1"}),
        (f"{application.get_absolute_url()}materials/remove/", {"material": str(file.pk)}),
    ):
        assert client.post(address_of, said).headers["Location"].startswith(address(application, "again/"))
    assert facts.form_digest(fresh(application)) == before


def test_a_file_sent_from_a_page_opened_before_the_print_is_taken_once_its_sender_was_told(sign_in: SignIn) -> None:
    application = printed(filled())
    client = browser_of(application, sign_in)
    before = facts.form_digest(fresh(application))
    send = f"{application.get_absolute_url()}materials/other/"

    def sent() -> Any:
        return client.post(send, {"file": SimpleUploadedFile("补充.pdf", pdf("补充"))})

    refused = sent()
    assert refused.status_code == 422
    assert "修改后已打印的纸质件即作废" in text(refused)
    assert facts.form_digest(fresh(application)) == before
    assert sent().status_code == 302
    assert facts.form_digest(fresh(application)) != before


def test_a_new_record_is_asked_about_too_and_the_question_leads_nowhere_else(sign_in: SignIn) -> None:
    application = printed(filled())
    client = browser_of(application, sign_in)
    asked = client.get(f"{application.get_absolute_url()}records/overseas_group/")
    assert asked.headers["Location"].startswith(address(application, "again/"))
    away = client.post(address(application, "again/") + "?next=https://example.org/")
    assert away.headers["Location"] == f"{application.get_absolute_url()}edit/"


def test_before_a_print_nothing_is_asked(sign_in: SignIn) -> None:
    application = filled()
    client = browser_of(application, sign_in)
    assert client.get(f"{application.get_absolute_url()}edit/unit/").status_code == 200
    assert client.get(address(application, "again/")).headers["Location"] == f"{application.get_absolute_url()}edit/"


def test_a_print_is_for_who_fills_in_and_only_while_it_is_open() -> None:
    application = filled()
    with pytest.raises(Refused, match="申报内容由申报单位填写"):
        drafts.note_printing(application, by=drafter(unit("别家有限公司")), at=NOW)
    done = submitted(university(), **answers())
    with pytest.raises(Refused, match="不能再修改"):
        drafts.note_printing(done, by=drafter(done.unit), at=NOW)
