"""The demonstration's assistant: only there, for whoever is signed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from haizhi.accounts.demonstration import is_demonstration, now, put_forward
from haizhi.kernel.source import random_bytes
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Refused
from haizhi.rehearsal import assistant as acting
from haizhi.rehearsal.forms import PutForwardForm
from haizhi.rehearsal.tasks import fall_due
from haizhi.reviews.models import Session
from haizhi.ui.requests import Asked

DICE = 40
"""Ten-sided dice that a draw asks for."""


@login_required
def assistant(asked: Asked) -> HttpResponse:
    """The demonstration's day, the sessions whose other judges wait, and dice."""
    _demonstration_only()
    return _page(asked, PutForwardForm(initial={"days": 1}), 200)


@login_required
@require_POST
def forward(asked: Asked) -> HttpResponse:
    """Put the clock forward, and let happen what falls due by then."""
    _demonstration_only()
    form = PutForwardForm(asked.POST)
    if not form.is_valid():
        return _page(asked, form, 422)
    put_forward(form.cleaned_data["days"])
    fall_due(now())
    messages.success(asked, f"演示日期已前进{form.cleaned_data['days']}天。")
    return redirect("rehearsal:assistant")


@login_required
@require_POST
def score(asked: Asked, code: str) -> HttpResponse:
    """Let the other judges pledge, and lock the sheets that are open."""
    _demonstration_only()
    session = get_object_or_404(Session, code=code)
    try:
        pledged = acting.pledge_for_others(session, asked.at)
        locked = acting.score_for_others(session, asked.at)
    except Refused as refused:
        messages.error(asked, str(refused))
    else:
        messages.success(asked, f"其余评委已签署承诺{pledged}份、锁定评分表{locked}份。")
    return redirect("rehearsal:assistant")


def _demonstration_only() -> None:
    if not is_demonstration():
        raise Http404


def _page(asked: Asked, form: PutForwardForm, status: int) -> HttpResponse:
    rolled = "".join(str(byte % 10) for byte in random_bytes(DICE * 4) if byte < 250)[:DICE]
    sessions = Session.objects.filter(stage__in=["drawn", "in_hearing"]).order_by("code")
    context = {
        "title": "演示助手",
        "form": form,
        "today": day_of(asked.at),
        "readable": set(sessions.visible_to(asked.actor).values_list("pk", flat=True)),
        "judge_mailbox": acting.own_mailbox(),
        "sessions": [(s, acting.seats_without_pledge(s), acting.open_sheets(s)) for s in sessions],
        "dice": " ".join(rolled[n : n + 5] for n in range(0, DICE, 5)),
    }
    return render(asked, "rehearsal/assistant.html", context, status=status)
