"""What a request for another term needs before it is printed and signed (办法·13)."""

from collections.abc import Iterator
from datetime import datetime

from haizhi.kernel import workdays
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.standing import said
from haizhi.regulation.term import renewal_asked_in_time
from haizhi.standing.models import Renewal

_TEXTS = (("account", "本周期工作情况"), ("goals", "下一周期工作目标和措施"))
_FIGURES = (("staff", "工作人员"), ("money", "专项经费"), ("office_area", "办公场地"))
_CONTACT = (("contact", "联系人"), ("phone", "联系电话"))


def renewal_written(renewal: Renewal, at: datetime) -> Iterator[Finding]:
    """Everything is filled in, in time or with a reason. Raises UnknownYear as `renewal_asked_in_time`."""
    for name, label in (*_TEXTS, *_FIGURES, *_CONTACT):
        value = getattr(renewal, name)
        yield said("" if value is None else str(value), label, name)
    yield renewal_asked_in_time(at, renewal.valid_to, workdays.table(), renewal.late_reason)


def renewal_lacks(renewal: Renewal, at: datetime) -> tuple[Finding, ...]:
    """What is still to be filled in: once it is signed, each change asks for another paper."""
    try:
        return unmet(*renewal_written(renewal, at))
    except Refused as refused:
        return refused.findings
