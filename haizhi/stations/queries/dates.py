"""When terms end and others may be asked for (办法·13), and until when the stations report (办法·4, 12)."""

from datetime import timedelta

from django.db.models import QuerySet

from haizhi.kernel.actor import Actor
from haizhi.kernel.dates import dates_of
from haizhi.regulation.naming import plaque_name
from haizhi.regulation.parameters import RENEWAL_WINDOW_MONTHS
from haizhi.regulation.term import renewal_window
from haizhi.stations.models import OPEN_ASSIGNMENTS, STANDING, Assignment, Station, SummaryRound, Task

_LONGEST_MONTH = 31


@dates_of("term_end", "有效期届满", day="valid_to", name="short_name", named=plaque_name, page="stations:detail")
def _ending(actor: Actor) -> QuerySet[Station]:
    """Of the own stations, or of those that one looks after; not of all that everybody may see."""
    return Station.objects.concerning(actor).filter(stage__in=STANDING)


@dates_of(
    "renewal_window",
    "可以申请重新授牌",
    day="valid_to",
    moved=lambda valid_to: renewal_window(valid_to).first_day,
    ahead=timedelta(RENEWAL_WINDOW_MONTHS.value * _LONGEST_MONTH),
    name="short_name",
    named=plaque_name,
    page="stations:detail",
)
def _window_opening(actor: Actor) -> QuerySet[Station]:
    return Station.objects.concerning(actor).filter(stage__in=STANDING)


@dates_of(
    "summary_round",
    "年度工作总结报送截止",
    day="due_on",
    name="year",
    named="{}年度".format,
    page="stations:summary_round",
)
def _summing_up(actor: Actor) -> QuerySet[SummaryRound]:
    """For those who collect them; a station's own is among its duties."""
    return SummaryRound.objects.visible_to(actor).filter(stage="open")


@dates_of("task", "交办任务完成期限", day="due_on", name="name", page="stations:task")
def _handed_down(actor: Actor) -> QuerySet[Task]:
    return Task.objects.visible_to(actor).filter(stage="issued")


@dates_of("assignment", "交办任务完成期限", day="due_on", name="task__name", page="stations:assignment")
def _to_be_done(actor: Actor) -> QuerySet[Assignment]:
    """For those in a station whose duty it is not; the Office looks at the whole task."""
    found = Assignment.objects.visible_to(actor).filter(stage__in=OPEN_ASSIGNMENTS)
    return found.none() if actor.holds(*Assignment.readers) else found
