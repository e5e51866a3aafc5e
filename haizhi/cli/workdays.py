"""`haizhi workdays`: the n-th working day after a day, by the announced calendars."""

from argparse import Namespace

from haizhi.cli.output import answer, say, warn
from haizhi.kernel.state_calendar import announced_table
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.workdays import UnknownYear, add_workdays

_WEEKDAYS = "一二三四五六日"


def run(arguments: Namespace) -> int:
    """Print the day; 1 when the count runs into a year that is not announced."""
    try:
        day = add_workdays(arguments.day, arguments.n, announced_table(), count_first=arguments.count_first)
    except UnknownYear as unknown:
        warn(f"{unknown.findings[0].reason}。{unknown.findings[0].remedy}。")
        return 1
    except OverflowError:
        warn("日历到9999年为止，请换一个较早的日期。")
        return 1
    say(day.isoformat() if not arguments.json else f"{chinese_date(day)}（周{_WEEKDAYS[day.weekday()]}）")
    answer({"day": day.isoformat(), "weekday": day.isoweekday()}, wanted=arguments.json)
    return 0
