"""The sunshine bundle of a session: what anyone needs to compute its draw and its tally again, offline."""

from django.db.models import Q

from haizhi.accounts.queries.bundles import signed_files
from haizhi.fairness.formats import NameRow, SeatRow
from haizhi.fairness.verifier import OPENED_VERBS, SITTING_VERBS, write_lines
from haizhi.kernel.models import Act
from haizhi.regulation.moves import CONFIRM_CLOSE, CONFIRM_SEAL, OPEN_SESSION
from haizhi.reviews.models import Seat, Session


def bundle_files(session: Session, *, opened: bool = True, seats: bool = False) -> dict[str, bytes]:
    """The files by their path in the bundle (docs/fairness.md): log, bodies, pool, checkpoints, keys, verifier.

    `opened`: with the pool, as from the 公示 on; `seats`: who was drawn and who sat where, for 纪检 alone. Bodies are
    opened only for the acts that the verifier computes again; they name nobody.
    """
    own = Q(case_id=session.pk, verb__in=OPENED_VERBS)
    files = signed_files(session, CONFIRM_SEAL, own | _meanwhile(session))
    if opened:
        files["pool.jsonl"] = write_lines(session.pool)
    if seats:
        files |= {"names.jsonl": write_lines(_names(session)), "seats.jsonl": write_lines(_seats(session))}
    return files


def _meanwhile(session: Session) -> Q:
    """Sheets and announcements of any session between opening and close: none can be left out unseen."""
    sittings = Act.objects.filter(subject_id=session.pk)
    opened = sittings.filter(verb=OPEN_SESSION.name).order_by("entry_id").last()
    closed = sittings.filter(verb=CONFIRM_CLOSE.name).order_by("entry_id").last()
    if opened is None or closed is None:
        return Q(pk__in=[])
    return Q(verb__in=SITTING_VERBS, entry_id__gt=opened.entry_id, entry_id__lt=closed.entry_id)


def _names(session: Session) -> list[NameRow]:
    """The drawn who sat, ascending by id: their names with the salts that open the frozen commitments."""
    seats = session.seats.filter(vacated_at__isnull=True, expert__isnull=False).select_related("expert")
    drawn = [seat.expert for seat in seats.exclude(origin=Seat.Origin.INVITED) if seat.expert]
    rows = [NameRow(id=str(e.pk), name=e.name, salt=bytes(e.salt).hex()) for e in drawn]
    return sorted(rows, key=lambda row: row["id"])


def _seats(session: Session) -> list[SeatRow]:
    """Which judge held which seat, ascending by the seat's published name."""
    sat = session.seats.filter(vacated_at__isnull=True).order_by("token")
    return [SeatRow(seat=s.token, judge=str(s.expert_id or s.person_id), salt=bytes(s.salt).hex()) for s in sat]
