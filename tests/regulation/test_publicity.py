from datetime import date, datetime, timedelta

import pytest

from haizhi.regulation.citations import measures
from haizhi.regulation.civil_time import CHINA
from haizhi.regulation.publicity import nothing_open, objection_in_time, objector_identified, period_over

LAST_DAY = date(2026, 10, 10)
MIDNIGHT = datetime(2026, 10, 11, tzinfo=CHINA)
MOMENT = timedelta(microseconds=1)


def test_an_objection_is_in_time_until_midnight_of_the_last_day() -> None:
    assert objection_in_time(MIDNIGHT - MOMENT, LAST_DAY).met
    late = objection_in_time(MIDNIGHT, LAST_DAY)
    assert not late.met
    assert late.reason == "公示异议应于2026年10月10日24:00前提出"
    assert "举报" in late.remedy


def test_a_publicity_ends_only_after_its_last_day() -> None:
    early = period_over(MIDNIGHT - MOMENT, LAST_DAY)
    assert not early.met
    assert str(early) == "公示期至2026年10月10日24:00，未满（《办法》第九条第2项）。请于期满后办理"
    assert period_over(MIDNIGHT, LAST_DAY).met


def test_an_open_objection_holds_up_the_unit() -> None:
    assert nothing_open(0).met
    still_open = nothing_open(2)
    assert not still_open.met
    assert still_open.cite == measures(9, 2)
    assert still_open.reason == "尚有2件异议未办结"


@pytest.mark.parametrize(
    ("name", "contact", "for_unit", "sealed", "reason"),
    [
        ("张三", "023-12345678", False, False, "异议人身份和联系方式齐全"),
        ("甲公司", "023-12345678", True, True, "异议人身份和联系方式齐全"),
        (" ", "", False, False, "异议缺少真实姓名、联系方式"),
        ("", "023-12345678", True, False, "异议缺少单位名称、单位公章"),
    ],
)
def test_an_objection_names_who_raises_it_and_a_units_bears_its_seal(
    name: str, contact: str, for_unit: bool, sealed: bool, reason: str
) -> None:
    finding = objector_identified(name, contact, for_unit=for_unit, sealed=sealed)
    assert finding.reason == reason
    assert finding.met is ("齐全" in reason)
