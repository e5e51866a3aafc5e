"""What anybody can do without signing in: raise an objection or report, and follow it by its receipt."""

from axes.helpers import get_client_ip_address
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from haizhi.decisions import queries
from haizhi.decisions.acts import lodge
from haizhi.decisions.forms import FollowForm, ObjectForm
from haizhi.decisions.models import Objection, Publicity
from haizhi.kernel.actor import PUBLIC
from haizhi.kernel.door import AlreadyDone, submission
from haizhi.regulation.findings import Refused
from haizhi.regulation.publicity import objection_in_time
from haizhi.ui.requests import Asked


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
    asked.actor = PUBLIC
    publicity = _published(code)
    form = ObjectForm(asked.POST or None, asked.FILES or None, asked=asked, publicity=publicity)
    lodged = _lodged(asked, publicity, form) if asked.method == "POST" else None
    if lodged is not None:
        context = {"title": "已收到", "objection": lodged, "publicity": publicity, "crumbs": ()}
        return render(asked, "decisions/lodged.html", context)
    context = {
        "title": "提出异议或举报",
        "subtitle": publicity.heading,
        "publicity": publicity,
        "form": form,
        "in_time": bool(publicity.last_day and objection_in_time(asked.at, publicity.last_day).met),
    }
    return render(asked, "decisions/object.html", context, status=422 if form.is_bound else 200)


def _lodged(asked: Asked, publicity: Publicity, form: ObjectForm) -> Objection | None:
    """The objection that the form raised, now or when it was posted before; None when it was refused."""
    if not form.is_valid():
        return None
    origin = get_client_ip_address(asked) or ""
    try:
        with submission(form.cleaned_data.get("once")):
            return lodge(publicity, origin, by=PUBLIC, at=asked.at, **form.arguments())
    except AlreadyDone as earlier:
        return Objection.objects.get(pk=earlier.subject_id)
    except Refused as refused:
        form.show(refused)
        return None


@never_cache
def follow(asked: Asked) -> HttpResponse:
    """How a matter stands, for whoever holds its receipt."""
    form = FollowForm(asked.POST or None)
    progress = queries.progress(form.cleaned_data["receipt"]) if form.is_valid() else None
    if form.is_valid() and progress is None:
        form.add_error("receipt", "没有找到这个查询码，请核对后重新输入。")
    context = {"title": "查询异议与举报", "form": form, "progress": progress}
    return render(asked, "decisions/follow.html", context, status=422 if form.errors else 200)
