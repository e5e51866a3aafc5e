"""The list of disciplines and the terms of the pool (评审·7)."""

from datetime import datetime

from django.core.exceptions import ValidationError

from haizhi.experts.facts import disciplines_in_force
from haizhi.experts.models import Discipline, Expert, Terms
from haizhi.experts.models.disciplines import CODE
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates
from haizhi.regulation import moves
from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Finding, Refused, refuse_unmet

OLDEST = 120
"""Years: an age limit above it limits nothing."""


@creates(moves.ADD_DISCIPLINE)
def add_discipline(*, by: Actor, at: datetime, code: str, name: str, place: int = 100) -> Discipline:
    """新增学科: by the code that published files bear; `place` is where it stands in the list."""
    discipline = Discipline(code=code.strip(), name=name.strip(), place=place)
    try:
        CODE(discipline.code)
    except ValidationError as wrong:
        raise Refused(Finding(False, None, wrong.messages[0], "请重新填写。", "code")) from wrong
    taken = Discipline.objects.filter(code=discipline.code).exists()
    refuse_unmet(
        Finding(not taken, None, f"代码“{discipline.code}”已被使用", "请换一个代码。", "code"), _named(discipline)
    )
    return discipline


@act(moves.AMEND_DISCIPLINE)
def amend_discipline(discipline: Discipline, *, by: Actor, at: datetime, name: str, place: int = 100) -> str:
    """修改学科: what it is called and where it stands; its code stays, for published files refer to it."""
    discipline.name, discipline.place = name.strip(), place
    refuse_unmet(_named(discipline))
    return discipline.stage


@act(moves.WITHDRAW_DISCIPLINE)
def withdraw_discipline(discipline: Discipline, *, by: Actor, at: datetime, opinion: str) -> None:
    """停用学科: nobody is entered under it any more. Refused while experts stand under it."""
    held = Expert.objects.filter(discipline=discipline.code, stage__in=("active", "suspended")).count()
    refuse_unmet(
        Finding(held == 0, review_rules(7), f"尚有{held}名专家属于该学科", "请先更正这些专家的学科。"),
        Finding(
            len(disciplines_in_force()) > 1, review_rules(7), "这是最后一个使用中的学科", "请先新增或启用其他学科。"
        ),
    )


@act(moves.RESTORE_DISCIPLINE)
def restore_discipline(discipline: Discipline, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """重新启用学科: experts may be entered under it again."""


@creates(moves.SET_TERMS)
def set_terms(
    *, by: Actor, at: datetime, opinion: str, age_limit: int | None = None, yearly_sessions: int | None = None
) -> Terms:
    """设定抽取条件: for every pool frozen from now on; what is frozen already stays. None is no limit."""
    refuse_unmet(
        Finding(
            age_limit is None or 1 <= age_limit <= OLDEST,
            review_rules(7),
            f"年龄上限应为1至{OLDEST}岁",
            "不限年龄的请留空。",
            "age_limit",
        ),
        Finding(
            yearly_sessions is None or yearly_sessions >= 1,
            review_rules(7),
            "每年次数上限至少为1次",
            "不限次数的请留空。",
            "yearly_sessions",
        ),
    )
    return Terms(age_limit=age_limit, yearly_sessions=yearly_sessions, set_at=at, set_by=by.name, reason=opinion)


def _named(discipline: Discipline) -> Finding:
    if not discipline.name:
        return Finding(False, None, "学科名称为空", "请填写名称。", "name")
    taken = Discipline.objects.filter(name=discipline.name).exclude(pk=discipline.pk).exists()
    return Finding(not taken, None, f"已有学科“{discipline.name}”", "请换一个名称。", "name")
