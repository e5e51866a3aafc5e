"""The papers that were printed or issued on a case, made again from what they were made of."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from haizhi.applications.facts import Version, printing_of
from haizhi.applications.models import Application
from haizhi.applications.queries.checking import receipts_of
from haizhi.applications.queries.notices import notice_sheet, notices_in
from haizhi.applications.queries.paper import form_of
from haizhi.applications.queries.sheets import receipt_sheet
from haizhi.documents.forms import ApplicationForm, form_pdf
from haizhi.documents.sheets import Sheet, sheet_pdf
from haizhi.kernel.models import Act
from haizhi.regulation.civil_time import day_of

OFFICE = "重庆海智办"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: what it is, whose, of which day, how its PDF/A is made, its number."""

    title: str
    author: str
    dated: date
    made: Callable[[], bytes]
    reference: str = ""


def papers_of(application: Application) -> Iterator[Paper]:
    """The papers of the case, in the order of the procedure."""
    yield from _forms(application)
    yield from _of_the_check(application)


def _forms(application: Application) -> Iterator[Paper]:
    """The form in every version that was handed in."""
    submissions = list(application.submissions.all())
    for each in submissions:
        printing = printing_of(application, each.digest)
        version = Version(each.content, each.digest, printing.at if printing else each.at, official=True)
        again = f"（第{each.serial}次提交）" if len(submissions) > 1 else ""
        form: ApplicationForm = form_of(application, version)
        made = partial(form_pdf, form)
        yield Paper(f"申报表{again}", application.unit.name, day_of(each.at), made, application.code)


def _of_the_check(application: Application) -> Iterator[Paper]:
    for view in receipts_of(application):
        yield _sheet("纸质申报材料签收回执", day_of(view.receipt.at), receipt_sheet(view, application))
    trail = list(Act.objects.filter(subject_id=application.pk).order_by("-entry_id"))
    for notice in reversed(notices_in(trail)):
        yield _sheet(notice.title, day_of(notice.act.at), notice_sheet(notice, application))


def _sheet(title: str, dated: date, sheet: Sheet) -> Paper:
    return Paper(title, OFFICE, dated, partial(sheet_pdf, sheet), sheet.number)
