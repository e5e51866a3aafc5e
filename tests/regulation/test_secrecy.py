"""办法·15: what bears a mark stays outside; a mere word is asked about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.regulation.citations import measures
from haizhi.regulation.secrecy import (
    Passage,
    Trace,
    bears_no_mark,
    doubtful_words,
    levelled,
    marks,
    words_are_cleared,
)


def found(text: str) -> list[str]:
    return [trace.words for trace in marks([Passage("第1页", text)])]


def asked(text: str) -> list[str]:
    return [trace.words for trace in doubtful_words([Passage("第1页", text)])]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("机密★1年", "机密★1年"),
        ("绝密★", "绝密★"),
        ("秘密★长期", "秘密★长期"),
        ("「绝密★30年」", "绝密★30年"),
        ("绝 密 ★ 30 年", "绝密★30年"),
        ("机　密　★", "机密★"),
        ("机\n密\n★", "机密★"),
        ("机\u200b密\u2060★", "机密★"),
        ("秘密☆六个月", "秘密☆六个月"),
        ("機密★", "機密★"),
        ("机密级★", "机密级★"),
        ("机密■★", "机密■★"),
        ("秘密＊１年", "秘密*1年"),
        ("秘密*长期", "秘密*长期"),
        ("标题：机密🌟", "机密🌟"),
    ],
)
def test_a_mark_is_known_however_it_is_written(text: str, mark: str) -> None:
    assert found(text) == [mark]


@pytest.mark.parametrize(
    "text", ["机密", "★★★好评", "机密*（注）", "商业机密条款", "密★", "国家秘密", "秘书★", "内部★", "", "机密 2026 年"]
)
def test_a_word_or_a_star_alone_is_no_mark(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("应保守商业机密", ["商业机密"]),
        ("技术秘密归甲方所有", ["技术秘密"]),
        ("商 业 秘 密", ["秘密"]),
        ("机密", ["机密"]),
        ("内部资料，注意保存", ["内部资料", "注意保存"]),
        ("【内部】", ["【内部】"]),
        ("第一行\n  内部  \n第三行", ["内部"]),
        ("密级：内部", ["密级:内部"]),
        ("严禁外传", ["严禁外传"]),
        ("国家秘密", ["国家秘密"]),
    ],
)
def test_a_mere_word_is_asked_about(text: str, words: list[str]) -> None:
    assert asked(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "单位内部管理制度",
        "本材料不涉及国家秘密",
        "以上内容不涉密",
        "不含任何国家秘密。",
        "没有秘密",
        "意见",
        "部门负责人",
        "传真",
    ],
)
def test_everyday_words_and_denials_are_not_asked_about(text: str) -> None:
    assert asked(text) == []


def test_a_text_is_brought_to_one_form() -> None:
    assert levelled("机\u200b密\ufeff１\t年\n") == "机密1\t年\n"


def test_each_is_named_once_a_place_and_no_more_than_a_few() -> None:
    pages = [Passage(f"第{n}页", "机密★ 机密★") for n in range(1, 9)]
    assert marks(pages) == tuple(Trace("机密★", f"第{n}页") for n in range(1, 6))
    assert len(marks(pages, most=2)) == 2


def test_a_mark_refuses_with_the_offline_way_and_the_article() -> None:
    assert bears_no_mark(()).met
    finding = bears_no_mark((Trace("机密★", "第1页"),))
    assert not finding.met
    assert finding.cite == measures(15)
    assert "“机密★”（第1页）" in finding.reason
    assert "收到的内容已删除" in finding.reason
    assert "请按保密规定线下报送" in finding.remedy


def test_a_question_stands_until_a_person_answers_it() -> None:
    assert words_are_cleared("", False).met
    assert words_are_cleared("“商业机密”（正文）", True).met
    finding = words_are_cleared("“商业机密”（正文）", False)
    assert (finding.met, finding.cite) == (False, measures(15))


GAPS = st.text(st.sampled_from(" \u3000\t\u200b\n"), max_size=3)


@given(st.sampled_from(["绝", "机", "秘"]), GAPS, GAPS, st.text(max_size=20), st.text(max_size=20))
def test_a_mark_is_found_in_whatever_stands_around_it_and_in_its_gaps(
    grade: str, first: str, second: str, before: str, after: str
) -> None:
    assert found(f"{before}\n{grade}{first}密{second}★\n{after}")


@given(st.text(max_size=300))
def test_no_text_breaks_the_search(text: str) -> None:
    for words in (*found(text), *asked(text)):
        assert words
