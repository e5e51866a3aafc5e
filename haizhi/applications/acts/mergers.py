"""What of applications follows a unit that the Office merges into another."""

from collections.abc import Iterator
from datetime import datetime

from haizhi.accounts.facts import follows_unit
from haizhi.accounts.models import Organisation
from haizhi.applications.models import Application
from haizhi.regulation.attempts import ENDED
from haizhi.regulation.citations import form, review_rules
from haizhi.regulation.findings import Finding


def _move(duplicate: Organisation, stays: Organisation, at: datetime) -> None:
    Application.objects.filter(unit=duplicate).update(unit=stays)


def _hindrances(duplicate: Organisation, stays: Organisation) -> Iterator[Finding]:
    own = Application.objects.filter(unit=duplicate).exclude(stage__in=ENDED).select_related("call")
    others = {a.call_id: a for a in Application.objects.filter(unit=stays).exclude(stage__in=ENDED)}
    for application in own:
        if other := others.get(application.call_id):
            yield Finding(
                False,
                form(),
                f"两家单位在“{application.call}”中都有申报（{application.code}、{other.code}）",
                "请先由单位撤回其中一份，每家单位每年度只办理一份申报。",
                "into",
            )
        if application.stage == "in_review":
            yield Finding(
                False, review_rules(7), f"{application.code}正在评审，名单和回避已经封存", "请在闭会后合并。", "into"
            )


follows_unit(
    "申报",
    lambda unit: Application.objects.filter(unit=unit).select_related("unit").order_by("code"),
    _move,
    _hindrances,
)
