"""How often one thing may be done from one address, or to one thing, and from when on it may be done again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from haizhi.kernel.models import Attempts
from haizhi.kernel.secrecy import fingerprint
from haizhi.regulation.civil_time import CHINA, day_of
from haizhi.regulation.findings import Finding, Refused


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many times within a time that begins with the first; `reason` says so to whoever is refused."""

    name: str
    most: int
    within: timedelta
    reason: str


class TooOften(Refused):
    """Refused until a moment, whatever is asked for; pages answer it with 429."""

    def __init__(self, reason: str, until: datetime, at: datetime) -> None:
        self.until = until
        super().__init__(Finding(False, None, reason, f"请在{_moment(until, at)}以后再提交，您填写的内容仍在本页。"))


def count(limit: Limit, what: str, at: datetime) -> None:
    """Count once more what is limited. Raises TooOften when it was done as often as it may be.

    `what` (an address, a code) is kept as a keyed fingerprint alone, and that no longer than the limit looks back.
    """
    Attempts.objects.filter(until__lte=at).delete()
    mark = fingerprint(f"limit/{limit.name}", what)
    with transaction.atomic():
        row, _ = Attempts.objects.select_for_update().get_or_create(mark=mark, defaults={"until": at + limit.within})
        if row.count >= limit.most:
            raise TooOften(limit.reason, row.until, at)
        row.count += 1
        row.save(update_fields=["count"])


def _moment(until: datetime, at: datetime) -> str:
    """The next full minute, with its day where that is another."""
    whole = (until + timedelta(seconds=59)).astimezone(CHINA)
    return f"{whole:%H:%M}" if day_of(whole) == day_of(at) else f"{whole.month}月{whole.day}日{whole:%H:%M}"
