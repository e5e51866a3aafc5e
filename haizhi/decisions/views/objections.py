"""Objections and reports, as the Office and 纪检 see them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from haizhi.decisions import queries
from haizhi.decisions.acts import enter_objection, unseal
from haizhi.decisions.forms import OBJECTION_FORMS, EnterForm, ObjectionFilters, UnsealForm
from haizhi.decisions.models import Objection, Publicity
from haizhi.decisions.views.access import found, only_for
from haizhi.kernel.door import creation_against
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.ui.acting import ActForm, act_page, carry_out, creation_page
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_SORTS = {"code": "code", "lodged_at": "lodged_at", "unit": "application__unit__name", "due": "due_on"}

_COLUMNS = (
    Column("受理编号", lambda o: o.code, 16),
    Column("被反映单位", lambda o: o.unit_name, 34),
    Column("类别", lambda o: o.get_sort_display(), 10),
    Column("提出方式", lambda o: o.get_channel_display(), 10),
    Column("匿名", lambda o: o.anonymous, 8),
    Column("提出时间", lambda o: o.lodged_at, 18),
    Column("办理期限", lambda o: o.due, 12),
    Column("状态", lambda o: o.stage_label, 14),
)


def _crumbs() -> list[tuple[str, str]]:
    return [("异议与举报", reverse("decisions:objections"))]


@login_required
def objections(asked: Asked) -> HttpResponseBase:
    """Every objection and report."""
    only_for(asked, Objection.readers)
    rows = queries.objections_of(asked.actor)
    listing = listed(asked, rows, sorts=_SORTS, default="-lodged_at", filters=ObjectionFilters)
    context = {
        "title": "异议与举报",
        "listing": listing,
        "counted": "件",
        "may_enter": asked.actor.holds(*moves.ENTER_OBJECTION.roles),
        "published": Publicity.objects.visible_to(asked.actor).filter(stage="running").order_by("-published_at")[:5],
    }
    return list_page(asked, "decisions/objections.html", context, _COLUMNS)


@login_required
def objection_new(asked: Asked) -> HttpResponse:
    """Enter what came by letter, by telephone or in person; `?publicity=` where it speaks to one."""
    only_for(asked, moves.ENTER_OBJECTION.roles)

    def call(form: ActForm) -> Subject:
        publicity = form.publicity if isinstance(form, EnterForm) else None
        return enter_objection(publicity, by=asked.actor, at=asked.at, **form.arguments())

    return creation_page(asked, moves.ENTER_OBJECTION, EnterForm, call, crumbs=_crumbs())


def _objection(asked: Asked, code: str) -> Objection:
    only_for(asked, Objection.readers)
    return found(queries.objections_of(asked.actor).select_related("attachment"), code)


@login_required
def objection(asked: Asked, code: str) -> HttpResponse:
    """One objection: what is raised, what was found, who looked at who raised it."""
    subject = _objection(asked, code)
    queries.read_whole(subject, asked.actor)
    against = subject.application.objections.all() if subject.application else []
    context = case_context(
        asked, subject, OBJECTION_FORMS, subtitle=subject.code, crumbs=_crumbs(), due=subject.due
    ) | {
        "others": [matter for matter in against if matter.pk != subject.pk],
        "evidence": queries.evidence_of(subject),
        "entries": queries.entries_of(subject),
        "may_put": asked.actor.holds(*moves.PUT_INQUIRY.roles)
        and not creation_against(moves.PUT_INQUIRY, subject, asked.actor, asked.at),
        "handed_out": subject.entered_by and subject.stage == "lodged",
        "stays_frozen": subject.stage == "found" and not subject.upheld and queries.stays_frozen(subject),
    }
    context["looks"] = [act for act in context["trail"] if act.verb == moves.UNSEAL.name]
    context["panels"] = [panel for panel in context["panels"] if panel.move is not moves.SUPPLEMENT]
    return render(asked, "decisions/objection.html", context)


@login_required
def objection_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on an objection."""
    return act_page(asked, _objection(asked, code), verb, OBJECTION_FORMS)


@login_required
@never_cache
def objection_identity(asked: Asked, code: str) -> HttpResponse:
    """Who lodged it: shown once, in the answer to the act that puts the look on record."""
    subject = _objection(asked, code)
    if asked.method != "POST":
        return act_page(asked, subject, moves.UNSEAL.verb, OBJECTION_FORMS)
    looked: list[Objection] = []

    def call(form: ActForm) -> Subject:
        looked.append(unseal(subject, by=asked.actor, at=asked.at, **form.arguments()))
        return subject

    form = UnsealForm(asked.POST, asked=asked, subject=subject)
    answer = carry_out(asked, moves.UNSEAL, form, call, subject=subject)
    if not looked:
        return answer
    context = {
        "title": "提出人身份",
        "subtitle": f"{subject.title}　{subject.code}",
        "crumbs": [*_crumbs(), (subject.code, subject.get_absolute_url())],
        "subject": subject,
        "identity": queries.identity(subject),
    }
    return render(asked, "decisions/identity.html", context)
