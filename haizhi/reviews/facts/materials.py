"""When a judge may read the papers of a unit (评审·7, 评审·8)."""

from collections.abc import Iterator

from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Finding
from haizhi.reviews.facts.interests import recused_seats
from haizhi.reviews.facts.parts import recusals_in
from haizhi.reviews.models import Seat, Turn

DRAWN_STAGES = ("drawn", "vacant", "in_hearing", "closing")
"""From the confirmed draw to the close: neither before nor afterwards anything is open to a judge."""
_RAISED = ("raised", "decided")


def may_open(turn: Turn, seat: Seat | None) -> Iterator[Finding]:
    """The panel stands, the judge pledged and declared for every unit, and nothing binds them to this one."""
    session, secrecy, aside = turn.session, review_rules(8), review_rules(7)
    yield Finding(seat is not None, secrecy, "您不是本次评审的评委", "请核对评审会。")
    if seat is None:
        return
    reason = f"评审会现为“{session.stage_label}”"
    yield Finding(session.stage in DRAWN_STAGES, aside, reason, "评委抽取结果会签之后、闭会之前可以查阅。")
    yield Finding(turn.stage != "struck", aside, "该单位已移出评审", "无需查阅。")
    pledged = seat.pledged_at is not None
    yield Finding(pledged, secrecy, "您尚未签署本次评审的承诺", "请先签署评审承诺。")
    remedy = "请先在“申报利害关系”中逐家申报。"
    yield Finding(seat.disclosed_at is not None, aside, "您尚未申报与各申报单位的利害关系", remedy)
    own = [recusal for recusal in recusals_in(session) if recusal.turn_id == turn.pk]
    upheld = bool(recused_seats([seat], [recusal for recusal in own if recusal.stage == "upheld"]))
    yield Finding(not upheld, aside, "您对该单位应予回避", "不能查阅该单位的材料。")
    raised = any(r.stage in _RAISED and r.person_id is not None and r.person_id == seat.person_id for r in own)
    yield Finding(not raised, aside, "您对该单位的回避尚未办结", "决定无需回避之后才能查阅。")
