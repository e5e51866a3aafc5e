import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.regulation.bodies import (
    BODIES,
    REGISTER_FROM,
    BodyKind,
    bodies_by_pinyin,
    bodies_on,
    body,
    body_on,
    predecessors,
    successor,
)

CALL = date(2026, 3, 16)
BEFORE, AFTER = date(2025, 11, 5), date(2025, 11, 6)
GB_T_2260 = """
万州500101 涪陵500102 渝中500103 大渡口500104 江北500105 沙坪坝500106 九龙坡500107 南岸500108 北碚500109 綦江500110
大足500111 渝北500112 巴南500113 黔江500114 长寿500115 江津500116 合川500117 永川500118 南川500119 璧山500120
铜梁500151 潼南500152 荣昌500153 开州500154 梁平500155 武隆500156 两江新区500157 城口500229 丰都500230 垫江500231
忠县500233 云阳500235 奉节500236 巫山500237 巫溪500238 石柱500240 秀山500241 酉阳500242 彭水500243
"""


def test_the_2026_call_goes_to_39_bodies_of_which_37_are_districts_and_counties() -> None:
    kinds = [b.kind for b in bodies_on(CALL)]
    assert len(kinds) == 39
    assert [kinds.count(k) for k in BodyKind] == [25, 8, 4, 2]


def test_before_the_reform_there_were_38_districts_and_counties() -> None:
    assert sum(b.kind is not BodyKind.DEVELOPMENT_ZONE for b in bodies_on(BEFORE)) == 38


def test_codes_follow_the_national_standard() -> None:
    official = {b.short_name + b.code for b in BODIES if b.code.isdigit()}
    assert official == set(GB_T_2260.split())
    assert len({b.code for b in BODIES}) == len(BODIES)


@pytest.mark.parametrize("code", ["500105", "500112"])
def test_jiangbei_and_yubei_end_when_liangjiang_begins(code: str) -> None:
    assert body_on(code, BEFORE) is not None
    assert body_on(code, AFTER) is None
    taken_over = successor(code, AFTER)
    assert taken_over is not None
    assert taken_over.association == "两江新区科协"
    assert successor(code, BEFORE) == body(code)


def test_liangjiang_has_two_predecessors_and_did_not_exist_before() -> None:
    assert [b.name for b in predecessors("500157")] == ["江北区", "渝北区"]
    assert successor("500157", BEFORE) is None
    assert predecessors("500103") == ()


def test_the_two_development_zones_recommend_too() -> None:
    assert [b.association for b in bodies_on(CALL)[-2:]] == ["西部科学城重庆高新区科协", "万盛经开区科协"]
    assert body("500109").association == "北碚区科协"


def test_a_code_nobody_has_is_no_body() -> None:
    assert body_on("500199", CALL) is None
    with pytest.raises(KeyError):
        body("500199")


def test_the_register_does_not_answer_for_the_time_before_it_begins() -> None:
    assert bodies_on(date(2016, 12, 31)) == ()


@given(st.dates(REGISTER_FROM, date(2050, 1, 1)))
def test_on_every_day_each_body_is_itself_or_has_one_successor_that_exists(day: date) -> None:
    for entry in BODIES:
        found = successor(entry.code, day)
        assert found is None or found in bodies_on(day)
        assert found is not None or day < entry.valid_from


def test_bodies_can_be_listed_and_found_by_pinyin() -> None:
    names = [b.short_name for b in bodies_by_pinyin(CALL)]
    assert names[:3] == ["巴南", "北碚", "璧山"]
    for entry in BODIES:
        assert len(entry.initials) == len(entry.short_name)
        assert re.fullmatch("".join(f"{initial}[a-z]+" for initial in entry.initials), entry.pinyin)


def test_kinds_of_bodies_have_chinese_names() -> None:
    assert [k.label for k in BodyKind] == ["区", "县", "自治县", "开发区"]
