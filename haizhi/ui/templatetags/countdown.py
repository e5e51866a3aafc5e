"""`{% load countdown %}`: how long something still runs, in working days and hours."""

from datetime import datetime
from weakref import WeakKeyDictionary

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from haizhi.kernel import workdays
from haizhi.regulation.countdown import remaining
from haizhi.regulation.workdays import WorkdayTable
from haizhi.ui.requests import Asked

register = template.Library()

_TABLES: WeakKeyDictionary[HttpRequest, WorkdayTable] = WeakKeyDictionary()
"""The calendar as a request found it: one query, however many countdowns its page shows."""

_FURTHEST = 400
"""Days beyond which a page is surely loaded anew before the script would have to count on."""


@register.simple_tag(takes_context=True)
def countdown(context: Context, end: datetime | None) -> SafeString | str:
    """How long it is until an exclusive end, in words that a script keeps up to date; nothing for no end."""
    if end is None:
        return ""
    asked: Asked = context["request"]
    left = remaining(asked.at, end, _table(asked))
    if left is None:
        return format_html('<span class="countdown over">{}</span>', "已截止")
    return format_html(
        '<time class="countdown{}" datetime="{}" data-countdown="{}" data-now="{}">{}</time>',
        " last" if left.is_last_day else "",
        end.isoformat(),
        left.pattern[:_FURTHEST],
        asked.at.isoformat(),
        str(left),
    )


def _table(asked: Asked) -> WorkdayTable:
    found = _TABLES.get(asked)
    if found is None:
        found = _TABLES[asked] = workdays.table()
    return found
