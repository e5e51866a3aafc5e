"""What a station does, as it is logged: what each sort needs, when it was, what stays out, what it adds up to."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haizhi.regulation.citations import assessment_indicators, measures
from haizhi.regulation.findings import Finding, unmet
from haizhi.regulation.indicators import ASSESSMENT
from haizhi.regulation.task_families import TaskFamily
from haizhi.regulation.work import (
    ALWAYS,
    ECONOMIC,
    SOCIAL,
    WORK,
    Detail,
    Work,
    WorkFigures,
    WorkSort,
    sorts_of,
    work_findings,
)

SINCE, DAY, TODAY = date(2026, 7, 20), date(2026, 9, 1), date(2026, 9, 18)
DETAILS: dict[Detail, str | int | None] = {
    Detail.PARTNER: "新加坡国立大学",
    Detail.COUNTRY: "新加坡",
    Detail.OVERSEAS: 4,
    Detail.PEOPLE: 120,
    Detail.PLACE: "重庆",
    Detail.ECONOMIC: None,
    Detail.SOCIAL: "",
}
WHOLE = Work(
    WorkSort.EXCHANGE, "智能传感器国际研讨会", DAY, DAY, "邀请境外专家作报告4场，达成合作意向2项。", DETAILS, 1
)


def lacking(**changed: Any) -> tuple[Finding, ...]:
    return unmet(*work_findings(replace(WHOLE, **changed), since=SINCE, today=TODAY))


def reasons(**changed: Any) -> list[str]:
    return [finding.reason for finding in lacking(**changed)]


def test_every_indicator_of_what_a_station_does_has_a_sort_of_work() -> None:
    of_sorts = {key for sort in WORK for key in sort.indicators}
    assert of_sorts | {ECONOMIC, SOCIAL} == {f"b{n}" for n in range(7, 19)} <= ASSESSMENT.maxima.keys()
    assert sorted(sort for family in TaskFamily for sort in sorts_of(family)) == sorted(WorkSort)
    assert all(sort.needs | ALWAYS <= sort.asks for sort in WORK)


def test_sorts_stand_under_the_families_of_the_article_and_are_called_as_people_know_them() -> None:
    assert [sort.label for sort in sorts_of(TaskFamily.SERVICE)] == [
        "引进海外人才、智力",
        "建立联系合作",
        "承担国家级、市级重大项目",
    ]
    assert sorts_of(TaskFamily.CONSULTATION) == (WorkSort.CONSULTATION,)
    assert sorts_of(TaskFamily.ASSIGNED) == (WorkSort.CITY_TASK, WorkSort.OTHER_TASK)
    assert len({sort.label for sort in WorkSort}) == len(WORK)
    assert len({detail.label for detail in Detail}) == len(Detail)


def test_a_whole_piece_of_work_lacks_nothing_and_an_empty_one_is_told_all_that_it_lacks() -> None:
    assert reasons() == []
    found = lacking(
        details=dict.fromkeys(Detail, "") | {Detail.OVERSEAS: 0, Detail.PEOPLE: None}, name=" ", account="", evidence=0
    )
    assert [(finding.field, finding.reason) for finding in found] == [
        ("name", "没有填写名称"),
        ("account", "没有填写内容与成效"),
        ("partner", "没有填写海外团体或机构"),
        ("country", "没有填写国家或地区"),
        ("overseas", "没有填写海外人员人数"),
        ("people", "没有填写参加人数"),
        ("place", "没有填写地点"),
        ("evidence", "没有证明材料"),
    ]
    assert [finding.cite for finding in found] == [measures(4), *[assessment_indicators()] * 7]
    assert found[2].remedy == "“学术交流”须填写海外团体或机构。"
    assert all(finding.remedy for finding in found)


@pytest.mark.parametrize("sort", WorkSort)
def test_a_sort_of_work_lacks_exactly_what_it_needs_and_never_a_benefit(sort: WorkSort) -> None:
    fields = {finding.field for finding in lacking(details={}, sort=sort)}
    assert fields == {detail.value for detail in sort.needs}
    assert not sort.needs & ALWAYS


@pytest.mark.parametrize(
    ("began", "ended", "reason"),
    [
        (SINCE - timedelta(1), DAY, "开始日期早于建站有效期起始日2026年7月20日"),
        (TODAY + timedelta(1), TODAY + timedelta(1), "开始日期2026年9月19日还没有到"),
        (DAY, DAY - timedelta(1), "结束日期早于开始日期"),
    ],
)
def test_days_lie_in_the_stations_time_and_in_order(began: date, ended: date, reason: str) -> None:
    (found,) = lacking(began_on=began, ended_on=ended)
    assert (found.reason, found.cite) == (reason, measures(4))
    assert found.remedy


def test_work_may_begin_on_the_first_day_or_today_and_go_on() -> None:
    assert reasons(began_on=SINCE, ended_on=date(2028, 1, 1)) == []
    assert reasons(began_on=TODAY, ended_on=TODAY) == []


@pytest.mark.parametrize(
    ("place", "label"), [("name", "名称"), ("account", "内容与成效"), ("partner", "海外团体或机构"), ("place", "地点")]
)
def test_no_text_of_it_bears_a_number_of_a_person_or_a_mark_of_a_secret(place: str, label: str) -> None:
    def where(text: str) -> Finding:
        changed: dict[str, Any] = (
            {place: text} if place in ("name", "account") else {"details": DETAILS | {Detail(place): text}}
        )
        (found,) = lacking(**changed)
        return found

    contact, secret = where("电话13812345678"), where("机密★5年")
    assert (contact.field, contact.reason, contact.cite) == (place, f"{label}中有手机号码", measures(15))
    assert contact.remedy == "工作记录不写个人号码和联系方式，请删去。"
    assert (secret.field, secret.reason, secret.cite) == (
        place,
        f"出现国家秘密标志“机密★5年”（{label}）",
        measures(15),
    )


SORTS = st.lists(st.sampled_from(list(WorkSort)), max_size=6).map(lambda sorts: dict(Counter(sorts)))
FIGURES = st.builds(WorkFigures, SORTS, st.just(3), st.just(2), st.integers(0, 10**12))


@settings(suppress_health_check=[HealthCheck.too_slow])  # the first draw reads the constants of the code
@given(FIGURES, FIGURES)
def test_figures_add_up_whatever_they_are_parted_by(one: WorkFigures, other: WorkFigures) -> None:
    both = one + other
    assert both == other + one
    assert both.total == one.total + other.total == sum(both.of_family(family) for family in TaskFamily)
    assert (both.people, both.overseas, both.economic) == (6, 4, one.economic + other.economic)
    assert one + WorkFigures() == WorkFigures(one.counts, 3, 2, one.economic)
