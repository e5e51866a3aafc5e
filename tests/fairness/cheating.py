"""What the verifier says of a session that somebody tampered with, before or after it was signed."""

from collections.abc import Callable

from haizhi.fairness.ceremony import sheet_commitment
from haizhi.fairness.verifier import Report, verify
from tests.fairness.staged import (
    KEYS,
    SESSION,
    Play,
    Sealed,
    whole_session,
)


def judged(sealed: Sealed) -> Report:
    return verify(sealed.bundle(), KEYS)


def tampered(change: Callable[[Sealed], None]) -> Report:
    """The report on an honest session whose published files were changed afterwards."""
    sealed = whole_session().seal()
    change(sealed)
    return judged(sealed)


def cheated(change: Callable[[Play], None]) -> Report:
    """The report on a session that was dishonest from the start: log and both signatures agree with what was done."""
    play = whole_session()
    change(play)
    return judged(play.seal())


def remark(play: Play, number: int, marks: dict[str, int]) -> None:
    """Let the nth sheet that was opened have had other marks all along."""
    opened = play.first("sheet.reveal", number)
    opened.detail["marks"] |= marks
    locked = next(act for act in play.acts if (act.verb, act.subject) == ("sheet.lock", opened.subject))
    said = (opened.detail["seat"], opened.detail["applicant"], opened.detail["marks"])
    locked.detail["commitment"] = sheet_commitment(bytes.fromhex(opened.detail["salt"]), SESSION, *said)


def truncate_log(sealed: Sealed) -> None:
    """Leave out what came last."""
    del sealed.log[-3:]
    sealed.bodies = [row for row in sealed.bodies if row["n"] < len(sealed.log)]
