"""What a look into a file finds."""

from dataclasses import dataclass

from haizhi.files.kinds import Kind
from haizhi.regulation.findings import Finding
from haizhi.regulation.secrecy import Passage


@dataclass(frozen=True, slots=True)
class Looked:
    """The reader's answer: the kind (None for one not taken in), flaws, pages or sheets, the first page, the text.

    `preview` is a PNG, empty for office files; `passages` is all that is written in it.
    """

    kind: Kind | None
    flaws: tuple[Finding, ...] = ()
    extent: int | None = None
    preview: bytes = b""
    passages: tuple[Passage, ...] = ()
