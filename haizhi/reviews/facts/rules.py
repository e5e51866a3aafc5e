"""The published rules of a session, as stored and as the pure packages take them."""

from dataclasses import asdict, fields
from typing import Any

from haizhi.fairness import tally
from haizhi.regulation.indicators import REVIEW
from haizhi.regulation.review import SessionRules
from haizhi.reviews.models import Session

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
