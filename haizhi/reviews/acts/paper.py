"""Score sheets on paper (评审·6·2): where the hall has no network, entered twice and signed for by 纪检."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates, record
from haizhi.regulation import moves
from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Finding, Refused
from haizhi.reviews.acts.sheets import lock
from haizhi.reviews.facts import entries_of, missing_from, read_twice
from haizhi.reviews.models import Paper, Turn

_CITE = review_rules(6, 2)
_BOTH = 2


def _while_scoring(turn: Turn, by: Actor, at: datetime) -> Iterator[Finding]:
    now = f"该单位现为“{turn.stage_label}”"
    yield Finding(turn.stage == "scoring", _CITE, now, "开始打分之后、公布得分之前才能改用纸质评分。")


@creates(moves.BEGIN_PAPER, requires=_while_scoring)
def begin_paper(turn: Turn, *, by: Actor, at: datetime, serial: int, opinion: str) -> Paper:
    """改用纸质评分: one judge's sheet for this unit is given on paper, with the reason."""
    draft = turn.sheets.filter(stage="draft", seat__serial=serial).select_related("seat").first()
    if draft is None:
        unknown = f"{serial}号评委没有待交的评分表"
        raise Refused(Finding(False, _CITE, unknown, "请选择尚未锁定评分表的评委。", "serial"))
    record(session=turn.session, seat=draft.seat.token, applicant=turn.application.code)
    return Paper(turn=turn, seat=draft.seat, revision=draft.revision, reason=opinion.strip())


def begin_papers(turn: Turn, *, by: Actor, at: datetime, opinion: str) -> list[Paper]:
    """改用纸质评分 for every judge whose sheet for this unit is missing and not on paper yet; all of them or none."""
    turn.refresh_from_db()
    with transaction.atomic():
        there = set(turn.papers.exclude(stage="dropped").values_list("seat", flat=True))
        seats = [seat for seat in missing_from(turn) if seat.pk not in there]
        return [begin_paper(turn, by=by, at=at, serial=seat.serial, opinion=opinion) for seat in seats]


def _read(paper: Paper, by: Actor, at: datetime) -> Iterator[Finding]:
    """Entered by two, settled where they differed, with the signed original."""
    entries, _ = entries_of(paper)
    marks, differing = read_twice(paper)
    both = len(entries) == _BOTH
    yield Finding(both, _CITE, f"录入了{len(entries)}次", "须由两人各自录入一次。")
    yield Finding(not both or marks is not None, _CITE, f"两次录入有{len(differing)}项不一致", "请先对照原件核定。")
    yield Finding(paper.scan_id is not None, _CITE, "没有签字原件的扫描件", "请上传评委签字的原件。")


@act(moves.TAKE_PAPER, requires=_read)
def take_paper(paper: Paper, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """会签纸质评分: the judge's sheet is locked as the paper says; what was entered is kept in it alone."""
    marks, differing = read_twice(paper)
    sheet = paper.turn.sheets.filter(stage="draft", seat=paper.seat, revision=paper.revision).first()
    if sheet is None or marks is None:
        gone = "这份评分表已由评委锁定，或已收回"
        raise Refused(Finding(False, _CITE, gone, "请由海智办撤销这份纸质评分。"))
    paper.differed = differing
    record(session=paper.turn.session, seat=paper.seat.token, applicant=paper.turn.application.code, differed=differing)
    lock(sheet, by=SYSTEM, at=at, marks=marks)
    _forget(paper)


@act(moves.DROP_PAPER)
def drop_paper(paper: Paper, *, by: Actor, at: datetime, opinion: str) -> None:
    """撤销纸质评分: the judge fills in the sheet on the pad after all, or stands aside."""
    _forget(paper)


def _forget(paper: Paper) -> None:
    """Keep who entered and when, no longer what."""
    paper.entries.update(sealed=b"")
