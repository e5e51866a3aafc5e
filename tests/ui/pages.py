"""What a page says, taken apart for assertions."""

from html.parser import HTMLParser

VOID = {"input", "meta", "link", "br", "hr", "img"}


class Page(HTMLParser):
    """The elements of a page, each with its attributes and the text inside it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element: tuple[str, dict[str, str], list[str]] = (tag, {name: value or "" for name, value in attrs}, [])
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for _, _, texts in self._open:
            texts.append(data)

    def find(self, tag: str, **wanted: str) -> list[tuple[dict[str, str], str]]:
        """The elements of a tag with these attributes, as (attributes, text without surplus space)."""
        asked = {name.replace("_", "-").strip("-"): value for name, value in wanted.items()}
        return [
            (attrs, " ".join("".join(texts).split()))
            for name, attrs, texts in self.elements
            if name == tag and all(attrs.get(key) == value for key, value in asked.items())
        ]

    @property
    def ids(self) -> list[str]:
        """Every id in the page."""
        return [attrs["id"] for _, attrs, _ in self.elements if "id" in attrs]

    @property
    def text(self) -> str:
        """All that can be read."""
        return " ".join(" ".join("".join(texts).split()) for tag, _, texts in self.elements if tag == "body")
