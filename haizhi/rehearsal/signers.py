"""The keys of a rehearsal's operator and witness: made like anybody's, with a passphrase that everybody may know."""

from datetime import datetime

from haizhi.accounts.acts import make_key
from haizhi.accounts.demonstration import DEMONSTRATION_PASSPHRASE
from haizhi.accounts.facts.keys import post_of, valid_key
from haizhi.kernel.actor import Actor
from haizhi.kernel.cosigning import unlocked
from haizhi.kernel.source import new_code
from haizhi.kernel.vault import stretching
from haizhi.reviews import acts
from haizhi.reviews.facts.signing import lacking
from haizhi.reviews.models import Session

_CHEAP = 2**4
"""scrypt's N: the passphrase is public, and a rehearsal is not to take half a second for each opening."""

_HOURS = 12
_CODE_LETTERS = 25


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
