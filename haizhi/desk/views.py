"""The signed-in home."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from haizhi.desk import queries
from haizhi.kernel import ledger
from haizhi.kernel.models import Act, Entry
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.moves import MOVES
from haizhi.regulation.roles import ADMIN_ROLES, OFFICE_ROLES, Role
from haizhi.ui.listing import FilterForm, listed
from haizhi.ui.requests import Asked

LEDGER_READERS = OFFICE_ROLES | ADMIN_ROLES | {Role.SUPERVISOR}


def home(asked: HttpRequest) -> HttpResponse:
    """Where signing in leads."""
    return redirect("desk:todo")


@login_required
def todo(asked: Asked) -> HttpResponse:
    """What waits for me."""
    groups = queries.waiting(asked.actor)
    # The head shows the same number: it is not counted twice.
    context = {
        "title": "待办",
        "groups": groups,
        "today": day_of(asked.at),
        "todo_count": sum(g.count for g in groups),
        "fills_in": asked.actor.holds(Role.DRAFTER, Role.SIGNATORY),
    }
    return render(asked, "desk/todo.html", context)


class DoneFilters(FilterForm):
    """By number or name."""

    q = forms.CharField(label="编号或名称", max_length=60)

    def narrow(self, queryset: QuerySet[Act]) -> QuerySet[Act]:
        """The acts on subjects whose number or title contains the words."""
        words = self.cleaned_data.get("q")
        return queryset.filter(Q(number__icontains=words) | Q(title__icontains=words)) if words else queryset


@login_required
def done(asked: Asked) -> HttpResponse:
    """What I did."""
    listing = listed(asked, queries.done_by(asked.actor), sorts={"at": "entry_id"}, default="-at", filters=DoneFilters)
    return render(asked, "desk/done.html", {"title": "已办", "listing": listing, "counted": "件"})


class SearchForm(forms.Form):
    """What is looked for."""

    q = forms.CharField(label="编号、单位或名称", max_length=60, min_length=2)


@login_required
def search(asked: Asked) -> HttpResponse:
    """What I may see, by number or name."""
    form = SearchForm(asked.GET or None)
    found = queries.search(asked.actor, form.cleaned_data["q"]) if form.is_valid() else []
    context = {"title": "查询", "form": form, "found": found, "searched": form.is_bound and form.is_valid()}
    return render(asked, "desk/search.html", context)


class LedgerFilters(FilterForm):
    """By step."""

    verb = forms.ChoiceField(
        label="步骤", choices=[("", "全部"), *((name, move.label) for name, move in MOVES.items())]
    )

    def narrow(self, queryset: QuerySet[Entry]) -> QuerySet[Entry]:
        """The entries of one move."""
        verb = self.cleaned_data.get("verb")
        return queryset.filter(verb=verb) if verb else queryset


@login_required
def ledger_page(asked: Asked) -> HttpResponse:
    """The ledger, for those who watch over it."""
    if not asked.actor.holds(*LEDGER_READERS):
        raise PermissionDenied
    listing = listed(asked, queries.entries(), sorts={"n": "n"}, default="-n", filters=LedgerFilters)
    size, root = ledger.size_and_root()
    context = {"title": "账本", "listing": listing, "counted": "条", "size": size, "root": root.hex()}
    return render(asked, "desk/ledger.html", context)
