"""Several cases dealt with at once: chosen on a page, looked through, then each by an act of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import QuerySet

from haizhi.kernel.door import AlreadyDone, submission
from haizhi.kernel.subjects import Subject
from haizhi.regulation.findings import Finding, Refused
from haizhi.ui.acting import uuid_in
from haizhi.ui.listing import Listing
from haizhi.ui.requests import Asked

S = TypeVar("S", bound=Subject)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[S]):
    """What became of one of them: its subject (None where there is none), and what stood against the act."""

    code: str
    subject: S | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Bulk(Generic[S]):
    """What may be dealt with at once: `rows` are all that wait for it, a form names them by code under `field`.

    `thing` and `counted`, its 量词, are what one is called; `most` are dealt with by one press of the button; `gone` is
    said of one that waits no more.
    """

    rows: QuerySet[S]
    field: str
    thing: str
    counted: str
    most: int
    gone: Finding

    def picked(self, asked: Asked, listing: Listing[S]) -> list[S]:
        """Those that the form names, or with its `all` every row of the list. Raises Refused for none, or too many."""
        everything = "all" in asked.POST
        rows = listing.rows if everything else self.rows.filter(code__in=asked.POST.getlist(self.field))
        found = list(rows[: self.most + 1])
        if not found:
            raise Refused(Finding(False, None, f"没有选择{self.thing}", f"请至少选择一{self.counted}。"))
        if len(found) > self.most:
            which, remedy = ("符合条件", "请用条件缩小范围，分几次办理。") if everything else ("选中", "请分几次选择。")
            reason = f"{which}的{self.thing}超过{self.most}{self.counted}，一次不能办理这么多"
            raise Refused(Finding(False, None, reason, remedy))
        return found

    def carried_out(self, asked: Asked, do: Callable[[S], object]) -> list[Outcome[S]]:
        """Do it to each that the form names, in a transaction of its own and only as its reader saw it (`seen_…`)."""
        codes = list(dict.fromkeys(asked.POST.getlist(self.field)))[: self.most]
        there = {row.number: row for row in self.rows.filter(code__in=codes)}
        return [self._one(asked, code, there.get(code), do) for code in codes]

    def _one(self, asked: Asked, code: str, subject: S | None, do: Callable[[S], object]) -> Outcome[S]:
        if subject is None:
            return Outcome(code, None, (self.gone,))
        seen = asked.POST.get(f"seen_{code}", "")
        try:
            with submission(None, int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 9 else None):
                do(subject)
        except Refused as refused:
            return Outcome(code, subject, refused.findings)
        return Outcome(code, subject)


def created_once(asked: Asked, code: str, model: type[S], create: Callable[[], S]) -> Outcome[S]:
    """Create what belongs to a code, in a transaction of its own; posted twice (`once_…`) it is created once."""
    try:
        with submission(uuid_in(asked.POST.get(f"once_{code}", ""))):
            return Outcome(code, create())
    except AlreadyDone as earlier:
        return Outcome(code, model._base_manager.filter(pk=earlier.subject_id).first())
    except Refused as refused:
        return Outcome(code, None, refused.findings)
