"""Who reads the files of the books, and where they stand: whoever sees the row that they belong to."""

from collections.abc import Iterator

from django.db.models import Q

from haizhi.files.models import Upload
from haizhi.files.queries import Place, names_places, readable_if
from haizhi.funding.models import READERS, Check, FinalAccount, FinanceRules, Grant, Payment, Plea, Recovery, Spending
from haizhi.kernel.actor import Actor
from haizhi.kernel.subjects import Subject
from haizhi.regulation.kinds import KIND_LABELS

_PLACES: tuple[tuple[type[Subject], tuple[str, ...]], ...] = (
    (FinanceRules, ("upload",)),
    (Grant, ("basis_file",)),
    (Payment, ("receipt",)),
    (Spending, ("invoice",)),
    (FinalAccount, ("report", "write_off_file")),
    (Check, ("report_file",)),
    (Plea, ("proof",)),
)


def _rows(actor: Actor, upload: Upload) -> Iterator[Subject]:
    for model, paths in _PLACES:
        of_it = Q(*((path, upload) for path in paths), _connector=Q.OR)
        yield from model.objects.visible_to(actor).select_related(*model.shown_with).filter(of_it)
    recoveries, of_it = Recovery.objects.visible_to(actor), Q(write_off_file=upload)
    if actor.holds(*READERS):  # what became of whom is not the unit's to read
        of_it |= Q(accountabilities__decision=upload)
    yield from recoveries.filter(of_it).select_related(*Recovery.shown_with).distinct()


@readable_if
def funding_files(actor: Actor, upload: Upload) -> bool:
    """Whoever sees the grant, spending, account, check … reads its files."""
    return next(_rows(actor, upload), None) is not None


@names_places
def pages_of_funding_files(actor: Actor, upload: Upload) -> Iterator[Place]:
    """The rows that a file belongs to."""
    for row in _rows(actor, upload):
        yield Place(f"{KIND_LABELS[row.kind]} {row.number}", row.get_absolute_url())
