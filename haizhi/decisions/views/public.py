"""What anybody can do without signing in: raise an objection or report, follow it by its receipt and add to it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from haizhi.decisions import queries
from haizhi.decisions.acts import lodge, supplement
from haizhi.decisions.forms import FollowForm, ObjectForm, SupplementForm
from haizhi.decisions.models import Objection, Publicity
from haizhi.kernel.actor import PUBLIC
from haizhi.kernel.door import AlreadyDone, submission
from haizhi.kernel.limits import TooOften
from haizhi.regulation.findings import Refused
from haizhi.regulation.publicity import objection_in_time
from haizhi.ui.refusals import later
from haizhi.ui.requests import Asked, origin_of


def _published(code: str) -> Publicity:
    publicity = Publicity.objects.visible_to(PUBLIC).filter(code=code).first()
    if publicity is None:
        raise Http404
    return publicity


@never_cache
def object_to(asked: Asked, code: str) -> HttpResponse:
    """Raise an objection or report against a unit of a 公示; the answer shows the receipt once.

    Whoever is signed in raises it as one of the public: neither act nor upload names an account.
    """
    return _raising(asked, _published(code))


@never_cache
def report(asked: Asked) -> HttpResponse:
    """Report fraud of a unit outside any 公示; whether that unit has applied is not told."""
    return _raising(asked, None)


def _raising(asked: Asked, publicity: Publicity | None) -> HttpResponse:
    asked.actor = PUBLIC
    form = ObjectForm(asked.POST or None, asked.FILES or None, asked=asked, publicity=publicity)
    context: dict[str, Any] = {
        "title": "提出异议或举报" if publicity else "举报",
        "subtitle": publicity.heading if publicity else "反映海智工作站申报单位和建站单位弄虚作假、违纪违法问题",
        "publicity": publicity,
        "form": form,
        "in_time": bool(publicity and publicity.last_day and objection_in_time(asked.at, publicity.last_day).met),
    }
    try:
        lodged = _lodged(asked, publicity, form) if asked.method == "POST" else None
    except TooOften as refused:
        form.add_error(None, str(refused))
        return later(render(asked, "decisions/object.html", context), refused, asked.at)
    if lodged is not None:
        context = {"title": "已收到", "objection": lodged, "publicity": publicity, "crumbs": ()}
        return render(asked, "decisions/lodged.html", context)
    return render(asked, "decisions/object.html", context, status=422 if form.is_bound else 200)


def _lodged(asked: Asked, publicity: Publicity | None, form: ObjectForm) -> Objection | None:
    """The objection that the form raised, now or when it was posted before; None when it was refused."""
    if not form.is_valid():
        return None
    try:
        with submission(form.cleaned_data.get("once")):
            return lodge(publicity, origin_of(asked), by=PUBLIC, at=asked.at, **form.arguments())
    except AlreadyDone as earlier:
        return Objection.objects.get(pk=earlier.subject_id)
    except TooOften:
        raise
    except Refused as refused:
        form.show(refused)
        return None


@never_cache
def follow(asked: Asked) -> HttpResponse:
    """How a matter stands, for whoever holds its receipt."""
    asked.actor = PUBLIC
    form = FollowForm(asked.POST or None)
    found = queries.matter(form.cleaned_data["receipt"]) if form.is_valid() else None
    if form.is_valid() and found is None:
        form.add_error("receipt", "没有找到这个查询码，请核对后重新输入。")
    more = SupplementForm(asked=asked, initial={"receipt": found.receipt}) if found else None
    return _following(asked, form, found, more, status=422 if form.errors else 200)


@never_cache
@require_POST
def add(asked: Asked) -> HttpResponse:
    """Add to a matter with its receipt: an answer to a question of the Office, or more."""
    asked.actor = PUBLIC
    form = FollowForm(asked.POST)
    found = queries.matter(form.cleaned_data["receipt"]) if form.is_valid() else None
    if found is None:
        form.add_error("receipt", "没有找到这个查询码，请核对后重新输入。")
        return _following(asked, form, None, None, status=422)
    more = SupplementForm(asked.POST, asked.FILES, asked=asked)
    pause: TooOften | None = None
    if more.is_valid():
        try:
            with submission(more.cleaned_data.get("once")):
                supplement(found, by=PUBLIC, at=asked.at, **more.arguments())
        except AlreadyDone:
            pass
        except TooOften as refused:
            more.add_error(None, str(refused))
            pause = refused
        except Refused as refused:
            more.show(refused)
    if more.errors:
        page = _following(asked, form, found, more, status=422)
        return later(page, pause, asked.at) if pause else page
    messages.success(asked, "补充的内容已收到。")
    fresh = SupplementForm(asked=asked, initial={"receipt": found.receipt})
    return _following(asked, form, found, fresh, status=200)


def _following(
    asked: Asked, form: FollowForm, found: Objection | None, more: SupplementForm | None, *, status: int
) -> HttpResponse:
    progress = queries.progress(found) if found else None
    context = {
        "title": "查询异议与举报",
        "form": form,
        "form_url": reverse("decisions:follow"),
        "progress": progress,
        "more": more if progress and progress.takes_more else None,
    }
    return render(asked, "decisions/follow.html", context, status=status)
