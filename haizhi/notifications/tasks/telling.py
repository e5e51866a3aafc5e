"""From news and those addressed to notices, and from the important ones to letters and short messages."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from haizhi.accounts.demonstration import is_demonstration_mailbox
from haizhi.accounts.models import Person
from haizhi.accounts.queries import people_in
from haizhi.kernel.models import Act
from haizhi.notifications.facts import channels_set_up, is_important
from haizhi.notifications.models import Channel, Delivery, DeliveryState, Notice, Preference, Reminder
from haizhi.regulation.civil_time import day_of

News = Act | Reminder
Addressed = tuple[News, str, str]
"""News, a role, and the place in which the role is held; an empty place is any."""

STALE = timedelta(days=7)
"""Older news is not sent out: an office that sets up mail later must not send everybody the past."""


def tell(addressed: Iterable[Addressed], at: datetime) -> int:
    """Make the notices that are not there yet, with what is to be sent of them; how many notices were made.

    Whoever acted knows and is not told; who is addressed in several roles is told once, in one in which it matters.
    Must run in a transaction that holds the news' rows, so that no two workers tell of the same at once.
    """
    wanted = _wanted(addressed, at)
    for notice in _known(wanted):
        wanted.pop((notice.person_id, _key(notice.news)), None)
    made = Notice.objects.bulk_create(wanted.values())
    _write(made, at)
    return len(made)


def _wanted(addressed: Iterable[Addressed], at: datetime) -> dict[tuple[UUID, UUID | int], Notice]:
    people: dict[tuple[str, str], list[UUID]] = {}
    wanted: dict[tuple[UUID, UUID | int], Notice] = {}
    for news, role, place in addressed:
        if (role, place) not in people:
            people[role, place] = list(people_in(role, place, day_of(at)).order_by("pk").values_list("pk", flat=True))
        important = is_important(news, role)
        for person in people[role, place]:
            former = wanted.get((person, _key(news)))
            if (isinstance(news, Act) and person == news.by_id) or (former and (former.important or not important)):
                continue
            act, reminder = (news, None) if isinstance(news, Act) else (None, news)
            wanted[person, _key(news)] = Notice(
                person_id=person,
                act=act,
                reminder=reminder,
                case_id=news.case_id,
                role=role,
                place=place,
                important=important,
                at=at,
            )
    return wanted


def _key(news: News) -> UUID | int:
    return news.pk


def _known(wanted: Mapping[tuple[UUID, UUID | int], Notice]) -> Iterable[Notice]:
    acts = {notice.act_id for notice in wanted.values() if notice.act_id}
    reminders = {notice.reminder_id for notice in wanted.values() if notice.reminder_id}
    yield from Notice.objects.filter(act__in=acts).select_related("act")
    yield from Notice.objects.filter(reminder__in=reminders).select_related("reminder")


def _write(made: list[Notice], at: datetime) -> None:
    """Letters and short messages for the important among new notices, by the channels there are."""
    sent_out = [notice for notice in made if notice.important and at - notice.news.at < STALE]
    channels = channels_set_up()
    if not (sent_out and channels):
        return
    ids = {notice.person_id for notice in sent_out}
    people = Person._base_manager.in_bulk(list(ids))
    chosen = Preference.objects.in_bulk(list(ids))
    Delivery.objects.bulk_create(
        delivery
        for notice in sent_out
        for channel in channels
        if (delivery := _delivery(notice, channel, people[notice.person_id], chosen.get(notice.person_id), at))
    )


def _delivery(
    notice: Notice, channel: Channel, person: Person, chosen: Preference | None, at: datetime
) -> Delivery | None:
    address = (person.email if channel is Channel.MAIL else person.mobile) or ""
    if not address:
        return None
    why_not = unwanted(channel, chosen)
    if channel is Channel.MAIL and is_demonstration_mailbox(address):
        why_not = "演示账号的信箱并不存在"
    return Delivery(
        notice=notice,
        channel=channel,
        address=address,
        state=DeliveryState.SKIPPED if why_not else DeliveryState.WAITING,
        last_error=why_not,
        made_at=at,
        next_try_at=None if why_not else at,
    )


def unwanted(channel: str, chosen: Preference | None) -> str:
    """Why a person is not told by a channel, empty when they are."""
    wanted = chosen is None or (chosen.mail if channel == Channel.MAIL else chosen.sms)
    return "" if wanted else f"本人已关闭{Channel(channel).label}通知"
