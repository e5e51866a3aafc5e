"""The sunshine bundle of a session: what anyone needs to compute its draw and its tally again, offline."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from haizhi.accounts.models import Key
from haizhi.fairness.archive import verifier_archive
from haizhi.fairness.encoding import canonical
from haizhi.fairness.formats import NameRow, SeatRow
from haizhi.fairness.verifier import KEY_VERBS, OPENED_VERBS, SITTING_VERBS
from haizhi.kernel.cosigning import note_of
from haizhi.kernel.models import Act, Entry
from haizhi.regulation.moves import CONFIRM_CLOSE, CONFIRM_SEAL, OPEN_SESSION
from haizhi.reviews.facts.signing import checkpoints_of, sides_of
from haizhi.reviews.models import Seat, Session


def bundle_files(session: Session, *, opened: bool = True, seats: bool = False) -> dict[str, bytes]:
    """The files by their path in the bundle (docs/fairness.md): log, bodies, pool, checkpoints, keys, verifier.

    `opened`: with the pool, as from the 公示 on; `seats`: who was drawn and who sat where, for 纪检 alone. The log goes
    up to the last checkpoint that both sides signed, since what came later nobody answers for. Bodies are opened only
    for the acts that the verifier computes again; they name nobody.
    """
    checkpoints = [row for row in checkpoints_of(session) if len(sides_of(row)) == len(Key.Post)]
    size = checkpoints[-1].size if checkpoints else 0
    entries = Entry.objects.filter(n__lt=size).order_by("n")
    keys = _keys(session, size)
    own = Q(case_id=session.pk, verb__in=OPENED_VERBS)
    entered = Q(subject_id__in=[key.pk for each in keys.values() for key in each], verb__in=KEY_VERBS)
    acts = Act.objects.filter(own | entered | _meanwhile(session), entry_id__lt=size).order_by("entry_id")
    bodies = [{"n": act.entry_id, "salt": bytes(act.salt).hex(), "body": act.body} for act in acts]
    files = {
        "log.jsonl": _lines(entry.header() for entry in entries.iterator()),
        "bodies.jsonl": _lines(bodies),
    }
    if opened:
        files["pool.jsonl"] = _lines(session.pool)
    if seats:
        files |= {"names.jsonl": _lines(_names(session)), "seats.jsonl": _lines(_seats(session))}
    files |= {f"checkpoints/{c.size:08d}-{c.occasion}.note": note_of(c).encode() for c in checkpoints}
    files |= {f"{post.value}.vkey": "".join(f"{key.vkey}\n" for key in keys[post]).encode() for post in Key.Post}
    return files | {"verify.pyz": verifier_archive()}


def _keys(session: Session, size: int) -> dict[Key.Post, list[Key]]:
    """The keys of both sides: those named as a freeze was countersigned, and whatever took their place since.

    Only what the first `size` entries know.
    """
    acts = Act.objects.filter(subject_id=session.pk, verb=CONFIRM_SEAL.name)
    frozen = [act.detail for act in acts]
    entered = Act.objects.filter(verb__in=KEY_VERBS, entry_id__lt=size).values("subject_id")
    found: dict[Key.Post, list[Key]] = {}
    for post in Key.Post:
        named = {detail[post.value] for detail in frozen if post.value in detail}
        every = Key.objects.filter(post=post, pk__in=entered).order_by("made_at", "name")
        rightful: set[UUID] = set()
        found[post] = []
        for key in every:
            if str(key.vkey) in named or key.replaces_id in rightful:
                rightful.add(key.pk)
                found[post].append(key)
    return found


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


def _lines(values: Iterable[object]) -> bytes:
    return b"".join(canonical(value) + b"\n" for value in values)
