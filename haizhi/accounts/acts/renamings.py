"""A unit's change of name (名称变更): asked for with its proof, confirmed by the Office, the former name kept."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from haizhi.accounts.models import Organisation, OrganisationName, Renaming
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates
from haizhi.regulation import moves
from haizhi.regulation.citations import measures
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.naming import chinese_date


@act(moves.RENAME)
def rename(
    organisation: Organisation,
    *,
    by: Actor,
    at: datetime,
    name: str,
    changed_on: date,
    proof: Upload,
    opinion: str = "",
) -> None:
    """更名: the unit bears another name from a day on; what was submitted under the former one keeps it."""
    wrong = unmet(*_renamed(organisation, name, changed_on, at))
    if wrong:
        raise Refused(*wrong)
    OrganisationName.objects.create(
        organisation=organisation,
        name=organisation.name,
        valid_from=organisation.named_from,
        valid_to=changed_on - timedelta(days=1),
        proof=proof,
    )
    organisation.name, organisation.named_from = name.strip(), changed_on


def _exists(organisation: Organisation, by: Actor, at: datetime) -> Iterator[Finding]:
    met = organisation.stage == "active"
    yield Finding(met, measures(5), f"{organisation.name}已并入其他单位", "请到并入的单位办理。")


@creates(moves.REQUEST_RENAMING, requires=_exists)
def request_renaming(
    organisation: Organisation, *, by: Actor, at: datetime, name: str, changed_on: date, proof: Upload
) -> Renaming:
    """申请更名: `proof` is the registrar's notice or the new certificate."""
    waiting = organisation.renamings.filter(stage="requested")
    wrong = unmet(
        *_renamed(organisation, name, changed_on, at),
        Finding(
            not waiting.exists(), measures(5), "本单位已有一项更名申请待确认", "请等待海智办确认，或先撤回原申请。"
        ),
    )
    if wrong:
        raise Refused(*wrong)
    return Renaming(
        organisation=organisation,
        former=organisation.name,
        name=name.strip(),
        changed_on=changed_on,
        proof=proof,
        asked_at=at,
        asked_by=by.name,
    )


@act(moves.CONFIRM_RENAMING)
def confirm_renaming(renaming: Renaming, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """确认更名: the unit bears the new name."""
    rename(
        renaming.organisation,
        by=by,
        at=at,
        name=renaming.name,
        changed_on=renaming.changed_on,
        proof=renaming.proof,
        opinion=opinion,
    )


@act(moves.REFUSE_RENAMING)
def refuse_renaming(renaming: Renaming, *, by: Actor, at: datetime, opinion: str) -> None:
    """不予确认: the name stays; the unit reads why."""


@act(moves.WITHDRAW_RENAMING)
def withdraw_renaming(renaming: Renaming, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """撤回: the unit takes its request back."""


def _renamed(organisation: Organisation, name: str, changed_on: date, at: datetime) -> Iterator[Finding]:
    yield Finding(bool(name.strip()), measures(5), "没有填写新名称", "请填写单位全称，与新公章一致。", "name")
    yield Finding(
        name.strip() != organisation.name, measures(5), "新名称与现名称相同", "请核对，填写变更后的全称。", "name"
    )
    yield Finding(
        changed_on <= day_of(at), measures(5), "变更日期尚未到来", "请在登记机关核准变更后办理。", "changed_on"
    )
    since = organisation.named_from
    yield Finding(
        since is None or changed_on > since,
        measures(5),
        f"变更日期不晚于上一次更名的日期（{chinese_date(since)}）" if since else "",
        "请核对变更日期。",
        "changed_on",
    )
