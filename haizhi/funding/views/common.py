"""What the pages about money share: who is let in, how a row is found, how a paper is answered."""

from typing import TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header

from haizhi.documents.sheets import Sheet, sheet_pdf
from haizhi.documents.word import sheet_docx
from haizhi.funding.models import READERS, Grant
from haizhi.kernel.models import Act
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.roles import UNIT_ROLES
from haizhi.ui.requests import Asked

EVERYBODY = READERS | UNIT_ROLES
"""Who opens any of these pages; which rows they see is the querysets' answer."""

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

Crumbs = list[tuple[str, str]]

S = TypeVar("S", bound=Subject)


def found(rows: QuerySet[S], code: str) -> S:
    """The row with this code among those that may be seen. Raises Http404."""
    row = rows.filter(code=code).first()
    if row is None:
        raise Http404
    return row


def list_crumbs(label: str, name: str) -> Crumbs:
    """The way back to a list."""
    return [("经费", reverse("funding:list")), (label, reverse(name))]


def grant_crumbs(grant: Grant) -> Crumbs:
    """The way back to a grant."""
    return [
        ("经费资助", reverse("funding:list")),
        (f"{grant.code} {grant.station.unit.name}", grant.get_absolute_url()),
    ]


def paper(sheet: Sheet, name: str, form: str = "pdf") -> HttpResponse:
    """A sheet as PDF to look at, or as a Word document to save. No cache keeps it."""
    word = form == "docx"
    response = HttpResponse(
        sheet_docx(sheet) if word else sheet_pdf(sheet), content_type=_WORD if word else "application/pdf"
    )
    response["Content-Disposition"] = content_disposition_header(word, f"{name}.{form}") or "inline"
    response["Cache-Control"] = "private, no-store"
    return response


def reads_all(asked: Asked) -> bool:
    """Whether whoever asks reads the books of every station."""
    return asked.actor.holds(*READERS)


def trail_for(asked: Asked, trail: list[Act]) -> list[Act]:
    """A trail as whoever asks may read it: who answered for a misuse, and what led to a check, the unit is not told."""
    return trail if reads_all(asked) else [act for act in trail if act.verb not in _INSIDE]


_INSIDE = {moves.ACCOUNT_RECOVERY.name, moves.OPEN_CHECK.name}
