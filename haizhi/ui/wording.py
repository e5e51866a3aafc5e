"""Values as an office writes them: dates, money, scores, telephone numbers. Pure; no markup."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from haizhi.regulation.citations import Citation, Source

SHANGHAI = ZoneInfo("Asia/Shanghai")
_WEEKDAYS = "一二三四五六日"
_FEN_PER_YUAN = 100
_FEN_PER_WAN = 10_000 * _FEN_PER_YUAN


def local(moment: date) -> date:
    """An aware time in Asia/Shanghai; a naive time or a day as it is."""
    return moment.astimezone(SHANGHAI) if isinstance(moment, datetime) and moment.tzinfo else moment


def day_text(moment: date) -> str:
    """2026年3月6日 (GB/T 9704: no leading zeros)."""
    there = local(moment)
    return f"{there.year}年{there.month}月{there.day}日"


def moment_text(moment: date) -> str:
    """2026年3月6日 14:02; a mere day without a time."""
    there = local(moment)
    return f"{day_text(there)} {there:%H:%M}" if isinstance(there, datetime) else day_text(there)


def clock_text(moment: datetime) -> str:
    """14:02, in Asia/Shanghai."""
    return f"{local(moment):%H:%M}"


def until_text(end: datetime) -> str:
    """An exclusive end as people read it: midnight belongs to the day before, 2026年5月30日 24:00."""
    there = local(end)
    if isinstance(there, datetime) and there.time() == time(0):
        return f"{day_text(there - timedelta(days=1))} 24:00"
    return moment_text(there)


def weekday_text(moment: date) -> str:
    """周五."""
    return f"周{_WEEKDAYS[local(moment).weekday()]}"


def money_text(fen: int) -> str:
    """An amount in 分, exactly: 80 万元, 12.5 万元, 1,234.56 元. Never rounded.

    万元 from one 万元 up, when at most two decimals say it exactly.
    """
    sign, amount = ("-" if fen < 0 else ""), abs(fen)
    if amount >= _FEN_PER_WAN and amount % (_FEN_PER_WAN // 100) == 0:
        return f"{sign}{_decimal(amount // (_FEN_PER_WAN // 100))} 万元"
    return f"{sign}{_decimal(amount)} 元"


def _decimal(hundredths: int) -> str:
    whole, rest = divmod(hundredths, 100)
    return f"{whole:,}.{rest:02}".rstrip("0").rstrip(".")


def score_text(tenths: int) -> str:
    """A score in integer tenths with one decimal: 895 → 89.5."""
    whole, rest = divmod(abs(tenths), 10)
    return f"{'-' if tenths < 0 else ''}{whole}.{rest}"


def cite_text(cite: Citation | str | None) -> str:
    """《办法》第七条第3项, from a citation or from its code 办法·7·3; any other text as it is."""
    if not isinstance(cite, str):
        return str(cite) if cite else ""
    source, *numbers = cite.split("·")
    if source not in set(Source) or len(numbers) > 3 or not all(n.isdecimal() for n in numbers):
        return cite
    return str(Citation(Source(source), *(int(n) for n in numbers)))


def masked_mailbox_text(mailbox: str) -> str:
    """A mailbox with all but the first character before the @ hidden: l***@example.cn; empty for none."""
    name, at, domain = mailbox.partition("@")
    return f"{name[:1]}***{at}{domain}" if at else ""


def masked_phone_text(number: str) -> str:
    """A telephone number with its middle hidden: 138****5678; under seven digits all are hidden."""
    digits = [place for place, sign in enumerate(number) if sign.isdigit()]
    kept = {*digits[:3], *digits[-4:]} if len(digits) > 7 else set(digits[-2:]) if len(digits) == 7 else set()
    return "".join("*" if sign.isdigit() and place not in kept else sign for place, sign in enumerate(number))
