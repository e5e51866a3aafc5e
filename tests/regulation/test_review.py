from dataclasses import replace

import pytest

from haizhi.regulation.findings import unmet
from haizhi.regulation.review import SessionRules, session_rules_findings

RULES = SessionRules(leaders=2, drawn=5)


def fields(rules: SessionRules) -> list[str]:
    """The fields at fault."""
    return [f.field for f in unmet(*session_rules_findings(rules))]


def test_the_default_rules_with_two_leaders_and_five_experts_can_be_published() -> None:
    assert fields(RULES) == []
    assert RULES.size == 7
    assert (RULES.step, RULES.minimum_sheets, RULES.trim_from, RULES.tie_groups, RULES.places) == (5, 5, 5, (3, 4), 2)


@pytest.mark.parametrize(
    ("rules", "field"),
    [
        (replace(RULES, drawn=4), "drawn"),
        (replace(RULES, drawn=3), "drawn"),
        (replace(RULES, drawn=6), "drawn"),
        (replace(RULES, leaders=0, drawn=7), "leaders"),
        (replace(RULES, leaders=7, drawn=0), "leaders"),
        (replace(RULES, max_per_employer=0), "max_per_employer"),
        (replace(RULES, step=3), "step"),
        (replace(RULES, step=0), "step"),
        (replace(RULES, minimum_sheets=8), "minimum_sheets"),
        (replace(RULES, minimum_sheets=0), "minimum_sheets"),
        (replace(RULES, trim_from=2), "minimum_sheets"),
        (replace(RULES, tie_groups=(3, 3)), "tie_groups"),
        (replace(RULES, tie_groups=(6,)), "tie_groups"),
        (replace(RULES, presentation=0), "presentation"),
        (replace(RULES, defence=0), "presentation"),
        (replace(RULES, places=0), "places"),
    ],
)
def test_rules_that_cannot_work_are_refused_with_the_field_at_fault(rules: SessionRules, field: str) -> None:
    refused = unmet(*session_rules_findings(rules))
    assert [f.field for f in refused] == [field]
    assert all(f.reason and f.remedy and f.cite for f in refused)


def test_every_fault_is_listed_at_once() -> None:
    assert fields(SessionRules(leaders=0, drawn=2, step=0)) == ["drawn", "leaders", "step", "minimum_sheets"]


def test_ties_may_be_left_to_the_party_group_at_once() -> None:
    finding = next(f for f in session_rules_findings(replace(RULES, tie_groups=())) if f.field == "tie_groups")
    assert finding.met
    assert finding.reason == "同分时提交党组研究"
