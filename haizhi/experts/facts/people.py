"""An expert and the account behind."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from haizhi.accounts.models import Membership, Person
from haizhi.experts.models import Expert
from haizhi.kernel.actor import Actor
from haizhi.regulation.citations import review_rules
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding
from haizhi.regulation.roles import Role


def person_reached_at(mobile: str, email: str) -> Person | None:
    """The person who signs in with this mobile number or, failing that, this mailbox; both in stored form."""
    for field, value in (("mobile", mobile), ("email", email)):
        if value and (person := Person._base_manager.filter(**{field: value}).first()):
            return person
    return None


def judges_now(person: Person, at: datetime) -> bool:
    """Whether the person holds the role of a judge at this moment."""
    today = day_of(at)
    held = Membership.objects.filter(person=person, role=Role.JUDGE, stage="active", valid_from__lte=today)
    return held.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today)).exists()


def can_be_invited(expert: Expert, by: Actor, at: datetime) -> Iterator[Finding]:
    """An expert who can be reached and has no account as a judge yet."""
    yield Finding(
        expert.reachable,
        review_rules(7),
        "没有手机号码或电子信箱，无法通知",
        "请先更正资料，补充联系方式。",
    )
    invited = expert.person is not None and judges_now(expert.person, at)
    yield Finding(not invited, review_rules(7), "该专家已开通评委账号", "无需重复邀请。")
