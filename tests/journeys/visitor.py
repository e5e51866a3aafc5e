"""Somebody at a browser: follows links and presses buttons by their words, fills fields by their labels."""

import re
from collections.abc import Mapping
from typing import TypeAlias

from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, expect

from tests.journeys.watch import Watch

Value: TypeAlias = str | bool | FilePayload
"""What goes into a field: words or a choice, a tick, a file."""

Fields: TypeAlias = Mapping[str, Value]

PATIENCE = 30_000
"""Milliseconds: the machine may be busy with other things."""


def pdf(name: str, content: bytes) -> FilePayload:
    """A file as it is chosen."""
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


def _labelled(label: str) -> re.Pattern[str]:
    """A label with or without its mark."""
    return re.compile(rf"^\s*{re.escape(label)}\s*(\*|（选填）)?\s*$")


class Visitor:
    """A person in a browser of their own."""

    def __init__(self, context: BrowserContext, who: str, watch: Watch) -> None:
        context.set_default_timeout(PATIENCE)
        self.page: Page = context.new_page()
        self.who, self.watch = who, watch
        watch.over(self.page, who)

    # Going about

    def open(self, path: str = "/") -> None:
        """Type an address: the home page, or one that was handed over."""
        self._arrived(self.page.goto(path))

    def follow(self, name: str, *, within: str = "body", first: bool = False) -> None:
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
        if summary.count():
            summary.click()
            self.fill(fields or {}, slot)
            name = f"确认{name}"
        self._leave_by(slot.get_by_role("button", name=name, exact=True), refused=refused)

    # What is seen

    def sees(self, *texts: str) -> None:
        """Each text is there to be read."""
        for text in texts:
            expect(self.page.locator("main").get_by_text(text).locator("visible=true").first).to_be_visible()

    def sees_not(self, text: str) -> None:
        """The text is nowhere."""
        expect(self.page.locator("main").get_by_text(text)).to_have_count(0)

    def reads(self, selector: str) -> str:
        """The text of one element."""
        return self.page.locator(selector).inner_text().strip()

    def cannot(self, name: str, why: str) -> None:
        """The act is shown, can't be done, and the page says why."""
        slot = self.page.locator(".act-slot").filter(has=self.page.get_by_role("button", name=name, exact=True))
        expect(slot.get_by_role("button", name=name, exact=True)).to_be_disabled()
        expect(slot.locator(".why")).to_contain_text(why)

    def _named(self, role: str, name: str, within: Locator) -> Locator:
        exact = within.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]  # link or button
        return exact if exact.count() else within.get_by_role(role, name=name)  # type: ignore[arg-type]  # as above

    def _fill(self, form: Locator, label: str, value: Value) -> None:
        group = form.get_by_role("group", name=_labelled(label))
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
