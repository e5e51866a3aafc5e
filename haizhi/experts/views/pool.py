"""The list of experts, and one of them."""

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from haizhi.experts import acts, queries
from haizhi.experts.facts import waits_for_password, welcome_token
from haizhi.experts.forms import EXPERT_FORMS, ExpertFilters, ExpertForm
from haizhi.experts.models import Expert
from haizhi.regulation import moves
from haizhi.regulation.roles import OFFICE_ROLES, Role
from haizhi.ui.acting import ActForm, act_page, creation_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.listing import Listing, listed
from haizhi.ui.requests import Asked
from haizhi.ui.templatetags.ui import query_of

READERS = Expert.readers | {Role.JUDGE}
_SORTS = {
    "code": "code",
    "name": "pinyin",
    "employer": "employer",
    "discipline": ("discipline_place", "discipline"),
    "at": "entered_at",
}


def crumbs(asked: Asked, *further: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page of the pool, from the list on for those who may see it."""
    return [*([("专家", reverse("experts:list"))] if asked.actor.holds(*READERS) else []), *further]


def listing_of(asked: Asked) -> Listing[Expert]:
    """The experts that the query string asks for."""
    return listed(asked, queries.experts_of(asked.actor), sorts=_SORTS, default="code", filters=ExpertFilters)


@for_roles(READERS)
def experts(asked: Asked) -> HttpResponseBase:
    """The pool; an expert is led to the own entry."""
    watching = asked.actor.holds(*Expert.readers)
    if asked.GET.get("export") and asked.actor.holds(*moves.TAKE_LOOK.roles):
        return HttpResponseRedirect(reverse("experts:export") + query_of(asked, export=None, page=None))
    own = None if watching else queries.experts_of(asked.actor).first()
    if own is not None:
        return HttpResponseRedirect(own.get_absolute_url())
    context = {
        "title": "专家库" if watching else "专家资料",
        "listing": listing_of(asked),
        "counted": "名",
        "may_take": asked.actor.holds(*moves.TAKE_LOOK.roles),
        "may_enter": asked.actor.holds(*moves.ENTER_EXPERT.roles),
    }
    return render(asked, "experts/list.html", context)


@for_roles(moves.ENTER_EXPERT.roles)
def expert_new(asked: Asked) -> HttpResponse:
    """Enter an expert."""

    def call(form: ActForm) -> Expert:
        return acts.enter(by=asked.actor, at=asked.at, **form.arguments())

    return creation_page(asked, moves.ENTER_EXPERT, ExpertForm, call, crumbs=crumbs(asked, ("专家入库", "")))


def found(asked: Asked, code: str) -> Expert:
    """The expert with the code, as far as whoever asks may see it. Raises Http404."""
    expert = (
        queries.experts_of(asked.actor).select_related("person").prefetch_related("absences").filter(code=code).first()
    )
    if expert is None:
        raise Http404
    return expert


@for_roles(READERS)
def expert(asked: Asked, code: str) -> HttpResponse:
    """One expert: who they are, what they declared, what may be done."""
    subject = found(asked, code)
    own = asked.actor.id is not None and subject.person_id == asked.actor.id
    office = asked.actor.holds(*OFFICE_ROLES)
    path = reverse("experts:welcome", args=[welcome_token(subject)]) if waits_for_password(subject) else ""
    context = case_context(asked, subject, EXPERT_FORMS, subtitle=subject.code, crumbs=crumbs(asked)) | {
        "own": own,
        "shown": queries.shown(subject, whole=own),
        "interests": queries.interests_of(subject),
        "absences": subject.absences.all(),
        "may_read_corrections": own or office,
        "may_look": office and subject.stage != "erased",
        "may_correct": own and subject.stage in ("active", "suspended"),
        "welcome_link": asked.build_absolute_uri(path) if path and office else "",
    }
    return render(asked, "experts/detail.html", context)


@for_roles(READERS)
def expert_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on an expert."""
    return act_page(asked, found(asked, code), verb, EXPERT_FORMS)
