"""What an expert asks to be corrected, and the Office's answer (评审·7)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Unpack

from haizhi.experts.acts.entering import PERSONAL, Said, amend, checked
from haizhi.experts.models import Contact, Correction, Expert
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates
from haizhi.regulation import moves
from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Finding, Refused

ASKABLE = (
    "name", "sex", "birth_year", "professional_title", "languages", "discipline", "employer", "employer_code",
    "within_city",
)  # fmt: skip
"""What an expert asks for; the contact is corrected without asking, the yearly limit is the Office's."""


def entry_of(expert: Expert) -> dict[str, str | int | bool | None]:
    """The entry as it stands, by the names of what can be asked for."""
    return {name: expert.contact.birth_year if name == "birth_year" else getattr(expert, name) for name in ASKABLE}


def _in_the_pool(expert: Expert, by: Actor, at: datetime) -> Iterator[Finding]:
    own = by.id is not None and expert.person_id == by.id
    yield Finding(own, review_rules(7), "只能申请更正本人的资料", "请用本人的账号办理。")
    there = expert.stage in ("active", "suspended")
    yield Finding(there, review_rules(7), "您已退出专家库", "资料不再更正；需要恢复的，请联系海智办重新入库。")


@creates(moves.ASK_CORRECTION, requires=_in_the_pool, private=(*PERSONAL, "reason"))
def ask_correction(
    expert: Expert,
    *,
    by: Actor,
    at: datetime,
    birth_year: int | None = None,
    reason: str = "",
    **said: Unpack[Said],
) -> Correction:
    """申请更正资料: what the entry should say; it stays as it is until the Office agrees."""
    before, kept = entry_of(expert), expert.contact
    # the expert as they would be, never saved
    wanted = Expert(pk=expert.pk, **said)
    contact = checked(wanted, Contact(kept.mobile, kept.email, birth_year), at, former=expert.discipline)
    after = {field: contact.birth_year if field == "birth_year" else getattr(wanted, field) for field in ASKABLE}
    if after == before:
        raise Refused(Finding(False, None, "没有需要更正的内容", "请修改后再提交。"))
    correction = Correction(expert=expert, reason=reason.strip(), asked_at=at)
    correction.ask_for(after, at)
    return correction


@act(moves.ACCEPT_CORRECTION)
def accept_correction(correction: Correction, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """同意更正: the entry says from now on what was asked for."""
    expert, said = correction.expert, correction.asked_for
    said["birth_year"] = said["birth_year"] or 0
    amend(expert, by=by, at=at, yearly_sessions=expert.yearly_sessions, **said)
    correction.answer = opinion


@act(moves.DECLINE_CORRECTION)
def decline_correction(correction: Correction, *, by: Actor, at: datetime, opinion: str) -> None:
    """不予更正: with the reason, which the expert reads."""
    correction.answer = opinion


@act(moves.WITHDRAW_CORRECTION)
def withdraw_correction(correction: Correction, *, by: Actor, at: datetime) -> None:
    """撤回更正申请: the entry stays as it is."""
