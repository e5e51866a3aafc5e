"""What a person was told, case by case; what was sent out of it; whether the worker is alive."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from haizhi.accounts.models import Person
from haizhi.kernel.actor import Actor
from haizhi.kernel.statements import Statement
from haizhi.kernel.subjects import Subject
from haizhi.notifications.facts import PERSONAL_KINDS, channels_set_up, particulars, subjects_of
from haizhi.notifications.models import Channel, Delivery, DeliveryState, Heartbeat, Notice, Preference
from haizhi.regulation.moves import Move, moves_of
from haizhi.regulation.roles import OFFICE_ROLES, UNIT_ROLES, Role
from haizhi.ui.wording import masked_phone_text, moment_text

DELIVERY_READERS = OFFICE_ROLES | {Role.SYSTEM_ADMIN}
"""Who watches over what was sent."""

SILENT_AFTER = timedelta(minutes=10)
"""A worker comes by twice a minute; after so long none is running."""

UNREAD = Q(important=True, read_at__isnull=True)
"""What counts as unread: the rest is kept to be looked up."""


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """The notices of whoever asks."""
    return Notice.objects.none() if actor.id is None else Notice.objects.filter(person_id=actor.id)


def unread_count(actor: Actor) -> int:
    """How many important ones were not read. One query for a person, none for the public."""
    if actor.id is None:
        return 0
    counted = _unread(connection.vendor).rows({SOMEBODY: actor.id})
    return int(counted[0][0]) if counted else 0


@cache
def _unread(_vendor: str) -> Statement:
    of_somebody = unread_of_somebody().order_by()
    return Statement.of(of_somebody.values("person_id").annotate(n=Count("pk")).values_list("n"), SOMEBODY)


def unread_of_somebody() -> QuerySet[Notice]:
    """The important ones that were not read by `SOMEBODY`."""
    return Notice.objects.filter(UNREAD, person_id=SOMEBODY)


SOMEBODY = UUID(int=0)
"""What stands in a statement where each reader has their own id."""


def threads(actor: Actor, *, important_only: bool) -> QuerySet[Notice]:
    """The newest notice of each case, with `unread`: how many of the case's were not read."""
    of_mine = notices_of(actor).filter(important=True) if important_only else notices_of(actor)
    newer = of_mine.filter(case_id=OuterRef("case_id"), pk__gt=OuterRef("pk"))
    counted = notices_of(actor).filter(UNREAD, case_id=OuterRef("case_id")).order_by().values("case_id")
    unread = Subquery(counted.annotate(n=Count("pk")).values("n"))
    return of_mine.filter(~Exists(newer)).annotate(unread=Coalesce(unread, 0)).select_related("act", "reminder")


@dataclass(frozen=True, slots=True)
class Thread:
    """A case with what I was told of it, newest first, what waits there for me, and by when."""

    newest: Notice
    notices: tuple[Notice, ...]
    unread: int
    steps: tuple[str, ...]
    due: date | None

    @property
    def earlier(self) -> tuple[Notice, ...]:
        """All but the newest."""
        return self.notices[1:]


def told_by_case(actor: Actor, newest: Iterable[Notice]) -> list[Thread]:
    """The cases of a page of `threads`: one query for their notices, one for each kind of case among them."""
    heads = list(newest)
    found: dict[UUID, list[Notice]] = {head.case_id: [] for head in heads}
    for notice in notices_of(actor).filter(case_id__in=found).select_related("act", "reminder").order_by("-pk"):
        found[notice.case_id].append(notice)
    subjects = subjects_of([notice.news for notices in found.values() for notice in notices])
    return [_thread(actor, head, found[head.case_id], subjects) for head in heads]


def _thread(actor: Actor, newest: Notice, notices: list[Notice], known: dict[UUID, Subject]) -> Thread:
    unread = sum(notice.important and notice.read_at is None for notice in notices)
    shown = (newest, *(notice for notice in notices if notice.pk != newest.pk))
    subjects = [known[pk] for pk in dict.fromkeys(n.news.subject_id for n in shown) if pk in known]
    steps = {subject.pk: steps_for(actor, subject) for subject in subjects}
    dues = [
        particulars(subject.kind, subject).due for subject in subjects if steps[subject.pk] or newest.role in UNIT_ROLES
    ]
    every = tuple(dict.fromkeys(step for each in steps.values() for step in each))
    return Thread(newest, shown, unread, every, min((due for due in dues if due), default=None))


def steps_for(actor: Actor, subject: Subject) -> tuple[str, ...]:
    """The duties that a subject's stage lays on whoever asks."""
    tasks = (
        _task_of(move, subject, grant.role)
        for move in moves_of(subject.kind)
        if subject.stage in move.sources and subject.waits_for(move)
        for grant in actor.grants
        if subject.within(grant)
    )
    return tuple(dict.fromkeys(filter(None, tasks)))


def _task_of(move: Move, subject: Subject, role: Role) -> str:
    """What the stage waits for from a role; to those who have prepared it, it is said who carries it on."""
    task = move.task_of(role)
    if task and role not in move.roles and subject.filled_in:
        return f"已填好，由{'、'.join(sorted(other.label for other in move.roles))}{move.task}"
    return task


def preference_of(person: Person) -> Preference:
    """What a person chose; both channels where they chose nothing. Not saved."""
    return Preference.objects.filter(person=person).first() or Preference(person=person)


def deliveries(actor: Actor) -> QuerySet[Delivery]:
    """Every letter and short message, to those who watch over them; nothing to anybody else."""
    if not actor.holds(*DELIVERY_READERS):
        return Delivery.objects.none()
    return Delivery.objects.select_related("notice__person", "notice__act", "notice__reminder", "act")


def given_up(actor: Actor) -> int:
    """How many were given up. One query."""
    return deliveries(actor).filter(state=DeliveryState.GIVEN_UP).count()


@dataclass(frozen=True, slots=True)
class Sent:
    """A row of the list of deliveries: to whom, where (masked), about which case and what of it."""

    delivery: Delivery
    person: str
    role: str
    address: str
    case: str
    label: str


def sent_row(row: Delivery) -> Sent:
    """A row fetched by `deliveries`. The case is called by kind and number: titles stay with the case."""
    told = row.told
    person = told.person.name if row.notice else "尚未开户"
    number = "" if told.news.kind in PERSONAL_KINDS else told.news.number
    case = f"{told.kind_label} {number}".strip()
    return Sent(row, person, told.role_label, masked(row.channel, row.address), case, told.news.label)


@dataclass(frozen=True, slots=True)
class Reach:
    """A channel as a person's own page shows it: their address (masked), and whether the platform has the channel."""

    label: str
    address: str
    is_set_up: bool


def reach_of(person: Person) -> list[Reach]:
    """By which channels a person can be reached."""
    addresses = {Channel.MAIL: person.email, Channel.SMS: person.mobile}
    there = channels_set_up()
    return [Reach(channel.label, masked(channel, addresses[channel] or ""), channel in there) for channel in Channel]


def masked(channel: str, address: str) -> str:
    """An address that only who knows it recognises: z***@example.cn, 138****5678; empty for none."""
    if channel == Channel.SMS or not address:
        return masked_phone_text(address)
    name, _, domain = address.rpartition("@")
    return f"{name[:1]}***@{domain}"


_MEASURE = {Channel.MAIL: "封", Channel.SMS: "条"}
_STATES = {
    DeliveryState.SENT: "已发出",
    DeliveryState.SENDING: "发送中",
    DeliveryState.WAITING: "待发送",
    DeliveryState.FAILED: "重试中",
    DeliveryState.GIVEN_UP: "未送达",
    DeliveryState.SKIPPED: "未发送",
}


@dataclass(frozen=True, slots=True)
class Told:
    """That a unit was told of one thing: of what, when, how many of its people, how many read it, by which ways."""

    label: str
    at: datetime
    people: int
    read: int
    ways: tuple[str, ...]


def told_of(case_id: UUID) -> list[Told]:
    """What a unit was told of its case, newest first. Two queries."""
    rows = Notice.objects.filter(case_id=case_id, role__in=sorted(UNIT_ROLES)).order_by("-pk")
    grouped: dict[tuple[object, object], list[Notice]] = {}
    for notice in rows.select_related("act", "reminder").prefetch_related("deliveries"):
        grouped.setdefault((notice.act_id, notice.reminder_id), []).append(notice)
    return [
        Told(
            notices[0].news.label,
            notices[0].at,
            len(notices),
            sum(notice.read_at is not None for notice in notices),
            tuple(_ways(notices)),
        )
        for notices in grouped.values()
    ]


def _ways(notices: list[Notice]) -> Iterable[str]:
    for channel in Channel:
        found = [d for notice in notices for d in notice.deliveries.all() if d.channel == channel]
        counts = Counter(d.state for d in found)
        said = [f"{words}{counts[state]}{_MEASURE[channel]}" for state, words in _STATES.items() if counts[state]]
        sent = max((d.sent_at for d in found if d.sent_at), default=None)
        if said:
            yield f"{channel.label}：{'、'.join(said)}{f'（{moment_text(sent)}）' if sent else ''}"


@dataclass(frozen=True, slots=True)
class Silence:
    """No worker has come by for so many minutes; None: none ever did."""

    minutes: int | None

    def __str__(self) -> str:
        if self.minutes is None:
            return "后台服务尚未运行过"
        hours = self.minutes // 60
        return f"后台服务已有{f'{hours}小时' if hours else f'{self.minutes}分钟'}没有运行"


def worker_silence(at: datetime) -> Silence | None:
    """Whether the worker is missed at a moment; None while one is running. One query."""
    last = Heartbeat.objects.values_list("at", flat=True).first()
    if last is None:
        return Silence(None)
    return Silence((at - last) // timedelta(minutes=1)) if at - last > SILENT_AFTER else None
