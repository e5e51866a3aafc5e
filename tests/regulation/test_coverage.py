import pytest

from haizhi.regulation.citations import (
    Citation,
    assessment_indicators,
    civil_code,
    form,
    measures,
    notice,
    review_indicators,
    review_rules,
)
from haizhi.regulation.coverage import ArticleEntry, articles
from haizhi.regulation.findings import RULED
from haizhi.regulation.interpretations import INTERPRETATIONS
from haizhi.regulation.moves import MOVES
from haizhi.regulation.parameters import PARAMETERS

ENTRIES = articles()
EVERY_ARTICLE = [
    notice(),
    *(notice(n) for n in (1, 2, 3)),
    *(measures(n) for n in range(1, 18)),
    form(),
    *(review_rules(n) for n in range(1, 11)),
    review_indicators(),
    assessment_indicators(),
    *(civil_code(n) for n in (201, 202, 203)),
]


def of(cite: Citation) -> ArticleEntry:
    """The entry of an article."""
    return next(e for e in ENTRIES if e.cite == cite)


def test_every_article_of_every_instrument_stands_on_the_page_once() -> None:
    assert [e.cite for e in ENTRIES] == EVERY_ARTICLE


@pytest.mark.parametrize("entry", ENTRIES, ids=[e.cite.code for e in ENTRIES])
def test_an_article_is_computed_or_excused_and_never_both(entry: ArticleEntry) -> None:
    assert entry.computed is not bool(entry.excuse)
    assert entry.computed is bool(entry.effect)
    assert entry.restatement


def test_only_purposes_and_principles_are_excused() -> None:
    assert [e.cite for e in ENTRIES if e.excuse] == [
        measures(1),
        measures(2),
        review_rules(1),
        review_rules(2),
    ]


def test_every_rule_step_number_and_doubt_of_the_package_is_under_an_article() -> None:
    entries = articles()
    assert {m.name for e in entries for m in e.moves} == MOVES.keys()
    assert {p.label for e in entries for p in e.parameters} == {p.label for p in PARAMETERS.values()}
    assert {i.number for e in entries for i in e.interpretations} == {i.number for i in INTERPRETATIONS}
    assert {name for e in entries for name in e.rules} == {name for names in RULED.values() for name in names}


def test_a_rule_that_no_other_module_asks_for_is_on_the_page_too() -> None:
    assert "haizhi.regulation.revocation.in_good_standing" in of(measures(13)).rules


def test_the_publicity_article_shows_its_rule_its_step_its_number_and_its_doubt() -> None:
    entry = of(measures(9))
    assert "haizhi.regulation.workdays.publicity_period" in entry.rules
    assert "公示" in {m.label for m in entry.moves}
    assert "公示时间：5个工作日" in {str(p) for p in entry.parameters}
    assert 11 in {i.number for i in entry.interpretations}


def test_conditions_materials_indicators_and_purposes_count_as_tables() -> None:
    assert "申报条件“有办公场地”" in of(measures(6)).tables
    assert "申报材料“项目合作协议”" in of(measures(8)).tables
    assert of(review_indicators()).tables == ("重庆海智工作站评定指标（16项）",)
    assert of(measures(4)).tables[0] == "工作站任务“服务海外人才智力需求”"
    assert "后续资助的用途" in of(measures(12)).tables


def test_restatements_are_one_line_and_in_no_other_language_than_chinese() -> None:
    for entry in ENTRIES:
        for text in (entry.restatement, entry.effect, entry.excuse):
            assert "\n" not in text
            assert not any("a" <= ch.lower() <= "z" for ch in text)
