"""A year's days off and make-up days, as the State Council's notice writes them."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms

from haizhi.regulation import moves
from haizhi.ui.acting import ActForm

_DAY = re.compile(r"(?:(?P<year>\d{4})[年\-/.])?(?:(?P<month>\d{1,2})[月\-/.])?(?P<day>\d{1,2})[日号]?")
_BETWEEN = re.compile(r"至|到|~|—+|–")
_NEXT = re.compile(r"[\s,、;。]+")
_SATURDAY = 5


class DaysField(forms.CharField):
    """Days in words: 「1月1日至3日、2月15日」, one after the other; ranges may be written."""

    widget = forms.Textarea(attrs={"rows": 5})

    def __init__(self, *, weekends_in_ranges: bool, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=4000, **kwargs)
        self.weekends_in_ranges = weekends_in_ranges


def days_in(text: str, year: int, *, weekends_in_ranges: bool) -> list[date]:
    """The days that a text names, in order. Raises ValidationError at the first piece that is no day.

    A range without its weekends, unless `weekends_in_ranges`: a holiday runs through weekends that are off anyway.
    """
    plain = re.sub(r"[(（].*?[)）]", "", unicodedata.normalize("NFKC", text))
    found: set[date] = set()
    for piece in filter(None, _NEXT.split(plain)):
        ends = _BETWEEN.split(piece)
        first = _day(ends[0], year, None, piece)
        last = _day(ends[-1], year, first, piece)
        if len(ends) > 2 or last < first:
            raise forms.ValidationError(f"“{piece}”不是一段日期，请写成“10月1日至7日”。")
        run = [first + timedelta(n) for n in range((last - first).days + 1)]
        if len(run) > 1 and not weekends_in_ranges:
            run = [day for day in run if day.weekday() < _SATURDAY]
        found.update(run)
    return sorted(found)


def in_words(days: Iterable[str]) -> str:
    """Days in ISO form as the field shows them: runs joined, one a line."""
    runs: list[list[date]] = []
    for day in sorted(date.fromisoformat(d) for d in days):
        if runs and (day - runs[-1][-1]).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return "\n".join(_words(run[0]) if len(run) == 1 else f"{_words(run[0])}至{_words(run[-1])}" for run in runs)


def _words(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _day(text: str, year: int, after: date | None, piece: str) -> date:
    match = _DAY.fullmatch(text)
    month = match and (match["month"] or (after and after.month))
    if match and month:
        try:
            return date(int(match["year"] or year), int(month), int(match["day"]))
        except ValueError:
            pass
    raise forms.ValidationError(f"“{piece}”不是日期，请写成“10月1日”或“10月1日至7日”，以顿号或换行分开。")


class ArrangementForm(ActForm):
    """Days off, make-up days, and the notice that arranges them."""

    days_off = DaysField(
        label="放假的工作日", weekends_in_ranges=False, help_text="如“1月1日至3日、10月1日至7日”；其中的周末自动略去"
    )
    days_worked = DaysField(
        label="调休上班的周末", weekends_in_ranges=True, help_text="如“1月4日、2月14日”；没有调休的留空"
    )
    basis = forms.CharField(label="依据", max_length=200, help_text="国务院办公厅通知的名称和文号")

    def calendar_year(self) -> int:
        """The year that days without one belong to."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Read the days once the year is known."""
        cleaned = super().clean() or {}
        for name in ("days_off", "days_worked"):
            field = self.fields[name]
            if name in cleaned and isinstance(field, DaysField):
                try:
                    cleaned[name] = days_in(
                        cleaned[name], self.calendar_year(), weekends_in_ranges=field.weekends_in_ranges
                    )
                except forms.ValidationError as wrong:
                    self.add_error(name, wrong)
        return cleaned


class EnterCalendarForm(ArrangementForm):
    """A year that is not known yet."""

    page_title = "录入工作日历"

    year = forms.IntegerField(label="年份", min_value=1900, max_value=9999)

    field_order = ("year",)

    def calendar_year(self) -> int:
        """As typed; a bad year is refused on its own field, and any serves to read the days."""
        return int(self.cleaned_data.get("year") or self.asked.at.year)


class AmendCalendarForm(ArrangementForm):
    """A year whose arrangement changed, with the reason."""

    page_title = "调整工作日历"
    hint = "已经公布起止日期的公示等期间不因调整而改变。"

    opinion = forms.CharField(label="理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("days_off", in_words(getattr(self.subject, "days_off", ())))
        self.initial.setdefault("days_worked", in_words(getattr(self.subject, "days_worked", ())))
        self.initial.setdefault("basis", getattr(self.subject, "basis", ""))

    def calendar_year(self) -> int:
        """The calendar's own."""
        return int(getattr(self.subject, "year", self.asked.at.year))


CALENDAR_FORMS = {moves.AMEND_CALENDAR.name: AmendCalendarForm}
