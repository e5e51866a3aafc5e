"""The files of an application: taken in and out on the pages that list them."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from haizhi.applications import drafts
from haizhi.applications.models import Call
from haizhi.files.kinds import MEGABYTE
from haizhi.files.models import Upload
from haizhi.regulation.findings import Refused
from haizhi.regulation.materials import MaterialKind
from tests.applications.conftest import SignIn
from tests.applications.factories import NOW, begun, drafter, filled, submitted, university, upload
from tests.applications.reading import browser_of, text
from tests.files.samples import docx, pdf

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_a_file_is_handed_in_without_javascript_and_listed_with_its_name(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    url = f"/applications/{application.code}/materials/agreements/"
    files = [SimpleUploadedFile("协议《𬭎》.pdf", pdf("one")), SimpleUploadedFile("备忘录.docx", docx())]
    handed_in = client.post(url, {"file": files})
    assert handed_in.headers["Location"] == f"/applications/{application.code}/edit/attachments/#uploader-agreements"
    page = text(client.get(handed_in.headers["Location"]))
    for name in ("协议《𬭎》.pdf", "备忘录.docx"):
        assert name in page
    assert "合计不超过 500 MB" in page


def test_a_file_that_is_not_what_it_says_is_refused_beside_the_others(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    files = [SimpleUploadedFile("协议.pdf", b"MZ not a pdf"), SimpleUploadedFile("好.pdf", pdf("one"))]
    answer = client.post(f"/applications/{application.code}/materials/agreements/", {"file": files})
    assert answer.status_code == 422
    assert "“协议.pdf”" in text(answer)
    assert [m.upload.name for m in application.materials.all()] == ["好.pdf"]
    assert "好.pdf" in text(answer)


def test_the_script_gets_the_new_rows_or_the_reasons(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    url = f"/applications/{application.code}/materials/other/"
    rows = client.post(url, {"file": SimpleUploadedFile("附图.pdf", pdf("one"))}, headers={"X-Uploader": "1"})
    assert "附图.pdf" in text(rows)
    assert "<html" not in text(rows)
    bad = client.post(url, {"file": SimpleUploadedFile("附图.pdf", b"MZ")}, headers={"X-Uploader": "1"})
    assert bad.status_code == 422
    assert "附图.pdf" in json.loads(bad.content)["errors"][0]


def test_introductions_are_handed_in_beside_their_records(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    url = f"/applications/{application.code}/materials/experts/"
    good = client.post(url, {"file": SimpleUploadedFile("人才简介.pdf", pdf("one"))})
    assert good.headers["Location"].endswith("/edit/overseas/#uploader-experts")
    assert "人才简介.pdf" in text(client.get(good.headers["Location"]))
    bad = client.post(url, {"file": SimpleUploadedFile("人才.pdf", b"MZ")})
    assert bad.status_code == 422
    assert "海外科技团体" in text(bad)


def test_a_bad_scan_of_the_signed_form_is_said_on_the_page_to_check(sign_in: SignIn) -> None:
    application = begun()
    bad = browser_of(application, sign_in).post(
        f"/applications/{application.code}/materials/signed_form/", {"file": SimpleUploadedFile("扫描.pdf", b"MZ")}
    )
    assert bad.status_code == 422
    assert "接下来" in text(bad)
    assert "“扫描.pdf”" in text(bad)


def test_a_file_is_removed_and_stays_in_the_history(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    material = drafts.attach(
        application, MaterialKind.AGREEMENTS, upload("旧协议.pdf"), by=drafter(application.unit), at=NOW
    )
    url = f"/applications/{application.code}/materials/remove/"
    removed = client.post(url, {"material": str(material.pk)}, follow=True)
    assert "已移除“旧协议.pdf”" in text(removed)
    assert "已替换或移除的 1 份" in text(removed)
    material.refresh_from_db()
    assert material.replaced_at == NOW


@pytest.mark.parametrize("named", ["999999", "x", "-1", "9" * 40, "²", ""])
def test_a_material_that_is_not_there_is_said_not_to_be(named: str, sign_in: SignIn) -> None:
    application = begun()
    url = f"/applications/{application.code}/materials/remove/"
    answer = browser_of(application, sign_in).post(url, {"material": named}, follow=True)
    assert "没有找到要移除的文件" in text(answer)


def test_a_material_of_another_application_is_not_removed(sign_in: SignIn) -> None:
    other = filled()
    application = begun(university())
    foreign = other.materials.first()
    assert foreign
    url = f"/applications/{application.code}/materials/remove/"
    browser_of(application, sign_in).post(url, {"material": str(foreign.pk)})
    foreign.refresh_from_db()
    assert foreign.is_current


def test_what_was_handed_in_takes_no_more_files(sign_in: SignIn) -> None:
    application = submitted()
    client = browser_of(application, sign_in)
    material = application.materials.first()
    assert material
    for url, said in (("other", {"file": SimpleUploadedFile("a.pdf", pdf())}), ("remove", {"material": material.pk})):
        answer = client.post(f"/applications/{application.code}/materials/{url}/", said)
        assert answer.headers["Location"] == application.get_absolute_url()
    assert application.materials.filter(replaced_at=None).count() == 5


def test_the_call_limits_the_files_of_a_case_together() -> None:
    application = begun()
    by = drafter(application.unit)
    Call.objects.filter(pk=application.call_id).update(largest_file=1, largest_case=1)
    large = upload("大.pdf")
    Upload.objects.filter(pk=large.pk).update(size=MEGABYTE)
    large.refresh_from_db()
    material = drafts.attach(application, MaterialKind.OTHER, large, by=by, at=NOW)
    with pytest.raises(Refused, match="合计不超过1 MB"):
        drafts.attach(application, MaterialKind.OTHER, upload(), by=by, at=NOW)
    drafts.attach(application, MaterialKind.OTHER, upload(), by=by, at=NOW, replaces=material.pk)


def test_the_very_same_file_handed_in_twice_is_there_once() -> None:
    application = begun()
    by, file = drafter(application.unit), upload()
    one = drafts.attach(application, MaterialKind.OTHER, file, by=by, at=NOW)
    assert drafts.attach(application, MaterialKind.OTHER, file, by=by, at=NOW) == one
    assert application.materials.count() == 1


def test_a_file_whose_doubtful_words_nobody_answered_for_is_not_taken() -> None:
    application = begun()
    file = upload("内部.pdf")
    file.question = "“内部”字样"
    file.save()
    with pytest.raises(Refused):
        drafts.attach(application, MaterialKind.OTHER, file, by=drafter(application.unit), at=NOW)


def test_a_file_is_replaced_on_its_own_page_and_the_old_one_stays_in_the_history(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    old = drafts.attach(application, MaterialKind.OTHER, upload("旧.pdf"), by=drafter(application.unit), at=NOW)
    url = f"/applications/{application.code}/materials/other/{old.pk}/"
    assert url in text(client.get(f"/applications/{application.code}/edit/attachments/"))
    assert "旧.pdf" in text(client.get(url))
    bad = client.post(url, {"file": SimpleUploadedFile("新.pdf", b"MZ")})
    assert bad.status_code == 422
    assert "“新.pdf”" in text(bad)
    done = client.post(url, {"file": SimpleUploadedFile("新.pdf", pdf("two"))}, follow=True)
    assert "已用“新.pdf”替换“旧.pdf”" in text(done)
    assert [m.upload.name for m in application.materials.filter(replaced_at=None)] == ["新.pdf"]
    assert client.get(url).status_code == 404
    assert client.get(f"/applications/{application.code}/materials/agreements/{old.pk}/").status_code == 404
