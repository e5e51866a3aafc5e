import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.regulation.personal import contact_in, number_of_a_person


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("联系人手机13812345678", "手机号码"),
        ("联系人手机138 1234-5678。", "手机号码"),
        ("证件11010519491231002X", "身份证号码"),
        ("证件11010519491231002x，手机13812345678", "身份证号码"),
        ("持护照号E12345678入境", "护照号码"),
        ("护照：12345678", "护照号码"),
        ("致电+49 89 2890 1234", "电话号码"),
        ("致电+1 (213) 456-7890", "电话号码"),
        ("来信a.b@tum.invalid", "电子邮箱"),
    ],
)
def test_what_reaches_or_tells_one_person_is_found_and_named(text: str, found: str) -> None:
    assert contact_in(text) == found
    assert number_of_a_person(text) == (found if found in ("身份证号码", "手机号码") else "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026年投入+120万元，合同号20260901123，电话会议3次",
        "手机1381234567",
        "编号138123456789",
        "证件110105194913310021",
        "护照已办妥",
        "温度+25℃",
        "@重庆海智",
    ],
    ids=[
        "nothing",
        "amounts",
        "a digit short",
        "a digit long",
        "no such month",
        "no number",
        "too short",
        "no mailbox",
    ],
)
def test_a_year_an_amount_or_a_number_of_another_length_is_nobody(text: str) -> None:
    assert contact_in(text) == ""


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_a_number_typed_full_width_or_with_something_invisible_in_it_is_found_too(number: str) -> None:
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in number)
    assert contact_in(f"手机{wide}") == contact_in(f"手机{number[:5]}\u200b{number[5:]}") == "手机号码"
