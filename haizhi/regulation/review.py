"""The rules of a review session (办法·9·1, 评审·6·2, 评审·7), fixed and published before the draw."""

from dataclasses import dataclass

from haizhi.regulation.citations import measures, review_rules
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.indicators import REVIEW, tenths
from haizhi.regulation.parameters import (
    ANSWER_HOURS,
    DEFENCE_MINUTES,
    MAX_PER_EMPLOYER,
    MINIMUM_SHEETS,
    PANEL_MINIMUM,
    PRESENTATION_MINUTES,
    SCORE_PLACES,
    SCORE_STEP,
    TRIM_FROM,
)

_TRIMMED = 2
_MOST_HOURS = 336


@dataclass(frozen=True, slots=True)
class SessionRules:
    """What a session runs by. Scores in tenths, times in minutes.

    `leaders` sit by office, `drawn` are drawn from the pool; together they are the panel. From `trim_from` valid
    sheets on, one high and one low sum are dropped; below `minimum_sheets` there is no result. Equal scores are told
    apart by the groups of 附件3 in `tie_groups`, in order, then left to the party group. `rank_at_end`: the ranking is
    announced after the last unit, scores after each. Whoever was drawn answers within `answer_hours`; judges may take
    originals away only where `originals` says so, and otherwise read them with their seat and the time on each page.
    """

    leaders: int
    drawn: int
    max_per_employer: int = MAX_PER_EMPLOYER.value
    step: int = SCORE_STEP.value
    minimum_sheets: int = MINIMUM_SHEETS.value
    trim_from: int = TRIM_FROM.value
    tie_groups: tuple[int, ...] = (3, 4)
    places: int = SCORE_PLACES.value
    presentation: int = PRESENTATION_MINUTES.value
    defence: int = DEFENCE_MINUTES.value
    rank_at_end: bool = True
    answer_hours: int = ANSWER_HOURS.value
    originals: bool = False

    @property
    def size(self) -> int:
        """Leaders and drawn experts together."""
        return self.leaders + self.drawn


@ruled_by(review_rules(7), measures(9, 1, 2))
def panel_is_odd_and_large_enough(rules: SessionRules) -> Finding:
    """The panel is odd and at least seven (interpretation 19)."""
    met = rules.size >= PANEL_MINIMUM.value and rules.size % 2 == 1
    return Finding(
        met,
        reason=f"评委共{rules.size}名，须为不少于{PANEL_MINIMUM.value}名的单数",
        remedy="" if met else "请调整领导评委或抽取专家的人数",
        field="drawn",
    )


@ruled_by(review_rules(7), measures(9, 1, 2))
def panel_has_both(rules: SessionRules) -> Finding:
    """Leaders of member units and drawn experts both sit (办法·9·1(2), 评审·7)."""
    met = rules.leaders >= 1 and rules.drawn >= 1
    return Finding(
        met,
        reason=f"成员单位领导评委{rules.leaders}名、抽取专家评委{rules.drawn}名",
        remedy="" if met else "评委由成员单位领导和专家库专家组成，两类各不少于1名",
        field="leaders",
    )


@ruled_by(review_rules(7))
def employer_limit_is_positive(rules: SessionRules) -> Finding:
    """At least one expert of an employer may be drawn, or nobody could be."""
    met = rules.max_per_employer >= 1
    return Finding(
        met,
        reason=f"同一单位抽取的专家上限为{rules.max_per_employer}名",
        remedy="" if met else "请填写不小于1的整数",
        field="max_per_employer",
    )


@ruled_by(review_rules(6, 2))
def step_divides_every_maximum(rules: SessionRules) -> Finding:
    """Every indicator's full score can be given in the steps allowed."""
    met = rules.step >= 1 and all(m % rules.step == 0 for m in REVIEW.maxima.values())
    return Finding(
        met,
        reason=f"打分以{tenths(rules.step)}分为单位",
        remedy="" if met else "打分单位须能整除各项指标的满分，请填写0.1、0.5、1等",
        field="step",
    )


@ruled_by(review_rules(6, 2))
def sheets_leave_something(rules: SessionRules) -> Finding:
    """Enough valid sheets are asked for that trimming leaves at least one, and the panel can supply them."""
    met = 1 <= rules.minimum_sheets <= rules.size and rules.trim_from > _TRIMMED
    return Finding(
        met,
        reason=f"有效评分表不少于{rules.minimum_sheets}份，满{rules.trim_from}份时去掉最高分、最低分各一个",
        remedy="" if met else "有效评分表份数须在1与评委人数之间，去高去低须不少于3份",
        field="minimum_sheets",
    )


@ruled_by(review_rules(6, 2))
def tie_groups_exist(rules: SessionRules) -> Finding:
    """Ties are told apart by first-level indicators that exist, each at most once."""
    known = {g.number for g in REVIEW.groups}
    met = set(rules.tie_groups) <= known and len(set(rules.tie_groups)) == len(rules.tie_groups)
    order = "、".join(f"第{n}项" for n in rules.tie_groups)
    return Finding(
        met,
        reason=f"同分时依次比较一级指标{order}" if order else "同分时提交党组研究",
        remedy="" if met else "请从5项一级指标中选择，不得重复",
        field="tie_groups",
    )


@ruled_by(review_rules(6, 2), measures(9, 1, 3))
def times_are_positive(rules: SessionRules) -> Finding:
    """Presentation and defence each have time (办法·9·1(3))."""
    met = rules.presentation >= 1 and rules.defence >= 1
    return Finding(
        met,
        reason=f"陈述{rules.presentation}分钟、答辩{rules.defence}分钟",
        remedy="" if met else "请填写不小于1的整数分钟",
        field="presentation",
    )


@ruled_by(review_rules(6, 2))
def places_show_a_difference(rules: SessionRules) -> Finding:
    """Scores are displayed with 1 to 4 places; ranks are told on exact fractions in any case (interpretation 19)."""
    met = rules.places in range(1, 5)
    return Finding(met, reason=f"得分保留{rules.places}位小数显示", remedy="" if met else "请填写1至4", field="places")


@ruled_by(review_rules(7))
def answer_has_time(rules: SessionRules) -> Finding:
    """Whoever was drawn has between an hour and two weeks to answer."""
    met = rules.answer_hours in range(1, _MOST_HOURS + 1)
    return Finding(
        met,
        reason=f"抽取的评委在{rules.answer_hours}小时内答复是否参加",
        remedy="" if met else f"请填写1至{_MOST_HOURS}小时",
        field="answer_hours",
    )


def session_rules_findings(rules: SessionRules) -> tuple[Finding, ...]:
    """Whether the rules of a session can be published: one finding per rule, in order."""
    return (
        panel_is_odd_and_large_enough(rules),
        panel_has_both(rules),
        employer_limit_is_positive(rules),
        step_divides_every_maximum(rules),
        sheets_leave_something(rules),
        tie_groups_exist(rules),
        times_are_positive(rules),
        places_show_a_difference(rules),
        answer_has_time(rules),
    )
