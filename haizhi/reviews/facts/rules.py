"""The published rules of a session, as stored and as the pure packages take them."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from typing import Any

from haizhi.fairness import tally
from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Finding
from haizhi.regulation.indicators import REVIEW
from haizhi.regulation.review import SessionRules
from haizhi.reviews.models import Session

INDICATORS = tuple(tally.Indicator(i.key, i.group, i.maximum) for i in REVIEW.indicators)
"""附件3 as the tally takes it."""

_FEWEST_NUMBERS, _MOST_NUMBERS = 3, 40


@dataclass(frozen=True, slots=True)
class Lottery:
    """A public draw named before the dice: the issue, how many numbers it gives, when they are public."""

    name: str
    count: int
    after: datetime

    def findings(self) -> Iterator[Finding]:
        """Whether it can be named in a freeze."""
        cite = review_rules(7)
        yield Finding(bool(self.name.strip()), cite, "没有写明哪一期开奖", "请填写彩种和期号。", "lottery_name")
        fits = self.count in range(_FEWEST_NUMBERS, _MOST_NUMBERS + 1)
        bounds = f"请填写{_FEWEST_NUMBERS}至{_MOST_NUMBERS}个。"
        yield Finding(fits, cite, f"开奖号码{self.count}个", bounds, "lottery_count")

    def detail(self) -> dict[str, Any]:
        """It as it is stored and recorded."""
        return {"name": self.name.strip(), "count": self.count, "after": self.after.astimezone(UTC).isoformat()}


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
