"""People who are told, news of which they are told, and a worker's clock."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

from haizhi.accounts.models import Membership, Organisation, Person
from haizhi.kernel.models import Act, Outgoing
from haizhi.notifications.models import Delivery, Notice
from haizhi.notifications.tasks import deliver
from haizhi.regulation.roles import Role
from tests.accounts.factories import NOW, member, person, unit
from tests.replay import replayed

_serial = count(1)


@replayed
def reachable(name: str = "收信人", mailbox: str = "") -> Person:
    """Somebody with a mailbox and a mobile number."""
    return person(name, email=mailbox or f"reader{next(_serial)}@example.cn")


@replayed
def drafter(of: Organisation | None = None, mailbox: str = "") -> Membership:
    """A drafter who can be reached."""
    return member(Role.DRAFTER, at_unit=of or unit(), who=reachable(mailbox=mailbox))


@replayed
def tell(role: Role, place: object = "", act: Act | None = None) -> Act:
    """Put a row into the outbox, as the door does, about the last thing that happened to a unit."""
    about = act or Act.objects.filter(kind="organisation").order_by("-entry_id")[0]
    Outgoing.objects.create(act=about, role=role, place=str(place))
    return about


@replayed
def told_drafter(mailbox: str = "", at: datetime = NOW) -> Notice:
    """A drafter told of their own unit's registration: an important notice."""
    of = unit()
    held = drafter(of, mailbox)
    tell(Role.DRAFTER, of.pk, Act.objects.get(verb="organisation.register", subject_id=of.pk))
    deliver(at)
    return Notice.objects.get(person=held.person)


def letter_of(notice: Notice) -> Delivery:
    """What was written of a notice."""
    return Delivery.objects.get(notice=notice)


def at(moment: datetime = NOW, **later: float) -> Callable[[], datetime]:
    """A clock that stands still, so much later than a moment."""
    return lambda: moment + timedelta(**later)


def never() -> bool:
    """A worker that nobody told to stop."""
    return False
