"""Style sheets and scripts: readable, within what old browsers know, and in step with the server."""

import re
from itertools import product
from pathlib import Path

import pytest

import haizhi.ui
from haizhi.regulation import wordcount

STATIC = Path(haizhi.ui.__file__).parent / "static" / "ui"
SHEETS = sorted(STATIC.glob("*.css"))
SCRIPTS = sorted(STATIC.glob("js/*.js"))
TEMPLATES = sorted((STATIC.parents[1] / "templates").rglob("*.html"))


def tokens() -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", (STATIC / "tokens.css").read_text("utf-8")))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance and contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *product(["ink", "ink-2", "ink-3"], ["paper", "surface", "sunk"]),
        *product(["seal", "link"], ["paper", "surface", "sunk"]),
        *[(colour, f"{colour}-soft") for colour in ("seal", "jade", "amber", "link")],
        *product(["ink", "ink-2"], ["seal-soft", "jade-soft", "amber-soft", "link-soft"]),
        ("surface", "seal"), ("surface", "seal-deep"), ("surface", "ink"),
    ],
)  # fmt: skip
def test_text_stands_out_from_its_ground_by_at_least_4_5(text: str, ground: str) -> None:
    assert contrast(tokens()[text], tokens()[ground]) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), [*product(["edge", "focus"], ["paper", "surface", "sunk"])])
def test_the_edge_of_a_control_and_the_focus_stand_out_by_at_least_3(edge: str, ground: str) -> None:
    assert contrast(tokens()[edge], tokens()[ground]) >= 3


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_sheet_uses_only_what_chromium_86_knows(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    later = [r"@layer", r"@container", r":has\(", r":is\(", r":where\(", r"&", r"\binset:", r"aspect-ratio", r"dvh"]
    later += [r"(margin|padding)-(inline|block)", r"color-mix", r":not\([^)]*,", r"@property", r"oklch"]
    assert [found for found in later if re.search(found, text)] == []


@pytest.mark.parametrize("sheet", [path for path in SHEETS if path.name != "tokens.css"], ids=lambda path: path.name)
def test_every_token_used_is_defined(sheet: Path) -> None:
    defined = set(re.findall(r"(--[\w-]+):", (STATIC / "tokens.css").read_text("utf-8")))
    text = sheet.read_text("utf-8")
    assert set(re.findall(r"var\((--[\w-]+)", text)) - defined - set(re.findall(r"(--[\w-]+):", text)) == set()


@pytest.mark.parametrize("path", [*SHEETS, *SCRIPTS, *TEMPLATES], ids=lambda path: path.name)
def test_nothing_is_fetched_from_another_site(path: Path) -> None:
    addresses = re.findall(r"""(?:https?:)?//[\w.-]+\.\w+""", re.sub(r"//\s.*", "", path.read_text("utf-8")))
    assert addresses == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:", text)


def test_the_browser_counts_by_the_tables_of_the_server() -> None:
    script = (STATIC / "js" / "counter.js").read_text("utf-8")
    for name in ("TRANSPARENT", "SEPARATORS", "WIDE", "HALF_MARKS"):
        found = re.search(rf"const {name} = \[(.*?)\];", script, re.DOTALL)
        assert found
        pairs = re.findall(r"\[0x([0-9A-F]+), 0x([0-9A-F]+)\]", found[1])
        assert tuple((int(a, 16), int(b, 16)) for a, b in pairs) == getattr(wordcount, name)
