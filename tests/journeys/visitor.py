"""Somebody at a browser: follows links and presses buttons by their words, fills fields by their labels."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Literal, TypeAlias

from django.conf import settings
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, expect

from tests.files.samples import pdf
from tests.journeys.watch import Watch

Value: TypeAlias = str | bool | FilePayload
"""What goes into a field: words or a choice, a tick, a file."""

Fields: TypeAlias = Mapping[str, Value]

PATIENCE = 60_000
"""Milliseconds: the machine may be busy with other things."""


def scan(title: str) -> FilePayload:
    """A scanned paper of that title."""
    return {"name": f"{title}.pdf", "mimeType": "application/pdf", "buffer": pdf()}


def _labelled(label: str) -> re.Pattern[str]:
    """A label with or without its mark."""
    return re.compile(rf"^\s*{re.escape(label)}\s*(\*|（选填）)?\s*$")


def _is_rare(met: Counter[str], name: str) -> bool:
    """Whether fewer than two met it so far; now one more does."""
    met[name] += 1
    return met[name] <= 2


class Visitor:
    """A person in a browser of their own."""

    def __init__(self, context: BrowserContext, who: str, watch: Watch) -> None:
        context.set_default_timeout(PATIENCE)
        self.page: Page = context.new_page()
        self.who, self.watch = who, watch
        self.login = self.password = ""
        watch.over(self.page, who)

    # Going about

    def open(self, path: str = "/") -> None:
        """Type an address: the home page, or one that was handed over."""
        self._arrived(self.page.goto(path))

    def follow(self, name: str, *, within: str = "main", first: bool = False) -> None:
        """Follow the link of that name."""
        link = self._named("link", name, self.page.locator(within))
        self._leave_by(link.first if first else link)

    def go(self, *names: str) -> None:
        """Follow items of the head, the second row included."""
        for name in names:
            row = ".nav" if name == names[0] else ".localnav"
            self.follow(name, within=row)

    def press(self, name: str, *, within: str = "main", refused: bool = False, first: bool = False) -> None:
        """Press the button of that name; where it asks once more, confirm."""
        button = self._named("button", name, self.page.locator(within))
        self._leave_by(button.first if first else button, refused=refused)

    def press_here(self, name: str) -> None:
        """Press a button that leads nowhere: a script of the page answers it."""
        self._named("button", name, self.page.locator("main")).click()

    def look_around(self, met: Counter[str]) -> None:
        """Follow every item of the head, and of what is behind each and behind one's name what few have met."""
        self.open()
        for name in self._items(".nav"):
            self.follow(name, within=".nav")
            for below in self._items(".localnav")[1:]:
                if _is_rare(met, f"{name} {below}"):
                    self.follow(below, within=".localnav")
        if self.page.locator(".account").count():
            for name in filter(lambda name: _is_rare(met, name), ("消息", "我的账户")):
                self.page.locator(".account summary").click()
                self.follow(name, within=".account-menu")

    def _items(self, row: str) -> list[str]:
        """The names in a row of the head, without the counts behind them."""
        names = "links => links.map(link => link.firstChild.textContent.trim())"
        return list(self.page.locator(f"{row} a").evaluate_all(names))

    def sign_in(self, login: str, password: str) -> None:
        """Sign in as whoever has an account."""
        self.follow("登录", within=".nav")
        self._identify(login, password)

    def signs_in_again(self) -> None:
        """Follow what the page offers after the session ended, and come back to it."""
        here = self.page.url
        self.follow("重新登录", within=".saved")
        assert "/login/" in self.page.url
        self._identify(self.login, self.password)
        assert self.page.url == here

    def _identify(self, login: str, password: str) -> None:
        self.fill({"手机号码或电子信箱": login, "密码": password})
        self.press("登录", within=".entrance", first=True)

    def session_ends(self) -> None:
        """The server forgets the session; the browser does not know yet."""
        cookies = self.page.context.cookies()
        key = next(cookie["value"] for cookie in cookies if cookie["name"] == settings.SESSION_COOKIE_NAME)
        Session.objects.get(session_key=key).delete()

    def loses_the_line(self) -> None:
        """Nothing reaches the server any more."""
        self.page.context.set_offline(True)

    def regains_the_line(self) -> None:
        """The network is back, and the page is told."""
        self.page.context.set_offline(False)

    def sign_out(self) -> None:
        """Leave by the account menu."""
        self.page.locator(".account summary").click()
        self.press("退出登录", within=".account-menu")

    def open_account(self) -> None:
        """Open one's own account."""
        self.page.locator(".account summary").click()
        self.follow("我的账户", within=".account-menu")

    def read_notices(self) -> None:
        """Open what the bell has."""
        self.page.locator(".account summary").click()
        self.follow("消息", within=".account-menu")

    # Forms

    def fill(self, fields: Fields, within: Locator | None = None) -> None:
        """Fill fields by their labels."""
        form = within or self.page.locator("main")
        for label, value in fields.items():
            self._fill(form, label, value)

    def act(self, name: str, fields: Fields | None = None, *, refused: bool = False) -> None:
        """Carry out an act of a case page: open its form, fill it, confirm it."""
        slot = self.page.locator(".act-slot").filter(has=self.page.get_by_text(name, exact=True))
        summary = slot.locator("summary")
        # a page that renews itself still shows, for a moment, that the act is not yet open
        expect(slot.locator("summary, button:enabled").first).to_be_visible(timeout=PATIENCE)
        if summary.count():
            summary.click()
            self.fill(fields or {}, slot)
            name = name if name.startswith("确认") else f"确认{name}"
        self._leave_by(slot.get_by_role("button", name=name, exact=True), refused=refused)

    def hand_in(self, label: str, file: FilePayload) -> None:
        """Give a file to the uploader of that name, and wait until it stands in its list."""
        uploader = self.page.locator(".uploader").filter(has=self.page.locator("h3", has_text=label))
        rows = uploader.locator(".file-row")
        before = rows.count()
        uploader.locator("input[type=file]").set_input_files(file)
        expect(rows).to_have_count(before + 1, timeout=PATIENCE)

    def takes(self, name: str) -> bytes:
        """What the button of that name answers with: a file. Chromium shows it in a viewer of its own."""
        here = self.page.url
        token = self.page.locator("main form [name=csrfmiddlewaretoken]").first.input_value()
        button = self._named("button", name, self.page.locator("main"))
        assert button.is_enabled()
        answer = self.page.context.request.post(here, form={"csrfmiddlewaretoken": token}, headers={"Referer": here})
        assert answer.headers["content-type"] == "application/pdf", self._said()
        return answer.body()

    def downloads(self, name: str) -> bytes:
        """The file that the link of that name leads to."""
        address = self._named("link", name, self.page.locator("main")).get_attribute("href")
        assert address
        answer = self.page.context.request.get(address)
        assert answer.ok
        return answer.body()

    def again(self) -> None:
        """Open the same page anew."""
        response = self.page.reload()
        self._arrived(response)

    def take_only(self, label: str) -> None:
        """Choose the only thing that there is below “请选择”."""
        control = self.page.locator("main").get_by_label(_labelled(label))
        assert control.locator("option").count() == 2
        control.select_option(index=1)

    # What is seen

    def sees(self, *texts: str) -> None:
        """Each text is there to be read."""
        shown = self.page.locator("main").inner_text()
        for text in texts:
            assert text in shown, f"{self.who} at {self.page.url} does not see “{text}” in:\n{shown[:2000]}"

    def sees_not(self, text: str) -> None:
        """The text is nowhere."""
        assert text not in self.page.locator("main").inner_text()

    def awaits(self, selector: str, text: str) -> None:
        """The text comes to stand there, as scripts of the page write it."""
        expect(self.page.locator(selector)).to_contain_text(text, timeout=PATIENCE)

    def keeps(self, fields: Mapping[str, str]) -> None:
        """What was typed is still in its field."""
        for label, value in fields.items():
            expect(self.field(label)).to_have_value(value)

    def field(self, label: str) -> Locator:
        """The field of that label."""
        return self.page.locator("main").get_by_label(_labelled(label))

    def lacks(self, selector: str) -> None:
        """Nothing of the kind is there, or it goes."""
        expect(self.page.locator(selector)).to_have_count(0)

    def reads(self, selector: str) -> str:
        """The text of one element."""
        return self.page.locator(selector).inner_text().strip()

    def cannot(self, name: str, why: str) -> None:
        """The act is shown, can't be done, and the page says why."""
        button = self.page.get_by_role("button", name=name, exact=True)
        assert button.is_disabled()
        said = self.page.locator(".act-slot").filter(has=button).locator(".why").inner_text()
        assert why in said, f"{self.who} at {self.page.url} is told: {said}"

    def _named(self, role: Literal["link", "button"], name: str, within: Locator) -> Locator:
        exact = within.get_by_role(role, name=name, exact=True)
        return exact if exact.count() else within.get_by_role(role).filter(has_text=name)

    def _fill(self, form: Locator, label: str, value: Value) -> None:
        group = form.locator("fieldset.field").filter(has=self.page.locator("legend", has_text=_labelled(label)))
        if group.count() and isinstance(value, str):
            group.get_by_label(value, exact=True).check()
            return
        control = form.get_by_label(_labelled(label))
        if isinstance(value, bool):
            control.set_checked(value)
        elif not isinstance(value, str):
            control.set_input_files(value)
        elif control.evaluate("e => e.tagName") == "SELECT":
            control.select_option(label=value)
        else:
            control.fill(value)

    def _leave_by(self, door: Locator, *, refused: bool = False) -> None:
        asks = door.evaluate("e => Boolean(e.dataset.confirm || (e.form && e.form.dataset.confirm))")
        with self.page.expect_navigation() as navigation:
            door.click()
            if asks:
                self.page.locator("dialog").get_by_role("button", name="确定", exact=True).click()
        self._arrived(navigation.value, refused=refused)

    def _arrived(self, response: object, *, refused: bool = False) -> None:
        status = getattr(response, "status", None)
        assert status == (422 if refused else 200), f"{self.who} at {self.page.url}: {status}\n{self._said()}"
        self.watch.look(self.page, self.who)

    def _said(self) -> str:
        return "\n".join(self.page.locator(".summary, .refused, .messages, .trouble").all_inner_texts())
