"""归档: the files, the closed cases that wait to be filed, the year's index, packages handed out on record."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from haizhi.applications.models import Application
from haizhi.applications.views.cases import pdf_answer
from haizhi.archives import acts
from haizhi.archives.forms import ARCHIVE_FORMS, ArchiveFilters, ClosedFilters
from haizhi.archives.models import Archive
from haizhi.archives.queries.consulting import consultations, open_until
from haizhi.archives.queries.index import index_sheet
from haizhi.archives.queries.lists import archives_of, to_file
from haizhi.files.keeping import Unavailable, opened
from haizhi.regulation import moves
from haizhi.regulation.archiving import usual_retention
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.parameters import CONSULTATION_HOURS
from haizhi.ui.acting import act_page
from haizhi.ui.bulk import Bulk
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page, not_kept
from haizhi.ui.listing import Listing, listed
from haizhi.ui.requests import Asked

AT_ONCE = 200
"""Cases that are filed by one press of the button."""

_SORTS: dict[str, str | tuple[str, ...]] = {
    "code": "code",
    "year": ("year", "code"),
    "unit": ("application__unit__pinyin", "code"),
    "filed_at": ("filed_at", "code"),
}
_CLOSED_SORTS: dict[str, str | tuple[str, ...]] = {
    "code": "code",
    "unit": ("unit__pinyin", "code"),
    "stage": ("stage", "code"),
}

_COLUMNS = (
    Column("档号", lambda a: a.code, 16),
    Column("题名", lambda a: a.title, 40),
    Column("申报编号", lambda a: a.application.code, 16),
    Column("年度", lambda a: a.year, 8),
    Column("办结情况", lambda a: a.application.stage_label, 14),
    Column("保管期限", lambda a: a.get_retention_display(), 10),
    Column("归档时间", lambda a: a.filed_at, 18),
    Column("状态", lambda a: a.stage_label, 10),
)
_CLOSED_COLUMNS = (
    Column("申报编号", lambda a: a.code, 16),
    Column("申报单位", lambda a: a.unit.name, 34),
    Column("年度", lambda a: a.call.year, 8),
    Column("办结情况", lambda a: a.stage_label, 14),
    Column("保管期限", lambda a: usual_retention(a.stage).label, 10),
)


def _crumbs() -> list[tuple[str, str]]:
    return [("归档", reverse("archives:list"))]


@login_required
def archives(asked: Asked) -> HttpResponseBase:
    """Every file, and how many closed cases wait to be filed."""
    _only_readers(asked)
    listing = listed(asked, archives_of(asked.actor), sorts=_SORTS, default="-code", filters=ArchiveFilters)
    context = {"title": "归档", "listing": listing, "counted": "卷", "waiting": to_file(asked.actor).count()}
    return list_page(asked, "archives/list.html", context, _COLUMNS)


def _only_readers(asked: Asked) -> None:
    if not asked.actor.holds(*Archive.readers):
        raise PermissionDenied


@login_required
@require_safe
def index(asked: Asked) -> HttpResponse:
    """案卷目录 of what the list shows, as PDF."""
    _only_readers(asked)
    listing = listed(asked, archives_of(asked.actor), sorts=_SORTS, default="code", filters=ArchiveFilters)
    conditions = listing.form.conditions() if listing.form else []
    return pdf_answer(index_sheet(listing.rows, conditions, asked.at), "案卷目录.pdf")


def _archive(asked: Asked, code: str) -> Archive:
    _only_readers(asked)
    found = archives_of(asked.actor).prefetch_related("packages").filter(code=code).first()
    if found is None:
        raise Http404
    return found


@login_required
def detail(asked: Asked, code: str) -> HttpResponse:
    """One file: what it holds, its packages, how long it is kept, who took it."""
    subject = _archive(asked, code)
    packages = list(subject.packages.all())[::-1]
    context = case_context(asked, subject, ARCHIVE_FORMS, subtitle=subject.code, crumbs=_crumbs())
    context |= {
        "packages": packages,
        "items": list(packages[0].items.all()) if packages else [],
        "open_until": open_until(context["trail"], asked.actor, asked.at),
    }
    return render(asked, "archives/detail.html", context)


@login_required
def archive_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a file."""
    return act_page(asked, _archive(asked, code), verb, ARCHIVE_FORMS)


@login_required
@require_safe
def package(asked: Asked, code: str, serial: int) -> HttpResponseBase:
    """A package, for whoever asked for it on record within the last day."""
    subject = _archive(asked, code)
    found = subject.packages.filter(serial=serial, erased_at=None).first()
    if found is None:
        raise Http404
    if open_until(consultations(subject), asked.actor, asked.at) is None:
        reason = f"还没有登记调阅，或登记已满 {CONSULTATION_HOURS.value} 小时"
        remedy = "请在案卷页办理“调阅案卷”，写明用途后再下载。"
        finding = Finding(False, moves.CONSULT_FILE.cite, reason, remedy)
        context = {"title": "下载前请登记调阅", "subject": subject, "refused": [finding], "crumbs": _crumbs()}
        return render(asked, "archives/closed.html", context, status=403)
    found.archive = subject
    try:
        content = opened(found.stored_at)
    except Unavailable:
        return render(asked, "files/away.html", {"title": "文件暂时取不到"}, status=503)
    return not_kept(FileResponse(content, as_attachment=True, filename=found.name, content_type="application/zip"))


# Filing several at once


@login_required
def filing(asked: Asked) -> HttpResponseBase:
    """归档: choose closed cases, see how each would be kept, then each by an act of its own."""
    if not asked.actor.holds(*moves.FILE_CASE.roles):
        raise PermissionDenied
    rows = to_file(asked.actor)
    gone = Finding(False, None, "已经归档或不再是办结状态", "请在归档列表中查看。")
    bulk = Bulk(rows, "application", "申报件", "件", AT_ONCE, gone)
    if "apply" in asked.POST:
        return _applied(asked, bulk)
    listing = listed(asked, rows, sorts=_CLOSED_SORTS, default="code", filters=ClosedFilters)
    if asked.method != "POST":
        return _choice(asked, listing)
    try:
        picked = bulk.picked(asked, listing)
    except Refused as refused:
        return _choice(asked, listing, *refused.findings)
    checked = [_Preview(each, asked) for each in picked]
    context = _filing_context() | {"picked": checked, "ready": sum(not each.findings for each in checked)}
    return render(asked, "archives/check.html", context)


def _filing_context() -> dict[str, Any]:
    return {"title": "办结案卷归档", "crumbs": [*_crumbs(), ("办结案卷归档", None)]}


class _Preview:
    """A closed case with how it would be kept and what stands against filing it."""

    def __init__(self, application: Application, asked: Asked) -> None:
        self.application = application
        self.retention = usual_retention(application.stage)
        self.findings = unmet(*acts.to_be_filed(application, asked.actor, asked.at))


def _choice(asked: Asked, listing: Listing[Application], *refused: Finding) -> HttpResponseBase:
    rows = [(application, usual_retention(application.stage).label) for application in listing]
    context = _filing_context() | {
        "listing": listing,
        "counted": "件",
        "back_url": reverse("archives:list"),
        "rows": rows,
        "refused": refused,
    }
    if refused:
        return render(asked, "archives/file.html", context, status=422)
    return list_page(asked, "archives/file.html", context, _CLOSED_COLUMNS)


def _applied(asked: Asked, bulk: Bulk[Application]) -> HttpResponse:
    def file(application: Application) -> None:
        acts.file(application, by=asked.actor, at=asked.at, retention=usual_retention(application.stage).value)

    results = bulk.carried_out(asked, file)
    codes = [result.code for result in results]
    filed = {each.application.code: each for each in archives_of(asked.actor).filter(application__code__in=codes)}
    rows = [(result, filed.get(result.code)) for result in results]
    return render(asked, "archives/done.html", _filing_context() | {"rows": rows})
