import pytest

from tests.cli.conftest import Haizhi


@pytest.mark.parametrize(
    ("arguments", "day"),
    [
        (["2026-09-28", "5"], "2026-10-10"),  # 国庆 1 to 7 October off, Saturday the 10th worked
        (["2026-02-12", "5"], "2026-02-26"),  # 春节 15 to 23 February off, Saturday the 14th worked
        (["2026-09-28", "5", "--count-first"], "2026-10-09"),
        (["2026-09-27", "5", "--count-first"], "2026-10-09"),  # a Sunday off is not counted though it comes first
        (["2026-09-20", "1", "--count-first"], "2026-09-20"),  # a Sunday worked is
        (["2026-03-02", "1"], "2026-03-03"),
    ],
)
def test_the_day_is_counted_by_the_announced_calendar(arguments: list[str], day: str, haizhi: Haizhi) -> None:
    said = haizhi("workdays", *arguments)
    assert (said.code, said.out, said.err) == (0, f"{day}\n", "")


def test_a_program_gets_one_object_on_the_last_line(haizhi: Haizhi) -> None:
    said = haizhi("workdays", "2026-09-28", "5", "--json")
    assert said.out.splitlines()[0] == "2026年10月10日（周六）"
    assert said.json == {"day": "2026-10-10", "weekday": 6}


@pytest.mark.parametrize(("day", "year"), [("2026-12-28", "2027"), ("2003-06-02", "2003"), ("9999-12-30", "9999")])
def test_a_year_that_is_not_announced_is_not_guessed(day: str, year: str, haizhi: Haizhi) -> None:
    said = haizhi("workdays", day, "5")
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        f"{year}年的节假日和调休安排尚未录入，无法推算工作日。"
        f"请待国务院办公厅公布{year}年安排后，由系统管理员录入工作日历再办理。\n"
    )


def test_the_last_day_of_the_calendar_is_answered_too(haizhi: Haizhi) -> None:
    said = haizhi("workdays", "9999-12-31", "1")
    assert (said.code, said.out, said.err) == (1, "", "日历到9999年为止，请换一个较早的日期。\n")


def test_neither_database_nor_settings_are_needed(haizhi_alone: Haizhi) -> None:
    wrong = {"HAIZHI_DATABASE_URL": "nonsense", "HAIZHI_HOME": "/proc/nowhere", "HAIZHI_NO_SUCH": "x"}
    said = haizhi_alone("workdays", "2026-09-28", "5", **wrong)
    assert (said.code, said.out, said.err) == (0, "2026-10-10\n", "")
