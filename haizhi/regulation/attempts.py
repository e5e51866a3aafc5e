"""Whether a unit applies once more in a call in which it applied before (表, 办法·7·4, 评审·9, interpretation 29)."""

from haizhi.regulation.citations import form, measures, review_rules
from haizhi.regulation.findings import Finding, ruled_by

ENDED = ("withdrawn", "declined", "rejected", "cancelled")
"""The stages after which nothing more happens to an application in its call."""


@ruled_by(form())
def ended_before(stage: str, number: str) -> Finding:
    """A unit has one application at a time in a call; `stage` and `number` are those of an earlier one."""
    met = stage in ENDED
    return Finding(
        met,
        reason="此前的申报已办结" if met else f"本单位在该年度已有申报{number}",
        remedy="" if met else "请继续办理该申报，不必另建",
        field="unit",
    )


@ruled_by(review_rules(9))
def not_cancelled_before(stage: str, number: str) -> Finding:
    """Who lost its qualification for fraud does not apply again in that call (评审·9)."""
    met = stage != "cancelled"
    return Finding(
        met,
        reason="未被取消资格" if met else f"本单位的申报{number}已被取消资格，本次不能再次申报",
        remedy="" if met else "对决定有疑问的，请与受理部门联系",
        field="unit",
    )


@ruled_by(measures(7, 4))
def may_try_again(stage: str, number: str, *, new_attempts: bool) -> Finding:
    """Who was declined or rejected begins again while the call is open, unless the call says otherwise.

    Who withdrew did so of its own accord and always may (办法·7·4, interpretation 29).
    """
    ended = {"declined": "未获区县科协推荐", "rejected": "经审核不符合条件"}.get(stage, "")
    met = new_attempts or not ended
    return Finding(
        met,
        reason="受理期内可以重新申报" if met else f"本单位的申报{number}{ended}，本次申报不接受重新申报",
        remedy="" if met else "请在下一年度申报",
        field="unit",
    )
