"""Summaries on paper: one of them, and the report of all of a year."""

from datetime import datetime

from haizhi.documents.marks import Imprint, Sort
from haizhi.documents.reports import Drawing, Heading, Part, Report
from haizhi.documents.sheets import Grid, Sheet, Signature
from haizhi.fairness.encoding import digest
from haizhi.regulation.naming import OFFICE_NAME, chinese_date
from haizhi.regulation.stages import STAGES
from haizhi.regulation.summaries import Line, SummarySection, missed_consequence
from haizhi.regulation.work import WorkSort
from haizhi.stations.facts import missed_in_a_row_with, summary_lines
from haizhi.stations.models import Summary, SummaryRound
from haizhi.stations.queries.summaries import (
    HANDED_IN,
    charts_of,
    collected,
    figure_of,
    figure_text,
    handed_in_lines,
    totals_of,
)
from haizhi.ui.wording import day_text

_OVER = ("missed", "excused")
"""The stages of summaries that nobody waits for though they were not accepted."""

_ORDINALS = "一二三四五六七八九十"


def summary_sheet(summary: Summary, at: datetime) -> Sheet:
    """One summary: its text, then its figures with what was corrected. One that is not handed in is a draft.

    Of one missed or excused it says so, and what follows; its parts stand there if it was handed in once.
    """
    if summary.stage in _OVER and summary.submitted_at is None:
        return _nothing_handed_in(summary, at)
    lines, draft = summary_lines(summary), summary.stage not in HANDED_IN
    said = [f"{key}:{text}" for key, text in sorted(summary.texts.items())]
    figures = [f"{line.figure.key}:{line.counted}:{line.value}:{line.why}" for line in lines]
    imprint = None if draft else Imprint(Sort.SHEET, summary.code, digest([summary.code, *said, *figures]).hex())
    return Sheet(
        f"{summary.round.year}年度工作总结",
        summary.submitted_at or at,
        imprint,
        rows=_about(summary),
        paragraphs=(*_said_of(summary), *_text(summary)),
        tables=(_figures(lines),),
        signatures=(Signature("负责人（签字）", "公章"),),
        number=summary.code,
        draft=draft,
    )


def _nothing_handed_in(summary: Summary, at: datetime) -> Sheet:
    return Sheet(
        f"{summary.round.year}年度总结检查情况",
        at,
        None,
        rows=(*_about(summary), ("报送期限", chinese_date(summary.due_on)), ("状态", summary.stage_label)),
        paragraphs=_said_of(summary),
        number=summary.code,
    )


def _about(summary: Summary) -> tuple[tuple[str, str], ...]:
    station = summary.station
    return (
        ("工作站名称", str(station)),
        ("建站单位", station.unit.name),
        ("工作站编号", station.code),
        ("有效期", f"{chinese_date(station.valid_from)}至{chinese_date(station.valid_to)}"),
    )


def _said_of(summary: Summary) -> tuple[str, ...]:
    """Of one that is over without having been accepted: what came of it, what follows."""
    year, due = summary.round.year, chinese_date(summary.due_on)
    if summary.stage == "missed":
        late = "退回修改后没有" if summary.submitted_at else "没有"
        told = (
            f"该站在报送期限（{due}）前{late}提交{year}年度工作总结，记为未参加{year}年度总结检查（《办法》第十二条）。"
        )
        return (told, missed_consequence(missed_in_a_row_with(summary)))
    return (f"该站经海智办同意，免报{year}年度工作总结，不计为未参加。",) if summary.stage == "excused" else ()


def _text(summary: Summary) -> list[str]:
    return [
        f"{ordinal}、{section.label}：{summary.text_of(section) or '（未填写）'}"
        for ordinal, section in zip(_ORDINALS, SummarySection, strict=False)
    ]


def _figures(lines: tuple[Line, ...]) -> Grid:
    rows = tuple(
        (
            line.figure.label,
            figure_text(line.figure, line.counted),
            figure_text(line.figure, line.value),
            line.why if line.difference else "",
        )
        for line in lines
    )
    return Grid(("项目", "工作记录", "总结填报", "更正说明"), (36, 24, 24, 40), rows, title="年度数据")


def collected_report(found: SummaryRound, at: datetime) -> Report:
    """The report of all stations: how the check went, what they did together, each station's own words. One query."""
    summaries = collected(found)
    handed_in = [summary for summary in summaries if summary.stage in HANDED_IN]
    totals = totals_of(handed_in)
    charts = charts_of(totals, found.year)
    parts: list[Part] = [
        Heading("一、检查情况"),
        _course(found, summaries),
        Heading("二、工作数据"),
        f"以下数据由{len(handed_in)}家工作站的年度工作总结汇总，以海智办确认的工作记录为基础，各站有更正的以更正数为准。",
        *(Drawing(chart.title, str(chart.svg()), chart.described) for chart in charts),
        Grid(
            ("项目", "合计"),
            (3, 1),
            tuple((figure.label, figure_text(figure, value)) for figure, value in totals.items()),
            title="各项合计",
        ),
        _by_station(handed_in),
        Heading("三、各站总结"),
    ]
    for place, summary in enumerate(handed_in, start=1):
        parts += [Heading(f"{place}. {summary.station.unit.name}（{summary.station.code}）", 2), *_words(summary)]
    if not handed_in:
        parts.append("还没有工作站提交年度工作总结。")
    parts += [Heading("四、未报送的工作站"), *_not_handed_in(summaries)]
    return Report(
        f"重庆海智工作站{found.year}年度工作总结汇编", f"{OFFICE_NAME}　{day_text(at)}", at, found.code, tuple(parts)
    )


def _course(found: SummaryRound, summaries: list[Summary]) -> str:
    counts = {stage: sum(summary.stage == stage for summary in summaries) for stage in STAGES["summary"]}
    told = "，".join(f"{STAGES['summary'][stage]}{count}家" for stage, count in counts.items() if count)
    late = sum(summary.is_late for summary in summaries)
    end = f"，其中逾期提交{late}家" if late else ""
    asked = f"{found.year}年度总结检查布置{len(summaries)}家工作站，报送期限{chinese_date(found.due_on)}"
    return f"{asked}：{told}{end}。" if told else f"{asked}。"


_SHOWN = (WorkSort.TALENT, WorkSort.PROJECT, WorkSort.EXCHANGE, WorkSort.CONSULTATION, WorkSort.TRAINING)
"""The sorts of work that have a column of their own in the table of stations; the last column counts all."""


def _by_station(handed_in: list[Summary]) -> Grid:
    rows = tuple(
        (
            summary.station.unit.name,
            *(str(figure_of(summary, sort.value)) for sort in _SHOWN),
            str(sum(figure_of(summary, sort.value) or 0 for sort in WorkSort)),
        )
        for summary in handed_in
    )
    heads = ("建站单位", *(sort.label for sort in _SHOWN), "全部工作")
    return Grid(heads, (40, 16, 16, 16, 16, 16, 16), rows, title="各站开展工作（项）", dense=True)


def _words(summary: Summary) -> list[Part]:
    corrected = [line for line in handed_in_lines(summary) if line.difference]
    words: list[Part] = [
        f"{section.label}：{summary.text_of(section)}" for section in SummarySection if summary.text_of(section)
    ]
    if corrected:
        told = "；".join(
            f"{line.figure.label}由{figure_text(line.figure, line.counted)}更正为"
            f"{figure_text(line.figure, line.value)}（{line.why}）"
            for line in corrected
        )
        words.append(f"数据更正：{told}。")
    return words


def _not_handed_in(summaries: list[Summary]) -> list[Part]:
    rows = tuple(
        (summary.station.unit.name, summary.station.code, summary.stage_label)
        for summary in summaries
        if summary.stage not in HANDED_IN
    )
    if not rows:
        return ["布置的工作站都已报送。"]
    return [Grid(("建站单位", "工作站编号", "状态"), (4, 2, 2), rows)]
