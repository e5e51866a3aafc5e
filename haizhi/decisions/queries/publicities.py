"""公示: the notice as it is published, how each of its units stands, and what a changed calendar means for it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from haizhi.applications.models import Application, Call
from haizhi.decisions import facts
from haizhi.decisions.models import Publicity, PublicityExtension, Resolution
from haizhi.kernel import workdays
from haizhi.kernel.actor import Actor
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.deadlines import Track
from haizhi.regulation.editions import edition
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.parameters import PUBLICITY_WORKDAYS
from haizhi.regulation.workdays import Period, UnknownYear, is_workday, publicity_period

_WEEKDAYS = "一二三四五六日"

_PASSED = frozenset({"cleared", "approved", "awarded"})
_PENDING = frozenset({"frozen", "in_publicity"})


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """One unit as a notice names it: nothing of its people. `outcome` is what the public is told after the end."""

    application: Application
    unit: str
    open_matters: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A 公示 as it is read: everything but units and offices is left out. Dates are None until it is published.

    `opening`, `manner` and `confidentiality` are as edited, else composed; `period` says the dates and how they are
    counted. `extensions`: the notices by which it was extended, the earliest first.
    """

    heading: str
    basis: str
    opening: str
    items: tuple[NoticeItem, ...]
    published_on: date | None
    first_day: date | None
    last_day: date | None
    workdays: int
    counting: str
    period: str
    manner: str
    confidentiality: str
    phone: str
    supervision_phone: str
    address: str
    extensions: tuple[PublicityExtension, ...]

    @property
    def contacts(self) -> tuple[str, ...]:
        """How to reach the Office and, apart from it, 纪检."""
        return (
            f"受理电话：{self.phone}",
            f"纪检监督电话：{self.supervision_phone}",
            f"通讯地址：{self.address}",
        )

    @property
    def passed(self) -> int:
        """How many units came through without objection."""
        return sum(item.application.stage in _PASSED for item in self.items)

    @property
    def pending(self) -> int:
        """How many are still being looked into."""
        return sum(item.application.stage in _PENDING for item in self.items)


def publicities_of(actor: Actor) -> QuerySet[Publicity]:
    """The 公示 that the actor may see, each with the number of its units and of those whose 公示 is stopped."""
    found = Publicity.objects.visible_to(actor).select_related("resolution__session__call")
    frozen = Count("applications", filter=Q(applications__stage="frozen"), distinct=True)
    return found.annotate(units=Count("applications", distinct=True), frozen=frozen)


def to_publicise(actor: Actor) -> QuerySet[Resolution]:
    """The resolutions with proposed units that no prepared or scheduled 公示 names."""
    proposed = Application.objects.filter(
        resolution_lines__resolution=OuterRef("pk"), resolution_lines__decision=facts.PROPOSE, stage="proposed"
    )
    prepared = Publicity.objects.filter(resolution=OuterRef("pk"), stage__in=["prepared", "scheduled"])
    applied = Resolution.objects.visible_to(actor).filter(stage="applied").select_related("session__call")
    return applied.filter(Exists(proposed)).exclude(Exists(prepared)).order_by("-code")


def suggested_heading(resolution: Resolution) -> str:
    """The usual heading of the 公示 of a resolution's units."""
    call = resolution.session.call
    kind = "引进海外院士建站" if call.track == Track.ACADEMICIAN else ""
    return f"关于{call.year}年度拟设立重庆海智工作站{kind}单位的公示"


def notice(publicity: Publicity) -> Notice:
    """The notice of a 公示, composed from the case. Six queries at most, whatever its size."""
    call = publicity.resolution.session.call
    published_on = day_of(publicity.published_at) if publicity.published_at else None
    items = tuple(_items(publicity))
    extensions = tuple(publicity.extensions.all()) if publicity.published_at else ()
    basis = _basis(call)
    counting = "公示发布当日计入期限" if publicity.count_first else "公示发布当日不计入期限"
    return Notice(
        heading=publicity.heading,
        basis=basis,
        opening=publicity.opening or _opening(basis, len(items)),
        items=items,
        published_on=published_on,
        first_day=publicity.first_day,
        last_day=publicity.last_day,
        workdays=PUBLICITY_WORKDAYS.value,
        counting=counting,
        period=_period(publicity, counting, extended=bool(extensions)),
        manner=publicity.manner or _manner(publicity.last_day),
        confidentiality=publicity.confidentiality or _CONFIDENTIALITY,
        phone=publicity.phone,
        supervision_phone=publicity.supervision_phone,
        address=publicity.address,
        extensions=extensions,
    )


def usual_texts(publicity: Publicity) -> dict[str, str]:
    """What is composed for the parts that may be edited, by the names of their columns, before it is published."""
    units = publicity.items.count()
    return {
        "opening": _opening(_basis(publicity.resolution.session.call), units),
        "manner": _manner(None),
        "confidentiality": _CONFIDENTIALITY,
    }


def _opening(basis: str, units: int) -> str:
    return (
        f"根据{basis}，经单位申报、资格审核、评审和市科协党组研究，拟在下列{units}家单位设立重庆海智工作站，现予公示。"
    )


def _manner(last_day: date | None) -> str:
    until = f"{chinese_date(last_day)}24:00前" if last_day else "公示期内"
    return (
        f"单位和个人对上述单位有异议的，请在{until}以书面形式提出，也可在本平台的公示页面提出。"
        "以个人名义提出的，请署真实姓名并写明联系方式；以单位名义提出的，请加盖公章。"
        "反映弄虚作假、违纪违法问题的，可以随时举报，可以匿名。"
    )


_CONFIDENTIALITY = "收到异议后，只中止被反映单位的公示，其他单位照常进行。提出人的身份和联系方式加密保存，严格保密。"


def _basis(call: Call) -> str:
    rule = edition(call.edition)
    number = f"（{call.document_number}）" if call.document_number else ""
    return f"《{rule.title}》（{rule.document_number}）和《{call.heading}》{number}"


def _period(publicity: Publicity, counting: str, *, extended: bool) -> str:
    """The dates as they were announced, and the rule by which they are counted; the days one by one.

    An amended calendar alone changes nothing of what was announced: until it is extended, days that are no longer as
    many are not listed.
    """
    days = PUBLICITY_WORKDAYS.value
    if publicity.first_day is None or publicity.last_day is None:
        return f"公示期为{days}个工作日，起止日期在发布时确定；{counting}，法定节假日和休息日不计。"
    first, last = publicity.first_day, publicity.last_day
    dates = f"自{_dated(first)}至{_dated(last)}"
    counted = counted_days(first, last)
    as_announced = len(counted) == days or (extended and len(counted) > days)
    listed = f"（{'、'.join(f'{day.month}月{day.day}日' for day in counted)}）" if as_announced else ""
    number = len(counted) if as_announced else days
    return f"公示期为{number}个工作日，{dates}24:00{listed}；{counting}，法定节假日和休息日不计。"


def _dated(day: date) -> str:
    return f"{chinese_date(day)}（星期{_WEEKDAYS[day.weekday()]}）"


def counted_days(first: date, last: date) -> tuple[date, ...]:
    """The working days from the first to the last by the calendar as it is now; none while a year is unknown."""
    table = workdays.table({first.year, last.year})
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    try:
        return tuple(day for day in days if is_workday(day, table))
    except UnknownYear:
        return ()


def _items(publicity: Publicity) -> list[NoticeItem]:
    waiting = Count("objections", filter=Q(objections__stage__in=facts.OPEN_OBJECTIONS))
    found = publicity.applications.select_related("unit").annotate(waiting=waiting).order_by("code")
    return [
        NoticeItem(application, application.unit.name, application.waiting, _outcome(application.stage))
        for application in found
    ]


def _outcome(stage: str) -> str:
    """What the public is told of a unit after the end: nothing of a reason."""
    if stage in _PASSED:
        return "公示无异议"
    if stage in _PENDING:
        return "尚在核查，结果另行公布"
    return "已取消资格" if stage == "cancelled" else "已退出申报程序"


def would_run(publicity: Publicity, at: datetime) -> Period:
    """The period if it were published now, or at the time that is set. Raises UnknownYear."""
    return publicity_period(day_of(publicity.publish_at or at), workdays.table(), count_first=publicity.count_first)
