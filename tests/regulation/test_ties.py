"""Overseas ties (附件4, 第12项)."""

from dataclasses import replace
from typing import Any

import pytest

from haizhi.regulation.citations import assessment_indicators, measures
from haizhi.regulation.evidence import RECORDS, RecordKind
from haizhi.regulation.findings import unmet
from haizhi.regulation.ties import NOT_YET, Tied, TieSort, tie_findings

GROUP = Tied(TieSort.GROUP, "DCTV", "", "", "德国", "制造", "")
EXPERT = Tied(TieSort.EXPERT, "Anna Weber", "安娜·韦伯", "TUM", "德国", "传感器", "2026年起合作")


def test_a_group_needs_name_country_and_field_and_an_expert_an_institution_too() -> None:
    assert unmet(*tie_findings(GROUP)) == unmet(*tie_findings(EXPERT)) == ()
    nothing = Tied(TieSort.GROUP, " ", "", "", "", "\n", "")
    found = unmet(*tie_findings(nothing))
    assert [(f.field, f.reason) for f in found] == [
        ("name", "没有填写名称"),
        ("country", "没有填写国家或地区"),
        ("fields", "没有填写专业领域"),
    ]
    assert {(f.cite, f.remedy) for f in found} == {(assessment_indicators(), "请填写。")}
    (lacking,) = unmet(*tie_findings(replace(EXPERT, institution="")))
    assert (lacking.field, lacking.reason) == ("institution", "没有填写所在机构")


@pytest.mark.parametrize(("place", "label"), [("name", "名称"), ("name_zh", "中文名称"), ("note", "说明")])
def test_of_a_person_there_stands_no_number_and_no_mailbox_and_nothing_secret(place: str, label: str) -> None:
    def with_text(text: str) -> Tied:
        changed: dict[str, Any] = {place: text}
        return replace(EXPERT, **changed)

    (contact,) = unmet(*tie_findings(with_text("a.weber@tum.invalid")))
    assert (contact.field, contact.reason, contact.cite) == (place, f"{label}中有电子邮箱", measures(15))
    (secret,) = unmet(*tie_findings(with_text("秘密★3年")))
    assert (secret.field, secret.reason) == (place, f"出现国家秘密标志“秘密★3年”（{label}）")


def test_records_of_the_application_go_on_as_ties_except_those_only_wished_for() -> None:
    assert [(sort.record, sort.label) for sort in TieSort] == [
        (RecordKind.OVERSEAS_GROUP, "海外科技团体、机构"),
        (RecordKind.OVERSEAS_EXPERT, "海智专家、海外人才"),
    ]
    for sort in TieSort:
        relations = {field.key: field.choices for field in RECORDS[sort.record].fields}["relation"]
        assert {value for value, _ in relations} > NOT_YET
