"""年度工作计划: the unit's plan or a meeting, and its items (附件4, 第6项)."""

from datetime import date

import pytest

from haizhi.regulation.citations import assessment_indicators, measures
from haizhi.regulation.findings import unmet
from haizhi.regulation.plans import QUARTERS, PlannedItem, PlannedYear, PlanWay, plan_findings
from haizhi.regulation.task_families import TaskFamily

ITEM = PlannedItem(TaskFamily.EXCHANGE, 3, "国际研讨会", "1次")


def _item(name: str, target: str) -> PlannedItem:
    return PlannedItem(TaskFamily.SERVICE, 1, name, target)


@pytest.mark.parametrize(
    ("plan", "missing"),
    [
        (PlannedYear(2026, PlanWay.PLAN, None, True, (ITEM,)), []),
        (PlannedYear(2026, PlanWay.PLAN, None, False, ()), ["没有上传年度工作计划文件", "没有填写计划事项"]),
        (PlannedYear(2026, PlanWay.MEETING, None, False, (ITEM,)), ["没有上传会议纪要", "没有填写会议日期"]),
        (PlannedYear(2026, PlanWay.MEETING, date(2025, 12, 31), True, (ITEM,)), ["会议日期不在2026年"]),
        (PlannedYear(2026, PlanWay.MEETING, date(2027, 1, 1), True, (ITEM,)), ["会议日期不在2026年"]),
        (PlannedYear(2026, PlanWay.MEETING, date(2026, 1, 1), True, (ITEM,)), []),
        (PlannedYear(2026, PlanWay.MEETING, date(2026, 12, 31), True, (ITEM,)), []),
        (PlannedYear(2026, PlanWay.PLAN, None, True, (_item("联系a@b.invalid", ""),)), ["事项中有电子邮箱"]),
        (
            PlannedYear(2026, PlanWay.PLAN, None, True, (ITEM, _item("研讨", "机密★5年"))),
            ["出现国家秘密标志“机密★5年”（目标）"],
        ),
    ],
)
def test_either_a_plan_or_a_meeting_of_the_year_is_enough(plan: PlannedYear, missing: list[str]) -> None:
    assert [finding.reason for finding in unmet(*plan_findings(plan))] == missing


def test_what_a_plan_lacks_is_said_at_its_field_with_its_article() -> None:
    items = (ITEM, _item("手机13812345678", ""))
    found = unmet(*plan_findings(PlannedYear(2026, PlanWay.MEETING, None, False, items)))
    assert [(f.field, f.cite, f.remedy) for f in found] == [
        ("paper", assessment_indicators(), "请上传后报送。"),
        ("held_on", assessment_indicators(), "请填写本年度召开专题会议的日期。"),
        ("item-1-name", measures(15), "工作记录不写个人号码和联系方式，请删去。"),
    ]
    (empty,) = unmet(*plan_findings(PlannedYear(2026, PlanWay.PLAN, None, True, ())))
    assert (empty.field, empty.cite, empty.remedy) == ("items", measures(4), "请按四类任务至少填写一项。")


def test_each_way_has_its_paper_and_each_item_a_quarter() -> None:
    assert [(way.label, way.paper) for way in PlanWay] == [
        ("纳入本单位年度工作计划", "年度工作计划文件"),
        ("召开海智工作专题会议", "会议纪要"),
    ]
    assert list(QUARTERS) == [1, 2, 3, 4]
