"""The uploader as a part of a page: what it says, and what comes of it with and without the script."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from haizhi.accounts.models import Person
from haizhi.files.models import Upload
from tests.accounts.factories import person
from tests.files import samples, urls
from tests.files.sending import Sender
from tests.ui.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.files.urls")]
SCRIPT = {"X-Uploader": "1"}


@pytest.fixture(autouse=True)
def nothing_attached(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(urls, "ATTACHED", {"one": [], "many": []})


@pytest.fixture
def somebody() -> Person:
    return person("李四")


@pytest.fixture
def client(somebody: Person) -> Client:
    browser = Client()
    browser.force_login(somebody)
    return browser


def file(content: bytes | None = None, name: str = "协议.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, samples.pdf() if content is None else content)


def token(somebody: Person, content: bytes, name: str = "协议.pdf", target: str = "/materials/many/") -> str:
    return str(Sender(somebody, target=target).send(content, name).json()["file"]["token"])


def test_the_limits_stand_before_the_chooser_and_are_read_with_it(client: Client) -> None:
    page = Page(client.get("/materials/").content.decode())
    assert (
        "可上传 PDF、DOCX、XLSX、JPG、PNG 文件，可一次选择多个；单个文件不超过 50 MB；本件材料合计不超过 2 MB，还可上传 1 MB。"
        in page.text
    )
    ((chooser, _),) = page.find("input", id="uploader-many-file")
    assert chooser["aria-describedby"] in page.ids
    assert "multiple" in chooser
    assert chooser["accept"] == ".pdf,.docx,.xlsx,.jpg,.jpeg,.png"
    ((single, _),) = page.find("input", id="uploader-one-file")
    assert "multiple" not in single
    assert page.find("label", for_="uploader-one-file")


def test_without_the_script_several_files_go_at_once_and_the_page_comes_back(client: Client) -> None:
    answer = client.post("/materials/many/", {"file": [file(name="甲.pdf"), file(samples.png(), "乙.png")]})
    assert (answer.status_code, answer["Location"]) == (302, "/materials/")
    page = client.get("/materials/").content.decode()
    assert "甲.pdf" in page
    assert "乙.png" in page
    assert "李四上传" in page


def test_without_the_script_a_refused_file_is_explained_and_the_others_are_kept(client: Client) -> None:
    answer = client.post(
        "/materials/many/", {"file": [file(name="甲.pdf"), file(b"x", "坏.pdf"), file(name="多余.pdf")]}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“坏.pdf”的内容不是 PDF" in page
    assert "“多余.pdf”：此类材料最多20个文件" in page
    assert len(urls.ATTACHED["many"]) == 1


def test_sending_nothing_says_what_to_do(client: Client) -> None:
    answer = client.post("/materials/many/")
    assert answer.status_code == 422
    assert "没有选择文件" in answer.content.decode()


def test_a_doubtful_word_is_asked_about_before_the_file_is_used(client: Client) -> None:
    answer = client.post("/materials/many/", {"file": file(samples.docx("商业机密条款"), "协议.docx")})
    page = Page(answer.content.decode())
    assert answer.status_code == 422
    assert "“协议.docx”已收到，尚未加入材料。文件中出现“商业机密”（正文）。" in page.text
    ((box, _),) = page.find("input", name="clear")
    assert urls.ATTACHED["many"] == []
    unanswered = client.post("/materials/many/", {"upload": box["value"]})
    assert "确认不涉密" in unanswered.content.decode()
    assert urls.ATTACHED["many"] == []
    assert client.post("/materials/many/", {"upload": box["value"], "clear": box["value"]}).status_code == 302
    upload = Upload.objects.get()
    assert urls.ATTACHED["many"] == [str(upload.pk)]
    assert (upload.cleared_by_name, upload.cleared_at is not None) == ("李四", True)
    assert "李四确认不涉密" in client.get("/materials/").content.decode()


def test_the_script_hands_in_a_token_and_gets_the_new_row(client: Client, somebody: Person) -> None:
    answer = client.post("/materials/many/", {"upload": token(somebody, samples.pdf())}, headers=SCRIPT)
    assert answer.status_code == 200
    assert answer.content.decode().startswith('<li class="file-row">')
    assert "协议.pdf" in answer.content.decode()


def errors(answer: Any) -> str:
    assert answer.status_code == 422
    return "".join(answer.json()["errors"])


def test_the_script_hears_why_a_file_is_not_taken(client: Client, somebody: Person) -> None:
    over = {"upload": token(somebody, samples.pdf(), "多余.pdf")}
    assert "“多余.pdf”：此类材料最多20个文件" in errors(client.post("/materials/many/", over, headers=SCRIPT))
    asked = {"upload": token(somebody, samples.docx("内部资料"), "资料.docx")}
    assert "“内部资料”（正文）" in errors(client.post("/materials/many/", asked, headers=SCRIPT))
    assert "已过期" in errors(client.post("/materials/many/", {"upload": "x"}, headers=SCRIPT))


def test_what_another_place_took_is_measured_by_this_one(client: Client, somebody: Person) -> None:
    picture = {"upload": token(somebody, samples.png(), "章.png")}
    assert "此处只收 PDF" in errors(client.post("/materials/one/", picture, headers=SCRIPT))


def test_a_token_is_its_owner_s_alone(client: Client) -> None:
    stolen = {"upload": token(person(), samples.pdf())}
    assert "已过期" in errors(client.post("/materials/many/", stolen, headers=SCRIPT))


def test_where_one_file_counts_the_last_of_several_is_taken(client: Client) -> None:
    client.post("/materials/one/", {"file": [file(name="旧.pdf"), file(name="新.pdf")]})
    assert [Upload.objects.get(pk=pk).name for pk in urls.ATTACHED["one"]] == ["新.pdf"]


def test_a_row_shows_the_first_page_the_pages_and_a_way_to_everything_else(client: Client) -> None:
    client.post("/materials/many/", {"file": file(samples.chinese_pdf("一", "二"), "两页.pdf")})
    upload = Upload.objects.get()
    page = Page(client.get("/materials/").content.decode())
    assert f"PDF，2页，{'1.7 KB'}" in page.text.replace("\xa0", " ") or "PDF，2页" in page.text
    assert page.find("img", src=upload.preview_url)
    assert page.find("a", href=upload.page_url)
