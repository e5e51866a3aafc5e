"""Handing files out: to whom, under which name, whole or in parts, to keep or to look at."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import Client

from haizhi.files import queries
from haizhi.files.drafts import receive
from haizhi.files.models import Upload
from haizhi.kernel.actor import PUBLIC
from tests.accounts.factories import NOW, person
from tests.files import samples

pytestmark = pytest.mark.django_db
CONTENT = samples.pdf("download")


def stored(name: str = "申报表𬭎.pdf", content: bytes = CONTENT) -> Upload:
    return receive(SimpleUploadedFile(name, content), by=PUBLIC, at=NOW + timedelta(1))


@pytest.fixture
def reader(rules: list[queries.Rule]) -> Client:
    """Somebody who may read everything."""
    queries.readable_if(lambda actor, _: actor.is_signed_in)
    client = Client()
    client.force_login(person())
    return client


def content_of(response: Any) -> bytes:
    return b"".join(response)


def shown(client: Client, address: str, **headers: str) -> Any:
    response = client.get(address, headers=headers)
    content_of(response)  # read to its end, which closes the file
    return response


@pytest.mark.parametrize("address", ["{0}", "{0}?inline", "{0}preview/"])
def test_a_file_that_no_rule_speaks_of_is_read_by_nobody(rules: list[queries.Rule], address: str) -> None:
    upload = stored()
    signed_in = Client()
    signed_in.force_login(person())
    for client in (Client(), signed_in):
        assert client.get(address.format(upload.get_absolute_url())).status_code == 404


def test_a_file_is_handed_out_as_an_attachment_under_its_own_name(reader: Client) -> None:
    upload = stored()
    response = reader.get(upload.get_absolute_url())
    assert content_of(response) == CONTENT
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('申报表𬭎.pdf')}"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"
    assert response["ETag"] == f'"{upload.sha256}"'
    assert "no-store" in response["Cache-Control"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert Client().get(upload.get_absolute_url()).status_code == 404
    assert reader.post(upload.get_absolute_url()).status_code == 405


def test_what_a_browser_shows_is_shown_inside_and_can_do_nothing(reader: Client) -> None:
    paper = shown(reader, stored().inline_url)
    assert paper["Content-Disposition"].startswith("inline")
    assert "script-src" not in paper["Content-Security-Policy"]
    assert "default-src 'none'" in paper["Content-Security-Policy"]
    picture = shown(reader, stored("章.png", samples.png()).inline_url)
    assert picture["Content-Security-Policy"].endswith("sandbox")
    document = stored("表.docx", samples.docx())
    assert document.inline_url == ""
    assert shown(reader, f"{document.get_absolute_url()}?inline")["Content-Disposition"].startswith("attachment")


def test_an_app_that_does_not_refer_to_a_file_is_not_asked_about_it(rules: list[queries.Rule]) -> None:
    upload, reader = stored(), Client()
    reader.force_login(person())

    def anything(*_: object) -> bool:
        return True

    anything.__module__ = "haizhi.decisions.queries.files"
    queries.readable_if(anything)
    assert reader.get(upload.get_absolute_url()).status_code == 404
    anything.__module__ = "haizhi.experts.queries"  # an app without files of its own may speak for others'
    assert shown(reader, upload.get_absolute_url()).status_code == 200


def test_the_public_is_not_told_who_handed_a_file_in(rules: list[queries.Rule]) -> None:
    upload = stored()
    queries.readable_if(lambda *_: True)
    assert shown(Client(), upload.get_absolute_url()).status_code == 200
    assert shown(Client(), upload.page_url).status_code == 302
    link = Template("{% load files %}{% file_link upload %}").render(Context({"upload": upload}))
    assert upload.page_url not in link
    stranger = Client()
    stranger.force_login(person())
    queries._RULES.clear()
    assert stranger.get(upload.page_url).status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "part", "said"),
    [
        ("bytes=0-9", 206, slice(0, 10), f"bytes 0-9/{len(CONTENT)}"),
        ("bytes=100-", 206, slice(100, None), f"bytes 100-{len(CONTENT) - 1}/{len(CONTENT)}"),
        ("bytes=-5", 206, slice(-5, None), f"bytes {len(CONTENT) - 5}-{len(CONTENT) - 1}/{len(CONTENT)}"),
        ("bytes=0-999999", 206, slice(0, None), f"bytes 0-{len(CONTENT) - 1}/{len(CONTENT)}"),
        ("bytes=5-2", 200, slice(None), ""),
        ("bytes=-", 200, slice(None), ""),
        ("bytes=0-1,5-6", 200, slice(None), ""),
        ("lines=1-2", 200, slice(None), ""),
        ("bytes=999999-", 416, slice(0, 0), f"bytes */{len(CONTENT)}"),
        ("bytes=-0", 416, slice(0, 0), f"bytes */{len(CONTENT)}"),
    ],
)
def test_a_download_goes_on_where_it_stopped(reader: Client, asked: str, status: int, part: slice, said: str) -> None:
    response = reader.get(stored().get_absolute_url(), headers={"Range": asked})
    assert response.status_code == status
    assert content_of(response) == CONTENT[part]
    assert response.get("Content-Range", "") == said
    assert response["Accept-Ranges"] == "bytes"
    if status == 206:
        assert int(response["Content-Length"]) == len(CONTENT[part])


def test_a_part_is_only_given_of_the_file_that_is_meant(reader: Client) -> None:
    upload = stored()
    for tag, status in ((f'"{upload.sha256}"', 206), ('"another"', 200)):
        headers = {"Range": "bytes=0-9", "If-Range": tag}
        assert shown(reader, upload.get_absolute_url(), **headers).status_code == status


def test_the_first_page_is_shown_to_readers_and_not_sent_again_while_it_is_the_same(reader: Client) -> None:
    upload = stored()
    picture = reader.get(upload.preview_url)
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")
    assert picture.content.startswith(b"\x89PNG")
    assert reader.get(upload.preview_url, headers={"If-None-Match": picture["ETag"]}).status_code == 304
    assert stored("表.docx", samples.docx()).preview_url == ""


def test_a_lost_preview_is_no_fault(reader: Client) -> None:
    upload = stored(content=samples.pdf("lost preview"))
    default_storage.delete(upload.preview_at)
    assert reader.get(upload.preview_url).status_code == 404


def test_a_storage_that_is_away_is_said_to_be(reader: Client) -> None:
    upload = stored(content=samples.pdf("lost"))
    default_storage.delete(upload.stored_at)
    response = reader.get(upload.get_absolute_url())
    assert response.status_code == 503
    assert "文件存储暂时不可用" in response.content.decode()


def test_the_page_of_a_file_tells_everything_but_its_content(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = stored()
    stored("另一份.pdf")
    monkeypatch.setattr(queries, "_NAMINGS", [])
    empty = reader.get(upload.page_url).content.decode()
    assert "没有列在您能打开的页面上" in empty
    queries.names_places(lambda _actor, _upload: [queries.Place("HZ-2026-0001 的申报材料", "/applications/x/")])
    page = reader.get(upload.page_url).content.decode()
    for words in (
        "申报表𬭎.pdf",
        "PDF，1页",
        upload.sha256,
        upload.number,
        "公众",
        "另有 1 次上传",
        "HZ-2026-0001 的申报材料",
    ):
        assert words in page
    assert "请立即电话告知重庆海智办" in page
