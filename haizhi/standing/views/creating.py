"""The pages on which something is begun on a station."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.moves import Move
from haizhi.standing import acts
from haizhi.standing.forms import (
    ExpireForm,
    ObservationForm,
    RectificationForm,
    RequestEndingForm,
    RevocationForm,
)
from haizhi.standing.views.access import crumbs, only_for, the_station
from haizhi.ui.acting import ActForm, creation_page
from haizhi.ui.requests import Asked


def _create(
    asked: Asked, code: str, move: Move, form_class: type[ActForm], act: Callable[..., Subject], *, after: str = ""
) -> HttpResponse:
    only_for(asked, move.roles)
    station = the_station(asked, code)

    def call(form: ActForm) -> Subject:
        said: dict[str, Any] = form.arguments()
        return act(station, by=asked.actor, at=asked.at, **said)

    return creation_page(asked, move, form_class, call, parent=station, crumbs=crumbs(station), after=after)


class BeginForm(ActForm):
    """Begins the request; everything else is written afterwards."""

    hint = "本周期的工作记录、年度总结和评估考核结果由系统带入申请书，接着填写工作情况和下一周期目标。"


@login_required
def renewal_new(asked: Asked, code: str) -> HttpResponse:
    """Ask for another term."""
    return _create(asked, code, moves.BEGIN_RENEWAL, BeginForm, acts.begin_renewal)


@login_required
def observation_new(asked: Asked, code: str) -> HttpResponse:
    """Enter what was seen of a station that does not work."""
    return _create(asked, code, moves.NOTE_OBSERVATION, ObservationForm, acts.note_observation)


@login_required
def rectification_new(asked: Asked, code: str) -> HttpResponse:
    """Draft a notice of 整改."""
    return _create(asked, code, moves.PREPARE_RECTIFICATION, RectificationForm, acts.prepare_rectification)


@login_required
def revocation_new(asked: Asked, code: str) -> HttpResponse:
    """Draft the notice before a revocation."""
    return _create(asked, code, moves.PREPARE_REVOCATION, RevocationForm, acts.prepare_revocation)


@login_required
def ending_new(asked: Asked, code: str) -> HttpResponse:
    """Ask to give the station up."""
    return _create(asked, code, moves.REQUEST_ENDING, RequestEndingForm, acts.request_ending)


@login_required
def expiry(asked: Asked, code: str) -> HttpResponse:
    """Let a station end with its term."""
    return _create(asked, code, moves.EXPIRE, ExpireForm, acts.expire)
