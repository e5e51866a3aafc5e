"""What one visitor of the demonstration can't do alone: the other judges' part, and waiting."""

from datetime import datetime

from django.db.models import QuerySet

from haizhi.accounts.demonstration import DEMONSTRATION_ACCOUNTS
from haizhi.accounts.queries import actor_for
from haizhi.regulation.indicators import REVIEW
from haizhi.regulation.roles import Role
from haizhi.reviews import acts
from haizhi.reviews.facts import session_rules, sitting
from haizhi.reviews.models import Seat, Session, Sheet


def seats_without_pledge(session: Session) -> int:
    """How many other judges of a session still have to sign the pledge."""
    return _others(session).filter(pledged_at__isnull=True).count()


def open_sheets(session: Session) -> int:
    """How many sheets of other judges are still to be locked."""
    return _blank(session).count()


def pledge_for_others(session: Session, at: datetime) -> int:
    """Let every other judge sign the pledge; how many did."""
    seats = list(_others(session).filter(pledged_at__isnull=True).select_related("person"))
    for seat in seats:
        acts.pledge(session, by=actor_for(seat.person, at), at=at)
    return len(seats)


def score_for_others(session: Session, at: datetime) -> int:
    """Let every other judge fill in and lock the sheets that are open; how many did. Raises Refused."""
    pledge_for_others(session, at)
    sheets = list(_blank(session).select_related("seat__person", "turn__session", "turn__application"))
    for sheet in sheets:
        acts.lock(sheet, by=actor_for(sheet.seat.person, at), at=at, marks=_marks(sheet))
    return len(sheets)


def own_mailbox() -> str:
    """The mailbox of the judge whom the visitor plays."""
    return DEMONSTRATION_ACCOUNTS[Role.JUDGE].mailbox


def _others(session: Session) -> QuerySet[Seat]:
    return sitting(session).exclude(person__email=own_mailbox())


def _blank(session: Session) -> QuerySet[Sheet]:
    sheets = Sheet.objects.filter(turn__session=session, stage="draft", seat__vacated_at__isnull=True)
    return sheets.exclude(seat__person__email=own_mailbox()).order_by("seat__serial")


def _marks(sheet: Sheet) -> dict[str, int]:
    """Marks between 70 and 95 of 100, in steps, different for each judge and unit and always the same for both."""
    rules = session_rules(sheet.turn.session)
    step = rules.step if rules else 1
    shift = int(sheet.turn_id.hex[:4], 16) + sheet.seat.serial * 7
    shares = {key: 70 + (shift + 3 * column) % 26 for column, key in enumerate(sorted(REVIEW.maxima))}
    return {key: most * shares[key] // 100 // step * step for key, most in REVIEW.maxima.items()}
