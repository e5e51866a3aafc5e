"""What comes back signed: read by its codes, compared by a person where they say nothing."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from haizhi.applications import drafts, facts
from haizhi.applications.queries import paper
from haizhi.documents.marks import Imprint, Sort, short_hash
from haizhi.documents.sheets import Box, Sheet, sheet_pdf
from haizhi.files import isolation, papers
from haizhi.regulation.findings import Refused
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.roles import Role
from tests.applications.conftest import SignIn
from tests.applications.factories import (
    NOW,
    drafter,
    filled,
    unit,
    upload,
)
from tests.applications.printing import _blank, address, fresh, print_of, printed, received, scan_of, send_scan, some_of
from tests.applications.reading import browser_of, text
from tests.files.samples import docx, pdf

pytestmark = [pytest.mark.django_db, pytest.mark.once]


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
