"""整改: a notice with matters and a last day, the station's report, the Office's review (办法·13)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding
from haizhi.regulation.standing import day_ahead, day_later, may_fail_unreported, said
from haizhi.standing import facts
from haizhi.standing.acts.filing import demand, it_exists, keep, usable
from haizhi.standing.models import Rectification, Report
from haizhi.stations.models import Station


@creates(moves.PREPARE_RECTIFICATION, requires=it_exists)
def prepare_rectification(station: Station, *, by: Actor, at: datetime, matters: str, due_on: date) -> Rectification:
    """Draft the notice: what is to be put right, and until which day (inclusive)."""
    demand(said(matters, "存在问题和整改要求", "matters"), day_ahead(due_on, day_of(at), "due_on"))
    return Rectification(
        code=next_number("ZG", day_of(at).year), station=station, matters=matters.strip(), due_on=due_on
    )


def _leaves_time(rectification: Rectification, by: Actor, at: datetime) -> Iterable[Finding]:
    yield from it_exists(rectification.station, by, at)
    yield day_ahead(rectification.due_on, day_of(at), "due_on")


@act(moves.ISSUE_RECTIFICATION, requires=_leaves_time)
def issue_rectification(rectification: Rectification, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """Send it, in these words."""
    rectification.text = "\n".join(facts.rectification_lines(rectification, day_of(at)))
    rectification.issued_on = day_of(at)
    record(text=rectification.text)


@act(moves.DROP_RECTIFICATION)
def drop_rectification(rectification: Rectification, *, by: Actor, at: datetime, opinion: str) -> None:
    """Give up a notice that was not sent."""


@act(moves.REPORT_RECTIFICATION)
def report_rectification(
    rectification: Rectification, *, by: Actor, at: datetime, text: str, evidence: Sequence[Upload] = ()
) -> None:
    """Report what was put right. A late report is taken, and marked so, as long as nothing was decided."""
    demand(said(text, "整改情况", "text"), *usable(evidence))
    report = Report.objects.create(
        rectification=rectification,
        serial=rectification.reports.count() + 1,
        text=text.strip(),
        made_by=by.name,
        made_at=at,
        late=day_of(at) > rectification.due_on,
    )
    rectification.draft, rectification.drafted_by = "", ""
    record(late=report.late)
    keep(evidence, by, report=report)


@act(moves.EXTEND_RECTIFICATION)
def extend_rectification(rectification: Rectification, *, by: Actor, at: datetime, due_on: date, opinion: str) -> None:
    """Give more time, with the reason."""
    demand(
        said(opinion, "延长的理由", "opinion"),
        day_ahead(due_on, day_of(at), "due_on"),
        day_later(due_on, rectification.due_on, "due_on"),
    )
    record(former=rectification.due_on)
    rectification.due_on = due_on


@act(moves.RETURN_RECTIFICATION)
def return_rectification(rectification: Rectification, *, by: Actor, at: datetime, due_on: date, opinion: str) -> None:
    """Say what is still wanting, and set a new last day."""
    demand(said(opinion, "还需整改的事项", "opinion"), day_ahead(due_on, day_of(at), "due_on"))
    record(former=rectification.due_on)
    rectification.due_on = due_on


@act(moves.PASS_RECTIFICATION)
def pass_rectification(rectification: Rectification, *, by: Actor, at: datetime, opinion: str) -> None:
    """It was put right."""
    demand(said(opinion, "复核意见", "opinion"))


def _may_fail(rectification: Rectification, by: Actor, at: datetime) -> Iterable[Finding]:
    reported = rectification.stage == "reported"
    yield may_fail_unreported(day_of(at), rectification.due_on, reported=reported)


@act(moves.FAIL_RECTIFICATION, requires=_may_fail)
def fail_rectification(rectification: Rectification, *, by: Actor, at: datetime, opinion: str) -> None:
    """It was not put right; what follows is decided by itself."""
    demand(said(opinion, "不合格的理由", "opinion"))
