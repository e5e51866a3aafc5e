"""Who else is at work on the same section, and what they saved there meanwhile: asked every few seconds."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from haizhi.applications import drafts
from haizhi.applications.facts import SECTION_FIELDS
from haizhi.applications.forms.drafted import DraftedForm
from haizhi.applications.forms.sections import AnswersForm
from haizhi.applications.models import Application, Record
from haizhi.applications.queries import drafting
from haizhi.applications.views.drafting.opening import draft_of, values_shown, when
from haizhi.applications.views.drafting.records import form_of
from haizhi.fairness.encoding import canonical
from haizhi.regulation.sections import Section
from haizhi.ui.requests import Asked


@login_required
@require_POST
def presence(asked: Asked, code: str) -> HttpResponse:
    """Notes that a window has it open, and answers who else is there and what others saved; 204 when nothing changed.

    `etag` is that of the last answer.
    """
    application = draft_of(asked, code)
    try:
        section, mark = Section(asked.POST.get("section", "")), _mark_of(asked.POST.get("record", ""))
    except ValueError:
        return HttpResponse(status=400)
    page = drafts.Page.read(f"0.{asked.POST.get('page', '')}").name
    window = drafts.Page.read(f"0.{asked.POST.get('window', page)}").name
    drafts.note_presence(application, section, window, by=asked.actor, at=asked.at, record=mark)
    there = drafting.neighbours(application, by=asked.actor, window=window, at=asked.at)
    record = next((r for r in application.records.all() if r.mark == mark), None) if mark else None
    subject: Application | Record = record or application
    said = {
        "here": list(dict.fromkeys(filter(None, (_words(each, mark) for each in there if each.section is section)))),
        "serial": subject.edits.get("serial", 0),
        "changed": _changed(asked, application, record, section, page),
    }
    etag = f'"{sha256(canonical(said)).hexdigest()[:32]}"'
    unchanged = asked.POST.get("etag") == etag
    answer = HttpResponse(status=204) if unchanged else JsonResponse(said)
    answer.headers["ETag"] = etag
    return answer


def _mark_of(value: str) -> UUID | None:
    return UUID(value) if value else None


def _words(neighbour: drafting.Neighbour, mark: UUID | None) -> str:
    who = "您在另一窗口" if neighbour.is_oneself else neighbour.name
    if mark is None:
        return f"{who}也打开了这一部分"
    return f"{who}也打开了这一条" if neighbour.record == mark else ""


def _changed(
    asked: Asked, application: Application, record: Record | None, section: Section, page: str
) -> dict[str, Any]:
    """Each field of the page with the mark of another page: its serial, its value as the controls hold it."""
    subject: Application | Record = record or application
    form: DraftedForm
    if record:
        form = form_of(asked, application, record.kind, record)
    else:
        form = AnswersForm(application=application, only=SECTION_FIELDS.get(section, ()))
    return {
        name: {
            "serial": mark["serial"],
            "value": values_shown(form, name, form.initial.get(name)),
            "by": mark["by"],
            "at": when(mark["at"]),
        }
        for name, mark in subject.edits.get("fields", {}).items()
        if mark["page"] != page and name in form.fields
    }
