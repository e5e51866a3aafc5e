"""The signed-in home."""

from collections.abc import Iterable
from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from haizhi.desk import drafts, queries
from haizhi.desk.forms import DoneFilters, KindFilters, LedgerFilters, SavedFilterForm, SearchForm
from haizhi.kernel import ledger
from haizhi.kernel.subjects import Subject, subject_models
from haizhi.notifications.queries import DELIVERY_READERS, worker_silence
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.kinds import KIND_LABELS
from haizhi.regulation.roles import ADMIN_ROLES, DISTRICT_ROLES, OFFICE_ROLES, Role
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.models import SavedFilter
from haizhi.ui.requests import Asked

LEDGER_READERS = OFFICE_ROLES | ADMIN_ROLES | {Role.SUPERVISOR}

_DONE_COLUMNS = (
    Column("事项", lambda act: act.title, 32),
    Column("编号", lambda act: act.number, 18),
    Column("步骤", lambda act: act.label, 18),
    Column("代何人", lambda act: act.behalf_name, 10),
    Column("依据", lambda act: act.article, 24),
    Column("意见", lambda act: act.opinion, 48),
    Column("时间", lambda act: act.at, 18),
)

_FOUND_COLUMNS = (
    Column("事项", lambda row: row.title, 32),
    Column("编号", lambda row: row.number, 18),
    Column("状态", lambda row: row.stage_label, 14),
)

_LEDGER_COLUMNS = (
    Column("序号", lambda entry: entry.n, 8),
    Column("步骤", lambda entry: entry.act.label, 18),
    Column("编号", lambda entry: entry.act.number, 18),
    Column("时间", lambda entry: entry.at, 18),
    Column("内容指纹", lambda entry: entry.body, 66),
)


def home(asked: HttpRequest) -> HttpResponse:
    """Where signing in leads."""
    return redirect("desk:todo")


@login_required
def todo(asked: Asked) -> HttpResponseBase:
    """What waits for me: the first of each kind, or with `?kind=` all of one, as a list."""
    model = _kind(asked, queries.dutiful_kinds(asked.actor))
    if model is not None:
        return _waiting_of(asked, model)
    numbers, unread = queries.head_counts(asked.actor)
    today, prepares = day_of(asked.at), asked.actor.holds(Role.DISTRICT_CLERK)
    of_a_district = asked.actor.holds(*DISTRICT_ROLES)
    # The head shows the same numbers: they are not counted twice.
    context = {
        "title": "待办",
        "groups": queries.waiting(asked.actor, numbers),
        "unsigned": queries.unsigned(asked.actor) if numbers[queries.CHECKPOINT] else [],
        "unsigned_count": numbers[queries.CHECKPOINT],
        "today": today,
        "own_stations": queries.own_stations(asked.actor, today),
        "watched": queries.watched(asked.actor),
        "overseen": queries.figures(asked.actor, today) if of_a_district else None,
        "todo_count": numbers.total(),
        "unread_notices": unread,
        "fills_in": asked.actor.holds(Role.DRAFTER, Role.SIGNATORY),
        "prepares": prepares,
        "silence": worker_silence(asked.at) if asked.actor.holds(*DELIVERY_READERS) else None,
    }
    return render(asked, "desk/todo.html", context)


@login_required
def done(asked: Asked) -> HttpResponseBase:
    """What I did."""
    listing = listed(asked, queries.done_by(asked.actor), sorts={"at": "entry_id"}, default="-at", filters=DoneFilters)
    context = {"title": "已办", "listing": listing, "counted": "件"}
    return list_page(asked, "desk/done.html", context, _DONE_COLUMNS)


@login_required
def search(asked: Asked) -> HttpResponseBase:
    """What I may see, by number or name: the first of each kind, or with `?kind=` all of one, as a list."""
    model = _kind(asked, [model for model in subject_models() if model.searched])
    if model is not None:
        label = KIND_LABELS[model.kind]
        crumbs = [("查询", reverse("desk:search")), (label, None)]
        named = {"title": f"查询：{label}", "crumbs": crumbs}
        return _kind_page(asked, model, queries.found_of(model, asked.actor), named, _FOUND_COLUMNS)
    form = SearchForm(asked.GET or None)
    found = queries.search(asked.actor, form.cleaned_data["q"]) if form.is_valid() else []
    context = {"title": "查询", "form": form, "found": found, "searched": form.is_bound and form.is_valid()}
    return render(asked, "desk/search.html", context)


def _kind(asked: Asked, models: Iterable[type[Subject]]) -> type[Subject] | None:
    """The kind that the address names, if it is one of these."""
    return next((model for model in models if model.kind == asked.GET.get("kind")), None)


def _waiting_of(asked: Asked, model: type[Subject]) -> HttpResponseBase:
    label = KIND_LABELS[model.kind]
    columns = (
        *_FOUND_COLUMNS,
        Column("步骤", lambda row: "、".join(queries.waiting_row(row, asked.actor).steps), 24),
        Column("起办日期", lambda row: row.opens, 12),
        Column("期限", lambda row: row.due, 12),
    )
    context = {"title": f"待办：{label}", "crumbs": [("待办", reverse("desk:todo")), (label, None)], "waits": True}
    return _kind_page(asked, model, queries.waiting_of(model, asked.actor), context, columns)


def _kind_page(
    asked: Asked, model: type[Subject], rows: QuerySet[Subject], context: dict[str, Any], columns: tuple[Column, ...]
) -> HttpResponseBase:
    """The list of a kind: those that wait for me, or those I may see."""
    sorts = queries.sorts_of(model)
    waits = "waits" in context
    default = "due" if "due" in sorts and waits else "usual"
    listing = listed(asked, rows, sorts=sorts, default=default, filters=partial(KindFilters, model=model))
    shown = [queries.waiting_row(row, asked.actor) if waits else {"subject": row} for row in listing]
    context |= {"listing": listing, "rows": shown, "has_due": "due" in sorts, "today": day_of(asked.at)}
    personal = model.named_after_people
    return list_page(asked, "desk/kind.html", context | {"counted": "件"}, columns, personal=personal)


@login_required
def ledger_page(asked: Asked) -> HttpResponseBase:
    """The ledger, for those who watch over it."""
    if not asked.actor.holds(*LEDGER_READERS):
        raise PermissionDenied
    listing = listed(asked, queries.entries(), sorts={"n": "n"}, default="-n", filters=LedgerFilters, most=None)
    size, root = ledger.size_and_root()
    context = {"title": "账本", "listing": listing, "counted": "条", "size": size, "root": root.hex()}
    return list_page(asked, "desk/ledger.html", context, _LEDGER_COLUMNS)


@login_required
@require_POST
def save_filter(asked: Asked) -> HttpResponse:
    """Keep the conditions of a list under a name."""
    form = SavedFilterForm(asked.POST)
    if form.is_valid():
        try:
            saved = drafts.keep_filter(asked.actor, **form.arguments())
        except drafts.TooMany:
            form.add_error(None, f"一个清单最多保存{drafts.MOST}项查询，请先删去不用的。")
        else:
            messages.success(asked, f"已保存查询“{saved.name}”。")
            return HttpResponseRedirect(saved.address)
    context = {"title": "保存查询条件", "form": form, "submit_label": "保存"}
    return render(asked, "ui/form.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@login_required
@require_POST
def drop_filter(asked: Asked, pk: int) -> HttpResponse:
    """Keep one's own filter no longer."""
    saved = get_object_or_404(SavedFilter, pk=pk, person_id=asked.actor.id)
    drafts.drop_filter(saved)
    messages.success(asked, f"已删去查询“{saved.name}”。")
    return HttpResponseRedirect(saved.path)
