"""Quiets what nobody has to do any more: a colleague did it, or the case went on without."""

from django.db.models import Exists, F, OuterRef, Q

from haizhi.kernel.models import Act
from haizhi.notifications.models import Notice
from haizhi.regulation.roles import UNIT_ROLES, Role

_OF_ONES_OWN = sorted(UNIT_ROLES | {Role.PUBLIC})


def quiet_overtaken() -> int:
    """Count no longer as unread what the case has left behind; how many notices were quieted.

    A unit's own case is left as it is: whoever applies reads every step. A call that has closed and a last day for
    which there is nothing left to do concern units no more than anybody else.
    """
    moved = Act.objects.exclude(stage_before=F("stage_after"))
    after_act = moved.filter(subject_id=OuterRef("act__subject_id"), entry_id__gt=OuterRef("act__entry_id"))
    after_reminder = moved.filter(subject_id=OuterRef("reminder__subject_id"), at__gt=OuterRef("reminder__at"))
    overtaken = Q(Exists(after_act)) & (~Q(role__in=_OF_ONES_OWN) | Q(act__kind="call")) | Q(Exists(after_reminder))
    return Notice.objects.filter(overtaken, important=True, read_at__isnull=True).update(important=False)
