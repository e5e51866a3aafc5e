import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.regulation.attendance import Attendance, named_one_by_one, names_in, quorate


@pytest.mark.parametrize("text", ["张𬭎、李㛃\n王　䶮", " 张𬭎，李㛃；\n\n王䶮、", "张𬭎,李㛃;王 䶮"])
def test_names_are_told_apart_however_they_were_set_down(text: str) -> None:
    assert names_in(text) == ("张𬭎", "李㛃", "王䶮")


@pytest.mark.parametrize(
    ("attendance", "field"),
    [
        (Attendance(()), "attendance"),
        (Attendance(("七人",), ("3人",)), "absent"),
        (Attendance(("张",)), "attendance"),
        (Attendance(("张三", "张三")), "attendance"),
        (Attendance(("张三",), ("张三",)), "absent"),
        (Attendance(("张三",), (), ("李四", "王五2")), "sitting_in"),
    ],
)
def test_everybody_stands_there_by_name_and_once(attendance: Attendance, field: str) -> None:
    finding = named_one_by_one(attendance)
    assert (finding.met, finding.field) == (False, field)
    assert "请逐人填写姓名" in finding.remedy


def test_names_told_apart_by_a_note_and_foreign_names_pass() -> None:
    assert named_one_by_one(Attendance(("张伟（机关党委）", "张伟（院士处）", "阿依古丽·买买提"))).met


@given(st.integers(1, 20), st.integers(0, 20), st.integers(0, 20))
def test_half_of_the_members_must_be_there_and_who_sits_in_does_not_count(here: int, away: int, beside: int) -> None:
    finding = quorate(Attendance(("甲",) * here, ("乙",) * away, ("丙",) * beside))
    assert finding.met == (here >= away)
