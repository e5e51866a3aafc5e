"""Appeals: lodged in time with reasons, answered with reasons; what was wrong is corrected on record (办法·12)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from haizhi.assessments.acts.outcome import rank_again
from haizhi.assessments.acts.sheets import correct, set_aside
from haizhi.assessments.facts import in_force, marks_of
from haizhi.assessments.models import Appeal, AppealFile, Assessed, Part
from haizhi.files.facts import may_be_used
from haizhi.files.models import Upload
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates
from haizhi.kernel.numbers import next_number
from haizhi.kernel.workdays import table
from haizhi.regulation import moves
from haizhi.regulation.citations import measures
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.parameters import APPEAL_ANSWER_WORKDAYS
from haizhi.regulation.workdays import add_workdays

MOST_FILES = 10


def in_time(part: Assessed, by: Actor, at: datetime) -> Iterator[Finding]:
    """There is a result, its days for appeals are not over, and no appeal is open."""
    rule, last = measures(12), part.assessment.appeals_until
    yield Finding(part.stage == "rated", rule, f"本站现为“{part.stage_label}”", "结果出具后、公布前可以申诉。")
    if last is not None:
        until = chinese_date(last)
        yield Finding(day_of(at) <= last, rule, f"申诉期已于{until}届满", "请与海智办联系。")
    waiting = part.appeals.filter(stage="lodged").exists()
    yield Finding(not waiting, rule, "已有一件申诉待答复", "请等待答复，或先撤回。")


@creates(moves.LODGE_APPEAL, requires=in_time, private=("reasons",))
def lodge_appeal(part: Assessed, *, by: Actor, at: datetime, reasons: str, files: Sequence[Upload] = ()) -> Appeal:
    """提出申诉: by the unit's 负责人, with reasons and files."""
    wrong = unmet(*(may_be_used(upload) for upload in files))
    if wrong or len(files) > MOST_FILES:
        raise Refused(*(wrong or (Finding(False, measures(12), f"最多上传{MOST_FILES}个文件", "请合并。", "proofs"),)))
    made = Appeal(
        code=next_number("SS", day_of(at).year),
        assessed=part,
        reasons=reasons,
        lodged_at=at,
        due_on=add_workdays(day_of(at), APPEAL_ANSWER_WORKDAYS.value, table()),
        before=part.exact,
    )
    AppealFile.objects.bulk_create(AppealFile(appeal=made, upload=upload) for upload in files)
    return made


@act(moves.WITHDRAW_APPEAL)
def withdraw_appeal(appeal: Appeal, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """撤回: before it was answered."""


@act(moves.UPHOLD_APPEAL)
def uphold_appeal(
    appeal: Appeal, *, by: Actor, at: datetime, opinion: str, marks: dict[str, int], peers: Sequence[str] = ()
) -> None:
    """申诉成立: the Office's marks (tenths) are put right, or peers' sheets (by slug) put aside; all is reckoned again.

    Raises Refused where nothing would change.
    """
    part = appeal.assessed
    sheets = in_force(part)
    office = next(s for s in sheets if s.part == Part.OFFICE)
    wrong = [s for s in sheets if s.part == Part.PEER and s.slug in peers]
    changed = marks != marks_of(office)
    if not changed and not wrong:
        raise Refused(Finding(False, measures(12), "没有更正任何分数", "请更正考评分，或选择不予计入的互评表。"))
    if changed:
        correct(office, by=SYSTEM, at=at, marks=marks, opinion=opinion)
    for score in wrong:
        set_aside(score, by=SYSTEM, at=at, opinion=opinion)
    rank_again(part.assessment, at)
    part.refresh_from_db()
    appeal.answer, appeal.after = opinion, part.exact


@act(moves.DISMISS_APPEAL)
def dismiss_appeal(appeal: Appeal, *, by: Actor, at: datetime, opinion: str) -> None:
    """申诉不成立: the result stands, with the reasons."""
    appeal.answer, appeal.after = opinion, appeal.assessed.exact
