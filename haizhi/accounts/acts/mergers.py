"""Merging a unit that was registered twice: everything that follows the duplicate goes to the one that stays."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from haizhi.accounts.acts.memberships import end_membership
from haizhi.accounts.facts import FOLLOWERS, follows_unit
from haizhi.accounts.models import Invitation, Joining, Membership, Organisation, RdBody, StandingProof, in_force_on
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, record
from haizhi.regulation import moves
from haizhi.regulation.citations import measures
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet

FILLED_FROM_THE_DUPLICATE = (
    "address", "postcode", "phone_area", "phone", "phone_extension", "fax", "contact", "email", "head_name",
    "team_size",
)  # fmt: skip
"""Facts of the profile that the unit that stays takes over where it has none."""


def standing_against_merging(duplicate: Organisation, stays: Organisation) -> tuple[Finding, ...]:
    """Everything that stands against the merger, for the dry run and the act alike."""
    found = [
        Finding(duplicate.pk != stays.pk, measures(5), "所选的是同一家单位", "请另选保留的单位。", "into"),
        Finding(
            stays.stage == "active",
            measures(5),
            f"{stays.name}已并入其他单位",
            "请选择现有的单位作为保留的单位。",
            "into",
        ),
    ]
    waiting = duplicate.renamings.filter(stage="requested").exists()
    found.append(
        Finding(not waiting, measures(5), f"{duplicate.name}的更名申请尚未办结", "请先确认或不予确认该申请。", "into")
    )
    if not unmet(*found[:2]):
        for follower in FOLLOWERS.values():
            found += follower.hindrances(duplicate, stays)
    return unmet(*found)


def _both(duplicate: Organisation, said: dict[str, Any]) -> QuerySet[Organisation]:
    """Both units, always in the same order: two opposite mergers at once don't wait for each other for ever."""
    return Organisation._base_manager.filter(pk__in=[duplicate.pk, said["into"].pk]).order_by("pk")


@act(moves.MERGE, locks=_both)
def merge(duplicate: Organisation, *, by: Actor, at: datetime, into: Organisation, opinion: str) -> None:
    """合并重复登记: the duplicate stays as a row that points at the unit that it was."""
    stays = Organisation._base_manager.get(pk=into.pk)
    wrong = standing_against_merging(duplicate, stays)
    if wrong:
        raise Refused(*wrong)
    record(code=duplicate.code, moved=[[f.label, [row.pk for row in f.rows(duplicate)]] for f in FOLLOWERS.values()])
    for follower in FOLLOWERS.values():
        follower.move(duplicate, stays, at)
    for name in FILLED_FROM_THE_DUPLICATE:
        if getattr(stays, name) in ("", None):
            setattr(stays, name, getattr(duplicate, name))
    stays.save(update_fields=FILLED_FROM_THE_DUPLICATE)
    duplicate.merged_into = stays


def _move_memberships(duplicate: Organisation, stays: Organisation, at: datetime) -> None:
    held = set(stays.memberships.filter(in_force_on(day_of(at))).values_list("person", "role"))
    for membership in duplicate.memberships.filter(stage="active"):
        if (membership.person_id, membership.role) in held:
            end_membership(membership, by=SYSTEM, at=at, opinion=f"并入{stays.name}，岗位与原有的重复")
    duplicate.memberships.update(organisation=stays)


def _joinings_answered(duplicate: Organisation, stays: Organisation) -> Iterator[Finding]:
    waiting = Joining.objects.filter(stage="waiting")
    both = waiting.filter(organisation=duplicate, person__in=waiting.filter(organisation=stays).values("person"))
    yield Finding(
        not both.exists(), measures(5), "有人同时申请加入这两家单位", "请先由单位负责人答复其中一份申请。", "into"
    )


def _move_bodies(duplicate: Organisation, stays: Organisation, at: datetime) -> None:
    known = stays.rd_bodies.values_list("name", flat=True)
    duplicate.rd_bodies.exclude(name__in=list(known)).update(organisation=stays)


follows_unit(
    "人员岗位",
    lambda unit: Membership.objects.filter(organisation=unit).select_related("person"),
    _move_memberships,
)
follows_unit(
    "加入申请",
    lambda unit: Joining.objects.filter(organisation=unit).select_related("person", "organisation"),
    lambda duplicate, stays, at: duplicate.joinings.update(organisation=stays),
    _joinings_answered,
)
follows_unit(
    "邀请",
    lambda unit: Invitation.objects.filter(organisation=unit),
    lambda duplicate, stays, at: duplicate.invitations.update(organisation=stays),
)
follows_unit("研发机构", lambda unit: RdBody.objects.filter(organisation=unit), _move_bodies)
follows_unit(
    "资格证明",
    lambda unit: StandingProof.objects.filter(organisation=unit),
    lambda duplicate, stays, at: duplicate.proofs.update(organisation=stays),
)
