"""The published rules of a session, as stored and as the pure packages take them."""

from dataclasses import asdict, fields
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from haizhi.fairness import tally
from haizhi.regulation.indicators import REVIEW
from haizhi.regulation.review import SessionRules
from haizhi.reviews.models import Seat, Session, Turn

INDICATORS = tuple(tally.Indicator(i.key, i.group, i.maximum) for i in REVIEW.indicators)
"""附件3 as the tally takes it."""


def rules_detail(rules: SessionRules) -> dict[str, Any]:
    """The rules as they are stored and recorded."""
    return asdict(rules) | {"tie_groups": list(rules.tie_groups)}


def session_rules(session: Session) -> SessionRules | None:
    """The rules published for a session, None before."""
    if session.rules is None:
        return None
    known = {field.name for field in fields(SessionRules)}
    stored = {name: value for name, value in session.rules.items() if name in known}
    return SessionRules(**stored | {"tie_groups": tuple(stored["tie_groups"])})


def tally_rules(rules: SessionRules) -> tally.Rules:
    """What the tally needs of the rules."""
    return tally.Rules(rules.step, rules.minimum_sheets, rules.trim_from, rules.tie_groups)


def sitting(session: Session) -> QuerySet[Seat]:
    """The seats that are taken now, in their order."""
    return session.seats.filter(vacated_at__isnull=True).order_by("serial")


def seat_of(session: Session, person_id: UUID | None) -> Seat | None:
    """The seat that a person takes now, or None."""
    return sitting(session).filter(person_id=person_id).first() if person_id else None


def applicants_of(session: Session) -> QuerySet[Turn]:
    """The turns of those enlisted, without the struck ones."""
    turns = session.turns.exclude(stage="struck").select_related("application__unit")
    return turns.order_by("position", "application__code")
