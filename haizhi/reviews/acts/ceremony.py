"""The draw (评审·7): freeze, dice, draw, replacement, void; every step done by the Office and signed by 纪检."""

from collections.abc import Iterator
from datetime import datetime

from haizhi.accounts.facts.cosigning import (
    is_held,
    is_signed,
    key_in,
    keys_for_freeze,
    published_keys,
    signers_of,
)
from haizhi.accounts.facts.keys import valid_key
from haizhi.accounts.models import Key, Person
from haizhi.experts.acts import invite
from haizhi.experts.facts import discipline_names, judges_now
from haizhi.experts.models import Expert
from haizhi.fairness.ceremony import experts_of
from haizhi.fairness.formats import DrawDetail, SourceRow
from haizhi.fairness.panel import NoFeasiblePanel
from haizhi.fairness.seeds import freeze_hash
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.chance import reading_of
from haizhi.kernel.door import act, record
from haizhi.regulation import moves
from haizhi.regulation.citations import measures, review_rules
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.naming import chinese_moment
from haizhi.regulation.review import SessionRules, session_rules_findings
from haizhi.reviews.acts.sessions import take_seat
from haizhi.reviews.facts import (
    applicants_of,
    drawing_pool,
    freeze_detail,
    frozen,
    lottery_opens,
    outcome,
    pool_rows,
    quotas,
    recusal_counts,
    session_rules,
    sitting,
    source_awaited,
    taken_seats,
    unrecorded_matches,
    unsettled,
)
from haizhi.reviews.feasibility import infeasibility
from haizhi.reviews.models import Entropy, Seat, Session, Signers, Turn

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
    lottery, opens = session.lottery, lottery_opens(session)
    if lottery and opens:
        known = f"“{lottery['name']}”已于{chinese_moment(opens)}开奖，封存之后才知道的号码才能用于抽取"
        yield Finding(opens > at, cite, known, "请重新公布规则，写明一期尚未开奖的，或不用开奖号码。")
    yield from keys_for_freeze(by.id, cite)


@act(moves.SEAL, requires=ready_to_freeze)
def freeze(session: Session, *, by: Actor, at: datetime) -> None:
    """封存: pool, rules, sheet and applicants are fixed; that a panel can be formed is proven first.

    Raises Refused with an irreducible conflict among the rules and what would resolve it.
    """
    rules = _published(session)
    pool = drawing_pool(session)
    rows = pool_rows(pool.eligible)
    clash = infeasibility(experts_of(rows), quotas(session, rules), discipline_names())
    if clash:
        raise Refused(*clash.findings())
    detail = freeze_detail(session, rules, rows)
    recusals = recusal_counts(session)
    session.pool, session.freeze = rows, {**detail, "recusals": recusals, "left_out": pool.left_out()}
    session.frozen_at, session.round, session.draws = at, FIRST_ROUND, []
    Signers.objects.update_or_create(session=session, defaults={"operator_id": str(by.id), "witness": None})
    record(**detail, recusals=recusals, left_out=pool.left_out())


def _published(session: Session) -> SessionRules:
    rules = session_rules(session)
    if rules is None:
        raise Refused(Finding(False, review_rules(6, 2), "评审规则尚未公布", "请先办理“公布规则”。"))
    return rules


def _both_have_keys(session: Session, by: Actor, at: datetime) -> Iterator[Finding]:
    signers = signers_of(session)
    yield is_held(key_in(signers, Key.Post.OPERATOR) if signers else None, Key.Post.OPERATOR, review_rules(7))
    yield is_held(valid_key(by.id, Key.Post.WITNESS), Key.Post.WITNESS, review_rules(7))


@act(moves.CONFIRM_SEAL, requires=_both_have_keys)
def confirm_freeze(session: Session, *, by: Actor, at: datetime) -> None:
    """会签封存: 纪检 signs what was frozen; computed again, so that nothing changed in between."""
    again = freeze_detail(session, _published(session), session.pool)
    if freeze_hash(again) != freeze_hash(frozen(session)):
        raise Refused(Finding(False, review_rules(7), "封存内容与重新计算的不符", "请不予会签，由海智办重新封存。"))
    Signers.objects.filter(session=session).update(witness=by.id)
    record(freeze=freeze_hash(frozen(session)), **published_keys(Signers.objects.get(session=session)))


def _freeze_is_signed(session: Session, by: Actor, at: datetime) -> Iterator[Finding]:
    yield is_signed(session, (moves.CONFIRM_SEAL.name,))


@act(moves.REFUSE_SEAL)
def refuse_freeze(session: Session, *, by: Actor, at: datetime, opinion: str) -> None:
    """不予会签: back to preparing, nothing frozen."""
    session.pool, session.freeze, session.frozen_at, session.round = [], None, None, 0


@act(moves.RECORD_ENTROPY, requires=_freeze_is_signed)
def record_entropy(session: Session, *, by: Actor, at: datetime, value: str) -> str:
    """录入随机数: the Office's own reading of the source whose turn it is, `value` as typed."""
    entropy, source = _awaited(session)
    entropy.recorded = _reading(session, source, value, at)
    return _compared(session, entropy, entropy.recorded)


@act(moves.WITNESS_ENTROPY, requires=_freeze_is_signed)
def witness_entropy(session: Session, *, by: Actor, at: datetime, value: str) -> str:
    """监督录入随机数: 纪检's own reading of the same."""
    entropy, source = _awaited(session)
    entropy.witnessed = _reading(session, source, value, at)
    return _compared(session, entropy, entropy.witnessed)


def _awaited(session: Session) -> tuple[Entropy, SourceRow]:
    awaited = source_awaited(session)
    if awaited is None:
        raise ValueError("every source of this round is settled")
    place, source = awaited
    entropy, _ = Entropy.objects.get_or_create(session=session, round=session.round, source=place, voided=False)
    return entropy, source


def _reading(session: Session, source: SourceRow, value: str, at: datetime) -> str:
    opens = lottery_opens(session)
    if source["form"] == "numbers" and opens is not None and at < opens:
        early = f"“{source['name']}”{chinese_moment(opens)}开奖，现在还没有结果"
        raise Refused(Finding(False, review_rules(7), early, "请在开奖结果公布之后录入。", "value"))
    return reading_of(source, value, review_rules(7))


def _compared(session: Session, entropy: Entropy, value: str) -> str:
    """Seeded once both have entered the same for every source; a difference is counted, and either enters again."""
    if not entropy.agreed and entropy.recorded and entropy.witnessed:
        entropy.mismatches += 1
    entropy.save()
    record(round=session.round, source=entropy.source, value=value, agreed=entropy.agreed)
    return session.stage if source_awaited(session) else "seeded"


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
    taken = take_seat(session, origin, Person._base_manager.get(expert=expert), expert, expert.employer)
    taken.asked_at = at
    taken.save(update_fields=["asked_at"])


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
