"""The year as the public follows it: which call runs, how long it still runs, in which of the four stages it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, Exists, OuterRef, Value, When

from haizhi.applications.facts import call_takes
from haizhi.applications.models import Call
from haizhi.decisions.models import JointDocument, Publicity
from haizhi.kernel import workdays
from haizhi.kernel.actor import PUBLIC
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.deadlines import Track
from haizhi.regulation.parameters import PUBLICITY_WORKDAYS, TERM_YEARS
from haizhi.regulation.stages import PUBLIC_STAGES
from haizhi.regulation.workdays import UnknownYear, WorkdayTable, is_workday
from haizhi.ui.case import PublicStage
from haizhi.ui.wording import until_text

_INSTANT = timedelta(microseconds=1)
_ALL_DONE = len(PUBLIC_STAGES)


@dataclass(frozen=True, slots=True)
class Countdown:
    """Full days and hours until a deadline; `workdays` counts today and the last day too, None when not known."""

    days: int
    hours: int
    workdays: int | None

    def __str__(self) -> str:
        parts = [f"{self.days} 天" if self.days else "", f"{self.hours} 小时" if self.hours else ""]
        left = " ".join(part for part in parts if part)
        workdays = "" if self.workdays is None else f"，其间 {self.workdays} 个工作日"
        return (f"还有 {left}" if left else "还有不足 1 小时") + workdays


@dataclass(frozen=True, slots=True)
class PublicCall:
    """A call with whether it takes applications now and which public stage (0 to 4) its year has reached."""

    call: Call
    takes: bool
    stage: int

    @property
    def last_day(self) -> date | None:
        """The last day on which it takes applications; None when it has no deadline."""
        return day_of(self.call.deadline - _INSTANT) if self.call.deadline else None


def takes(call: Call, at: datetime) -> bool:
    """Whether a call takes applications at a moment."""
    return all(finding.met for finding in call_takes(call, at))


def recent_calls(at: datetime, limit: int) -> list[PublicCall]:
    """The open calls and then the newest others, `limit` in all. One query.

    The stage is read from what is public alone: between the close of a call and its 公示 the year is in 评审.
    """
    publicities = Publicity.objects.visible_to(PUBLIC).filter(resolution__session__call=OuterRef("pk"))
    documents = JointDocument.objects.visible_to(PUBLIC).filter(applications__call=OuterRef("pk"))
    calls = Call.objects.visible_to(PUBLIC).annotate(
        publicised=Exists(publicities),
        in_publicity=Exists(publicities.filter(stage="running")),
        founded=Exists(documents),
        open_first=Case(When(stage="open", then=Value(0)), default=Value(1)),
    )
    found = []
    for call in calls.order_by("open_first", "-published_at", "-code")[:limit]:
        reached = 2 if call.in_publicity else _ALL_DONE if call.founded else 3 if call.publicised else 1
        taking = takes(call, at)
        found.append(PublicCall(call, taking, 0 if taking else reached))
    return found


def current_call(calls: Sequence[PublicCall]) -> PublicCall | None:
    """The call that the home page speaks of: the annual one that is open, else the latest, else an academicians'."""
    annual = [found for found in calls if found.call.track == Track.ANNUAL]
    return next((found for found in annual if found.takes), next(iter([*annual, *calls]), None))


def year_stages(found: PublicCall) -> list[PublicStage]:
    """The four stages of 评审·6 with what each of them is; the one that the year has reached is current."""
    call = found.call
    notes = (
        f"受理至{until_text(call.deadline)}" if call.deadline else "全年受理",
        "陈述、答辩、打分，现场公布",
        f"{PUBLICITY_WORKDAYS.value}个工作日，接受监督",
        f"联合发文，有效期{TERM_YEARS.value}年",
    )
    states = ["done" if i < found.stage else "now" if i == found.stage else "todo" for i in range(len(PUBLIC_STAGES))]
    return [PublicStage(label, state, note) for label, state, note in zip(PUBLIC_STAGES, states, notes, strict=True)]


def countdown(call: Call, at: datetime) -> Countdown | None:
    """How long a call still runs; None when it has no deadline or it has passed. One query."""
    if call.deadline is None or call.deadline <= at:
        return None
    left = call.deadline - at
    first, last = day_of(at), day_of(call.deadline - _INSTANT)
    table = workdays.table(range(first.year, last.year + 1))
    return Countdown(left.days, left.seconds // 3600, workdays_between(first, last, table))


def workdays_between(first: date, last: date, table: WorkdayTable) -> int | None:
    """The number of working days from a day to a day, both counted; None when a year on the way is not known."""
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    try:
        return sum(is_workday(day, table) for day in days)
    except UnknownYear:
        return None
