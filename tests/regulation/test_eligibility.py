from dataclasses import replace
from decimal import Decimal

import pytest

from haizhi.regulation.applicants import ApplicantKind
from haizhi.regulation.citations import measures, review_rules
from haizhi.regulation.eligibility import (
    CONDITIONS,
    ENDORSEMENT,
    ApplicantFacts,
    Judgement,
    conditions_for,
    eligibility,
    preliminary,
    preliminary_conditions,
)
from haizhi.regulation.findings import Finding, unmet
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.routing import Route

FIRM = ApplicantFacts(
    ApplicantKind.ENTERPRISE,
    Route.VIA_DISTRICT,
    staff=3,
    money=20_000_000,
    office_area=Decimal("120.5"),
    high_tech=True,
    materials=frozenset(MaterialKind),
)


def approved(facts: ApplicantFacts) -> dict[str, Judgement]:
    """Every row that a person judges, ticked."""
    return {c.key: Judgement(True) for c in conditions_for(facts.kind) if c.judged}


def row(facts: ApplicantFacts, key: str) -> Finding:
    """One row's finding."""
    return next(f for f in eligibility(facts, {}) if f.field == key)


def test_an_enterprise_that_meets_every_condition_has_only_met_rows() -> None:
    findings = eligibility(FIRM, approved(FIRM))
    assert unmet(*findings) == ()
    assert [f.field for f in findings] == [c.key for c in conditions_for(ApplicantKind.ENTERPRISE)]


def test_a_row_that_nobody_judged_waits_for_the_office() -> None:
    finding = row(FIRM, "platform")
    assert not finding.met
    assert finding.reason == "有创新创业载体和工作平台：待海智办判断"
    assert finding.cite == measures(6, 2)


def test_a_judgement_shows_its_note() -> None:
    findings = eligibility(
        FIRM,
        {**approved(FIRM), "urgent_problem": Judgement(False, "难题不具体"), "talent": Judgement(True, "已见协议")},
    )
    by_key = {f.field: f for f in findings}
    assert (
        str(by_key["urgent_problem"])
        == "有迫切需要解决的重大科技难题：不符合（难题不具体）（《评审办法》第五条第1项）。"
    )
    assert by_key["talent"].reason.endswith("：符合（已见协议）")
    assert [f.field for f in unmet(*findings)] == ["urgent_problem"]


@pytest.mark.parametrize(
    ("facts", "key", "reason"),
    [
        (replace(FIRM, staff=0), "staff", "专（兼）职工作人员0名"),
        (replace(FIRM, office_area=Decimal(0)), "office", "办公场地0平方米"),
        (replace(FIRM, money=0), "money", "专项经费0万元"),
        (replace(FIRM, money=-1), "money", "专项经费-0.000001万元"),
        (replace(FIRM, high_tech=False), "standing", "企业须为规模以上企业或高新技术企业"),
        (replace(FIRM, materials=frozenset()), "materials", "申报材料缺："),
    ],
)
def test_what_a_machine_can_check_is_computed(facts: ApplicantFacts, key: str, reason: str) -> None:
    finding = row(facts, key)
    assert not finding.met
    assert finding.reason.startswith(reason)
    assert finding.remedy


def test_met_rows_state_the_facts() -> None:
    assert row(FIRM, "staff").reason == "专（兼）职工作人员3名"
    assert row(FIRM, "money").reason == "专项经费20万元"
    assert row(replace(FIRM, money=12_345_600), "money").reason == "专项经费12.3456万元"
    assert row(FIRM, "office").reason == "办公场地120.5平方米"
    assert row(replace(FIRM, above_scale=True), "standing").reason == "属规模以上企业、高新技术企业"


def test_only_parks_and_district_associations_need_units_to_serve() -> None:
    needing = {kind for kind in ApplicantKind if "served_units" in {c.key for c in conditions_for(kind)}}
    assert needing == {ApplicantKind.PARK, ApplicantKind.DISTRICT_ASSOCIATION}


def test_only_an_enterprise_needs_a_standing_and_research_of_its_own() -> None:
    own = {"standing", "enterprise_needs", "research_body", "research_team"}
    for kind in ApplicantKind:
        assert (own <= {c.key for c in conditions_for(kind)}) is (kind is ApplicantKind.ENTERPRISE)


def test_a_unit_of_another_kind_is_admitted_by_the_office() -> None:
    hospital = replace(FIRM, kind=ApplicantKind.OTHER)
    keys = [c.key for c in conditions_for(ApplicantKind.OTHER)]
    assert "kind_admitted" in keys
    assert "kind" not in keys
    assert unmet(*eligibility(hospital, approved(hospital))) == ()
    assert row(FIRM, "kind").reason == "单位类别为企业"


def test_a_judgement_of_a_computed_or_foreign_row_is_a_mistake_of_the_caller() -> None:
    for key in ("staff", "served_units", "nothing"):
        with pytest.raises(ValueError, match=key):
            eligibility(FIRM, {key: Judgement(True)})


def test_every_item_of_both_lists_of_conditions_has_a_row() -> None:
    cited = {cite for c in CONDITIONS for cite in c.cites}
    assert {measures(6, n) for n in (1, 2, 3)} | {review_rules(5, n) for n in (1, 2, 3, 4, 5)} <= cited
    assert len({c.key for c in CONDITIONS}) == len(CONDITIONS)


def test_a_district_looks_at_its_own_rows_and_at_the_common_ones() -> None:
    keys = [c.key for c in preliminary_conditions(ApplicantKind.ENTERPRISE)]
    assert keys[:3] == ["own_district", "signed_and_sealed", "true_to_originals"]
    assert keys[3:] == [c.key for c in conditions_for(ApplicantKind.ENTERPRISE)]


def test_the_districts_own_opinion_is_not_missing_from_what_it_reviews() -> None:
    facts = replace(FIRM, materials=frozenset(MaterialKind) - {MaterialKind.DISTRICT_OPINION})
    ticked = {c.key: Judgement(True) for c in preliminary_conditions(facts.kind) if c.judged}
    assert unmet(*preliminary(facts, ticked)) == ()
    open_row = preliminary(facts, {})[0]
    assert open_row.reason == "属本区县（自治县）所属或在本区县登记：待区县科协判断"


def test_a_row_that_no_district_judges_is_an_error() -> None:
    with pytest.raises(ValueError, match="staff"):
        preliminary(FIRM, {"staff": Judgement(True)})


def test_every_row_says_where_to_look_for_it() -> None:
    assert all(c.shown_by for c in (*ENDORSEMENT, *CONDITIONS))
