"""评审会纪要: what happened in the hall, as it is signed afterwards."""

from datetime import datetime
from uuid import UUID

from haizhi.documents.sheets import Grid, Sheet, Signature
from haizhi.fairness.tally import Reason
from haizhi.kernel.models import Act
from haizhi.regulation import moves
from haizhi.regulation.recusals import InterestGround
from haizhi.reviews.facts import applicants_of, recusals_in, seats_of
from haizhi.reviews.models import Departure, Seat, Session, Timer, Turn
from haizhi.reviews.queries.records import session_sheet
from haizhi.reviews.queries.result_papers import outcome_facts, session_facts
from haizhi.ui.wording import clock_text


def minutes(session: Session, at: datetime) -> Sheet:
    """评审会纪要: time, place, attendance, order and times, absences, recusals, corrections, result, signatures."""
    turns = applicants_of(session)
    tables = (
        _present(session),
        _course(session, turns),
        _recusals(session, turns),
        _events(session, turns),
        _result(session, turns),
    )
    return session_sheet(
        session,
        "评审会纪要",
        at,
        (*session_facts(session), *_attendance(session, turns), *outcome_facts(session)),
        tables=tuple(table for table in tables if table.rows),
        signatures=(Signature("主持人"), Signature("记录人"), Signature("纪检监督")),
        note="依据《重庆海智工作站建设管理办法》附件2。评分由评委独立打出，全部锁定后当场开封公布；本纪要不记评委个人评分。",
        draft=session.stage != "closed",
    )


def _attendance(session: Session, turns: list[Turn]) -> tuple[tuple[str, str], ...]:
    seats = seats_of(session)
    present = [seat for seat in seats if seat.vacated_at is None]
    leaders = sum(seat.origin == Seat.Origin.LEADER for seat in present)
    gone = [f"{seat.serial}号{seat.name}（{seat.vacated_because}）" for seat in seats if seat.vacated_at]
    came = sum(turn.stage != "absent" for turn in turns)
    rows = (
        ("评委", f"到会{len(present)}名：成员单位领导{leaders}名，专家{len(present) - leaders}名"),
        ("不能到会", "；".join(gone)),
        ("申报单位", f"应到{len(turns)}家，到会{came}家，缺席{len(turns) - came}家"),
    )
    return tuple(row for row in rows if row[1])


def _present(session: Session) -> Grid:
    rows = tuple(
        (f"{seat.serial}号", seat.name, seat.employer, str(seat.get_origin_display()))
        for seat in seats_of(session)
        if seat.vacated_at is None
    )
    return Grid(("席位", "姓名", "单位", "产生方式"), (5, 8, 22, 10), rows, "到会评委")


def _course(session: Session, turns: list[Turn]) -> Grid:
    spent = _spent(session)
    rows: tuple[tuple[str, ...], ...] = tuple(
        (
            str(turn.position or ""),
            str(turn),
            clock_text(turn.called_at) if turn.called_at else "缺席" if turn.stage == "absent" else "",
            spent.get(str(turn.pk), ""),
            clock_text(turn.scoring_at) if turn.scoring_at else "",
            clock_text(turn.announced_at) if turn.announced_at else "",
        )
        for turn in turns
    )
    if spent:
        return Grid(("次序", "申报单位", "入场", "用时", "打分", "公布"), (4, 15, 6, 14, 6, 6), rows, "次序和时间")
    untimed = tuple((*row[:3], *row[4:]) for row in rows)  # nobody used the timer
    return Grid(("次序", "申报单位", "入场", "打分", "公布"), (4, 15, 6, 6, 6), untimed, "次序和时间")


def _spent(session: Session) -> dict[str, str]:
    """What the timer noted of each unit: 陈述9分58秒；答辩4分02秒. One query."""
    timer = Timer.objects.filter(session=session).first()
    said: dict[str, list[str]] = {}
    for line in timer.log if timer else ():
        label, lost = Timer.Phase(line["phase"]).label, "lost" in line
        seconds = line["lost"] if lost else line["spent"]
        text = f"{label}{'中断' if lost else ''}{seconds // 60}分{seconds % 60:02}秒"
        said.setdefault(line["turn"], []).append(text)
    return {turn: "；".join(texts) for turn, texts in said.items()}


def _recusals(session: Session, turns: list[Turn]) -> Grid:
    units = {turn.pk: turn for turn in turns}
    rows = tuple(
        (str(units[r.turn_id]), r.judge_name, f"{r.get_source_display()}：{InterestGround(r.ground).label}")
        for r in recusals_in(session, "upheld")
    )
    return Grid(("申报单位", "评委或专家", "来源和关系"), (16, 10, 20), rows, "回避（应予回避）")


def _events(session: Session, turns: list[Turn]) -> Grid:
    """Absences, corrections, units heard after all, judges who left, a close that was refused; in order of time."""
    units = {turn.application.code: str(turn) for turn in turns}
    acts = Act.objects.filter(case_id=session.pk, verb__in=(*_NOTED, moves.VOID_SHEET.name)).order_by("entry_id")
    rows, reasons = [], dict[UUID, str]()
    for act in acts:
        if act.verb == moves.VOID_SHEET.name:
            reasons[act.subject_id] = act.opinion  # the judge's reason says more than the consent
            continue
        whom = act.title if act.kind == Departure.kind else units.get(act.number, "")
        rows.append((clock_text(act.at), whom, act.label, reasons.get(act.subject_id, act.opinion)))
    return Grid(("时间", "申报单位、评委", "事项", "说明"), (6, 16, 9, 18), tuple(rows), "缺席、更正和其他情况")


_NOTED = tuple(
    move.name
    for move in (
        moves.MARK_ABSENT,
        moves.CONFIRM_READMIT,
        moves.CONFIRM_VOID_SHEET,
        moves.REANNOUNCE,
        moves.AGREE_DEPARTURE,
        moves.TAKE_PAPER,
        moves.REFUSE_CLOSE,
    )
)
"""What the minutes note beside the ordinary course."""


def _result(session: Session, turns: list[Turn]) -> Grid:
    units = {turn.application.code: str(turn) for turn in turns}
    rows = tuple(
        (
            str(row["rank"] or "无") + ("（并列）" if row["tied"] else ""),
            units[row["applicant"]],
            row["shown"] or Reason(row["reason"]).label,
            row["exact"] or "",
        )
        for row in session.ranking
    )
    return Grid(("名次", "申报单位", "得分", "精确值"), (8, 20, 10, 10), rows, "评审结果")
