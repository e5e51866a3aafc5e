"""What a recusal found late changed: score and rank as announced with the judge's sheet, and without it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from haizhi.fairness.tally import Reason, Score, rank
from haizhi.kernel.models import Act
from haizhi.regulation import moves
from haizhi.reviews.facts import applicants_of, recusals_in
from haizhi.reviews.models import Session, Turn

Results = Mapping[str, Mapping[str, object]]
"""What was announced, by application code."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A unit whose score was announced anew after a recusal: score (as shown, empty without a result) and rank.

    The ranks are said in words: 2, 无 without a result, 无法还原 where equal scores were announced without what tells
    them apart, as announcements once were.
    """

    turn: Turn
    before: str
    after: str
    rank_before: str
    rank_after: str


def shifts_of(session: Session) -> list[Shift]:
    """The units that were announced again after a recusal, in order; both figures were announced in the hall.

    One query where every unit was announced once, else two beyond that and the session's parts.
    """
    announcing = Act.objects.filter(case_id=session.pk, verb=moves.ANNOUNCE.name).order_by("entry_id")
    times = Counter(announcing.values_list("subject_id", flat=True))
    again = {turn for turn, count in times.items() if count > 1}
    raised = {r.pk: r.turn_id for r in recusals_in(session, "upheld") if r.turn_id in again} if again else {}
    if not raised:
        return []
    turns = {turn.pk: turn for turn in applicants_of(session) if turn.stage == "announced"}
    upheld = {recusal: turn for recusal, turn in raised.items() if turn in turns}
    entries: dict[object, int] = {}
    announced: dict[object, list[Act]] = {}
    verbs = (moves.AGREE_RECUSAL.name, moves.ANNOUNCE.name)
    for act in Act.objects.filter(subject_id__in=[*upheld, *turns], verb__in=verbs).order_by("entry_id"):
        if act.verb == moves.ANNOUNCE.name:
            announced.setdefault(act.subject_id, []).append(act)
        else:
            entries[act.subject_id] = act.entry_id
    now: dict[str, Mapping[str, object]] = {turn.application.code: turn.result or {} for turn in turns.values()}
    shifts = []
    for recusal, turn_id in upheld.items():
        turn, n = turns[turn_id], entries[recusal]
        earlier = [act for act in announced.get(turn_id, ()) if act.entry_id < n]
        if earlier and earlier[-1] is not announced[turn_id][-1]:
            code, before = turn.application.code, earlier[-1].detail
            then = now | {code: before}
            after = (turn.result or {})["shown"] or ""
            shifts.append(Shift(turn, before["shown"] or "", after, _rank(then, code), _rank(now, code)))
    return sorted(shifts, key=lambda shift: shift.turn.position or 0)


def _rank(results: Results, code: str) -> str:
    equal = [result for result in results.values() if result.get("exact") == results[code].get("exact")]
    if results[code].get("exact") is None:
        return "无"
    if len(equal) > 1 and not all(isinstance(result.get("ties"), list) for result in equal):
        return "无法还原"
    scores = [_score(applicant, result) for applicant, result in results.items()]
    return next(str(standing.rank) for standing in rank(scores) if standing.score.applicant == code)


def _score(code: str, result: Mapping[str, object]) -> Score:
    exact, ties = result.get("exact"), result.get("ties")
    return Score(
        code,
        None if exact is None else Fraction(str(exact)),
        tuple(Fraction(mean) for mean in ties) if isinstance(ties, list) else (),
        int(str(result.get("valid", 0))),
        int(str(result.get("kept", 0))),
        Reason(str(result.get("reason", ""))),
    )
