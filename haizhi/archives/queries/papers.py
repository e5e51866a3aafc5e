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
from haizhi.decisions.queries import letter_paper, notice_paper, official_paper
from haizhi.documents.certificates import certificate_pdf
from haizhi.documents.forms import ApplicationForm, form_pdf
from haizhi.documents.official import Official, official_pdf
from haizhi.documents.sheets import Sheet, sheet_pdf
from haizhi.kernel.models import Act
from haizhi.regulation.civil_time import day_of, end_of_day
from haizhi.stations.models import Station
from haizhi.stations.queries import certificate

OFFICE, ISSUERS = "重庆海智办", "市科协、市人力社保局"


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
    yield from _of_the_decision(application)


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


def _of_the_decision(application: Application) -> Iterator[Paper]:
    """What was published, issued and written on it; the party group's list speaks of others and stays with it."""
    for letter in application.result_letters.filter(stage="sent").select_related("application__unit"):
        yield _official("结果告知书", OFFICE, letter_paper(letter, letter.sent_at or letter.prepared_at), letter.code)
    for publicity in application.publicities.filter(published_at__isnull=False).order_by("published_at"):
        if publicity.published_at:
            yield _official("公示", OFFICE, notice_paper(publicity, publicity.published_at), publicity.code)
    for document in application.documents.filter(stage="issued").order_by("issued_on"):
        if document.issued_on:
            at = end_of_day(document.issued_on)
            yield _official("联合发文", ISSUERS, official_paper(document, at), document.document_number)
    for station in Station.objects.filter(application=application).select_related("unit"):
        made = partial(certificate_pdf, certificate(station, end_of_day(station.awarded_on)))
        yield Paper("工作站证书", OFFICE, station.awarded_on, made, station.code)


def _official(title: str, author: str, paper: Official, reference: str) -> Paper:
    dated = paper.dated or day_of(paper.made_at)
    return Paper(title, author, dated, partial(official_pdf, paper), reference)
