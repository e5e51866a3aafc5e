"""What the papers of these matters say, and by what the version of a request is known."""

from datetime import date

from haizhi.fairness.encoding import digest
from haizhi.regulation.editions import edition_on
from haizhi.regulation.revocation import in_good_standing
from haizhi.regulation.standing_papers import decision_text, notice_text, rectification_text, renewal_text
from haizhi.standing.facts.record import revocation_facts
from haizhi.standing.models import Rectification, Renewal, Revocation


def renewal_content(renewal: Renewal) -> dict[str, object]:
    """Everything that the request says and its head signs for."""
    return {
        "code": renewal.code,
        "station": renewal.station.code,
        "valid_to": renewal.valid_to.isoformat(),
        "account": renewal.account,
        "goals": renewal.goals,
        "staff": renewal.staff,
        "money": renewal.money,
        "office_area": None if renewal.office_area is None else str(renewal.office_area),
        "contact": renewal.contact,
        "phone": renewal.phone,
        "late_reason": renewal.late_reason,
        "shown": [list(row) for row in renewal.record_shown],
    }


def renewal_digest(renewal: Renewal) -> str:
    """The SHA-256 (hex) of what the request says: each printed page bears it."""
    return digest(renewal_content(renewal)).hex()


def renewal_lines(renewal: Renewal, approved_on: date, valid_from: date, valid_to: date) -> tuple[str, ...]:
    """The document of a re-award, a line a paragraph."""
    return renewal_text(str(renewal.station), approved_on, valid_from, valid_to, edition_on(approved_on))


def rectification_lines(rectification: Rectification, on: date) -> tuple[str, ...]:
    """整改通知书 as it was issued, or as it would be on a day."""
    if rectification.text:
        return tuple(rectification.text.splitlines())
    return rectification_text(str(rectification.station), rectification.matters, rectification.due_on, edition_on(on))


def evidence_text(revocation: Revocation, on: date) -> str:
    """What the rules find against the station, in words."""
    return in_good_standing(revocation_facts(revocation.station, on)).reason


def revocation_notice_lines(revocation: Revocation, on: date) -> tuple[str, ...]:
    """The notice as it went out, or as it would on a day."""
    if revocation.notice:
        return tuple(revocation.notice.splitlines())
    hear_by = revocation.hear_by or on
    said = evidence_text(revocation, on)
    return notice_text(str(revocation.station), revocation.grounds, said, hear_by, revocation.meeting, edition_on(on))


def decision_lines(revocation: Revocation, on: date) -> tuple[str, ...]:
    """The decision as it was issued, or as it would be on a day."""
    if revocation.decision:
        return tuple(revocation.decision.splitlines())
    heard_on = revocation.heard_on or on
    stated = revocation.stated_at is not None or bool(revocation.minutes)
    said = evidence_text(revocation, on)
    return decision_text(str(revocation.station), said, revocation.reasons, heard_on, stated, edition_on(on))
