"""Finding rows by a part of a name, by a number or by pinyin initials, as quickly among many as among few.

Of each name every ending is kept (重庆大学, 庆大学, 大学, 学), so that what contains the words is what has an ending
that begins with them: one stretch of an index. Numbers are kept from the start of each of their parts.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull

from haizhi.kernel.pinyin import initials

if TYPE_CHECKING:
    from haizhi.kernel.models import Term

Rows = TypeVar("Rows", bound=QuerySet[Any])

ENOUGH = 500
"""So many finds are taken down by their ids, at once with the question how many there are."""

ABOUNDING = 20_000
"""Of more finds than these, each row is asked as it comes, since soon enough one fits; fewer are gathered first."""

LONGEST = 480
"""Bytes of a term, as many as its column takes; what is looked for is cut alike."""

_AFTER_ALL = b"\xff"
"""No UTF-8 text holds this byte: it stands after all that begins alike."""


def folded(words: str) -> str:
    """Words as they are compared: full and half width, capitals and spaces make no difference."""
    return "".join(unicodedata.normalize("NFKC", words).casefold().split())


def terms(number: str, names: Iterable[str], *, people: bool = False, phrases: bool = False) -> frozenset[bytes]:
    """Every term of a row with this number and these names.

    `people`: the names are of persons. `phrases`: they are whole phrases, which nobody looks for by initials.
    """
    whole = folded(number)
    parts = [whole[at:] for at in range(len(whole)) if at == 0 or whole[at - 1] in "-〔〕"]
    for name in names:
        for text in (folded(name), *(() if phrases else (initials(name, person=people),))):
            parts += [text[at:] for at in range(len(text))]
    return frozenset(part.encode()[:LONGEST] for part in parts if part)


def index(kind: str, found_by: Mapping[UUID, frozenset[bytes]]) -> None:
    """Let rows of a kind be found by these terms and by no others. One query when nothing has changed."""
    rows = _terms().filter(subject_id__in=found_by)
    known = {(subject, bytes(text)): pk for pk, subject, text in rows.values_list("pk", "subject_id", "text")}
    wanted = {(subject, text) for subject, texts in found_by.items() for text in texts}
    if stale := [pk for term, pk in known.items() if term not in wanted]:
        rows.filter(pk__in=stale).delete()
    if new := sorted(wanted - known.keys()):
        model = rows.model
        model.objects.bulk_create([model(kind=kind, subject_id=subject, text=text) for subject, text in new])


@dataclass(frozen=True, slots=True)
class Finds:
    """What the words are found in: `ids` of each kind, or None when they are more than `ENOUGH`; `abound` says that
    they are even more than `ABOUNDING`.
    """

    stretch: "QuerySet[Term]"
    ids: Mapping[str, frozenset[UUID]] | None
    abound: bool = False

    def among(self, rows: Rows, searched: Mapping[str, str]) -> Rows:
        """Those of the rows that are found, where `searched` leads from a kind to the path to its id."""
        alone = self.ids is not None and not any("__" in path for path in searched.values())
        if self.abound or alone:
            return rows.filter(self.condition(searched))
        # each way has an index of its own, which a choice between columns of several tables could not use
        ways = [(path, self._of(kind)) for kind, path in searched.items() if self.ids is None or self.ids.get(kind)]
        if not ways:
            return rows.none()
        found = [rows.model._base_manager.filter(**{f"{path}__in": of}).order_by().values("pk") for path, of in ways]
        return rows.filter(pk__in=found[0].union(*found[1:]) if found[1:] else found[0])

    def _of(self, kind: str) -> Any:
        return self.stretch.filter(kind=kind).values("subject_id") if self.ids is None else self.ids[kind]

    def condition(self, searched: Mapping[str, str]) -> Q:
        """What a row has to meet to be found, for a list that asks for something else beside it; as `among`."""
        met = Q()
        for kind, path in searched.items():
            if self.ids is None:
                # one row's terms at a time: EXISTS would let PostgreSQL read all that begins so first
                own = self.stretch.filter(subject_id=OuterRef(path)).values("subject_id")[:1]
                met |= Q(IsNull(Subquery(own), False))
            elif ids := self.ids.get(kind):
                met |= Q(**{f"{path}__in": ids})
        return met or Q(pk__in=())


def finds(words: str, kinds: Iterable[str]) -> Finds | None:
    """Where the words are found among the kinds, None for no words.

    One query, however many the rows; one more where more than `ENOUGH` are found.
    """
    sought = folded(words).encode()[:LONGEST]
    if not sought:
        return None
    stretch = _terms().filter(text__gte=sought, text__lt=sought + _AFTER_ALL)
    of_kinds = stretch.filter(kind__in=list(kinds)).order_by()
    found = list(of_kinds.values_list("kind", "subject_id")[: ENOUGH + 1])
    if len(found) > ENOUGH:
        return Finds(stretch, None, of_kinds[: ABOUNDING + 1].count() > ABOUNDING)
    return Finds(stretch, {kind: frozenset(pk for of, pk in found if of == kind) for kind, _ in found})


def _terms() -> "QuerySet[Term]":
    return apps.get_model("kernel", "Term").objects.all()
