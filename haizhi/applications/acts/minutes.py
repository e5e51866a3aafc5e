"""Minutes of the meetings that look at applications in the check of qualification (评审·6·1, interpretation 4)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from haizhi.applications.models import Application, Minutes
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.citations import review_rules
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.naming import chinese_date

_CITE = review_rules(6, 1)


@creates(moves.ENTER_MINUTES, private=("attendance",))
def enter_minutes(
    *,
    by: Actor,
    at: datetime,
    applications: Sequence[Application],
    minutes_number: str,
    met_on: date,
    attendance: str,
    scan: Upload,
    opinion: str = "",
) -> Minutes:
    """登记: one paper for all the applications that the meeting looked at; it counts once the head confirms it."""
    fresh = list(Application.objects.filter(pk__in=[a.pk for a in applications]).order_by("code"))
    gone = "、".join(a.code for a in fresh if a.stage not in moves.MINUTE.sources)
    wrong = unmet(
        Finding(bool(fresh), _CITE, "没有选择会议审议的申报件", "请至少选择一件", "applications"),
        Finding(not gone, _CITE, f"{gone}尚未提交，或已退出申报程序", "请从名单中去掉", "applications"),
        Finding(
            met_on <= day_of(at),
            _CITE,
            f"会议日期{chinese_date(met_on)}晚于今日",
            "请核对会议日期",
            "met_on",
        ),
    )
    if wrong:
        raise Refused(*wrong)
    minutes = Minutes(
        code=next_number("ZS", day_of(at).year, 2),
        minutes_number=minutes_number,
        met_on=met_on,
        attendance=attendance,
        summary=opinion,
        scan=scan,
        entered_at=at,
    )
    listed = Minutes.applications.through
    listed.objects.bulk_create(listed(minutes_id=minutes.pk, application_id=a.pk) for a in fresh)
    record(named=[a.code for a in fresh], paper=scan.sha256)
    return minutes


def _still_there(minutes: Minutes, by: Actor, at: datetime) -> Iterable[Finding]:
    gone = "、".join(a.code for a in minutes.applications.order_by("code") if a.stage not in moves.MINUTE.sources)
    yield Finding(not gone, _CITE, f"{gone}已退出申报程序", "请撤销登记，去掉该件后重新登记")


@act(moves.CONFIRM_MINUTES, requires=_still_there)
def confirm_minutes(minutes: Minutes, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """确认: the head of the Office stands for it; it goes into the trail of each application."""
    minutes.confirmed_at, minutes.confirmed_by = at, by.name
    for application in minutes.applications.order_by("code"):
        minute(application, by=by, at=at, minutes_number=minutes.minutes_number)


@act(moves.MINUTE)
def minute(application: Application, *, by: Actor, at: datetime, minutes_number: str) -> str:
    """载入会议纪要, in the course of its confirmation; what the meeting thought stays in the minutes."""
    return application.stage


@act(moves.DROP_MINUTES)
def drop_minutes(minutes: Minutes, *, by: Actor, at: datetime, opinion: str) -> None:
    """撤销登记: entered wrongly; it never counted."""
