"""Working-day calendars: the system administrator's settings, read by everybody who works here."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from haizhi.accounts.acts import enter_calendar
from haizhi.accounts.forms.calendars import CALENDAR_FORMS, EnterCalendarForm, in_words
from haizhi.accounts.queries import months
from haizhi.kernel.models import Calendar
from haizhi.regulation import moves
from haizhi.regulation.roles import Role
from haizhi.ui.acting import act_page, creation_page
from haizhi.ui.admission import for_roles, signed_in
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import FilterForm, listed
from haizhi.ui.requests import Asked


class CalendarFilters(FilterForm):
    """By year or what it rests on."""

    q = forms.CharField(label="年份或依据", max_length=60)

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The years whose number is the words, or whose basis contains them."""
        words = self.cleaned_data.get("q")
        if not words:
            return queryset
        year = words.removesuffix("年")
        named = Q(year=int(year)) if year.isdecimal() and len(year) == len("2026") else Q()
        return queryset.filter(Q(basis__icontains=words) | named)


_COLUMNS = (
    Column("年份", lambda c: c.year, 8),
    Column("放假的工作日", lambda c: "、".join(c.days_off), 60),
    Column("调休上班的周末", lambda c: "、".join(c.days_worked), 40),
    Column("演示用假设", lambda c: c.invented, 12),
    Column("依据", lambda c: c.basis, 40),
)


@signed_in
def calendars(asked: Asked) -> HttpResponseBase:
    """The years that are known."""
    rows = Calendar.objects.visible_to(asked.actor)
    context = {
        "title": "工作日历",
        "subtitle": "公示等以工作日计算的期间按此推算；没有录入的年份不推算。",
        "listing": listed(asked, rows, sorts={"year": "year"}, default="-year", filters=CalendarFilters),
        "counted": "年",
        "may_enter": asked.actor.holds(Role.SYSTEM_ADMIN),
    }
    return list_page(asked, "accounts/calendars.html", context, _COLUMNS)


@for_roles(moves.ENTER_CALENDAR.roles)
def new_calendar(asked: Asked) -> HttpResponse:
    """Enter a year."""
    return creation_page(
        asked,
        moves.ENTER_CALENDAR,
        EnterCalendarForm,
        lambda form: enter_calendar(by=asked.actor, at=asked.at, **form.arguments()),
        crumbs=[("工作日历", reverse("accounts:calendars")), ("录入", "")],
    )


@signed_in
def calendar(asked: Asked, year: int) -> HttpResponse:
    """One year as it hangs on the wall."""
    found = get_object_or_404(Calendar.objects.visible_to(asked.actor), year=year)
    crumbs = [("工作日历", reverse("accounts:calendars")), (f"{year}年", "")]
    context = case_context(asked, found, CALENDAR_FORMS, crumbs=crumbs)
    context |= {
        "months": months(found),
        "off": in_words(found.days_off).replace("\n", "、"),
        "worked": in_words(found.days_worked).replace("\n", "、"),
    }
    return render(asked, "accounts/calendar.html", context)


@signed_in
def calendar_act(asked: Asked, year: int, verb: str) -> HttpResponse:
    """Amend it."""
    found = get_object_or_404(Calendar.objects.visible_to(asked.actor), year=year)
    return act_page(asked, found, verb, CALENDAR_FORMS)
