"""What a station shows of itself: enough words, no person, no secret, and of contacts an office's alone."""

from dataclasses import replace

import pytest

from haizhi.regulation.parameters import MOST_STATION_FIELDS, STATION_INTRODUCTION
from haizhi.regulation.presentations import (
    Presented,
    StationField,
    looked_for_persons,
    looked_for_secrets,
    presentation_findings,
)

GOOD = Presented(
    introduction="本站联系德国、新加坡的三个科技团体，开展页岩气安全开采的联合研究。",
    fields=frozenset({StationField.ENERGY}),
    homepage="https://www.example.cn/haizhi/",
    office="科技合作处",
    phone="023-63002858",
    mailbox="haizhi@example.cn",
    has_picture=True,
    picture_text="联合实验室外景",
)
PEOPLE = ("张𬭎", "李")


def wrong(shown: Presented) -> list[str]:
    return [finding.reason for finding in presentation_findings(shown, PEOPLE) if not finding.met]


def test_a_presentation_in_order_has_nothing_against_it() -> None:
    assert wrong(GOOD) == []
    assert wrong(replace(GOOD, homepage="", office="", phone="", mailbox="", has_picture=False, picture_text="")) == []
    assert all(field.label for field in StationField)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"introduction": " \n"}, "没有填写介绍"),
        ({"introduction": "字" * 1001}, f"介绍有1001字，最多{STATION_INTRODUCTION.value}字"),
        ({"fields": frozenset()}, "没有选择领域"),
        ({"fields": frozenset(list(StationField)[: MOST_STATION_FIELDS.value + 1])}, f"选了{MOST_STATION_FIELDS.value + 1}个领域"),
        ({"homepage": "www.example.cn"}, "单位网址不完整"),
        ({"office": " "}, "填了电话或邮箱，没有写明是哪个部门"),
        ({"phone": "13900002222"}, "“13900002222”不是办公电话"),
        ({"picture_text": ""}, "图片没有说明"),
        ({"introduction": "请联系 139 0000 2222。"}, "介绍中有手机号码"),
        ({"picture_text": "证件 11010519491231002X"}, "图片说明中有身份证号码"),
        ({"introduction": "由张 𬭎主持。"}, "介绍中有人名“张𬭎”"),
        ({"office": "绝密★10年"}, "出现国家秘密标志"),
    ],
)  # fmt: skip
def test_what_must_not_be_shown_is_refused_with_its_reason(change: dict[str, object], reason: str) -> None:
    (said,) = wrong(replace(GOOD, **change))  # type: ignore[arg-type]  # as the parameters have it
    assert said.startswith(reason)


def test_a_name_of_one_sign_says_nothing_in_a_text() -> None:
    assert wrong(replace(GOOD, introduction="桃李满园的实验室。")) == []


def test_whoever_makes_it_public_says_that_they_looked() -> None:
    assert looked_for_secrets(confirmed=True).met
    assert looked_for_persons(confirmed=True).met
    assert looked_for_secrets(confirmed=False).reason == "没有确认不涉密"
    assert looked_for_persons(confirmed=False).reason == "没有确认不含个人信息"
