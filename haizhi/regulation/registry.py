"""The register of stations: what fits when one is entered that stood before, and when it changes (办法·9·3, 10, 13)."""

import re
import unicodedata
from datetime import date, timedelta
from typing import NamedTuple

from haizhi.regulation.bodies import BODIES, Body, body, body_on, successor
from haizhi.regulation.citations import measures
from haizhi.regulation.computes import computes
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.naming import chinese_date, document_number_written_well
from haizhi.regulation.term import Term, add_months, term_from

_DAY = timedelta(days=1)
_DATE = re.compile(
    r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})(?:[-/.月](?:(?P<day>\d{1,2})[日号]?)?)?(?:[ T]00:00:00)?", re.ASCII
)
_PACKED = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})", re.ASCII)
_MONTH_OR_DECIMAL = re.compile(r"\d{4}\.\d", re.ASCII)
"""January, or October in a cell that took it for a number and dropped its zero."""
_COUNTED = re.compile(r"[345]\d{4}", re.ASCII)
_COUNTED_FROM, _COUNTED_TO = date(1899, 12, 30), date(2050, 1, 1)
"""A worksheet counts days; a cell made text shows the count (ECMA-376), here of the years from 1982 on."""
_ON_A_PLAQUE = re.compile(r"中国科协\W?海智计划\W?重庆工作基地(?P<short_name>.+?)(?:工作站)?")
_TELEPHONE = re.compile(r"[+0-9][0-9 ()（）\-—－,，转]{5,23}")


class Grained(NamedTuple):
    """A date as it was written: to the day, or to the month only; of a month the day is its first."""

    day: date
    by_month: bool


@computes(measures(13))
def read_date(text: str) -> Grained:
    """2023-12-05, 2023/12/5, 2023年12月5日, 20231205, in digits of any width; 2023-12 and 2023年12月 are months.

    45265 is the day that a worksheet counts so. Raises ValueError for anything else, for a day that does not exist, and
    for 2023.1, which may have been October.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if _COUNTED.fullmatch(plain) and (day := _COUNTED_FROM + timedelta(int(plain))) < _COUNTED_TO:
        return Grained(day, by_month=False)
    found = _DATE.fullmatch(plain) or _PACKED.fullmatch(plain)
    if found is None or _MONTH_OR_DECIMAL.fullmatch(plain):
        raise ValueError(text)
    by_month = found["day"] is None
    return Grained(date(int(found["year"]), int(found["month"]), 1 if by_month else int(found["day"])), by_month)


@computes(measures(13))
def registered_term(approved_on: date, begins: Grained | None, ends: Grained | None) -> tuple[Term, bool]:
    """The term of a station entered later, and whether it counts by months (interpretation 17).

    It begins with the approval and lasts three years unless something else is said; a month's last day ends a term.
    """
    first = begins or Grained(approved_on, by_month=False)
    by_month = first.by_month or (ends is not None and ends.by_month)
    if ends is None:
        return term_from(first.day, month_grained=by_month), by_month
    last = add_months(ends.day, 1) - _DAY if ends.by_month else ends.day
    return Term(first.day, last), by_month


@ruled_by(measures(13))
def term_runs(term: Term) -> Finding:
    """A term ends after it begins."""
    met = term.valid_from < term.valid_to
    return Finding(met, reason="有效期止早于有效期起", remedy="" if met else "请核对有效期的起止", field="valid_to")


@ruled_by(measures(13))
def lasts_three_years(term: Term, *, month_grained: bool) -> Finding:
    """A term lasts three years from its first day; another length is somebody's to confirm."""
    expected = term_from(term.valid_from, month_grained=month_grained)
    met = term == expected
    return Finding(
        met,
        reason=f"有效期止为{chinese_date(term.valid_to)}，满三年应至{chinese_date(expected.valid_to)}",
        remedy="" if met else "批准文件另有规定的，请确认；否则请更正或留空",
        field="valid_to",
    )


@ruled_by(measures(13))
def begins_with_approval(term: Term, approved_on: date) -> Finding:
    """A term begins on the day, or in the month, of the approval; another beginning is somebody's to confirm."""
    first = term.valid_from
    met = first == approved_on or first == approved_on.replace(day=1)
    return Finding(
        met,
        reason=f"有效期从{chinese_date(first)}起，批准日期为{chinese_date(approved_on)}",
        remedy="" if met else "有效期自批准之日起计算；续期后登记现行有效期的，请确认",
        field="valid_from",
    )


@ruled_by(measures(13))
def approved_already(approved_on: date, today: date) -> Finding:
    """The approval lies not in the future."""
    met = approved_on <= today
    return Finding(met, reason="批准日期晚于今日", remedy="" if met else "请核对批准日期", field="approved_on")


@ruled_by(measures(9, 2))
def known_by_its_document(number: str) -> Finding:
    """A document's number is written as it should be; one of earlier years may be as it is, once confirmed."""
    met = not number or document_number_written_well(number).met
    return Finding(
        met,
        reason=f"批准文件“{number}”不合发文字号规范",
        remedy="" if met else "请按“渝科协发〔2023〕1号”的格式填写；当年确未按此格式编号的，请确认",
        field="document_number",
    )


@computes(measures(9, 3))
def short_name_in(text: str) -> str:
    """The short name in what stands on a plaque, or the text itself."""
    plain = "".join(text.split())
    found = _ON_A_PLAQUE.fullmatch(plain)
    return found["short_name"] if found else plain


@computes(measures(7, 2))
def body_called(text: str) -> Body | None:
    """The recommending body of a name, long or short, or of a code, whether it still exists or not."""
    plain = "".join(text.split()).removeprefix("重庆市").removesuffix("科协")
    return next((b for b in BODIES if plain in (b.name, b.short_name, b.code)), None) if plain else None


@ruled_by(measures(7, 2))
def lies_there(district: str, day: date) -> Finding:
    """The district that leads a station existed on the day."""
    met = body_on(district, day) is not None
    return Finding(met, reason="当日没有这个区县", remedy="" if met else "请选择现有的区县", field="district")


@computes(measures(7, 2))
def led_now(district: str, today: date) -> str:
    """The code of the body that leads a station now: its own, or who took over from it."""
    now = successor(district, today)
    return (now or body(district)).code


@ruled_by(measures(10))
def changed_in_time(changed_on: date, since: date, today: date, field: str = "changed_on") -> Finding:
    """A change happens on or after the day from which what it changes has held, and not in the future."""
    met = since <= changed_on <= today
    return Finding(
        met,
        reason=f"日期应在{chinese_date(since)}至今日之间",
        remedy="" if met else "请核对日期",
        field=field,
    )


@ruled_by(measures(10))
def telephone_written(phone: str, field: str = "phone") -> Finding:
    """Nothing, or a telephone number with area code and extension as people write them."""
    met = not phone or _TELEPHONE.fullmatch(phone) is not None
    remedy = "请填写手机号码，或带区号的座机号码，如 023-63002858"
    return Finding(met, reason=f"“{phone}”不是电话号码", remedy="" if met else remedy, field=field)


@ruled_by(measures(13))
def joins_another(number: str, into: str, *, stands: bool) -> Finding:
    """A station is merged into another one that stands; both are public numbers."""
    met = number != into and stands
    reason = "工作站不能并入自身" if number == into else f"{into}已不是工作站"
    return Finding(met, reason=reason, remedy="" if met else "请选择另一个运行中的工作站", field="into")
