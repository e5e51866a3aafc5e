"""Recusal (评审·7): found by comparison, declared by the judge, or asked for by the unit; decided by two offices."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from haizhi.accounts.models import Person
from haizhi.experts.models import Expert
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates, record
from haizhi.regulation import moves
from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Finding, Refused, refuse_unmet
from haizhi.regulation.recusals import InterestGround, ground_explained, requests_within_limit
from haizhi.reviews.acts.sheets import ANNOUNCED, reopen
from haizhi.reviews.facts import applicants_of, recused_seats, seat_of, session_of, sitting, unrecorded_matches
from haizhi.reviews.models import Recusal, Session, Turn

HEARD_TURNS = ("waiting", "presenting", "scoring", "announced")
"""Turns for which somebody may still stand aside: after the announcement the score is computed anew."""
OPEN_SESSIONS = ("preparing", "frozen", "seeded", "drawn", "vacant", "in_hearing")


def _still_open(turn: Turn, by: Actor, at: datetime) -> Iterator[Finding]:
    cite = review_rules(7)
    reason = f"该单位的场次{turn.stage_label}"
    yield Finding(turn.stage in HEARD_TURNS, cite, reason, "移出或缺席的单位不再评审，无需提出回避。")
    stage = turn.session.stage
    remedy = "请待会签办结后再提出回避。" if stage != "closed" else "请向纪检反映，由海智办依《评审办法》第九条处理。"
    yield Finding(stage in OPEN_SESSIONS, cite, f"评审会现为“{turn.session.stage_label}”", remedy)


def _sits(turn: Turn, by: Actor, at: datetime) -> Iterator[Finding]:
    yield from _still_open(turn, by, at)
    seat = seat_of(turn.session, by.id)
    yield Finding(seat is not None, review_rules(7), "您不是本次评审的评委", "专家的利益关系请在“专家”页面申报。")
    correcting = turn.sheets.filter(seat=seat, stage="voiding").exists()
    yield Finding(not correcting, review_rules(7), "您对该单位的评分表正在申请更正", "请待纪检会签之后再申报回避。")
    raised = (
        turn.recusals.filter(person=seat.person if seat else None)
        .exclude(stage__in=["dismissed", "withdrawn"])
        .exists()
    )
    yield Finding(not raised, review_rules(7), "您已就该单位申报回避", "请等待决定。")


def _may_disclose(session: Session, by: Actor, at: datetime) -> Iterator[Finding]:
    own = seat_of(session, by.id)
    yield Finding(own is not None, review_rules(8), "您不是本次评审的评委", "请核对评审会。")
    signed = own is None or own.pledged_at is not None
    yield Finding(signed, review_rules(8), "您尚未签署本次评审的承诺", "请先签署评审承诺，再逐家申报利害关系。")


@act(moves.DISCLOSE, requires=_may_disclose, private=("interests",))
def disclose(session: Session, *, by: Actor, at: datetime, interests: Mapping[str, tuple[str, str]]) -> str:
    """申报利害关系: a judge goes through every unit; `interests` has ground and explanation by application code.

    Each of them is declared as a recusal; to all other units the judge declares to have no direct interest.
    """
    turns = {turn.application.code: turn for turn in applicants_of(session)}
    strange = ", ".join(sorted(interests.keys() - turns.keys()))
    if strange:
        raise Refused(Finding(False, review_rules(7), f"{strange}不在本次评审的申报单位之列", "请刷新页面后重新申报。"))
    for code, (ground, explanation) in interests.items():
        declare(turns[code], by=by, at=at, ground=ground, explanation=explanation)
    own = sitting(session).get(person__id=str(by.id))
    own.disclosed_at = at
    own.save(update_fields=["disclosed_at"])
    record(seat=own.token, units=len(turns), interests=len(interests))
    return session.stage


@creates(moves.DECLARE_RECUSAL, locks=session_of, requires=_sits, private=("explanation",))
def declare(turn: Turn, *, by: Actor, at: datetime, ground: InterestGround | str, explanation: str) -> Recusal:
    """申报回避: a judge's own, for one applicant."""
    ground = _explained(ground, explanation)
    return Recusal(
        session=turn.session,
        turn=turn,
        source=Recusal.Source.DECLARED,
        person_id=by.id,
        ground=ground,
        explanation=explanation.strip(),
    )


def _before_the_freeze(turn: Turn, by: Actor, at: datetime) -> Iterator[Finding]:
    met = turn.session.stage == "preparing" and turn.stage == "waiting"
    yield Finding(met, review_rules(7), "回避申请须在封存专家库之前提出", "发现评委违纪的，请向纪检部门反映。")
    asked = turn.recusals.filter(source=Recusal.Source.REQUESTED).exclude(stage="withdrawn").count()
    yield requests_within_limit(asked)


@creates(moves.REQUEST_RECUSAL, locks=session_of, requires=_before_the_freeze, private=("explanation",))
def request(
    turn: Turn, *, by: Actor, at: datetime, named: str, ground: InterestGround | str, explanation: str
) -> Recusal:
    """申请评委回避: a unit's, by name or employer, blind to the pool."""
    ground = _explained(ground, explanation)
    if not named.strip():
        raise Refused(
            Finding(False, review_rules(7), "没有写明需回避的评委", "请填写评委的姓名或工作单位全称。", "named")
        )
    return Recusal(
        session=turn.session,
        turn=turn,
        source=Recusal.Source.REQUESTED,
        named=named.strip(),
        ground=ground,
        explanation=explanation.strip(),
    )


@creates(moves.MATCH_RECUSAL, locks=session_of, requires=_still_open, private=("explanation",))
def match(
    turn: Turn,
    *,
    by: Actor,
    at: datetime,
    ground: InterestGround | str,
    explanation: str,
    expert: Expert | None = None,
    person: Person | None = None,
) -> Recusal:
    """比对发现: an interest that the Office or the comparison found; `expert` of the pool or `person` on the panel."""
    ground = _explained(ground, explanation)
    if (expert is None) == (person is None):
        raise Refused(Finding(False, review_rules(7), "没有写明需回避的评委", "请选择一名评委或专家。", "person"))
    return Recusal(
        session=turn.session,
        turn=turn,
        source=Recusal.Source.MATCHED,
        expert=expert,
        person=person,
        ground=ground,
        explanation=explanation.strip(),
    )


def match_all(session: Session, *, by: Actor, at: datetime) -> list[Recusal]:
    """Raise a recusal for everything that the comparison shows and nobody raised yet; all of them or none."""
    session.refresh_from_db()
    with transaction.atomic():
        return [
            match(
                found.turn,
                by=by,
                at=at,
                ground=found.ground,
                explanation=found.explanation,
                expert=found.expert,
                person=found.seat.person if found.seat else None,
            )
            for found in unrecorded_matches(session)
        ]


def _explained(ground: InterestGround | str, explanation: str) -> InterestGround:
    ground = InterestGround(ground)
    refuse_unmet(ground_explained(ground, explanation))
    return ground


def _turn_undecided(recusal: Recusal, by: Actor, at: datetime) -> Iterator[Finding]:
    yield from (replace(finding, field="") for finding in _still_open(recusal.turn, by, at))


@act(moves.DECIDE_RECUSAL)
def decide(recusal: Recusal, *, by: Actor, at: datetime, granted: bool, opinion: str) -> None:
    """决定: the Office's view, with its reason; it takes effect when 纪检 agrees."""
    if not opinion.strip():
        raise Refused(Finding(False, review_rules(7), "没有写明理由", "请写明应予或无需回避的理由。", "opinion"))
    recusal.granted = granted


def _in_time(recusal: Recusal, by: Actor, at: datetime) -> Iterator[Finding]:
    turn = recusal.turn
    if not recusal.granted or turn.stage == "struck":
        return
    yield from _turn_undecided(recusal, by, at)
    others = turn.session.turns.filter(stage__in=["presenting", "scoring"]).exclude(pk=turn.pk)
    busy = others.select_related("application__unit").first() if turn.stage == ANNOUNCED else None
    reason = f"“{busy}”尚未办结" if busy else ""
    yield Finding(busy is None, review_rules(6, 2), reason, "该单位须重新计分，请在其得分公布之后同意。")


@act(moves.AGREE_RECUSAL, requires=_in_time)
def agree(recusal: Recusal, *, by: Actor, at: datetime, opinion: str = "") -> str:
    """纪检同意: in force from now on; an unlocked sheet of the judge for this applicant is put away.

    A score that was announced with the judge's sheet is taken back; announced anew it has another divisor.
    """
    if not recusal.granted:
        return "dismissed"
    aside = [seat for seat, _ in recused_seats(sitting(recusal.session), [recusal])]
    recusal.turn.sheets.filter(seat__in=aside, stage="draft").delete()
    counted = recusal.turn.sheets.filter(seat__in=aside, stage=ANNOUNCED).exists()
    if recusal.turn.stage == ANNOUNCED and counted:
        reopen(recusal.turn, by=SYSTEM, at=at)
    return "upheld"


@act(moves.REFUSE_RECUSAL)
def refuse(recusal: Recusal, *, by: Actor, at: datetime, opinion: str) -> None:
    """纪检退回: the Office decides again."""
    recusal.granted = None


@act(moves.WITHDRAW_RECUSAL)
def withdraw(recusal: Recusal, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """撤回申请: a unit takes back what it asked for, before it is decided."""
