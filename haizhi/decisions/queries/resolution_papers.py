"""The list on which the party group decides, as a paper: the ranking with what is proposed; no diagnostics."""

from datetime import datetime

from haizhi.decisions import facts
from haizhi.decisions.models import Resolution
from haizhi.decisions.queries.resolutions import Line, Table, Tally, lines_of, tables_of, tally
from haizhi.documents.marks import Imprint, Sort
from haizhi.documents.sheets import Grid, Sheet, Signature
from haizhi.fairness.encoding import digest
from haizhi.regulation.naming import chinese_date, chinese_moment

_COLUMNS = ("名次", "申报单位", "得分", "精确值", "决定", "同分处理、理由")
_WIDTHS = (9, 20, 8, 9, 8, 24)


def list_paper(resolution: Resolution, at: datetime) -> Sheet:
    """拟建站单位名单 for the meeting (呈批件), and after the resolution was entered as it was decided."""
    lines = lines_of(resolution)
    counted = tally(resolution, lines)
    rows = (*_about(resolution), ("名单", _counted(counted)), *_meeting(resolution))
    if resolution.target_reason:
        rows = (*rows, ("拟建站数量说明", resolution.target_reason))
    tables = tuple(_grid(table) for table in tables_of(lines))
    waits = resolution.stage == "prepared"
    said = [[list(row) for row in rows], *([list(row) for row in table.rows] for table in tables)]
    return Sheet(
        title="海智工作站拟建站单位名单" + ("（呈批件）" if waits else ""),
        made_at=at,
        imprint=Imprint(Sort.SHEET, resolution.code, digest(said).hex()),
        number=resolution.code,
        rows=rows,
        tables=tables,
        signatures=(Signature("市科协党组"), Signature("记录人")) if waits else (Signature("记录人"),),
        note="名次按精确值比较，得分四舍五入显示；没有名次的单位排在最后。本件供党组研究使用，得分、名次和理由不对外公开。",
        wide=True,
    )


def _about(resolution: Resolution) -> tuple[tuple[str, str], ...]:
    session = resolution.session
    closed = f"，{chinese_moment(session.closed_at)}会签闭会" if session.closed_at else ""
    return (("年度申报", session.call.heading), ("评审会", f"{session.name}（{session.code}）{closed}"))


def _counted(counted: Tally) -> str:
    said = f"拟建站{counted.proposed}家，未列入{counted.passed_over}家，暂缓{counted.deferred}家"
    if counted.outside:
        said += f"；拟建站中院士类{counted.outside}家，不占年度数量"
    if counted.target is not None:
        said += f"；年度数量{counted.target}家左右"
    return said + (f"，此前决议已拟{counted.before}家" if counted.before else "")


def _meeting(resolution: Resolution) -> tuple[tuple[str, str], ...]:
    attendance = facts.attendance_of(resolution)
    rows = (
        ("会议纪要编号", resolution.minutes_number),
        ("会议日期", chinese_date(resolution.met_on) if resolution.met_on else ""),
        ("出席", "、".join(attendance.present)),
        ("缺席", "、".join(attendance.absent)),
        ("列席", "、".join(attendance.sitting_in)),
    )
    return tuple(row for row in rows if row[1])


def _grid(table: Table) -> Grid:
    title = "院士类（单独排名，不占年度数量）" if table.apart else "年度申报"
    return Grid(_COLUMNS, _WIDTHS, tuple(_row(line, apart=table.apart) for line in table.lines), title)


def _row(line: Line, *, apart: bool) -> tuple[str, ...]:
    place = line.place if apart else line.rank
    rank = f"{place}{'（并列）' if line.tied else ''}" if place else "无"
    if line.place and line.place != line.rank:
        rank += f"\n全场第{line.rank}名" if apart else f"\n年度第{line.place}名"
    return (
        rank,
        f"{line.application.unit.name}\n{line.application.code}",
        line.shown or line.no_result,
        line.exact,
        line.decision_label if line.becomes else line.application.stage_label,
        "\n".join(filter(None, (line.tie, line.reason))),
    )
