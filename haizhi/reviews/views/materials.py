"""What a judge reads of a unit: by indicator, with whose copy it is on every page; each look is on record."""

from io import BytesIO
from typing import IO
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from haizhi.applications.facts import version_of
from haizhi.applications.models import Material
from haizhi.applications.queries.paper import enclosures_of, form_of
from haizhi.documents.forms import form_pdf
from haizhi.documents.raster import Unreadable
from haizhi.documents.watermarks import laid_over, watermark
from haizhi.files import papers
from haizhi.files.isolation import Unanswered
from haizhi.regulation.findings import Refused, unmet
from haizhi.regulation.roles import Role
from haizhi.reviews import acts, queries
from haizhi.reviews.facts import may_open, seat_of, session_rules
from haizhi.reviews.forms import OpeningFilters, OpeningForm
from haizhi.reviews.models import Opening, Seat, Turn
from haizhi.reviews.views.access import crumbs, only_for, the_session, the_turn
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.reads import LOOK
from haizhi.ui.requests import Asked

_PDF = "application/pdf"
_OPENINGS = (
    Column("时间", lambda o: o.at, 18),
    Column("席位", lambda o: o.seat.serial, 8),
    Column("评委", lambda o: o.seat.name, 12),
    Column("申报单位", lambda o: str(o.turn), 32),
    Column("查阅内容", lambda o: o.get_what_display(), 14),
    Column("名称", lambda o: o.name, 32),
    Column("文件校验值（SHA-256）", lambda o: o.sha256, 64),
)


@login_required
def materials(asked: Asked, code: str, application: str) -> HttpResponse:
    """What there is to read of a unit; a POST opens one of it, which is put on record, and leads to it."""
    turn, seat = _own_turn(asked, code, application)
    against = unmet(*may_open(turn, seat))
    form = OpeningForm(asked.POST or None, turn=turn, rules=session_rules(turn.session))
    status = 200
    if asked.method == "POST":
        status = 422
        if form.is_valid():
            try:
                opening = acts.open_material(turn, by=asked.actor, at=asked.at, **form.arguments())
            except Refused as refused:
                against = refused.findings
            else:
                return HttpResponseRedirect(opening.get_absolute_url())
    context = {
        "title": str(turn),
        "subtitle": f"{application}　评审材料",
        "crumbs": _way(turn),
        "turn": turn,
        "findings": against,
        "form": form,
        "files": [] if against else queries.files_of(turn),
        "originals": form.originals,
    }
    return render(asked, "reviews/materials.html", context, status=status)


def _own_turn(asked: Asked, code: str, application: str) -> tuple[Turn, Seat | None]:
    only_for(asked, {Role.JUDGE})
    turn = the_turn(asked, code, application)
    return turn, seat_of(turn.session, asked.actor.id)


def _way(turn: Turn) -> list[tuple[str, str]]:
    code = turn.session.code
    return [*crumbs(turn.session), ("评委事项", reverse("reviews:sitting", args=[code]))]


@login_required
@require_GET
def opening(asked: Asked, code: str, pk: UUID) -> HttpResponseBase:
    """What a judge opened, for the time that one look takes; every page says whose copy it is and since when."""
    only_for(asked, {Role.JUDGE})
    found = queries.openings_of(the_session(asked, code), asked.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    turn = found.turn
    landing = reverse("reviews:materials", args=[code, turn.application.code])
    over = asked.at >= found.at + LOOK  # whoever reads on opens the paper again, and that is on record too
    if over or unmet(*may_open(turn, seat_of(turn.session, asked.actor.id))):
        return HttpResponseRedirect(landing)
    if found.what == Opening.What.INDICATORS:
        return _indicators(asked, found, landing)
    try:
        return _paper(found)
    except (Unanswered, Unreadable, OSError):
        context = {"title": "暂时无法打开", "subtitle": found.name, "crumbs": _way(turn), "name": found.name}
        return render(asked, "reviews/unreadable.html", context | {"back_url": landing}, status=503)


def _indicators(asked: Asked, found: Opening, landing: str) -> HttpResponse:
    application = queries.application_of(found.turn, "materials", "records")
    rules = session_rules(found.turn.session)
    context = {
        "title": str(found.turn),
        "subtitle": f"{application.code}　评审材料",
        "crumbs": [*_way(found.turn), ("评审材料", landing)],
        "copy": queries.copy_of(found),
        "landing": landing,
        "materials": queries.materials_of(application),
        "originals": rules is not None and rules.originals,
    }
    response = render(asked, "reviews/indicators.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _paper(found: Opening) -> HttpResponseBase:
    """The file that was opened. Raises Http404 when it is no longer handed in, and as `papers.watermarked`."""
    mark = watermark(queries.copy_of(found), found.at)
    if found.what in (Opening.What.FORM, Opening.What.DOSSIER):
        return _shown(_form_or_dossier(found, mark), f"{found.turn.application.code}{found.name}.pdf")
    material = next((line.material for line in queries.files_of(found.turn) if _is_file(line.material, found)), None)
    if material is None:
        raise Http404
    upload = material.upload
    if found.what == Opening.What.ORIGINAL:
        return FileResponse(upload.open(), as_attachment=True, filename=upload.name, content_type=upload.media_type)
    return _shown(papers.watermarked(upload, mark), f"{upload.name}.pdf")


def _is_file(material: Material, found: Opening) -> bool:
    return (material.upload.sha256, material.upload.name) == (found.sha256, found.name)


def _form_or_dossier(found: Opening, mark: bytes) -> IO[bytes]:
    application = queries.application_of(found.turn)
    version = version_of(application, found.at)
    form = form_pdf(form_of(application, version))
    if found.what == Opening.What.FORM:
        into = BytesIO()
        laid_over(form, _PDF, mark, into)
        into.seek(0)
        return into
    title = f"{application.unit.name}重庆海智工作站申报材料"
    number = f"申报编号 {application.code}"
    with papers.dossier(form, enclosures_of(application), title=title, number=number, made_at=version.at) as bound:
        return papers.watermarked(bound, mark)


def _shown(content: IO[bytes], name: str) -> FileResponse:
    response = FileResponse(content, content_type=_PDF)
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
def openings(asked: Asked, code: str) -> HttpResponseBase:
    """Who opened what and when: for 纪检 and the auditor."""
    only_for(asked, Opening.readers)
    subject = the_session(asked, code)
    rows = queries.openings_of(subject, asked.actor)
    listing = listed(
        asked,
        rows,
        sorts={"at": "at", "seat": "seat__serial", "unit": "turn__application__unit__name"},
        default="-at",
        filters=OpeningFilters,
    )
    context = {
        "title": "材料查阅记录",
        "subtitle": subject.name,
        "crumbs": crumbs(subject),
        "subject": subject,
        "listing": listing,
        "counted": "次",
    }
    return list_page(asked, "reviews/openings.html", context, _OPENINGS, personal=True)
