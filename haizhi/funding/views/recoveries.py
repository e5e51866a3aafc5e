"""Recoveries."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from haizhi.funding import queries
from haizhi.funding.forms.checks import CHECK_FORMS
from haizhi.funding.forms.filters import RecoveryFilters
from haizhi.funding.models import OBJECTIONS, Plea, Recovery
from haizhi.funding.views.common import EVERYBODY, found, grant_crumbs, list_crumbs, paper, reads_all, trail_for
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.ui.acting import act_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_SORTS = {
    "code": "code",
    "unit": ("grant__station__unit__pinyin", "code"),
    "amount": ("amount", "code"),
    "repay_by": ("repay_by", "code"),
}
_COLUMNS = (
    Column("编号", lambda r: r.code, 14),
    Column("建站单位", lambda r: r.grant.station.unit.name, 34),
    Column("资助编号", lambda r: r.grant.code, 14),
    Column("违规支出", lambda r: r.spending.code if r.spending else "", 14),
    Column("抽查", lambda r: r.check_of.code if r.check_of else "", 14),
    Column("应追回（万元）", lambda r: r.amount, 14, money=True),
    Column("已追回（万元）", lambda r: r.repaid, 14, money=True),
    Column("已核销（万元）", lambda r: r.waived, 14, money=True),
    Column("尚欠（万元）", lambda r: r.owed if r.stage == "running" else 0, 14, money=True),
    Column("退回期限", lambda r: r.repay_by, 12),
    Column("认定的事实和理由", lambda r: r.reason, 40),
    Column("状态", lambda r: r.stage_label, 12),
)


@for_roles(EVERYBODY)
def recoveries(asked: Asked) -> HttpResponseBase:
    """Every recovery; a unit sees its own."""
    rows = queries.recoveries_of(asked.actor)
    listing = listed(asked, rows, sorts=_SORTS, default="-code", filters=RecoveryFilters)
    context = {
        "title": "经费追回",
        "crumbs": list_crumbs("", "funding:recoveries")[:1],
        "listing": listing,
        "counted": "件",
        "today": day_of(asked.at),
    }
    return list_page(asked, "funding/recoveries.html", context, _COLUMNS)


def the_recovery(asked: Asked, code: str) -> Recovery:
    """A recovery as far as whoever asks may see it. Raises Http404."""
    return found(queries.recoveries_of(asked.actor), code)


@for_roles(EVERYBODY)
def recovery(asked: Asked, code: str) -> HttpResponse:
    """One recovery: what was found, what came back, who answered for it."""
    subject = the_recovery(asked, code)
    crumbs, reads, pleas = grant_crumbs(subject.grant), reads_all(asked), list(subject.pleas.order_by("code"))
    context = case_context(asked, subject, CHECK_FORMS, subtitle=subject.code, crumbs=crumbs, due=subject.due) | {
        "repayments": list(subject.repayments.all()),
        "reads_all": reads,
        "pleas": pleas,
        "offers": _offers(asked, subject, pleas),
        "last_to_object": queries.last_day_to_object(subject),
        "accountabilities": list(subject.accountabilities.select_related("decision")) if reads else [],
    }
    context["trail"] = trail_for(asked, context["trail"])
    return render(asked, "funding/recovery.html", context)


_CREATIONS = (
    (moves.ASK_FOR_TIME, "funding:extend", "申请延期或者分期", ("running",), ("asked",)),
    (moves.OBJECT_TO_RECOVERY, "funding:dispute", "提出异议", ("running", "done"), OBJECTIONS),
)
"""What a unit may say to it: the move, its page, the button, in which stages, and which answers of its make it vain."""


def _offers(asked: Asked, subject: Recovery, pleas: list[Plea]) -> list[tuple[str, str]]:
    """The buttons of whoever may say something; whether it is in time is said on the page that they lead to."""
    roles = {post.role for post in asked.actor.grants if subject.within(post)}
    said = {plea.stage for plea in pleas}
    return [
        (url, label)
        for move, url, label, stages, vain in _CREATIONS
        if roles & move.roles and subject.stage in stages and not said.intersection(vain)
    ]


@for_roles(EVERYBODY)
def act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a recovery."""
    return act_page(asked, the_recovery(asked, code), verb, CHECK_FORMS)


@for_roles(EVERYBODY)
@require_GET
def notice(asked: Asked, code: str, form: str) -> HttpResponse:
    """The notice to the unit as PDF or DOCX."""
    subject = the_recovery(asked, code)
    return paper(queries.notice_sheet(subject), f"{subject.code}追回通知书", form)
