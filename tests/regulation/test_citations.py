import pytest

from haizhi.regulation.citations import (
    Citation,
    assessment_indicators,
    chinese_number,
    civil_code,
    form,
    measures,
    notice,
    review_indicators,
    review_rules,
)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (17, "十七"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (110, "一百一十"),
        (202, "二百零二"),
        (999, "九百九十九"),
    ],
)
def test_articles_are_numbered_in_chinese(number: int, text: str) -> None:
    assert chinese_number(number) == text


@pytest.mark.parametrize("number", [0, 1000])
def test_no_article_has_a_number_outside_1_to_999(number: int) -> None:
    with pytest.raises(ValueError, match="outside 1 to 999"):
        chinese_number(number)


@pytest.mark.parametrize(
    ("cite", "text", "code"),
    [
        (measures(6, 3), "《办法》第六条第3项", "办法·6·3"),
        (measures(9, 1, 4), "《办法》第九条第1项第（4）目", "办法·9·1·4"),
        (review_rules(7), "《评审办法》第七条", "评审·7"),
        (notice(), "通知", "通知"),
        (notice(2), "通知第二部分", "通知·2"),
        (notice(1, 3), "通知第一部分第3项", "通知·1·3"),
        (form(), "《申报表》", "表"),
        (review_indicators(), "《评定指标》", "评定"),
        (assessment_indicators(), "《评估考核指标》", "考核"),
        (civil_code(201), "《民法典》第二百零一条", "民法典·201"),
    ],
)
def test_a_citation_prints_as_the_public_reads_it(cite: Citation, text: str, code: str) -> None:
    assert str(cite) == text
    assert cite.code == code
