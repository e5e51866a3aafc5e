"""The keys of a rehearsal's operator and witness: made like anybody's, with a passphrase that everybody may know."""

from contextlib import suppress
from datetime import datetime

from haizhi.accounts.acts import make_key
from haizhi.accounts.demonstration import DEMONSTRATION_PASSPHRASE
from haizhi.accounts.facts.cosigning import key_in, lacking, signers_of
from haizhi.accounts.facts.keys import post_of, valid_key
from haizhi.accounts.models import Key
from haizhi.accounts.queries import actor_for
from haizhi.kernel.actor import Actor
from haizhi.kernel.cosigning import unlocked
from haizhi.kernel.models import Act, Unlocked
from haizhi.kernel.source import new_code
from haizhi.kernel.vault import stretching
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.reviews import acts
from haizhi.reviews.acts.keys import LONGEST_HOURS
from haizhi.reviews.models import Session

_CHEAP = 2**4
"""scrypt's N: the passphrase is public, and a rehearsal is not to take half a second for each opening."""

_HOURS = 12
_CODE_LETTERS = 25
_UNLOCKING = (moves.ENABLE_KEY.name, moves.DISABLE_KEY.name)


def give_keys(*actors: Actor, at: datetime) -> None:
    """A signing key for each of these people who has none."""
    for actor in actors:
        if valid_key(actor.id, post_of(actor)) is None:
            with stretching(_CHEAP):
                make_key(by=actor, at=at, passphrase=DEMONSTRATION_PASSPHRASE)


def unlock_for_sitting(session: Session, *actors: Actor, at: datetime) -> None:
    """Operator and witness unlock their keys for a session where they are not; the session's key is made first."""
    session.refresh_from_db()
    if len(unlocked(session.pk, at)) == len(actors) and not lacking(session):
        return
    if not session.sheet_keys.exists():
        acts.make_sheet_key(session, by=actors[-1], at=at, code=new_code(_CODE_LETTERS))
    for actor in actors:
        acts.enable_key(session, by=actor, at=at, passphrase=DEMONSTRATION_PASSPHRASE, hours=_HOURS)


def unlock_lapsed(at: datetime) -> None:
    """Unlock the keys of hearings under way again that nobody locked and whose time is over. Only for a demonstration.

    Keys that somebody else made, under a passphrase of their own, are left alone, and what this passphrase does not
    open, its visitor opens by the recovery code. One query while all are unlocked.
    """
    still = Unlocked.objects.filter(until__gt=at).values("case_id")
    for session in Session.objects.filter(stage__in=["in_hearing", "closing"]).exclude(pk__in=still):
        for actor in _unlocked_last(session, at):
            with suppress(Refused):
                acts.enable_key(session, by=actor, at=at, passphrase=DEMONSTRATION_PASSPHRASE, hours=LONGEST_HOURS)


def _unlocked_last(session: Session, at: datetime) -> list[Actor]:
    """Who signs for a session with a key made here, and did not lock it after unlocking it last."""
    signers = signers_of(session)
    if signers is None:
        return []
    found = []
    for person, post in ((signers.operator, Key.Post.OPERATOR), (signers.witness, Key.Post.WITNESS)):
        key = key_in(signers, post) if person else None
        if person is None or key is None or not key.envelope or key.envelope["n"] != _CHEAP:
            continue
        last = Act.objects.filter(case_id=session.pk, by_id=person.pk, verb__in=_UNLOCKING).order_by("entry_id").last()
        if last is not None and last.verb == moves.ENABLE_KEY.name:
            found.append(actor_for(person, at))
    return found
