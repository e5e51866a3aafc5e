"""The draw (评审·7): freeze, dice, draw, replacement, void; every step done by the Office and signed by 纪检."""

from collections.abc import Iterator
from datetime import datetime

from haizhi.accounts.models import Person
from haizhi.experts.acts import invite
from haizhi.experts.facts import judges_now
from haizhi.experts.models import Expert
from haizhi.fairness.ceremony import experts_of
from haizhi.fairness.formats import DrawDetail
from haizhi.fairness.panel import NoFeasiblePanel
from haizhi.fairness.seeds import freeze_hash, read_digits
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, record
from haizhi.regulation import moves
from haizhi.regulation.citations import measures, review_rules
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.review import SessionRules, session_rules_findings
from haizhi.reviews.acts.sessions import take_seat
from haizhi.reviews.facts import (
    DICE,
    applicants_of,
    eligible_experts,
    freeze_detail,
    frozen,
    outcome,
    pool_rows,
    quotas,
    recusal_counts,
    session_rules,
    sitting,
    taken_seats,
    unrecorded_matches,
    unsettled,
)
from haizhi.reviews.feasibility import infeasibility
from haizhi.reviews.models import Entropy, Seat, Session, Turn

FIRST_ROUND = 1


def ready_to_freeze(session: Session, by: Actor, at: datetime) -> Iterator[Finding]:
    """Everything that has to stand before the pool is frozen."""
    cite, rules = review_rules(7), session_rules(session)
    yield Finding(rules is not None, review_rules(6, 2), "评审规则尚未公布", "请先办理“公布规则”。")
    if rules:
        yield from session_rules_findings(rules)
        seated = len(taken_seats(session))
        yield Finding(
            seated == rules.leaders,
            measures(9, 1, 2),
            f"已确定领导评委{seated}名，规则为{rules.leaders}名",
            "请增减领导评委，或重新公布规则。",
        )
    yield Finding(bool(applicants_of(session)), measures(7, 3), "尚未列入申报单位", "请先办理“列入评审”。")
    left = "、".join(str(turn) for turn in applicants_of(session) if turn.application.stage != "in_review")
    yield Finding(not left, review_rules(9), f"{left}已退出申报程序", "请先办理“移出评审”。")
    unmatched = len(unrecorded_matches(session))
    yield Finding(not unmatched, cite, f"单位比对发现{unmatched}项利害关系尚未登记", "请先在“单位比对”中登记。")
    waiting = unsettled(session)
    yield Finding(not waiting, cite, f"还有{waiting}项回避未办结", "请先由海智办决定、纪检同意。")


@act(moves.SEAL, requires=ready_to_freeze)
def freeze(session: Session, *, by: Actor, at: datetime) -> None:
    """封存: pool, rules, sheet and applicants are fixed; that a panel can be formed is proven first.

    Raises Refused with an irreducible conflict among the rules and what would resolve it.
    """
    rules = _published(session)
    rows = pool_rows(eligible_experts(session))
    clash = infeasibility(experts_of(rows), quotas(session, rules))
    if clash:
        raise Refused(*clash.findings())
    detail = freeze_detail(session, rules, rows)
    recusals = recusal_counts(session)
    session.pool, session.freeze = rows, {**detail, "recusals": recusals}
    session.frozen_at, session.round, session.draws = at, FIRST_ROUND, []
    record(**detail, recusals=recusals)


def _published(session: Session) -> SessionRules:
    rules = session_rules(session)
    if rules is None:
        raise Refused(Finding(False, review_rules(6, 2), "评审规则尚未公布", "请先办理“公布规则”。"))
    return rules


@act(moves.CONFIRM_SEAL)
def confirm_freeze(session: Session, *, by: Actor, at: datetime) -> None:
    """会签封存: 纪检 signs what was frozen; computed again, so that nothing changed in between."""
    again = freeze_detail(session, _published(session), session.pool)
    if freeze_hash(again) != freeze_hash(frozen(session)):
        raise Refused(Finding(False, review_rules(7), "封存内容与重新计算的不符", "请不予会签，由海智办重新封存。"))
    record(freeze=freeze_hash(frozen(session)))


@act(moves.REFUSE_SEAL)
def refuse_freeze(session: Session, *, by: Actor, at: datetime, opinion: str) -> None:
    """不予会签: back to preparing, nothing frozen."""
    session.pool, session.freeze, session.frozen_at, session.round = [], None, None, 0


@act(moves.RECORD_ENTROPY)
def record_entropy(session: Session, *, by: Actor, at: datetime, value: str) -> str:
    """录入随机数: the Office's own reading of the dice, `value` as typed."""
    dice = _dice(session)
    dice.recorded = _reading(value)
    return _compared(session, dice, dice.recorded)


@act(moves.WITNESS_ENTROPY)
def witness_entropy(session: Session, *, by: Actor, at: datetime, value: str) -> str:
    """监督录入随机数: 纪检's own reading of the same dice."""
    dice = _dice(session)
    dice.witnessed = _reading(value)
    return _compared(session, dice, dice.witnessed)


def _dice(session: Session) -> Entropy:
    dice, _ = Entropy.objects.get_or_create(session=session, round=session.round, voided=False)
    return dice


def _reading(value: str) -> str:
    try:
        return read_digits(value, DICE["count"])
    except ValueError as unreadable:
        typed = sum(character.isdecimal() for character in value)
        stray = "，并含有其他字符" if typed == DICE["count"] else ""
        raise Refused(
            Finding(
                False,
                review_rules(7),
                f"须为{DICE['count']}位数字，您录入了{typed}位{stray}",
                "请按掷出的次序逐位录入，可以用空格分组。",
                "value",
            )
        ) from unreadable


def _compared(session: Session, dice: Entropy, value: str) -> str:
    """Seeded once both have entered the same; until then either may enter again, and a difference is counted."""
    agreed = dice.recorded == dice.witnessed
    if not agreed and dice.recorded and dice.witnessed:
        dice.mismatches += 1
    dice.save()
    record(round=session.round, value=value, agreed=agreed)
    return "seeded" if agreed else session.stage


@act(moves.DRAW)
def draw(session: Session, *, by: Actor, at: datetime) -> None:
    """抽取: the panel and the order that follow from freeze and dice; nobody chooses anything here."""
    session.draws = [*session.draws, _drawn(session)]
    record(**session.draws[-1])


def _drawn(session: Session) -> DrawDetail:
    try:
        found, order = outcome(session)
    except NoFeasiblePanel as nobody:
        raise Refused(
            Finding(
                False,
                review_rules(7),
                "按封存的规则，已没有专家可以补抽",
                "请办理“提请作废”，会签后调整规则或专家库，重新封存。",
            )
        ) from nobody
    return DrawDetail(round=session.round, attempt=found.attempt, chosen=list(found.chosen), order=list(order))


@act(moves.CONFIRM_DRAW)
def confirm_draw(session: Session, *, by: Actor, at: datetime) -> None:
    """会签抽取结果: computed again; then the drawn take their seats, are invited, and the order stands."""
    again = {**session.draws[-1]}
    session.draws = session.draws[:-1]
    if _drawn(session) != again:
        raise Refused(
            Finding(False, review_rules(7), "抽取结果与重新计算的不符", "请不要会签，由海智办提请作废并查明原因。")
        )
    session.draws = [*session.draws, again]
    for expert_id in again["chosen"]:
        if not sitting(session).filter(expert_id=expert_id).exists():
            _seat_drawn(session, Expert.objects.get(pk=expert_id), at)
    if session.round == FIRST_ROUND:
        for position, code in enumerate(again["order"], start=1):
            Turn.objects.filter(session=session, application__code=code, stage="waiting").update(position=position)
    record(seats=sorted(sitting(session).values_list("token", flat=True)))


def _seat_drawn(session: Session, expert: Expert, at: datetime) -> None:
    if expert.person is None or not judges_now(expert.person, at):
        expert = invite(expert, by=SYSTEM, at=at)
    origin = Seat.Origin.DRAWN if session.round == FIRST_ROUND else Seat.Origin.REPLACEMENT
    take_seat(session, origin, Person._base_manager.get(expert=expert), expert, expert.employer)


@act(moves.VACATE)
def vacate(session: Session, *, by: Actor, at: datetime, serial: int, opinion: str) -> None:
    """登记评委缺席: a drawn judge can't come; fresh dice will fill the seat."""
    seat = sitting(session).filter(serial=serial, expert__isnull=False).exclude(origin=Seat.Origin.INVITED).first()
    if seat is None:
        raise Refused(
            Finding(
                False,
                review_rules(7),
                f"第{serial}号席位不是抽取产生的评委",
                "领导评委不能到会的，请办理“提请作废”后另行确定。",
                "serial",
            )
        )
    seat.vacated_at, seat.vacated_because = at, opinion.strip()[:200]
    seat.save(update_fields=["vacated_at", "vacated_because"])
    session.round += 1
    record(expert=seat.expert_id)


@act(moves.VOID)
def void(session: Session, *, by: Actor, at: datetime, opinion: str) -> None:
    """提请作废: with its reason; 纪检 decides."""
    session.interrupted = session.stage


@act(moves.CONFIRM_VOID)
def confirm_void(session: Session, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """会签作废: back to preparing; freeze, dice and draws stay on record, marked voided."""
    session.voided = [*session.voided, {"freeze": session.freeze, "draws": session.draws}]
    session.seats.filter(origin__in=[Seat.Origin.DRAWN, Seat.Origin.REPLACEMENT]).delete()
    session.turns.update(position=None)
    session.entropies.filter(voided=False).update(voided=True)
    session.pool, session.freeze, session.draws = [], None, []
    session.frozen_at, session.round, session.interrupted = None, 0, ""


@act(moves.REFUSE_VOID)
def refuse_void(session: Session, *, by: Actor, at: datetime, opinion: str) -> str:
    """不予作废: the ceremony goes on where it stood."""
    stage, session.interrupted = session.interrupted, ""
    return stage
