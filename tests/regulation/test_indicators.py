import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.regulation.citations import review_indicators
from haizhi.regulation.findings import unmet
from haizhi.regulation.indicators import (
    ASSESSMENT,
    REVIEW,
    Indicator,
    IndicatorGroup,
    IndicatorTable,
    sheet_findings,
    tenths,
)


def test_the_review_has_16_indicators_in_groups_of_10_10_40_30_10_points() -> None:
    assert [g.maximum for g in REVIEW.groups] == [100, 100, 400, 300, 100]
    assert list(REVIEW.maxima) == [f"a{n}" for n in range(1, 17)]
    assert REVIEW.total == 1000
    assert not any(g.bonus for g in REVIEW.groups)


def test_the_assessment_has_18_indicators_of_100_points_and_20_more() -> None:
    assert [g.maximum for g in ASSESSMENT.groups] == [300, 500, 100, 100, 200]
    assert list(ASSESSMENT.maxima) == [f"b{n}" for n in range(1, 19)]
    assert [g.bonus for g in ASSESSMENT.groups] == [False, False, False, False, True]


def test_indicators_bear_their_official_labels() -> None:
    assert REVIEW.indicators[0].label == "有科协组织"
    assert REVIEW.indicators[2].label == "专（兼）职工作人员、办公场地和专项工作经费情况"
    assert ASSESSMENT.indicators[-1].label == "为社会、公众提供科技服务"


def group(*maxima: int, stated: int, bonus: bool = False) -> IndicatorGroup:
    """A group of indicators a1, a2, … that states its own maximum."""
    rows = tuple(Indicator(f"a{n}", "甲", maximum, 1) for n, maximum in enumerate(maxima, start=1))
    return IndicatorGroup(1, "乙", stated, rows, bonus)


@pytest.mark.parametrize(
    ("groups", "total", "bonus", "complaint"),
    [
        ((group(50, 50, stated=90),), 90, 0, "group 1 does not add up"),
        ((group(50, 50, stated=100),), 110, 0, "do not add up to 110"),
        ((group(50, 50, stated=100, bonus=True),), 100, 0, "bonus is not 0"),
        ((group(50, stated=50), group(50, stated=50)), 100, 0, "stands twice"),
    ],
)
def test_a_table_whose_sums_do_not_agree_cannot_be_made(
    groups: tuple[IndicatorGroup, ...], total: int, bonus: int, complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        IndicatorTable("表", review_indicators(), groups, total, bonus)


def test_a_full_sheet_within_the_maxima_is_valid() -> None:
    assert unmet(*sheet_findings(REVIEW, REVIEW.maxima)) == ()
    assert unmet(*sheet_findings(ASSESSMENT, dict.fromkeys(ASSESSMENT.maxima, 0))) == ()


@pytest.mark.parametrize("score", [-5, 55, 3])
def test_a_score_outside_its_range_or_between_the_steps_is_refused(score: int) -> None:
    findings = unmet(*sheet_findings(REVIEW, {**REVIEW.maxima, "a1": score}))
    assert [f.field for f in findings] == ["a1"]
    assert findings[0].remedy == "请打0至5分，以0.5分为单位"
    assert findings[0].reason.startswith("“有科协组织”得")


def test_a_missing_score_is_not_zero() -> None:
    scores = {key: maximum for key, maximum in REVIEW.maxima.items() if key != "a16"}
    findings = unmet(*sheet_findings(REVIEW, scores))
    assert [f.reason for f in findings] == ["“通过海智工作站产生的社会效益情况”未打分"]


def test_a_score_of_an_indicator_that_does_not_exist_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="b1"):
        sheet_findings(REVIEW, {"b1": 50})


@given(st.integers(0, 1200))
def test_tenths_read_as_points(score: int) -> None:
    assert round(float(tenths(score)) * 10) == score
    assert not tenths(score).endswith(".0")
