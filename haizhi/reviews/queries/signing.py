"""How far the keys of a session are: who signs, the key that its sheets are sealed to, what waits."""

from dataclasses import dataclass, replace
from datetime import datetime

from haizhi.accounts.facts.cosigning import Awaited, lacking
from haizhi.accounts.queries.cosigning import Side, sides_for
from haizhi.kernel.cosigning import unlocked
from haizhi.reviews.facts.sealing import sheet_key
from haizhi.reviews.models import Session, SheetKey


@dataclass(frozen=True, slots=True)
class KeysOfSession:
    """Who signs, the key that sheets are sealed to (`open_until`: until when it is open), what waits."""

    sides: tuple[Side, ...]
    sheet_key: SheetKey | None
    open_until: datetime | None
    waiting: tuple[Awaited, ...]


def keys_of_session(session: Session, at: datetime) -> KeysOfSession:
    """The keys of a session as its page shows them."""
    until = {row.key_id: row.until for row in unlocked(session.pk, at)}
    sides = (replace(side, until=until.get(side.key.pk) if side.key else None) for side in sides_for(session))
    made = sheet_key(session)
    is_open = made is not None and made.until is not None and made.until > at
    return KeysOfSession(tuple(sides), made, made.until if made and is_open else None, tuple(lacking(session)))
