"""The small scripts in a real browser: they add comfort and take nothing away."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, Route

import haizhi.ui

SITE = "http://haizhi.invalid"
SCRIPTS = Path(haizhi.ui.__file__).parent / "static" / "ui" / "js"
CASES = json.loads((Path(__file__).parents[1] / "regulation" / "wordcount_cases.json").read_text("utf-8"))
LOADED = "".join(f'<script src="/{path.name}" defer></script>' for path in sorted(SCRIPTS.glob("*.js")))

COUNTER = '<textarea id="t" data-words="5"></textarea><p id="t_counter">已写 <b>0</b> 字</p>'
DRAFTED = """<form data-autosave="/save/" data-once method="post" action="/submit/">
<input type="hidden" name="csrfmiddlewaretoken" value="token"><input type="hidden" name="seen" value="3">
<input name="name" value="%s"><input type="checkbox" name="field_of" value="a"><input type="checkbox" name="field_of" value="b">
<input type="password" name="secret"><button type="submit">提交</button><span data-autosave-state role="status"></span></form>
<form method="post" action="/logout/" data-forget><button type="submit">退出</button></form>"""
DRAFT = DRAFTED % "旧名"
OWNED = DRAFT.replace("<form data-autosave", '<form data-owner="%s" data-autosave', 1)
RECORD = """<form data-autosave="/save/" data-once method="post" action="/submit/"><input type="hidden" name="seen" value="3.PAGE">
<input type="hidden" name="there" data-sent value=""><div class="field"><input type="hidden" name="initial-name" value="旧名">
<input name="name" value="旧名"></div><label><input type="checkbox" name="theirs-name" data-not-saved value="1">采用</label>
<button type="submit" name="then" value="next">保存</button><span data-autosave-state role="status"></span></form>"""
CLASH = {
    "error": "李四在您填写期间改过“名称”",
    "clash": {"theirs": "李四的名", "value": ["李四的名"], "by": "李四", "at": "2026年3月20日 10:00", "seen": "7.PAGE"},
}
DANGER = """<form method="post" action="/reject/" data-once data-confirm="确定办理“资格不符”吗？">
<button type="submit" name="verdict" value="no">确认资格不符</button></form>"""
UPLOAD = '<div class="field"><label for="f">扫描件</label><div class="control"><input id="f" type="file" data-max-mb="1"></div></div>'


class Server:
    """Answers the browser inside the test: pages, scripts, and a record of what was posted."""

    def __init__(self) -> None:
        self.posts: list[Request] = []
        self.body, self.status, self.said, self.offline, self.stubborn = "", 204, "", False, ""

    def answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.endswith(".js"):
            route.fulfill(path=SCRIPTS / path.lstrip("/"), content_type="text/javascript")
        elif route.request.method == "POST":
            self.posts.append(route.request)
            if self.offline:
                route.abort("internetdisconnected")
            elif self.stubborn and f"\r\n\r\n{self.stubborn}\r\n" in (route.request.post_data or ""):
                route.fulfill(status=500, body="")
            else:
                route.fulfill(status=self.status, content_type="application/json", body=self.said)
        else:
            html = f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">{LOADED}</head><body>{self.body}'
            route.fulfill(status=200, content_type="text/html; charset=utf-8", body=html)

    def saves(self) -> list[Request]:
        """The posts to the draft's address."""
        return [post for post in self.posts if urlsplit(post.url).path == "/save/"]


@pytest.fixture
def server(page: Page) -> Iterator[Server]:
    served = Server()
    page.route("**/*", served.answer)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.set_default_timeout(15000)
    yield served
    assert faults == []


def visit(page: Page, server: Server, body: str) -> None:
    server.body = body
    page.goto(f"{SITE}/")


def test_the_browser_counts_every_case_as_the_server_does(page: Page, server: Server) -> None:
    visit(page, server, COUNTER)
    counted = page.evaluate(
        """texts => texts.map(text => {
            const area = document.getElementById("t");
            area.value = text;
            area.dispatchEvent(new Event("input", { bubbles: true }));
            // a text area turns every line break into one sign; the count is the same
            return Number(document.querySelector("#t_counter b").textContent);
        })""",
        [case["text"] for case in CASES],
    )
    assert counted == [case["count"] for case in CASES]


def test_too_many_words_are_marked_while_typing(page: Page, server: Server) -> None:
    visit(page, server, COUNTER)
    page.fill("#t", "一二三四五")
    assert page.locator("#t_counter.over").count() == 0
    page.fill("#t", "一二三四五六")
    assert page.locator("#t_counter.over").count() == 1


def test_each_field_is_saved_by_itself_a_moment_after_typing(page: Page, server: Server) -> None:
    visit(page, server, DRAFT)
    with page.expect_request("**/save/") as sent:
        page.fill("[name=name]", "堃喆琎𬭎㛃䶮")
    body = sent.value.post_data or ""
    assert all(f'name="{name}"' in body for name in ("csrfmiddlewaretoken", "field", "seen", "name"))
    assert "堃喆琎𬭎㛃䶮" in body
    assert "field_of" not in body
    page.wait_for_selector("[data-autosave-state]:has-text('已保存')")
    assert page.evaluate("Object.keys(localStorage)") == []


def test_several_ticks_of_one_question_travel_together(page: Page, server: Server) -> None:
    visit(page, server, DRAFT)
    with page.expect_request("**/save/") as sent:
        page.check("[value=a]")
        page.check("[value=b]")
    assert (sent.value.post_data or "").count('name="field_of"') == 2


def test_a_password_is_never_saved(page: Page, server: Server) -> None:
    visit(page, server, DRAFT)
    page.fill("[name=secret]", "1234567890")
    page.wait_for_timeout(1200)
    assert server.saves() == []
    assert page.evaluate("Object.keys(localStorage)") == []


@pytest.mark.parametrize(
    ("status", "said", "words"),
    [
        (403, "", "登录已过期"),
        (409, '{"error": "李四刚改过这一项"}', "李四刚改过这一项。内容已留在本机"),
        (500, "<h1>", "未能保存。内容已留在本机"),
    ],
)
def test_what_could_not_be_saved_is_kept_and_put_back(
    page: Page, server: Server, status: int, said: str, words: str
) -> None:
    visit(page, server, DRAFT)
    server.status, server.said = status, said
    page.fill("[name=name]", "新名")
    page.wait_for_selector(f"[data-autosave-state].lost:has-text('{words}')")
    server.status = 204
    with page.expect_request("**/save/"):
        visit(page, server, DRAFT)
    assert page.input_value("[name=name]") == "新名"


def left_unsaved(page: Page, server: Server) -> None:
    """Type something that the server does not take, then come back to a page where someone else changed it."""
    visit(page, server, DRAFT)
    server.status = 500
    page.fill("[name=name]", "我的名")
    page.wait_for_selector("[data-autosave-state].lost")
    server.status = 204
    visit(page, server, DRAFTED % "他人的名")


def test_what_someone_else_changed_meanwhile_is_not_overwritten_but_offered(page: Page, server: Server) -> None:
    left_unsaved(page, server)
    assert page.input_value("[name=name]") == "他人的名"
    assert "未保存的内容：我的名" in page.inner_text(".note")
    with page.expect_request("**/save/") as sent:
        page.click("text=改用本机内容")
    assert "我的名" in (sent.value.post_data or "")
    assert page.input_value("[name=name]") == "我的名"


def test_an_own_copy_that_is_declined_is_gone(page: Page, server: Server) -> None:
    left_unsaved(page, server)
    page.click("text=不用")
    assert page.locator(".note").count() == 0
    assert page.evaluate("Object.keys(localStorage)") == []
    assert page.input_value("[name=name]") == "他人的名"


def test_what_was_typed_and_taken_back_leaves_no_copy(page: Page, server: Server) -> None:
    visit(page, server, DRAFT)
    server.status = 500
    page.fill("[name=name]", "新名")
    page.wait_for_selector("[data-autosave-state].lost")
    page.fill("[name=name]", "旧名")
    assert page.evaluate("Object.keys(localStorage)") == []


def test_another_field_saved_since_does_not_cost_the_unsaved_one(page: Page, server: Server) -> None:
    visit(page, server, DRAFT)
    server.stubborn = "name"
    page.fill("[name=name]", "新名")
    page.wait_for_selector("[data-autosave-state].lost")
    with page.expect_response(lambda answer: answer.status == 204):
        page.check("[value=a]")
    page.wait_for_selector("[data-autosave-state].lost:has-text('未能保存')")
    with page.expect_request("**/save/"):
        visit(page, server, DRAFT)
    assert page.input_value("[name=name]") == "新名"


def test_without_a_network_the_text_stays_in_the_browser(page: Page, server: Server) -> None:
    visit(page, server, DRAFT)
    server.offline = True
    page.fill("[name=name]", "新名")
    page.wait_for_selector("[data-autosave-state].lost:has-text('网络中断')")
    server.offline = False
    with page.expect_request("**/save/"):
        page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_selector("[data-autosave-state]:has-text('已保存')")


def test_what_waited_for_the_network_is_sent_once(page: Page, server: Server) -> None:
    visit(page, server, DRAFT)
    server.offline = True
    page.fill("[name=name]", "新名")
    page.wait_for_selector("[data-autosave-state].lost")
    server.posts.clear()
    server.offline = False
    page.evaluate("for (let n = 0; n < 3; n += 1) window.dispatchEvent(new Event('online'))")
    page.wait_for_selector("[data-autosave-state]:has-text('已保存')")
    page.wait_for_timeout(300)
    assert len(server.saves()) == 1
    assert page.evaluate("Object.keys(localStorage)") == []


def test_without_a_network_the_form_does_not_leave(page: Page, server: Server) -> None:
    visit(page, server, RECORD)
    server.offline = True
    page.fill("[name=name]", "新名")
    page.click("text=保存")
    page.wait_for_selector("[data-autosave-state].lost:has-text('已存在本机，联网后自动保存')")
    assert [urlsplit(post.url).path for post in server.posts] == ["/save/"]
    assert page.input_value("[name=name]") == "新名"


def test_what_was_typed_last_is_saved_before_the_form_leaves_by_its_button(page: Page, server: Server) -> None:
    visit(page, server, RECORD)
    page.fill("[name=name]", "新名")
    with page.expect_request("**/submit/") as sent:
        page.click("text=保存")
    page.wait_for_timeout(300)
    assert [urlsplit(post.url).path for post in server.posts] == ["/save/", "/submit/"]
    assert "then=next" in (sent.value.post_data or "")


def test_two_people_on_one_machine_do_not_see_each_others_copies(page: Page, server: Server) -> None:
    visit(page, server, OWNED % "甲")
    server.status = 500
    page.fill("[name=name]", "甲写的")
    page.wait_for_selector("[data-autosave-state].lost")
    server.status = 204
    visit(page, server, OWNED % "乙")
    assert page.input_value("[name=name]") == "旧名"
    with page.expect_request("**/save/"):
        visit(page, server, OWNED % "甲")
    assert page.input_value("[name=name]") == "甲写的"


def test_a_bar_says_what_was_put_back_and_can_take_it_away_again(page: Page, server: Server) -> None:
    visit(page, server, DRAFT)
    server.status = 500
    page.fill("[name=name]", "新名")
    page.wait_for_selector("[data-autosave-state].lost")
    server.status = 204
    with page.expect_request("**/save/"):
        visit(page, server, DRAFT)
    assert "本机有未保存的内容，已恢复 1 处" in page.inner_text(".restored")
    assert page.evaluate("document.activeElement.name") == "name"
    page.wait_for_selector("[data-autosave-state]:has-text('已保存')")
    with page.expect_request("**/save/") as sent:
        page.click("text=放弃本机内容")
    assert "旧名" in (sent.value.post_data or "")
    assert page.input_value("[name=name]") == "旧名"


def test_a_page_that_shows_what_was_refused_keeps_the_copies(page: Page, server: Server) -> None:
    visit(page, server, DRAFT)
    server.status, server.said = 422, '{"error": "不对"}'
    page.fill("[name=name]", "新名")
    page.wait_for_selector("[data-autosave-state].lost")
    visit(page, server, (DRAFTED % "新名").replace("<form data-autosave", "<form data-unsaved data-autosave", 1))
    assert len(page.evaluate("Object.keys(localStorage)")) == 1


def test_a_copy_that_nobody_came_back_for_is_swept_away(page: Page, server: Server) -> None:
    visit(page, server, DRAFT)
    page.evaluate(
        """() => {
            const old = Date.now() - 31 * 86400000;
            localStorage.setItem("haizhi:draft:甲:/else/:name", JSON.stringify({ value: ["x"], over: "[]", at: "14:02", moment: old }));
            localStorage.setItem("haizhi:draft:甲:/else/:fax", JSON.stringify({ value: ["x"], over: "[]", at: "14:02", moment: Date.now() }));
        }"""
    )
    visit(page, server, DRAFT)
    assert page.evaluate("Object.keys(localStorage)") == ["haizhi:draft:甲:/else/:fax"]


def clashed(page: Page, server: Server) -> None:
    """Type what somebody else saved meanwhile."""
    visit(page, server, RECORD)
    server.status, server.said = 409, json.dumps(CLASH)
    page.fill("[name=name]", "我的名")
    page.wait_for_selector(".clash")
    server.status, server.said = 200, '{"saved_at": "10:00"}'


def test_a_clash_shows_both_texts_and_ones_own_may_be_chosen(page: Page, server: Server) -> None:
    clashed(page, server)
    told = page.inner_text(".clash")
    assert all(words in told for words in ("李四", "李四的名", "我的名", "2026年3月20日 10:00"))
    with page.expect_request("**/save/") as sent:
        page.click("text=以我填写的为准")
    assert "7.PAGE" in (sent.value.post_data or "")
    page.wait_for_selector("[data-autosave-state]:has-text('已保存')")
    assert page.locator(".clash").count() == 0
    assert page.evaluate("Object.keys(localStorage)") == []


def test_of_a_clash_what_stands_may_be_chosen(page: Page, server: Server) -> None:
    clashed(page, server)
    server.posts.clear()
    page.click("text=采用现存内容")
    assert page.input_value("[name=name]") == "李四的名"
    assert page.input_value("[name=initial-name]") == "李四的名"
    page.wait_for_timeout(1200)
    assert server.saves() == []
    assert page.evaluate("Object.keys(localStorage)") == []


def test_the_server_may_set_what_the_page_says_of_itself(page: Page, server: Server) -> None:
    visit(page, server, RECORD)
    server.status, server.said = 200, '{"saved_at": "10:00", "set": {"there": "1"}}'
    page.fill("[name=name]", "新名")
    page.wait_for_selector("[data-autosave-state]:has-text('已保存')")
    with page.expect_request("**/save/") as sent:
        page.fill("[name=name]", "更新的名")
    assert 'name="there"\r\n\r\n1' in (sent.value.post_data or "")


NEWS = """detail => document.querySelector("form").dispatchEvent(new CustomEvent("elsewhere", { detail: detail }))"""


def test_an_untouched_field_follows_what_somebody_else_saved_and_a_touched_one_does_not(
    page: Page, server: Server
) -> None:
    news = {"name": {"serial": 9, "value": ["他人的名"], "by": "李四", "at": "10:00"}}
    visit(page, server, RECORD)
    page.evaluate(NEWS, news)
    assert page.input_value("[name=name]") == "他人的名"
    assert "李四 10:00 改过此项" in page.inner_text(".news")
    with page.expect_request("**/save/") as sent:
        page.fill("[name=name]", "我的名")
    assert "9.PAGE" in (sent.value.post_data or "")
    visit(page, server, RECORD)
    page.fill("[name=name]", "正在写")
    page.evaluate(NEWS, news)
    assert page.input_value("[name=name]") == "正在写"


def test_an_expired_session_is_said_with_the_way_back(page: Page, server: Server) -> None:
    visit(page, server, DRAFT)
    server.status = 403
    page.fill("[name=name]", "新名")
    link = page.wait_for_selector("[data-autosave-state] a")
    assert link
    assert link.get_attribute("href") == f"{SITE}/"


def test_a_local_copy_that_says_what_the_server_says_is_dropped(page: Page, server: Server) -> None:
    visit(page, server, DRAFT)
    copy = {"value": ["旧名"], "over": "[]", "at": "14:02", "moment": 9e15}
    page.evaluate("copy => localStorage.setItem('haizhi:draft::/save/:name', JSON.stringify(copy))", copy)
    visit(page, server, DRAFT)
    assert page.locator(".note").count() == 0
    assert page.evaluate("Object.keys(localStorage)") == []


def test_signing_out_leaves_nothing_behind(page: Page, server: Server) -> None:
    visit(page, server, DRAFT)
    server.status = 500
    page.fill("[name=name]", "新名")
    page.wait_for_selector("[data-autosave-state].lost")
    server.status = 204
    page.click("text=退出")
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_form_pressed_twice_is_sent_once(page: Page, server: Server) -> None:
    visit(page, server, '<form data-once method="post" action="/submit/"><button type="submit">提交</button></form>')
    with page.expect_request("**/submit/"):
        page.evaluate("const b = document.querySelector('button'); b.click(); b.click(); b.click();")
    page.wait_for_timeout(300)
    assert [urlsplit(post.url).path for post in server.posts] == ["/submit/"]


def test_an_act_that_cannot_be_undone_is_asked_once_more(page: Page, server: Server) -> None:
    visit(page, server, DANGER)
    page.click("text=确认资格不符")
    assert "确定办理“资格不符”吗？" in page.inner_text("dialog")
    assert page.evaluate("document.activeElement.textContent") == "返回"
    page.click("dialog >> text=返回")
    page.wait_for_selector("dialog", state="detached")
    assert server.posts == []


def test_an_act_confirmed_is_sent_with_its_button(page: Page, server: Server) -> None:
    visit(page, server, DANGER)
    page.click("text=确认资格不符")
    with page.expect_request("**/reject/") as sent:
        page.click("dialog .danger")
    assert sent.value.post_data == "verdict=no"


def test_a_question_left_by_escape_sends_nothing(page: Page, server: Server) -> None:
    visit(page, server, DANGER)
    page.click("text=确认资格不符")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    assert server.posts == []


def test_an_act_that_lacks_something_is_not_asked_about_but_answered(page: Page, server: Server) -> None:
    reason = '<textarea name="opinion" required></textarea><input type="file" name="proof" required></form>'
    visit(page, server, DANGER.replace("data-once", "data-once novalidate").replace("</form>", reason))
    with page.expect_request("**/reject/") as sent:
        page.click("text=确认资格不符")
    assert "opinion=&" in f"{sent.value.post_data}&"
    visit(page, server, DANGER.replace("data-once", "data-once novalidate").replace("</form>", reason))
    page.fill("[name=opinion]", "材料不全")
    page.click("text=确认资格不符")
    assert "确定办理“资格不符”吗？" in page.inner_text("dialog")
    assert len(server.posts) == 1


def test_a_button_asks_its_own_question_whatever_its_form_lacks(page: Page, server: Server) -> None:
    rest = '<button type="submit" name="rest" value="1" data-confirm="将尚未判断的 3 项都判断为符合，确定吗？">其余都符合</button>'
    open_row = '<select name="judgement" required><option></select>'
    visit(page, server, f'<form method="post" action="/check/" novalidate>{open_row}{rest}')
    page.click("text=其余都符合")
    assert "3 项都判断为符合" in page.inner_text("dialog")
    assert server.posts == []


def test_a_file_too_large_is_refused_before_it_travels(page: Page, server: Server) -> None:
    visit(page, server, UPLOAD)
    page.set_input_files("#f", {"name": "协议.pdf", "mimeType": "application/pdf", "buffer": b"x" * (1024 * 1024 + 1)})
    assert "“协议.pdf”有 1.0 MB，超过 1 MB" in page.inner_text("[role=alert]")
    assert page.input_value("#f") == ""
    page.set_input_files("#f", {"name": "协议.pdf", "mimeType": "application/pdf", "buffer": b"x"})
    assert page.locator("[role=alert]").count() == 0


def test_the_summary_of_errors_gets_the_focus(page: Page, server: Server) -> None:
    visit(page, server, '<div data-summary tabindex="-1" id="s">有 1 处需要修改</div>')
    assert page.evaluate("document.activeElement.id") == "s"


def test_the_account_menu_closes_by_escape_and_by_a_click_elsewhere(page: Page, server: Server) -> None:
    visit(page, server, '<details class="account"><summary>王海燕</summary><a href="#">账户</a></details><p>正文</p>')
    page.click("summary")
    page.keyboard.press("Escape")
    assert page.locator("details[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.click("summary")
    page.click("text=正文")
    assert page.locator("details[open]").count() == 0
