"""Pages of the pool of experts."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from haizhi.experts import acts, queries
from haizhi.experts.forms import EXPERT_FORMS, ExpertFilters, ExpertForm
from haizhi.experts.models import Expert
from haizhi.regulation import moves
from haizhi.regulation.roles import OFFICE_ROLES, Role
from haizhi.ui.acting import ActForm, act_page, creation_page
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked
from haizhi.ui.wording import masked_phone_text

_READERS = Expert.readers | {Role.JUDGE}
_SORTS = {"code": "code", "name": "name", "employer": "employer", "discipline": "discipline", "at": "entered_at"}

_COLUMNS = (
    Column("编号", lambda e: e.code, 14),
    Column("姓名", str, 12),
    Column("职称", lambda e: e.professional_title, 14),
    Column("学科", lambda e: e.get_discipline_display(), 14),
    Column("工作单位", lambda e: e.employer, 34),
    Column("手机号码", lambda e: masked_phone_text(e.mobile), 16),
    Column("范围", lambda e: "市内" if e.within_city else "市外", 8),
    Column("状态", lambda e: e.stage_label, 14),
)


def _only_for(asked: Asked, roles: frozenset[Role]) -> None:
    if not asked.actor.holds(*roles):
        raise PermissionDenied


def _crumbs() -> list[tuple[str, str]]:
    return [("专家", reverse("experts:list"))]


@login_required
def experts(asked: Asked) -> HttpResponseBase:
    """The pool, or one's own entry in it."""
    _only_for(asked, _READERS)
    rows = queries.experts_of(asked.actor)
    listing = listed(asked, rows, sorts=_SORTS, default="code", filters=ExpertFilters)
    context = {
        "title": "专家库",
        "listing": listing,
        "counted": "名",
        "may_enter": asked.actor.holds(*moves.ENTER_EXPERT.roles),
    }
    return list_page(asked, "experts/list.html", context, _COLUMNS, personal=True)


@login_required
def expert_new(asked: Asked) -> HttpResponse:
    """Enter an expert."""
    _only_for(asked, moves.ENTER_EXPERT.roles)

    def call(form: ActForm) -> Expert:
        return acts.enter(by=asked.actor, at=asked.at, **form.arguments())

    return creation_page(asked, moves.ENTER_EXPERT, ExpertForm, call, crumbs=_crumbs())


def _expert(asked: Asked, code: str) -> Expert:
    _only_for(asked, _READERS)
    expert = queries.experts_of(asked.actor).select_related("person").filter(code=code).first()
    if expert is None:
        raise Http404
    return expert


@login_required
def expert(asked: Asked, code: str) -> HttpResponse:
    """One expert: who they are, what they declared, what may be done."""
    subject = _expert(asked, code)
    own = asked.actor.id is not None and subject.person_id == asked.actor.id
    context = case_context(asked, subject, EXPERT_FORMS, subtitle=subject.code, crumbs=_crumbs()) | {
        "interests": queries.interests_of(subject),
        "whole_contact": own or asked.actor.holds(*OFFICE_ROLES),
    }
    return render(asked, "experts/detail.html", context)


@login_required
def expert_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on an expert."""
    return act_page(asked, _expert(asked, code), verb, EXPERT_FORMS)
