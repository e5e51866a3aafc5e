"""Setting a template with typst: fonts loaded once, one compiler a thread, user text only as JSON."""

import json
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from haizhi.documents.codes import MODULES, base, flips
from haizhi.documents.fonts import Fonts, fonts
from haizhi.documents.marks import Imprint
from haizhi.documents.texts import printable

TEMPLATES = Path(__file__).parent / "typst"

_thread = threading.local()


def typeset(
    template: str,
    content: Mapping[str, Any],
    *,
    at: datetime,
    imprint: Imprint | None = None,
    draft: bool = False,
    drawings: Sequence[str] = (),
) -> bytes:
    """A template with its content as PDF/A-2b.

    `at` is the date that the file bears, `imprint` marks every page, `draft` forbids to sign it across every page;
    `drawings` are SVG of our own making, which the template is given as they are.

    The content is texts, lists and mappings; texts are never markup. The same arguments give the same bytes.
    """
    used = fonts()
    made = _compiler(used).compile(
        TEMPLATES / f"{template}.typ",
        format="pdf",
        pdf_standards="a-2b",
        timestamp=at.astimezone(UTC).replace(microsecond=0),
        sys_inputs=inputs(content, imprint, draft=draft) | {"drawings": json.dumps(drawings)},
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gives a PDF in one piece")
    return made


def typeset_drawing(svg: str, *, ppi: int) -> bytes:
    """An SVG of our own making as a PNG, so many pixels an inch; its texts are set in the fonts of papers."""
    made = _compiler(fonts()).compile(TEMPLATES / "drawing.typ", format="png", ppi=ppi, sys_inputs={"drawing": svg})
    if not isinstance(made, bytes):
        raise TypeError("one page gives one picture")
    return made


def inputs(content: Mapping[str, Any], imprint: Imprint | None, *, draft: bool = False) -> dict[str, str]:
    """What a template is given, as JSON: its content in printable texts, the fonts, the mark."""
    used = fonts()
    return {
        "content": json.dumps(_printable(content, used), ensure_ascii=False),
        "fonts": json.dumps(dict(used.families), ensure_ascii=False),
        "flips": _flips(),
        "draft": "yes" if draft else "no",
        "mark": json.dumps(_mark(imprint), ensure_ascii=False),
    }


def typeset_picture(folder: Path, name: str) -> bytes:
    """The picture of that name in a folder on an A4 page. Raises ValueError when typst cannot decode it."""
    page = folder / "picture.typ"
    page.write_bytes((TEMPLATES / "picture.typ").read_bytes())
    try:
        made = typst.compile(page, root=folder, format="pdf", ignore_system_fonts=True, sys_inputs={"name": name})
    except typst.TypstError as fault:
        raise ValueError(fault.message) from fault
    return made


def _compiler(used: Fonts) -> typst.Compiler:
    """This thread's compiler: one may not be used by two threads at a time."""
    own: tuple[Fonts, typst.Compiler] | None = getattr(_thread, "own", None)
    if own is None or own[0] is not used:
        own = used, typst.Compiler(root=TEMPLATES, font_paths=used.loaded, ignore_system_fonts=True)
        _thread.own = own
    return own[1]


def _printable(said: Any, used: Fonts) -> Any:
    if isinstance(said, str):
        return printable(said, used.covered)
    if isinstance(said, Mapping):
        return {key: _printable(value, used) for key, value in said.items()}
    if isinstance(said, list | tuple):
        return [_printable(value, used) for value in said]
    return said


def _mark(imprint: Imprint | None) -> dict[str, str] | None:
    return None if imprint is None else {"code": imprint.code, "short": imprint.short, "base": base(imprint)}


@cache
def _flips() -> str:
    return json.dumps({"modules": MODULES, "flips": flips()})
