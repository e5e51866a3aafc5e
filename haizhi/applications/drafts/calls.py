"""Calls that are not yet published."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from haizhi.applications.drafts.opening import lock
from haizhi.applications.models import CALL_FIELDS, Call
from haizhi.kernel.actor import Actor
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.roles import OFFICE_ROLES


def edit_call(call: Call, values: Mapping[str, Any], *, by: Actor, at: datetime, seen: int | None = None) -> None:
    """Edit a call that is not yet published; `seen` is the version its author was looking at.

    Raises Refused once it is published or when somebody else edited it since, ValueError for a field that is none.
    """
    if unknown := values.keys() - set(CALL_FIELDS):
        raise ValueError(f"not a field of a call: {sorted(unknown)}")
    if not by.holds(*OFFICE_ROLES):
        raise Refused(Finding(False, measures(7, 4), "申报通知由重庆海智办拟定", "请换用有此岗位的账号"))
    with transaction.atomic():
        lock(call)
        if call.stage != "draft":
            raise Refused(
                Finding(False, measures(7, 4), f"通知现为“{call.stage_label}”，不能再修改", "截止时间可办理“延期”")
            )
        if seen is not None and seen != call.version:
            raise Refused(
                Finding(False, None, "您打开页面之后，他人已改过此通知", "您填写的仍在这里；请看过现有内容后再次保存")
            )
        for name, value in values.items():
            setattr(call, name, value)
        call.version += 1
        call.save(update_fields=[*values, "version"])
