"""The lists: terms, alerts, and each kind of matter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase

from haizhi.regulation.civil_time import day_of
from haizhi.regulation.stages import label
from haizhi.regulation.term import renewal_window
from haizhi.standing import queries
from haizhi.standing.forms import (
    ConcernFilters,
    EndingFilters,
    ObservationFilters,
    RectificationFilters,
    RenewalFilters,
    RevocationFilters,
    TermFilters,
)
from haizhi.standing.models import Ending, Observation, Rectification, Renewal, Revocation
from haizhi.standing.models.matter import READERS, Matter
from haizhi.standing.views.access import PARTIES, only_for
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_STATION = (
    Column("建站单位", lambda m: m.station.unit.name, 34),
    Column("工作站编号", lambda m: m.station.code, 16),
)
_UNIT = ("station__unit__pinyin", "code")


@dataclass(frozen=True, slots=True)
class MatterList:
    """What the list of one kind is called, by what it sorts, and what it exports."""

    model: type[Matter]
    title: str
    counted: str
    template: str
    sorts: dict[str, str | tuple[str, ...]]
    filters: Callable[..., Any]
    columns: Sequence[Column]


def _list(asked: Asked, shown: MatterList) -> HttpResponseBase:
    only_for(asked, PARTIES)
    rows = queries.matters_of(asked.actor, shown.model)
    sorts = {"code": "code", "unit": _UNIT, **shown.sorts}
    listing = listed(asked, rows, sorts=sorts, default="-code", filters=shown.filters)
    context = {"title": shown.title, "listing": listing, "counted": shown.counted, "today": day_of(asked.at)}
    number, state = Column("编号", lambda m: m.code, 16), Column("状态", lambda m: m.stage_label, 16)
    return list_page(asked, f"standing/{shown.template}.html", context, (number, *_STATION, *shown.columns, state))


_RENEWALS = MatterList(
    Renewal,
    "重新授牌申请",
    "件",
    "renewals",
    {"valid_to": ("valid_to", "code"), "submitted_at": ("submitted_at", "code")},
    RenewalFilters,
    (
        Column("原有效期止", lambda m: m.valid_to, 12),
        Column("提交时间", lambda m: m.submitted_at, 18),
        Column("发文字号", lambda m: m.document_number, 22),
        Column("批准日期", lambda m: m.approved_on, 12),
    ),
)
_OBSERVATIONS = MatterList(
    Observation,
    "运行情况记载",
    "条",
    "observations",
    {"observed_on": ("observed_on", "code")},
    ObservationFilters,
    (
        Column("核实日期", lambda m: m.observed_on, 12),
        Column("核实方式", lambda m: m.manner, 18),
        Column("具体情况", lambda m: m.text, 60),
    ),
)
_REVOCATIONS = MatterList(
    Revocation,
    "撤销资格",
    "件",
    "revocations",
    {"noticed_on": ("noticed_on", "code"), "issued_on": ("issued_on", "code")},
    RevocationFilters,
    (
        Column("通知日期", lambda m: m.noticed_on, 12),
        Column("陈述意见期限", lambda m: m.hear_by, 12),
        Column("听取意见日期", lambda m: m.heard_on, 12),
        Column("发文字号", lambda m: m.document_number, 22),
        Column("成文日期", lambda m: m.issued_on, 12),
    ),
)
_ENDINGS = MatterList(
    Ending,
    "终止与善后",
    "件",
    "endings",
    {"ended_on": ("ended_on", "code")},
    EndingFilters,
    (
        Column("终止原因", lambda m: m.get_sort_display(), 16),
        Column("终止日期", lambda m: m.ended_on, 12),
        Column("办结日期", lambda m: m.closed_on, 12),
    ),
)


@login_required
def renewals(asked: Asked) -> HttpResponseBase:
    """Every request for another term."""
    return _list(asked, _RENEWALS)


@login_required
def observations(asked: Asked) -> HttpResponseBase:
    """What was seen of stations that do not work."""
    return _list(asked, _OBSERVATIONS)


@login_required
def rectifications(asked: Asked) -> HttpResponseBase:
    """What stations have to put right, and by when."""
    shown = MatterList(
        Rectification,
        "整改",
        "件",
        "rectifications",
        {"issued_on": ("issued_on", "code"), "due_on": ("due_on", "code")},
        partial(RectificationFilters, today=day_of(asked.at)),
        (Column("发出日期", lambda m: m.issued_on, 12), Column("整改期限", lambda m: m.due_on, 12)),
    )
    return _list(asked, shown)


@login_required
def revocations(asked: Asked) -> HttpResponseBase:
    """Every procedure that may take, or took, a standing."""
    return _list(asked, _REVOCATIONS)


@login_required
def endings(asked: Asked) -> HttpResponseBase:
    """How stations ended, and what is still to be settled."""
    return _list(asked, _ENDINGS)


_TERM_SORTS = {"code": "code", "unit": ("unit__pinyin", "code"), "valid_to": ("valid_to", "code")}
_TERM_COLUMNS = (
    Column("工作站编号", lambda s: s.code, 16),
    Column("建站单位", lambda s: s.unit.name, 34),
    Column("有效期起", lambda s: s.valid_from, 12),
    Column("有效期止", lambda s: s.valid_to, 12),
    Column("申请期起", lambda s: renewal_window(s.valid_to).first_day, 12),
    Column("重新授牌申请", lambda s: s.asked or "", 16),
    Column("申请状态", lambda s: label("renewal", s.asked_stage) if s.asked_stage else "", 16),
    Column("状态", lambda s: s.stage_label, 14),
)


@login_required
def terms(asked: Asked) -> HttpResponseBase:
    """Whose term ends when, and whether another was asked for."""
    only_for(asked, PARTIES)
    today = day_of(asked.at)
    filters = partial(TermFilters, today=today)
    listing = listed(asked, queries.terms_of(asked.actor), sorts=_TERM_SORTS, default="valid_to", filters=filters)
    context = {
        "title": "有效期",
        "listing": listing,
        "counted": "家",
        "rows": [(one, renewal_window(one.valid_to).first_day, one.valid_to < today) for one in listing],
        "today": today,
        "watches": asked.actor.holds(*READERS),
    }
    return list_page(asked, "standing/terms.html", context, _TERM_COLUMNS)


_ALERT_COLUMNS = (
    Column("工作站编号", lambda s: s.code, 16),
    Column("建站单位", lambda s: s.unit.name, 34),
    Column("不能正常开展工作的记载", lambda s: "有" if s.observed else "", 12),
    Column("连续未参加年度总结检查", lambda s: "是" if s.missed else "", 12),
    Column("评估不合格", lambda s: "是" if s.failed else "", 12),
    Column("最近一次已确认的工作", lambda s: s.worked_on, 14),
    Column("状态", lambda s: s.stage_label, 14),
)


@login_required
def alerts(asked: Asked) -> HttpResponseBase:
    """The stations whose standing may be in question, with the grounds that stand. Decided by a person."""
    only_for(asked, READERS)
    rows = queries.concerns(asked.actor, day_of(asked.at)).select_related("unit")
    listing = listed(asked, rows, sorts=_TERM_SORTS, default="valid_to", filters=ConcernFilters)
    context = {
        "title": "资格预警",
        "listing": listing,
        "counted": "家",
        "concerns": queries.of_station(listing),
    }
    return list_page(asked, "standing/alerts.html", context, _ALERT_COLUMNS)
