"""Score sheets on paper: one page a judge a unit, each with a mark of its own, all of a hearing in one document."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from haizhi.documents.codes import MODULES, single
from haizhi.documents.marks import Imprint
from haizhi.documents.typesetting import typeset


@dataclass(frozen=True, slots=True)
class BallotGroup:
    """A group of indicators with its maximum; rows are (label, maximum), all as printed.

    `marks` are what was given for each row and `given` their sum, empty on a blank sheet.
    """

    label: str
    maximum: str
    rows: tuple[tuple[str, str], ...]
    marks: tuple[str, ...] = ()
    given: str = ""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One judge's sheet for one unit, blank or as it was given. `facts` are label and value, `note` says how to fill
    it in or what it is, `given` is the total; `signs`: who signs besides the judge.
    """

    imprint: Imprint
    session: str
    facts: tuple[tuple[str, str], ...]
    groups: tuple[BallotGroup, ...]
    total: str
    note: str
    given: str = ""
    signs: tuple[str, ...] = ("录入一", "录入二", "监督")


def ballots_pdf(ballots: Iterable[Ballot], *, title: str, made_at: datetime) -> bytes:
    """The sheets as PDF/A-2b, a page each. Raises ValueError for none."""
    pages = [
        {
            "session": ballot.session,
            "facts": ballot.facts,
            "groups": [
                {"label": g.label, "maximum": g.maximum, "rows": g.rows, "marks": g.marks, "given": g.given}
                for g in ballot.groups
            ],
            "total": ballot.total,
            "note": ballot.note,
            "given": ballot.given,
            "signs": ballot.signs,
            "code": ballot.imprint.code,
            "short": ballot.imprint.short,
            "path": single(ballot.imprint),
        }
        for ballot in ballots
    ]
    if not pages:
        raise ValueError("there is no sheet to print")
    return typeset("ballot", {"title": title, "side": str(MODULES), "ballots": pages}, at=made_at)
