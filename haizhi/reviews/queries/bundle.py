"""The sunshine bundle of a session: what anyone needs to compute its draw and its tally again, offline."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from haizhi.fairness.encoding import canonical
from haizhi.fairness.formats import NameRow
from haizhi.fairness.verifier import HEARING_VERBS, OPENED_VERBS
from haizhi.kernel.models import Act, Checkpoint, Entry
from haizhi.regulation.moves import CONFIRM_CLOSE, OPEN_SESSION
from haizhi.reviews.models import Seat, Session


def bundle_files(session: Session) -> dict[str, bytes]:
    """The files by their path in the bundle (docs/fairness.md): log, bodies, pool, names of the seated, checkpoints.

    The log goes up to the last checkpoint of the session, since what came later nobody signed for it.
    Bodies are opened only for the acts that the verifier computes again; they name nobody.
    """
    checkpoints = list(Checkpoint.objects.filter(subject_id__in=_subjects(session)).order_by("size", "id"))
    size = checkpoints[-1].size if checkpoints else 0
    entries = Entry.objects.filter(n__lt=size).order_by("n")
    own = Q(case_id=session.pk, verb__in=OPENED_VERBS)
    acts = Act.objects.filter(own | _meanwhile(session), entry_id__lt=size).order_by("entry_id")
    opened = [{"n": act.entry_id, "salt": bytes(act.salt).hex(), "body": act.body} for act in acts]
    files = {
        "log.jsonl": _lines(entry.header() for entry in entries.iterator()),
        "bodies.jsonl": _lines(opened),
        "pool.jsonl": _lines(session.pool),
        "names.jsonl": _lines(_names(session)),
    }
    return files | {f"checkpoints/{c.size:08d}-{c.occasion}.note": c.note.encode() for c in checkpoints}


def _meanwhile(session: Session) -> Q:
    """Sheets and announcements of any session between opening and close: none can be left out unseen."""
    sittings = Act.objects.filter(subject_id=session.pk)
    opened = sittings.filter(verb=OPEN_SESSION.name).order_by("entry_id").last()
    closed = sittings.filter(verb=CONFIRM_CLOSE.name).order_by("entry_id").last()
    if opened is None or closed is None:
        return Q(pk__in=[])
    return Q(verb__in=HEARING_VERBS, entry_id__gt=opened.entry_id, entry_id__lt=closed.entry_id)


def _subjects(session: Session) -> list[UUID]:
    return [session.pk, *session.turns.values_list("pk", flat=True)]


def _names(session: Session) -> list[NameRow]:
    """The drawn who sat, ascending by id: their names with the salts that open the frozen commitments."""
    seats = session.seats.filter(vacated_at__isnull=True, expert__isnull=False).select_related("expert")
    drawn = [seat.expert for seat in seats.exclude(origin=Seat.Origin.INVITED) if seat.expert]
    rows = [NameRow(id=str(e.pk), name=e.name, salt=bytes(e.salt).hex()) for e in drawn]
    return sorted(rows, key=lambda row: row["id"])


def _lines(values: Iterable[object]) -> bytes:
    return b"".join(canonical(value) + b"\n" for value in values)
