"""Looks into what lists hide, and taking the pool away as a file (评审·8): each with who, when and why."""

from datetime import datetime

from haizhi.experts.models import Expert, Look
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import creates
from haizhi.regulation import moves
from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Finding, refuse_unmet
from haizhi.regulation.roles import OFFICE_ROLES, Role

WHOLE_TO = Role.OFFICE_HEAD
"""Who may take the pool away with nothing hidden."""

CONTACT_TO = OFFICE_ROLES
"""Who may look at one expert's whole entry: those who have to reach the expert."""


@creates(moves.TAKE_LOOK, private=("expert", "asked", "conditions"))
def look(
    *,
    by: Actor,
    at: datetime,
    sort: Look.Sort,
    opinion: str,
    expert: Expert | None = None,
    asked: str = "",
    conditions: str = "",
    rows: int = 1,
) -> Look:
    """查阅: at one expert's whole entry, or at the list that `asked` (a query string) narrows, of so many rows."""
    cite = review_rules(8)
    refuse_unmet(
        Finding(bool(opinion.strip()), cite, "没有写明用途", "请写明用途，查阅记录由纪检和审计员查看。", "opinion"),
        Finding(
            sort != Look.Sort.WHOLE or by.holds(WHOLE_TO),
            cite,
            f"完整名单由{WHOLE_TO.label}导出",
            "请导出隐去部分的名单，或由负责人办理。",
            "sort",
        ),
        Finding(
            sort != Look.Sort.CONTACT or by.holds(*CONTACT_TO),
            cite,
            "完整资料由海智办联系专家时查看",
            "需要核查的，请海智办提供。",
        ),
        Finding(expert is None or expert.stage != "erased", cite, "该专家的资料已经删除", "已没有可以查阅的资料。"),
    )
    taken = Look(
        sort=sort,
        expert=expert,
        by_id=by.id,
        by_name=by.name,
        role=next(grant.role for grant in by.grants if grant.role in moves.TAKE_LOOK.roles).value,
        at=at,
        reason=opinion.strip(),
        conditions=conditions[:500],
        rows=rows,
    )
    if asked:
        taken.ask_for(asked, at)
    return taken
