"""How a page reaches a draft, and what every page of one shows."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from haizhi.applications import facts
from haizhi.applications.drafts import Clash, Page
from haizhi.applications.forms.drafted import DraftedForm
from haizhi.applications.models import Application, Printing
from haizhi.applications.queries import case, drafting
from haizhi.applications.queries.paper import printed_version
from haizhi.regulation.citations import form as of_the_form
from haizhi.regulation.findings import Finding
from haizhi.regulation.sections import Section
from haizhi.ui.requests import Asked
from haizhi.ui.wording import clock_text, moment_text


def draft_of(asked: Asked, code: str) -> Application:
    """An application that whoever asks may fill in. Raises Http404 or PermissionDenied."""
    try:
        application = drafting.draft_of(asked.actor, code)
    except Application.DoesNotExist as missing:
        raise Http404 from missing
    if not facts.may_fill_in(application, asked.actor):
        raise PermissionDenied
    return application


def if_closed(asked: Asked, application: Application) -> HttpResponse | None:
    """Where a page to fill in leads once the application is not open any more."""
    if application.stage in case.OPEN_STAGES:
        return None
    messages.info(asked, f"此件现为“{application.stage_label}”，不能再修改申报内容。")
    return HttpResponseRedirect(application.get_absolute_url())


def if_printed(asked: Asked, application: Application, back: str = "") -> HttpResponse | None:
    """Where a page to fill in leads first, when the next change makes printed paper void and nobody has said so yet.

    From there it goes on to `back`, the page itself when empty.
    """
    if _untold(asked, application) is None:
        return None
    address = reverse("applications:print_again", args=[application.code])
    return HttpResponseRedirect(f"{address}?{urlencode({'next': back or asked.get_full_path()})}")


def refused_as_printed(asked: Asked, application: Application) -> JsonResponse | None:
    """The answer to a page that saves itself and was opened before the form was printed."""
    if _untold(asked, application) is None:
        return None
    return JsonResponse({"error": "申报表已打印，修改后须重新打印、签字盖章；如需修改，请刷新本页"}, status=409)


def told_as_printed(asked: Asked, application: Application) -> tuple[Finding, ...]:
    """The same for a page that is sent whole: said once, with all that was typed kept; sent again it is saved."""
    printing = _untold(asked, application)
    if printing is None:
        return ()
    note_told(asked, application, printing)
    reason, remedy = "申报表已打印，修改后已打印的纸质件即作废", "仍要修改的，请再次保存或上传，之后重新打印、签字盖章"
    return (Finding(False, of_the_form(), reason, remedy),)


def note_told(asked: Asked, application: Application, printing: Printing) -> None:
    """Note that whoever asks was told that a change makes this print void."""
    told: dict[str, str] = asked.session.get("told_of_print", {})
    asked.session["told_of_print"] = told | {application.code: printing.digest}


def _untold(asked: Asked, application: Application) -> Printing | None:
    """The print that a change makes void, if whoever asks was not told of it."""
    printing = printed_version(application)
    told: dict[str, str] = asked.session.get("told_of_print", {})
    return None if printing is None or told.get(application.code) == printing.digest else printing


def crumbs(application: Application, *more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """The way to a page of the draft."""
    return [
        ("申报件", reverse("applications:list")),
        (application.code, application.get_absolute_url()),
        ("填写申报表", reverse("applications:edit", args=[application.code]) if more else None),
        *more,
    ]


def open_form(
    asked: Asked, application: Application, section: Section, page: Page, record: UUID | None = None
) -> dict[str, Any]:
    """What a page needs that saves itself and sees who else is at work on its section, or on one record of it."""
    return {
        "page": page,
        "presence_url": reverse("applications:presence", args=[application.code]),
        "presence_section": section.value,
        "presence_record": record,
        "owner": asked.actor.id,
    }


def clash_of(form: DraftedForm, clash: Clash, page: Page, serial: int) -> dict[str, Any]:
    """A clash as the browser is told: both texts, and what it says it has seen when its reader chooses."""
    form.show_clashes([clash])
    shown = form.clashes[0]
    return {
        "error": f"{shown.by}在您填写期间改过“{shown.label}”",
        "clash": {
            "theirs": shown.theirs,
            "value": values_shown(form, clash.field, clash.stands),
            "by": shown.by,
            "at": when(shown.at),
            "seen": str(Page(serial, page.name)),
        },
    }


def values_shown(form: DraftedForm, name: str, value: Any) -> list[str]:
    """A kept value as the controls of its field hold it."""
    field = form.fields[name]
    if isinstance(value, bool):
        return ["on"] if value else []
    shown = field.prepare_value(getattr(value, "pk", value))
    return ["" if shown is None else str(shown)]


def when(at: str) -> str:
    """A moment of a draft's marks as people read it."""
    return moment_text(datetime.fromisoformat(at))


def saved(asked: Asked, **more: Any) -> dict[str, Any]:
    """The answer to what was saved."""
    return {"saved_at": clock_text(asked.at), **more}
