"""What is when: a month of everything that concerns whoever asks."""

import re
from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.shortcuts import render

from haizhi.desk.queries import Event, Month, month_of
from haizhi.documents.spreadsheet import Sheet
from haizhi.kernel.actor import Actor
from haizhi.regulation.civil_time import day_of
from haizhi.ui.exporting import Column, exported
from haizhi.ui.requests import Asked
from haizhi.ui.wording import moment_text

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")

_COLUMNS = (
    Column("日期", lambda event: event.day, 12),
    Column("至", lambda event: event.until if event.lasts else None, 12),
    Column("类别", lambda event: event.label, 24),
    Column("事项", lambda event: event.name, 48),
)


@login_required
def calendar(asked: Asked) -> HttpResponseBase:
    """A month (`?month=2026-11`, else this one), of one sort of dates (`?key=`) or of all; `?export=` takes it away."""
    today = day_of(asked.at)
    first = _month(asked.GET.get("month", "")) or today.replace(day=1)
    month = month_of(asked.actor, first, asked.GET.get("key", ""))
    if asked.GET.get("export") in ("xlsx", "csv"):
        return exported(asked, _sheet(month, asked.actor, moment_text(asked.at)), asked.GET["export"])
    context = {
        "title": "日历",
        "month": month,
        "today": today,
        "key": asked.GET.get("key", ""),
        "exports": bool(month.events),
    }
    return render(asked, "desk/calendar.html", context)


def _month(text: str) -> date | None:
    """The first day of the month that the address names; None for anything else."""
    found = _MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else None


def _sheet(month: Month, actor: Actor, now: str) -> Sheet:
    title = f"{month.first.year}年{month.first.month}月日历"
    rows: tuple[Event, ...] = month.events
    return Sheet(title, f"{title}　{actor.name} {now}导出", _COLUMNS, iter(rows))
