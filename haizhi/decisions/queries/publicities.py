"""公示: the notice as it is published, and how each of its units stands."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from haizhi.applications.models import Application, Call
from haizhi.decisions import facts
from haizhi.decisions.models import Publicity, Resolution
from haizhi.kernel import workdays
from haizhi.kernel.actor import Actor
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.deadlines import Track
from haizhi.regulation.editions import edition
from haizhi.regulation.parameters import PUBLICITY_WORKDAYS
from haizhi.regulation.workdays import Period, publicity_period


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """One unit as a notice names it: nothing of its people."""

    application: Application
    unit: str
    open_matters: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A 公示 as it is read: everything but units and offices is left out. Dates are None until it is published."""

    heading: str
    basis: str
    done: str
    items: tuple[NoticeItem, ...]
    published_on: date | None
    first_day: date | None
    last_day: date | None
    workdays: int
    counting: str
    phone: str
    supervision_phone: str
    address: str


def publicities_of(actor: Actor) -> QuerySet[Publicity]:
    """The 公示 that the actor may see, each with the number of its units and of those whose 公示 is stopped."""
    found = Publicity.objects.visible_to(actor).select_related("resolution__session__call")
    frozen = Count("applications", filter=Q(applications__stage="frozen"), distinct=True)
    return found.annotate(units=Count("applications", distinct=True), frozen=frozen)


def to_publicise(actor: Actor) -> QuerySet[Resolution]:
    """The resolutions with proposed units that no prepared 公示 names."""
    proposed = Application.objects.filter(
        resolution_lines__resolution=OuterRef("pk"), resolution_lines__decision=facts.PROPOSE, stage="proposed"
    )
    prepared = Publicity.objects.filter(resolution=OuterRef("pk"), stage="prepared")
    applied = Resolution.objects.visible_to(actor).filter(stage="applied").select_related("session__call")
    return applied.filter(Exists(proposed)).exclude(Exists(prepared)).order_by("-code")


def suggested_heading(resolution: Resolution) -> str:
    """The usual heading of the 公示 of a resolution's units."""
    call = resolution.session.call
    kind = "引进海外院士建站" if call.track == Track.ACADEMICIAN else ""
    return f"关于{call.year}年度拟设立重庆海智工作站{kind}单位的公示"


def notice(publicity: Publicity) -> Notice:
    """The notice of a 公示, composed from the case. Four queries at most, whatever its size."""
    call = publicity.resolution.session.call
    published_on = day_of(publicity.published_at) if publicity.published_at else None
    return Notice(
        heading=publicity.heading,
        basis=_basis(call),
        done="经单位申报、资格审核、评审和市科协党组研究",
        items=tuple(_items(publicity)),
        published_on=published_on,
        first_day=publicity.first_day,
        last_day=publicity.last_day,
        workdays=PUBLICITY_WORKDAYS.value,
        counting="公示发布当日计入期限" if publicity.count_first else "公示发布当日不计入期限",
        phone=publicity.phone,
        supervision_phone=publicity.supervision_phone,
        address=publicity.address,
    )


def _basis(call: Call) -> str:
    rule = edition(call.edition)
    number = f"（{call.document_number}）" if call.document_number else ""
    return f"《{rule.title}》（{rule.document_number}）和《{call.heading}》{number}"


def _items(publicity: Publicity) -> list[NoticeItem]:
    waiting = Count("objections", filter=Q(objections__stage__in=facts.OPEN_OBJECTIONS))
    found = publicity.applications.select_related("unit").annotate(waiting=waiting).order_by("code")
    return [NoticeItem(application, application.unit.name, application.waiting) for application in found]


def would_run(publicity: Publicity, at: datetime) -> Period:
    """The period if it were published now. Raises UnknownYear."""
    return publicity_period(day_of(at), workdays.table(), count_first=publicity.count_first)
