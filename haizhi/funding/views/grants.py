"""Grants and payments."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from haizhi.documents.spreadsheet import Sheet
from haizhi.funding import acts, queries
from haizhi.funding.forms.checks import RecoveryForm
from haizhi.funding.forms.filters import GrantFilters
from haizhi.funding.forms.grants import GRANT_FORMS, PaymentForm, ProposeGrantForm
from haizhi.funding.forms.rules import AccountForm, DrawUpForm
from haizhi.funding.models import Budget, Grant
from haizhi.funding.queries.grants import lines_of
from haizhi.funding.views.common import EVERYBODY, Crumbs, found, grant_crumbs, paper, reads_all, trail_for
from haizhi.regulation import moves
from haizhi.regulation.funding import PURPOSES, GrantKind
from haizhi.regulation.moves import Move
from haizhi.ui.acting import act_page, creation_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, exported, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_SORTS = {
    "code": "code",
    "unit": ("station__unit__pinyin", "code"),
    "year": ("budget__year", "code"),
    "amount": "amount",
    "paid": "paid",
    "spent": "spent",
}
_COLUMNS = (
    Column("编号", lambda g: g.code, 14),
    Column("年度", lambda g: g.budget.year, 8),
    Column("建站单位", lambda g: g.station.unit.name, 34),
    Column("工作站编号", lambda g: g.station.code, 14),
    Column("类别", lambda g: g.get_sort_display(), 20),
    Column("资助（万元）", lambda g: g.amount, 14, money=True),
    Column("已拨付（万元）", lambda g: g.paid, 14, money=True),
    Column("待确认支出（万元）", lambda g: g.reserved, 16, money=True),
    Column("已确认支出（万元）", lambda g: g.spent, 16, money=True),
    Column("违规使用（万元）", lambda g: g.misused, 14, money=True),
    Column("已追回（万元）", lambda g: g.recovered, 14, money=True),
    Column("退回结余（万元）", lambda g: g.returned, 14, money=True),
    Column("核销（万元）", lambda g: g.lost + g.waived, 14, money=True),
    Column("账面结存（万元）", lambda g: g.balance.held, 14, money=True),
    Column("资助依据", lambda g: g.basis, 34),
    Column("依据日期", lambda g: g.basis_on, 12),
    Column("状态", lambda g: g.stage_label, 12),
)
_BOOK = (
    Column("序号", lambda x: x.movement.serial, 6),
    Column("日期", lambda x: x.movement.day, 12),
    Column("事项", lambda x: x.movement.get_sort_display(), 14),
    Column("凭据", lambda x: x.movement.source, 24),
    Column("摘要", lambda x: x.movement.text, 40),
    Column("金额（万元）", lambda x: x.movement.amount, 14, money=True),
    Column("账户收入（万元）", lambda x: x.came, 14, money=True),
    Column("账户支出（万元）", lambda x: x.went, 14, money=True),
    Column("账面结存（万元）", lambda x: x.held, 14, money=True),
    Column("入账时间", lambda x: x.movement.at, 18),
)


def _crumbs() -> Crumbs:
    return [("经费资助", reverse("funding:list"))]


@for_roles(EVERYBODY)
def grants(asked: Asked) -> HttpResponseBase:
    """Every grant; a unit sees its own."""
    listing = listed(asked, queries.grants_of(asked.actor), sorts=_SORTS, default="-code", filters=GrantFilters)
    context = {
        "title": "经费资助",
        "listing": listing,
        "counted": "项",
        "reads_all": reads_all(asked),
        "to_do": queries.to_do(asked.actor) if reads_all(asked) else {},
    }
    return list_page(asked, "funding/grants.html", context, _COLUMNS)


@for_roles(moves.PROPOSE_GRANT.roles)
def propose(asked: Asked, year: int) -> HttpResponse:
    """Propose a grant to one station out of a year's budget."""
    budget = Budget.objects.visible_to(asked.actor).filter(year=min(year, 10_000)).first()
    if budget is None:
        raise Http404
    return creation_page(
        asked,
        moves.PROPOSE_GRANT,
        ProposeGrantForm,
        lambda form: acts.propose_grant(budget, by=asked.actor, at=asked.at, **form.arguments()),
        crumbs=[*_crumbs(), (str(budget), budget.get_absolute_url())],
    )


def the_grant(asked: Asked, code: str) -> Grant:
    """A grant as far as whoever asks may see it. Raises Http404."""
    return found(queries.grants_of(asked.actor), code)


@for_roles(EVERYBODY)
def grant(asked: Asked, code: str) -> HttpResponse:
    """One grant: where its money is, its book, what was spent."""
    subject = the_grant(asked, code)
    cite, purposes = PURPOSES[GrantKind(subject.sort)]
    subtitle, page = f"{subject.code}　{subject.get_sort_display()}", queries.grant_page(subject)
    context = case_context(asked, subject, GRANT_FORMS, subtitle=subtitle, crumbs=_crumbs(), whole_case=True)
    context |= {
        "page": page,
        "balance": subject.balance,
        "allowed": "、".join(purpose.label for purpose in purposes),
        "cite": cite,
        "offers": [(move, url, label) for move, url, label in _CREATIONS if _is_theirs(asked, subject, move)],
        "trail": trail_for(asked, context["trail"]),
    }
    return render(asked, "funding/grant.html", context)


_CREATIONS = (
    (moves.BEGIN_SPENDING, "funding:spend", "登记支出"),
    (moves.PAY_GRANT, "funding:pay", "登记拨付"),
    (moves.SIGN_ACCOUNT, "funding:settle", "报送决算"),
    (moves.OPEN_RECOVERY, "funding:recover", "决定追回"),
    (moves.DRAW_UP_ACCOUNT, "funding:draw_up", "代办决算"),
)
"""What can be begun under a grant: the move, its page, the button."""


def _is_theirs(asked: Asked, subject: Grant, move: Move) -> bool:
    of_its_unit = move != moves.DRAW_UP_ACCOUNT or not subject.station.stands  # else the unit does it
    is_due = move != moves.PAY_GRANT or subject.balance.paid < subject.balance.granted  # else nothing is left to pay
    return subject.stage == "approved" and of_its_unit and is_due and may_create(asked, subject, move)


def may_create(asked: Asked, subject: Grant, move: Move) -> bool:
    """Whether what a move brings into being under a grant is the actor's to begin."""
    return any(post.role in move.roles and subject.within(post) for post in asked.actor.grants)


@for_roles(EVERYBODY)
def act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a grant."""
    return act_page(asked, the_grant(asked, code), verb, GRANT_FORMS)


@for_roles(moves.PAY_GRANT.roles)
def pay(asked: Asked, code: str) -> HttpResponse:
    """Enter a payment."""
    subject = the_grant(asked, code)
    return creation_page(
        asked,
        moves.PAY_GRANT,
        PaymentForm,
        lambda form: acts.enter_payment(subject, by=asked.actor, at=asked.at, **form.arguments()),
        parent=subject,
        crumbs=grant_crumbs(subject),
        after=subject.get_absolute_url(),
    )


@for_roles(moves.SIGN_ACCOUNT.roles)
def settle(asked: Asked, code: str) -> HttpResponse:
    """Sign the final account: the figures are those of the books."""
    subject = the_grant(asked, code)
    return creation_page(
        asked,
        moves.SIGN_ACCOUNT,
        AccountForm,
        lambda form: acts.sign_account(subject, by=asked.actor, at=asked.at, **form.arguments()),
        parent=subject,
        crumbs=grant_crumbs(subject),
    )


@for_roles(moves.DRAW_UP_ACCOUNT.roles)
def draw_up(asked: Asked, code: str) -> HttpResponse:
    """Draw the final account up in the place of a unit that is no more."""
    subject = the_grant(asked, code)
    return creation_page(
        asked,
        moves.DRAW_UP_ACCOUNT,
        DrawUpForm,
        lambda form: acts.draw_up_account(subject, by=asked.actor, at=asked.at, **form.arguments()),
        parent=subject,
        crumbs=grant_crumbs(subject),
    )


@for_roles(moves.OPEN_RECOVERY.roles)
def recover(asked: Asked, code: str) -> HttpResponse:
    """Decide that money comes back which no spending names."""
    subject = the_grant(asked, code)
    checks = list(queries.checks_of(asked.actor).filter(station=subject.station_id).exclude(account=""))

    class Form(RecoveryForm):
        """For this grant."""

        def __init__(self, *args: object, asked: Asked, **kwargs: object) -> None:
            super().__init__(*args, asked=asked, grant=subject, checks=checks, **kwargs)

    return creation_page(
        asked,
        moves.OPEN_RECOVERY,
        Form,
        lambda form: acts.open_recovery(subject, by=asked.actor, at=asked.at, **form.arguments()),
        parent=subject,
        crumbs=grant_crumbs(subject),
    )


@for_roles(EVERYBODY)
@require_GET
def statement(asked: Asked, code: str, form: str) -> HttpResponseBase:
    """The account of a grant: PDF, DOCX, or its book as an Excel workbook."""
    subject = the_grant(asked, code)
    name = f"{subject.code}建站经费对账单"
    if form != "xlsx":
        return paper(queries.statement_sheet(subject, asked.at), name, form)
    note = f"{subject.title}　{subject.code}　{asked.actor.name}导出"
    return exported(asked, Sheet(name, note, _BOOK, lines_of(subject)), "xlsx")


@for_roles(EVERYBODY)
def payment(asked: Asked, code: str) -> HttpResponse:
    """One payment."""
    subject = found(queries.payments_of(asked.actor), code)
    crumbs = grant_crumbs(subject.grant)
    context = case_context(asked, subject, GRANT_FORMS, subtitle=subject.code, crumbs=crumbs)
    return render(asked, "funding/payment.html", context)


@for_roles(EVERYBODY)
def payment_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a payment."""
    return act_page(asked, found(queries.payments_of(asked.actor), code), verb, GRANT_FORMS)
