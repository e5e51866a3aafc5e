"""The reader's answer about a file, and how it travels: JSON, which runs nothing where it is read."""

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from haizhi.files.inspection.content import look_into
from haizhi.files.kinds import KINDS, Kind
from haizhi.regulation.findings import Finding
from haizhi.regulation.secrecy import Trace, doubtful_words, marks


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found: as `Looked`, with the marks and doubtful words instead of the text."""

    kind: Kind | None
    flaws: tuple[Finding, ...] = ()
    extent: int | None = None
    preview: bytes = b""
    marks: tuple[Trace, ...] = ()
    doubts: tuple[Trace, ...] = ()

    def said(self) -> dict[str, Any]:
        """As it travels."""
        return {
            "kind": self.kind.label if self.kind else None,
            "flaws": [[flaw.reason, flaw.remedy] for flaw in self.flaws],
            "extent": self.extent,
            "preview": base64.b64encode(self.preview).decode(),
            "marks": [[trace.words, trace.where] for trace in self.marks],
            "doubts": [[trace.words, trace.where] for trace in self.doubts],
        }

    @classmethod
    def of(cls, said: dict[str, Any]) -> "Answer":
        """Read back. Raises ValueError, KeyError or TypeError for anything else."""
        return cls(
            kind=next((kind for kind in KINDS if kind.label == said["kind"]), None),
            flaws=tuple(Finding(False, None, str(reason), str(remedy)) for reason, remedy in said["flaws"]),
            extent=None if said["extent"] is None else int(said["extent"]),
            preview=base64.b64decode(said["preview"], validate=True),
            marks=_traces(said["marks"]),
            doubts=_traces(said["doubts"]),
        )


def _traces(said: list[list[str]]) -> tuple[Trace, ...]:
    return tuple(Trace(str(words), str(where)) for words, where in said)


def answer_about(path: Path) -> Answer:
    """Look into a file and read what it says for marks and doubtful words. Raises OSError when it can't be read."""
    looked = look_into(path)
    found = marks(looked.passages)
    doubts = () if found else doubtful_words(looked.passages)
    return Answer(looked.kind, looked.flaws, looked.extent, looked.preview, found, doubts)
