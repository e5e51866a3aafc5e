"""Who may open a page at all, which row it is about, and which acts it offers."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from haizhi.kernel.door import standing_against
from haizhi.kernel.subjects import Subject
from haizhi.regulation.moves import Move, moves_of
from haizhi.regulation.roles import OFFICE_ROLES, Role
from haizhi.reviews.models import APPLICANTS, WITNESS_READERS, Session, Turn
from haizhi.reviews.queries import sessions_of, turns_of
from haizhi.ui.acting import ActForm, Forms, Panel, act_url
from haizhi.ui.requests import Asked

READERS = WITNESS_READERS | APPLICANTS | {Role.PARTY_RECORDER, Role.JUDGE}
"""Everybody who has to do with a review."""

CEREMONY_READERS = WITNESS_READERS | {Role.PARTY_RECORDER}


def only_for(asked: Asked, roles: Collection[Role]) -> None:
    """Raise PermissionDenied unless one of the roles is held."""
    if not asked.actor.holds(*roles):
        raise PermissionDenied


def the_session(asked: Asked, code: str, *, without: tuple[str, ...] = ()) -> Session:
    """The session with this code, if it may be seen; `without` columns that are large and not asked for.

    Raises PermissionDenied or Http404.
    """
    only_for(asked, READERS)
    session = sessions_of(asked.actor).filter(code=code).defer(*without).first()
    if session is None:
        raise Http404
    return session


def the_turn(asked: Asked, code: str, application: str) -> Turn:
    """The turn of an application in a session, if it may be seen. Raises PermissionDenied or Http404."""
    only_for(asked, READERS)
    turn = turns_of(asked.actor).filter(session__code=code, application__code=application).first()
    if turn is None:
        raise Http404
    return turn


def is_office(asked: Asked) -> bool:
    """Whether the Office asks."""
    return asked.actor.holds(*OFFICE_ROLES)


def crumbs(session: Session | None = None) -> list[tuple[str, str]]:
    """The way to a session's page, or to the list."""
    way = [("评审", reverse("reviews:list"))]
    return [*way, (session.code, session.get_absolute_url())] if session else way


def offered(asked: Asked, subject: Subject, forms: Forms, verbs: Collection[str], *, back: str = "") -> list[Panel]:
    """The acts among `verbs` that stage and role admit, as panels; rules of other acts are not asked.

    `back` is the page that the act leads back to, by the name that `after` knows.
    """
    return [
        Panel(
            move,
            standing_against(move, subject, asked.actor, asked.at),
            _url(subject, move, back),
            _form(asked, subject, move, forms),
        )
        for move in moves_of(subject.kind)
        if move.verb in verbs
        and not move.creates
        and not move.cause
        and subject.stage in move.sources
        and any(grant.role in move.roles and subject.within(grant) for grant in asked.actor.grants)
    ]


def _form(asked: Asked, subject: Subject, move: Move, forms: Forms) -> ActForm:
    return forms.get(move.name, ActForm)(asked=asked, subject=subject, auto_id=f"{move.verb}_%s")


def _url(subject: Subject, move: Move, back: str) -> str:
    return act_url(subject, move) + (f"?back={back}" if back else "")


def after(asked: Asked, session: Session) -> str:
    """Where an act posted from one of the session's working pages leads back to; the case page by default."""
    pages = {"ceremony": "reviews:ceremony", "seats": "reviews:seats", "recusals": "reviews:recusals"}
    pages["console"] = "reviews:console"
    pages |= {"answers": "reviews:answers", "sitting": "reviews:sitting"}
    name = pages.get(asked.GET.get("back", ""))
    return reverse(name, args=[session.code]) if name else ""
