from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from haizhi.regulation.civil_time import end_of_day
from haizhi.regulation.deadlines import Track
from haizhi.regulation.editions import edition_on
from haizhi.regulation.findings import unmet
from haizhi.regulation.notices import (
    CallNotice,
    deadline_on_a_workday,
    extension_text,
    extension_title,
    notice_findings,
    notice_of,
    notice_remarks,
    notice_text,
    notice_title,
)

SAID = notice_of(2026)
assert SAID.deadline
EARLIER = SAID.deadline - timedelta(days=30)


def test_the_2026_call_carries_what_its_notice_announces() -> None:
    call = notice_of(2026)
    assert (call.year, call.issued_on, call.paper_copies) == (2026, date(2026, 3, 16), 1)
    assert call.department.endswith("国际合作部")
    assert (call.postcode, call.phone) == ("400013", "023-63002858")
    assert call.document_number == ""
    assert call.basis == edition_on(call.issued_on).document_number


def test_a_year_without_a_notice_is_not_invented() -> None:
    with pytest.raises(KeyError):
        notice_of(2027)


def test_the_text_says_everything_that_the_notice_announces() -> None:
    text = notice_text(SAID)
    for words in (
        SAID.directed_to, SAID.basis, SAID.direct_units, SAID.district_units, SAID.department, SAID.contact,
        SAID.phone, SAID.address, SAID.postcode, SAID.mailbox, SAID.issuer, "一式1份", "签字盖章", "2026年5月30日24:00",
        "2026年3月16日", "附件：重庆海智工作站建设管理办法", "一、申报要求", "二、申报时间", "三、联系方式",
    ):  # fmt: skip
        assert words in text
    assert text.splitlines()[0] == f"{SAID.directed_to}："


def test_what_is_not_announced_is_not_said() -> None:
    text = notice_text(replace(SAID, paper_copies=0, annexes=()))
    assert "纸质件" not in text
    assert "附件：" not in text
    several = notice_text(replace(SAID, annexes=("办法", "申报表")))
    assert "附件：1.办法\n2.申报表" in several


def test_a_call_may_open_later_than_it_is_published() -> None:
    assert "自2026年4月1日起受理，申报截止时间为" in notice_text(replace(SAID, opens_on=date(2026, 4, 1)))
    late = replace(SAID, opens_on=date(2026, 5, 31))
    assert [f.field for f in unmet(*notice_findings(late, EARLIER))] == ["opens_on"]
    assert not unmet(*notice_findings(replace(SAID, opens_on=date(2026, 5, 30)), EARLIER))


def test_the_intake_for_academicians_has_a_text_without_deadline() -> None:
    text = notice_text(replace(SAID, track=Track.ACADEMICIAN, deadline=None))
    assert "引进海外院士的建站申请全年适时受理" in text
    assert "自本通知发布之日起适时受理，不设截止时间" in text
    assert "截止时间为" not in text
    assert remarks(replace(SAID, track=Track.ACADEMICIAN, deadline=None), text) == []
    opening = replace(SAID, track=Track.ACADEMICIAN, deadline=None, opens_on=date(2026, 4, 1))
    assert "自2026年4月1日起适时受理" in notice_text(opening)
    assert notice_title(2027, Track.ACADEMICIAN) == "关于2027年引进海外院士建站申请适时受理的通知"
    assert notice_title(2027, Track.ANNUAL) == "关于开展2027年重庆海智工作站建站申报工作的通知"


@pytest.mark.parametrize(
    ("field", "name"),
    [("heading", "title"), ("directed_to", "directed_to"), ("issuer", "issuer"), ("basis", "basis"),
     ("direct_units", "direct_units"), ("district_units", "district_units"), ("department", "department"),
     ("contact", "contact"), ("phone", "phone"), ("mailbox", "mailbox"), ("address", "address"),
     ("postcode", "postcode")],
)  # fmt: skip
def test_a_notice_is_not_published_without_what_the_one_of_2026_says(field: str, name: str) -> None:
    assert not unmet(*notice_findings(SAID, EARLIER))
    missing = unmet(*notice_findings(replace(SAID, **_empty(name)), EARLIER))
    assert [f.field for f in missing] == [field]
    assert missing[0].reason.startswith("未填写")


def _empty(name: str) -> dict[str, Any]:
    return {name: " "}


def test_a_notice_is_not_published_after_its_own_deadline() -> None:
    assert SAID.deadline
    assert [f.field for f in unmet(*notice_findings(SAID, SAID.deadline))] == ["deadline"]


def remarks(said: CallNotice, text: str) -> list[str]:
    return [f.field for f in unmet(*notice_remarks(said, text))]


def test_a_rewritten_text_that_departs_from_what_is_announced_is_remarked_upon() -> None:
    monday = replace(SAID, deadline=end_of_day(date(2026, 6, 1)))
    assert remarks(monday, notice_text(monday)) == []
    assert remarks(monday, notice_text(SAID)) == ["deadline"]
    assert remarks(replace(monday, phone="023-1"), notice_text(monday)) == ["phone"]
    assert remarks(replace(monday, document_number="渝科协发[2026]1号"), notice_text(monday)) == ["document_number"]


def test_a_deadline_at_the_weekend_is_remarked_upon_and_stays_good() -> None:
    assert remarks(SAID, notice_text(SAID)) == ["deadline"]
    found = deadline_on_a_workday(end_of_day(date(2026, 5, 30)))
    assert str(found) == "截止日2026年5月30日是周六（通知第二部分）。受理到当日24:00，不因休息日顺延；也可另定日期"
    assert deadline_on_a_workday(end_of_day(date(2026, 5, 29))).met


def test_an_extension_is_a_notice_with_both_deadlines_and_the_reason() -> None:
    assert SAID.deadline
    text = extension_text(SAID.title, SAID.deadline, end_of_day(date(2026, 6, 15)), "汛期影响材料准备。")
    assert text == (
        f"《{SAID.title}》规定的申报截止时间为2026年5月30日24:00。因汛期影响材料准备，"
        "现将申报截止时间延长至2026年6月15日24:00，以送达重庆海智办的时间为准。其他事项不变。"
    )
    assert extension_title(SAID.title) == f"关于延长《{SAID.title}》申报时间的通知"
