"""The papers of a result, to be signed: ranking, summary of all judges, a judge's sheets."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain

from haizhi.documents.ballots import Ballot, BallotGroup
from haizhi.documents.marks import Imprint, Sort
from haizhi.documents.sheets import Grid, Sheet, Signature
from haizhi.fairness.encoding import digest
from haizhi.regulation.indicators import REVIEW, tenths
from haizhi.reviews import models
from haizhi.reviews.facts import session_rules
from haizhi.reviews.models import Session
from haizhi.reviews.queries.records import session_sheet
from haizhi.reviews.queries.results import Ranked, counts_of, pending_ranking
from haizhi.reviews.queries.scores import Cell, Scores, scores_of
from haizhi.reviews.queries.sensitivity import shifts_of
from haizhi.ui.wording import moment_text, score_text

_TO_SIGN = (Signature("统分人"), Signature("海智办"), Signature("纪检监督"))
_CLERKS = ("统分人", "海智办", "纪检监督")
_SIGNERS_A_ROW = 3


def result_paper(session: Session, at: datetime) -> Sheet:
    """评审结果表: the ranking with unnamed totals, for the Office, the party group and 纪检."""
    rows = tuple(
        (
            str(row.rank or "无"),
            f"{row.application.unit.name}\n{row.application.code}",
            row.shown or row.reason,
            row.exact or "",
            _made_of(row),
        )
        for row in pending_ranking(session)
    )
    ranked = Grid(("名次", "申报单位", "得分", "精确值", "得分构成"), (4, 16, 7, 7, 32), rows, "排名")
    return session_sheet(
        session,
        "评审结果表",
        at,
        (*session_facts(session), *outcome_facts(session)),
        tables=(ranked, *_shifts(session)),
        signatures=_TO_SIGN,
        note="名次按精确值比较，得分四舍五入显示。总分由低到高排列，不署名；注明“去掉”的为去掉的最低分和最高分。",
        wide=True,
        draft=session.stage != "closed",
    )


def _made_of(row: Ranked) -> str:
    if not row.totals:
        return ""
    aside = f"，回避{row.aside}名" if row.aside else ""
    said = f"{row.said}；有效{row.valid}份，计入{row.kept}份{aside}"
    return f"{said}\n{row.tie}" if row.tie else said


def _shifts(session: Session) -> Iterator[Grid]:
    rows = tuple(
        (
            str(shift.turn),
            shift.before or "不产生结果",
            shift.after or "不产生结果",
            shift.rank_before,
            shift.rank_after,
        )
        for shift in shifts_of(session)
    )
    if rows:
        columns = ("申报单位", "回避前得分", "回避后得分", "回避前名次", "回避后名次")
        yield Grid(columns, (14, 8, 8, 8, 8), rows, "公布之后的回避对结果的影响")


def summary_paper(session: Session, at: datetime) -> Sheet:
    """评分汇总表: every judge's total by seat number, for 纪检; signed by the judges, the tally clerk, 纪检."""
    found = scores_of(session)
    ranks = {row["applicant"]: row["rank"] for row in session.ranking}
    rows = tuple(
        (
            str(row.turn.position or ""),
            str(row.turn),
            *(_cell(cell) for cell in row.cells),
            row.shown,
            str(ranks.get(row.turn.application.code) or "无"),
        )
        for row in found.rows
    )
    seats = tuple(f"{seat.serial}号" for seat in found.seats)
    columns = ("次序", "申报单位", *seats, "得分", "名次")
    table = Grid(columns, (5, 22, *[6] * len(seats), 8, 5), rows, "各评委总分", dense=True)
    return session_sheet(
        session,
        "评分汇总表",
        at,
        session_facts(session),
        tables=(table, _signing(found)),
        note="括号内为去掉的最低分、最高分；总分相同的，记在席位号小的评委。本表显示评委个人评分，由纪检保管，不外传。",
        wide=True,
        draft=session.stage != "closed",
    )


def _cell(cell: Cell) -> str:
    if cell.total is None:
        return cell.why
    said = score_text(cell.total)
    return f"（{said}）" if cell.dropped else said


def _signing(found: Scores) -> Grid:
    """Room for everybody's signature, three in a row."""
    names = [*(f"{seat.serial}号评委" for seat in found.seats if seat.vacated_at is None), *_CLERKS]
    names += [""] * (-len(names) % _SIGNERS_A_ROW)
    rows = [
        tuple(chain.from_iterable((name, "") for name in names[n : n + _SIGNERS_A_ROW]))
        for n in range(0, len(names), _SIGNERS_A_ROW)
    ]
    return Grid(("签字人", "签字") * _SIGNERS_A_ROW, (3, 6) * _SIGNERS_A_ROW, tuple(rows), "签字")


def given_ballots(session: Session, sheets: Iterable[models.Sheet]) -> list[Ballot]:
    """A judge's announced sheets as they were given, a page each, for their signature."""
    made = []
    for sheet in sheets:
        turn, seat = sheet.turn, sheet.seat
        facts = (
            ("申报单位", str(turn)),
            ("申报编号", turn.application.code),
            ("陈述次序", f"第{turn.position}家"),
            ("评委席位", f"{seat.serial}号" + (f"（第{sheet.revision}次）" if sheet.revision > 1 else "")),
            ("锁定时间", moment_text(sheet.locked_at) if sheet.locked_at else ""),
            ("地点", session.place),
        )
        said = digest([session.code, turn.application.code, seat.token, sheet.revision, sheet.marks])
        code = f"{session.code}.{turn.position or 0}.{seat.serial}.{sheet.revision}"
        made.append(
            Ballot(
                Imprint(Sort.SHEET, code, said.hex()),
                session.name,
                facts,
                tuple(_groups(sheet.marks)),
                tenths(REVIEW.total),
                "本表由评委锁定提交的评分打印，公布后打印签字存档，由纪检保管。",
                tenths(sum(sheet.marks.values())),
                ("统分人", "监督"),
            )
        )
    return made


def _groups(marks: dict[str, int]) -> Iterator[BallotGroup]:
    for group in REVIEW.groups:
        given = [marks[indicator.key] for indicator in group.indicators]
        yield BallotGroup(
            f"{group.number}. {group.label}",
            tenths(group.maximum),
            tuple((indicator.label, tenths(indicator.maximum)) for indicator in group.indicators),
            tuple(tenths(mark) for mark in given),
            tenths(sum(given)),
        )


def session_facts(session: Session) -> tuple[tuple[str, str], ...]:
    """Which session, when and where, how it counted, when 纪检 signed; what heads its papers."""
    rules = session_rules(session)
    counted = f"有效评分表满{rules.trim_from}份去掉最高分、最低分各一个后取平均" if rules else ""
    rows = (
        ("评审会", f"{session.name}（{session.code}）"),
        ("时间、地点", f"{moment_text(session.held_at)}，{session.place}"),
        ("计分", counted),
        ("会签闭会", moment_text(session.closed_at) if session.closed_at else "纪检尚未会签"),
    )
    return tuple(row for row in rows if row[1])


def outcome_facts(session: Session) -> tuple[tuple[str, str], ...]:
    """How many units have a rank and how many have none, and why; no query."""
    counts = counts_of(session)
    said = [f"共{counts.units}家，{counts.scored}家有名次"]
    said += [f"{counts.too_few}家有效评分表不足，不产生结果"] if counts.too_few else []
    said += [f"{counts.absent}家缺席，不产生结果"] if counts.absent else []
    said += [f"{counts.tied}家并列，提交党组研究"] if counts.tied else []
    return (("结果", "；".join(said)),)
