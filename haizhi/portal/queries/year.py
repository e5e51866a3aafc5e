"""The year as the public follows it: which call runs, in which of the four stages it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from django.db.models import Case, Exists, OuterRef, Value, When

from haizhi.applications.facts import call_takes
from haizhi.applications.models import Call
from haizhi.decisions.models import JointDocument, Publicity
from haizhi.kernel.actor import PUBLIC
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.deadlines import Track, has_opened
from haizhi.regulation.findings import unmet
from haizhi.regulation.parameters import PUBLICITY_WORKDAYS, TERM_YEARS
from haizhi.regulation.stages import PUBLIC_STAGES
from haizhi.ui.case import PublicStage
from haizhi.ui.wording import until_text

_INSTANT = timedelta(microseconds=1)
_ALL_DONE = len(PUBLIC_STAGES)


class State(Enum):
    """Where a call stands for whoever wants to apply."""

    OPEN = "受理中"
    COMING = "即将开始"
    CLOSED = "已截止"

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return {State.OPEN: "live", State.COMING: "wait"}.get(self, "")


@dataclass(frozen=True, slots=True)
class PublicCall:
    """A call with where it stands and which public stage (0 to 4) its year has reached."""

    call: Call
    state: State
    stage: int

    @property
    def takes(self) -> bool:
        """Whether it takes applications now."""
        return self.state is State.OPEN

    @property
    def is_coming(self) -> bool:
        """Whether its first day is still to come."""
        return self.state is State.COMING

    @property
    def last_day(self) -> date | None:
        """The last day on which it takes applications; None when it has no deadline."""
        return day_of(self.call.deadline - _INSTANT) if self.call.deadline else None


def state_of(call: Call, at: datetime, *, preview: bool = False) -> State:
    """Where a published call stands; a draft in `preview` as though it were published now."""
    ahead = call.deadline is None or at < call.deadline
    is_open = ahead if preview else not unmet(*call_takes(call, at))
    if (call.stage == "open" or preview) and ahead and not has_opened(call.opens_on, at).met:
        return State.COMING
    return State.OPEN if is_open else State.CLOSED


def recent_calls(at: datetime, limit: int) -> list[PublicCall]:
    """The open calls and then the newest others, `limit` in all. One query.

    The stage is read from what is public alone: between the close of a call and its 公示 the year is in 评审.
    """
    publicities = Publicity.objects.visible_to(PUBLIC).filter(resolution__session__call=OuterRef("pk"))
    # from the documents, which are few, to their calls: from a call one would look through all its applications
    founded = JointDocument.objects.visible_to(PUBLIC).filter(applications__isnull=False).values("applications__call")
    calls = Call.objects.visible_to(PUBLIC).annotate(
        publicised=Exists(publicities),
        in_publicity=Exists(publicities.filter(stage="running")),
        founded=Case(When(pk__in=founded, then=True), default=False),
        open_first=Case(When(stage="open", then=Value(0)), default=Value(1)),
    )
    found = []
    for call in calls.order_by("open_first", "-published_at", "-code")[:limit]:
        reached = 2 if call.in_publicity else _ALL_DONE if call.founded else 3 if call.publicised else 1
        state = state_of(call, at)
        found.append(PublicCall(call, state, reached if state is State.CLOSED else 0))
    return found


def current_call(calls: Sequence[PublicCall]) -> PublicCall | None:
    """The call that the home page speaks of: the annual one that is open, else the latest, else an academicians'."""
    annual = [found for found in calls if found.call.track == Track.ANNUAL]
    running = (found for found in annual if found.state is not State.CLOSED)
    return next(running, next(iter([*annual, *calls]), None))


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
