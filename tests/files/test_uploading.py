"""The uploader as a field of a form."""

from typing import Any

import pytest
from django import forms
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.utils.datastructures import MultiValueDict

from haizhi.files.forms import UploadField
from haizhi.files.kinds import PDF
from haizhi.files.models import Upload
from haizhi.kernel.actor import PUBLIC, Actor
from haizhi.kernel.source import new_id
from haizhi.ui.acting import ActForm
from haizhi.ui.requests import Asked
from tests.accounts.factories import NOW
from tests.files import samples

pytestmark = pytest.mark.django_db


class ScanForm(ActForm):
    title = forms.CharField(label="标题", max_length=10)
    scan = UploadField(label="扫描件", kinds=(PDF,), largest=1)
    extra = UploadField(label="附件", required=False)


def asked_by(actor: Actor, session: Any = None) -> Asked:
    asked: Any = RequestFactory().get("/")
    asked.actor, asked.at, asked.session = actor, NOW, session if session is not None else SessionStore()
    return asked  # type: ignore[no-any-return]  # the request as the middleware leaves it


def somebody() -> Actor:
    return Actor(new_id(), "张三", PUBLIC.grants)


def chosen(content: bytes | None = None, name: str = "申报表.pdf", field: str = "scan") -> MultiValueDict[str, Any]:
    return MultiValueDict({field: [SimpleUploadedFile(name, samples.pdf() if content is None else content)]})


def token(form: forms.BaseForm, name: str = "scan") -> str:
    return str(form.fields[name].widget.token)


def test_a_valid_form_answers_with_the_stored_upload() -> None:
    by = somebody()
    form = ScanForm({"title": "表"}, chosen(), asked=asked_by(by))
    assert form.is_valid(), form.errors
    upload = form.arguments()["scan"]
    assert isinstance(upload, Upload)
    assert (upload.uploaded_by_id, upload.name) == (by.id, "申报表.pdf")
    assert form.arguments()["extra"] is None


def test_the_limits_are_said_before_a_file_is_chosen() -> None:
    page = str(ScanForm(asked=asked_by(somebody())))
    assert "可上传 PDF 文件" in page
    assert "单个文件不超过 1 MB" in page
    assert 'accept=".pdf"' in page


def test_a_file_survives_the_other_errors_of_its_form() -> None:
    by = somebody()
    first = ScanForm({"title": ""}, chosen(), asked=asked_by(by))
    assert not first.is_valid()
    page = str(first)
    assert "已上传：申报表.pdf（PDF" in page
    assert token(first) in page
    second = ScanForm({"title": "表", "scan-kept": token(first)}, asked=asked_by(by))
    assert second.is_valid(), second.errors
    assert second.cleaned_data["scan"] == Upload.objects.get()


def test_a_new_file_takes_the_place_of_the_kept_one_and_an_optional_one_can_be_dropped() -> None:
    by = somebody()
    first = ScanForm({"title": ""}, chosen(field="extra"), asked=asked_by(by))
    assert not first.is_valid()
    kept = {"title": "表", "extra-kept": token(first, "extra")}
    replaced = ScanForm(kept, chosen(samples.png(), "章.png", "extra"), asked=asked_by(by))
    replaced.is_valid()
    assert replaced.cleaned_data["extra"].name == "章.png"
    dropped = ScanForm(kept | {"extra-drop": "1"}, asked=asked_by(by))
    dropped.is_valid()
    assert dropped.cleaned_data["extra"] is None
    assert "不要这个文件" in str(replaced)


def test_a_required_file_that_is_missing_is_asked_for() -> None:
    form = ScanForm({"title": "表"}, asked=asked_by(somebody()))
    assert not form.is_valid()
    assert "请上传扫描件" in str(form)


def test_a_refused_file_is_explained_beside_its_field() -> None:
    form = ScanForm({"title": "表"}, chosen(samples.png(), "章.png"), asked=asked_by(somebody()))
    assert not form.is_valid()
    assert "此处只收 PDF" in form.errors["scan"][0]
    assert not Upload.objects.exists()


def test_a_kept_file_is_accepted_from_nobody_else() -> None:
    first = ScanForm({"title": ""}, chosen(), asked=asked_by(somebody()))
    first.is_valid()
    for other in (somebody(), PUBLIC):
        form = ScanForm({"title": "表", "scan-kept": token(first)}, asked=asked_by(other))
        assert not form.is_valid()
        assert "请重新选择文件" in form.errors["scan"][0]


def test_a_kept_file_of_the_public_belongs_to_its_session() -> None:
    session = SessionStore()
    first = ScanForm({"title": ""}, chosen(), asked=asked_by(PUBLIC, session))
    first.is_valid()
    assert session.session_key
    again = ScanForm({"title": "表", "scan-kept": token(first)}, asked=asked_by(PUBLIC, session))
    assert again.is_valid(), again.errors
    elsewhere = ScanForm({"title": "表", "scan-kept": token(first)}, asked=asked_by(PUBLIC))
    assert not elsewhere.is_valid()


@pytest.mark.parametrize("forged", ["x", "a.b.c", "7d9e1c1e-33f1-4a3a-8d46-5c1f0a0a8f11"])
def test_a_forged_name_of_a_file_is_refused(forged: str) -> None:
    form = ScanForm({"title": "表", "scan-kept": forged}, asked=asked_by(somebody()))
    assert not form.is_valid()
    assert "请重新选择文件" in form.errors["scan"][0]


def both(extra: bytes) -> MultiValueDict[str, Any]:
    files = chosen()
    files.update(chosen(extra, "协议.docx", "extra"))
    return files


def test_a_doubtful_word_is_asked_about_beside_the_field_and_the_answer_is_noted() -> None:
    by = somebody()
    first = ScanForm({"title": "表"}, both(samples.docx("商业机密条款")), asked=asked_by(by))
    assert not first.is_valid()
    assert "文件中出现“商业机密”（正文）" in first.errors["extra"][0]
    assert "确认不涉密" in str(first)
    kept = {"title": "表", "scan-kept": token(first), "extra-kept": token(first, "extra")}
    assert not ScanForm(kept, asked=asked_by(by)).is_valid()
    answered = ScanForm(kept | {"extra-clear": "1"}, asked=asked_by(by))
    assert answered.is_valid(), answered.errors
    upload = answered.cleaned_data["extra"]
    assert (upload.cleared_by_id, upload.cleared_by_name, upload.cleared_at) == (by.id, "张三", NOW)


def test_a_tick_given_in_advance_is_no_answer_for_a_file_that_was_not_looked_into() -> None:
    files = both(samples.docx("内部资料"))
    assert not ScanForm({"title": "表", "extra-clear": "1"}, files, asked=asked_by(somebody())).is_valid()


def test_the_field_shows_the_script_what_it_takes() -> None:
    page = str(ScanForm(asked=asked_by(somebody())))
    assert page.count("data-upload-field") == 2
    assert page.count("data-sends") == 2
