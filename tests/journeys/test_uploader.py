"""The uploader in a real browser: a file is dropped, the line drops, the session ends, the page is opened anew."""

import base64
import random
import re
from collections.abc import Callable

import pytest
from django.conf import settings as project
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from haizhi.accounts.models import Person
from haizhi.files.kinds import PIECE
from haizhi.files.models import Reception, Upload
from tests.accounts.factories import person
from tests.files import samples, urls
from tests.journeys.visitor import PATIENCE

pytestmark = [pytest.mark.journey, pytest.mark.urls("tests.files.urls")]

NOISE = random.Random(1).randbytes(4 * PIECE)  # noqa: S311 - a file that does not shrink, not a secret
CONTENT = samples.pdf(extra=(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(NOISE), NOISE),))
"""A whole PDF of five pieces."""

PIECES = re.compile(r"offset=")

DROP = """([target, name, type, content]) => {
  const bytes = Uint8Array.from(atob(content), sign => sign.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], name, { type, lastModified: 1700000000000 }));
  const area = document.querySelector(target);
  for (const kind of ["dragenter", "dragover", "drop"])
    area.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def somebody(transactional_db: None) -> Person:
    return person("李四")


@pytest.fixture
def page(
    live_server: LiveServer,
    new_context: Callable[..., BrowserContext],
    somebody: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> Page:
    """The page with two uploaders, open at somebody's who has signed in."""
    monkeypatch.setattr(urls, "ATTACHED", {"one": [], "many": []})
    monkeypatch.setattr(urls, "LIMITS", {"largest": 50, "case_total": 500})
    context = new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900}, locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    sign_in(context, live_server.url, somebody)
    opened = context.new_page()
    opened.goto("/materials/")
    return opened


def sign_in(context: BrowserContext, url: str, who: Person) -> None:
    """Give the browser the cookie of a session."""
    client = Client()
    client.force_login(who)
    cookie = client.cookies[project.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])


def drop(page: Page, name: str = "合作协议𬭎.pdf") -> None:
    carried = ["#uploader-many", name, "application/pdf", base64.b64encode(CONTENT).decode()]
    page.evaluate(DROP, carried)


def arrived(page: Page) -> None:
    """The file stands in the list, once, as it was sent."""
    row = page.locator("#uploader-many .file-row")
    expect(row).to_have_count(1, timeout=PATIENCE)
    expect(row).to_contain_text("合作协议𬭎.pdf")
    expect(row).to_contain_text("1页")
    expect(page.locator(".transfer")).to_have_count(0)
    upload = Upload.objects.get()
    assert urls.ATTACHED["many"] == [str(upload.pk)]
    with upload.open() as kept:
        assert kept.read() == CONTENT


def test_a_dropped_file_survives_a_dropped_line_and_arrives_once(page: Page) -> None:
    with page.expect_response(lambda answer: "offset=" in answer.url):
        drop(page)
    page.context.set_offline(True)
    expect(page.locator(".transfer-state")).to_contain_text("网络已断开，恢复后自动继续")
    expect(page.get_by_role("button", name="立即重试")).to_be_visible()
    assert 0 < Reception.objects.get().received < len(CONTENT)
    page.context.set_offline(False)
    arrived(page)


def test_after_a_reload_the_same_file_goes_on_where_it_stopped(page: Page) -> None:
    with page.expect_response(lambda answer: "offset=" in answer.url):
        drop(page)
    page.route(PIECES, lambda route: route.abort())
    expect(page.locator(".transfer-state")).to_contain_text("后自动重试")
    stood = Reception.objects.get().received
    assert 0 < stood < len(CONTENT)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/materials/")
    page.unroute(PIECES)
    expect(page.locator(".transfer")).to_contain_text("上次没有传完")
    offsets: list[str] = []
    page.on("request", lambda request: offsets.append(request.url.partition("offset=")[2]))
    drop(page)
    arrived(page)
    assert min(int(offset) for offset in offsets if offset) >= stood


def test_a_session_that_ends_in_the_middle_is_asked_for_and_the_file_goes_on(
    page: Page, live_server: LiveServer, somebody: Person
) -> None:
    with page.expect_response(lambda answer: "offset=" in answer.url):
        drop(page)
    page.context.set_offline(True)
    expect(page.locator(".transfer-state")).to_contain_text("网络已断开")
    page.context.clear_cookies(name=project.SESSION_COOKIE_NAME)
    page.context.set_offline(False)
    expect(page.locator(".transfer-state")).to_contain_text("登录已失效")
    sign_in(page.context, live_server.url, somebody)
    page.get_by_role("button", name="继续").click()
    arrived(page)


def test_the_keyboard_alone_chooses_cancels_and_reads_what_is_wrong(page: Page) -> None:
    chooser = page.locator("#uploader-many-file")
    chooser.focus()
    expect(page.locator("#uploader-many .drop label")).to_have_css("outline-style", "solid")
    chooser.set_input_files({"name": "程序.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"})
    wrong = page.locator(".transfer.failed")
    expect(wrong).to_contain_text("“程序.exe”不是 PDF")
    expect(wrong.get_by_role("status")).to_be_visible()
    wrong.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(wrong).to_have_count(0)
    expect(chooser).to_be_focused()


def test_a_file_that_is_taken_back_leaves_nothing(page: Page) -> None:
    with page.expect_response(lambda answer: "offset=" in answer.url):
        drop(page)
    page.context.set_offline(True)
    expect(page.locator(".transfer-state")).to_contain_text("网络已断开")
    page.context.set_offline(False)
    with page.expect_response("**/stop/"):
        page.get_by_role("button", name="取消").click()
    expect(page.locator(".transfer")).to_have_count(0)
    assert not Reception.objects.exists()
    assert not Upload.objects.exists()


def test_a_doubtful_word_is_asked_about_on_the_page(page: Page) -> None:
    paper = {"name": "协议.docx", "mimeType": "", "buffer": samples.docx("应保守商业机密")}
    page.locator("#uploader-many-file").set_input_files(paper)  # type: ignore[arg-type]  # a payload, as its type says
    question = page.get_by_role("group", name="“协议.docx”的涉密核对")
    expect(question).to_contain_text("“商业机密”（正文）")
    page.get_by_role("button", name="确认并上传").click()
    expect(page.locator(".transfer-state")).to_contain_text("请先核对并勾选")
    question.get_by_role("checkbox").check()
    page.get_by_role("button", name="确认并上传").click()
    expect(page.locator(".file-row")).to_contain_text("李四确认不涉密")
    assert Upload.objects.get().cleared_by_name == "李四"


def test_a_form_pressed_while_its_file_is_on_its_way_is_sent_once_the_file_is_there(page: Page) -> None:
    page.goto("/paper/")
    page.context.set_offline(True)
    page.locator("#id_paper").set_input_files({"name": "纪要.pdf", "mimeType": "", "buffer": samples.pdf("minutes")})
    page.get_by_role("button", name="登记").click()
    expect(page.locator(".transfer-state")).to_contain_text("传完后自动提交")
    page.context.set_offline(False)
    expect(page.locator("body")).to_have_text("收到纪要.pdf")
    assert Upload.objects.get().name == "纪要.pdf"


def test_a_form_of_which_a_file_did_not_get_through_is_not_sent_without_it(page: Page) -> None:
    page.goto("/paper/")
    chooser = page.locator("#id_paper")
    chooser.set_input_files({"name": "程序.exe", "mimeType": "", "buffer": b"MZ"})
    wrong, send = page.locator(".transfer.failed"), page.get_by_role("button", name="登记")
    for _ in range(2):
        send.click()
        expect(wrong.get_by_role("status")).to_have_text(
            re.compile("^没有上传：[^。]*。[^。]*。 请另选文件，或者点“知道了”，再提交。$")
        )
        expect(wrong.get_by_role("button")).to_be_focused()
    wrong.get_by_role("button").click()
    send.click()
    expect(page.locator(".errors").first).to_be_visible()
    page.locator("#id_paper").set_input_files({"name": "程序.exe", "mimeType": "", "buffer": b"MZ"})
    expect(wrong).to_have_count(1)
    page.locator("#id_paper").set_input_files({"name": "纪要.pdf", "mimeType": "", "buffer": samples.pdf("minutes")})
    expect(wrong).to_have_count(0)
    send.click()
    expect(page.locator("body")).to_have_text("收到纪要.pdf")
