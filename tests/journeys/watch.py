"""What every page passed on a journey has to keep: reachable for everybody, whole on a phone, Chinese, quiet."""

import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Response

WIDE = (1280, 900)
NARROW = (360, 740)
GRAVE = {"serious", "critical"}
"""Impacts that axe gives to what shuts somebody out."""

_VIOLATIONS = {"resultTypes": ["violations"]}
"""Every rule is applied; what is in order is not listed node by node."""

_READ = """() => {
  const shut = [...document.querySelectorAll("details:not([open])")];
  shut.forEach(d => { d.open = true; });
  const texts = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (!walker.currentNode.parentElement.closest("script, style, code, .hash")) texts.push(walker.currentNode.data);
  }
  for (const e of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
    for (const name of ["aria-label", "title", "placeholder", "alt"]) texts.push(e.getAttribute(name) || "");
  }
  const looks = e => e.tagName + "." + (e.getAttribute("class") || "");
  const named = e => [e.type, e.labels && e.labels.length > 0, ...["alt", "aria-label", "aria-labelledby", "role"]
    .filter(name => e.hasAttribute(name))].filter(Boolean).join(" ");
  const makes = [...document.querySelectorAll("body *:not(script)")]
    .map(e => `${looks(e.parentElement)} > ${looks(e)} ${named(e)}`);
  window.shut = shut;
  return { texts: texts.filter(text => text.trim()), makes: [...new Set(makes)] };
}"""
_SHUT = "() => { window.shut.forEach(d => { d.open = false; }); delete window.shut; }"
_SIDEWAYS = """() => {
  const root = document.documentElement, wide = root.clientWidth;
  if (root.scrollWidth <= wide) return "";
  const past = [...document.querySelectorAll("main *, header *, footer *")]
    .filter(e => e.getBoundingClientRect().right > wide + 1).slice(0, 3)
    .map(e => e.tagName.toLowerCase() + "." + e.getAttribute("class"));
  return `${root.scrollWidth} > ${wide}: ${past.join(", ")}`;
}"""

_ENGLISH = re.compile(r"[A-Za-z]{2,}(?:[ ,.;:'’]+[A-Za-z]{2,}){2,}")
_NOT_PROSE = re.compile(r"[A-Za-z0-9._+-]*@[A-Za-z0-9.-]+|https?://\S+")


def english(text: str) -> str:
    """The first run of three words or more that nobody here reads; empty when there is none."""
    found = _ENGLISH.search(_NOT_PROSE.sub(" ", text))
    return found[0] if found else ""


class Watch:
    """Looks at each page once, and remembers what it found on any."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.awaited: list[tuple[int, str]] = []
        self._seen: set[str] = set()
        self._axe = Axe()

    def over(self, page: Page, who: str) -> None:
        """Listen to everything that a browser's page complains of."""

        def console(message: ConsoleMessage) -> None:
            # an answer of 400 and above is reported below, with its address
            if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
                self._found(who, page, f"console: {message.text}")

        def answer(response: Response) -> None:
            asked = response.request
            met = [each for each in self.awaited if each[0] == response.status and asked.url.endswith(each[1])]
            if met:
                self.awaited.remove(met[0])
            elif response.status >= 400 and not (asked.is_navigation_request() and response.status == 422):
                self._found(who, page, f"{response.status} {asked.method} {asked.url}")

        page.on("console", console)
        page.on("pageerror", lambda error: self._found(who, page, f"script: {error}"))
        page.on("response", answer)

    def awaits(self, status: int, ending: str) -> None:
        """The journey itself brings about such an answer of an address that ends so, once."""
        self.awaited.append((status, ending))

    def look(self, page: Page, who: str) -> None:
        """Judge the page as it stands; where every element, below its parent, was measured before, it is only read."""
        read: dict[str, Any] = page.evaluate(_READ)
        for text in read["texts"]:
            if found := english(text):
                self._found(who, page, f"English: {found}")
        if not self._seen.issuperset(read["makes"]):
            self._seen.update(read["makes"])
            self._measure(page, who)
        page.evaluate(_SHUT)

    def _measure(self, page: Page, who: str) -> None:
        for violation in self._axe.run(page, options=_VIOLATIONS).response["violations"]:
            if violation["impact"] in GRAVE:
                nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
                self._found(who, page, f"axe {violation['id']}: {nodes}")
        for width, height in (NARROW, WIDE):
            page.set_viewport_size({"width": width, "height": height})
            if sideways := page.evaluate(_SIDEWAYS):
                self._found(who, page, f"sideways at {width}: {sideways}")

    def _found(self, who: str, page: Page, fault: str) -> None:
        path = page.url.partition("//")[2].partition("/")[2]
        self.faults.append(f"{who} /{path} {fault}")
