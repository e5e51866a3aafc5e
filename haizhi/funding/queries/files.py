"""Who reads the files of the books, and where they stand: whoever sees the row that they belong to."""

from collections.abc import Iterator

from haizhi.files.models import Upload
from haizhi.files.queries import Place, names_places, readable_if
from haizhi.funding.models import READERS, Check, FinalAccount, FinanceRules, Grant, Payment, Recovery, Spending
from haizhi.kernel.actor import Actor
from haizhi.kernel.subjects import Subject
from haizhi.regulation.stages import KIND_LABELS

_PLACES: tuple[tuple[type[Subject], str], ...] = (
    (FinanceRules, "upload"),
    (Grant, "basis_file"),
    (Payment, "receipt"),
    (Spending, "invoice"),
    (FinalAccount, "report"),
    (Check, "report_file"),
)


def _rows(actor: Actor, upload: Upload) -> Iterator[Subject]:
    for model, path in _PLACES:
        yield from model.objects.visible_to(actor).select_related(*model.shown_with).filter(**{path: upload})
    if actor.holds(*READERS):  # what became of whom is not the unit's to read
        decided = Recovery.objects.filter(accountabilities__decision=upload).distinct()
        yield from decided.select_related(*Recovery.shown_with)


@readable_if
def funding_files(actor: Actor, upload: Upload) -> bool:
    """Whoever sees the grant, spending, account, check … reads its files."""
    return next(_rows(actor, upload), None) is not None


@names_places
def pages_of_funding_files(actor: Actor, upload: Upload) -> Iterator[Place]:
    """The rows that a file belongs to."""
    for row in _rows(actor, upload):
        yield Place(f"{KIND_LABELS[row.kind]} {row.number}", row.get_absolute_url())
