import pytest

from haizhi.regulation.applicants import ApplicantKind
from haizhi.regulation.citations import form, measures, notice
from haizhi.regulation.findings import unmet
from haizhi.regulation.materials import (
    MATERIALS,
    MaterialKind,
    Step,
    material_findings,
    materials_complete,
    required_materials,
    scan_is_of_this_version,
)
from haizhi.regulation.routing import Route

COMMON = [
    MaterialKind.SIGNED_FORM,
    MaterialKind.OVERSEAS_GROUPS,
    MaterialKind.EXPERTS,
    MaterialKind.AGREEMENTS,
]


def test_a_direct_university_hands_in_the_form_the_introductions_and_the_agreements() -> None:
    assert [m.kind for m in required_materials(ApplicantKind.UNIVERSITY, Route.DIRECT)] == COMMON


def test_an_enterprise_proves_its_standing_and_the_district_adds_its_opinion_later() -> None:
    submitted = required_materials(ApplicantKind.ENTERPRISE, Route.VIA_DISTRICT, Step.SUBMISSION)
    endorsed = required_materials(ApplicantKind.ENTERPRISE, Route.VIA_DISTRICT, Step.ENDORSEMENT)
    assert [m.kind for m in submitted] == [*COMMON, MaterialKind.STANDING_PROOF]
    assert [m.kind for m in endorsed] == [MaterialKind.DISTRICT_OPINION]
    assert required_materials(ApplicantKind.ENTERPRISE, Route.DIRECT, Step.ENDORSEMENT) == ()


def test_every_missing_material_is_named_at_once() -> None:
    findings = material_findings(
        ApplicantKind.INSTITUTE, Route.VIA_DISTRICT, {MaterialKind.SIGNED_FORM, MaterialKind.EXPERTS}
    )
    assert [f.field for f in unmet(*findings)] == ["overseas_groups", "agreements", "district_opinion"]
    assert str(unmet(*findings)[-1]) == "未提供“区县科协意见签字盖章扫描件”（通知第一部分第2项）。请上传"
    assert unmet(*findings)[0].remedy == "请逐条添加，或上传"
    assert findings[0].reason == "已提供“申报表签字盖章扫描件”"


def test_materials_are_complete_only_with_the_sealed_opinion_on_the_districts_way() -> None:
    assert materials_complete(ApplicantKind.INSTITUTE, Route.DIRECT, COMMON).met
    refused = materials_complete(ApplicantKind.INSTITUTE, Route.VIA_DISTRICT, COMMON)
    assert not refused.met
    assert refused.cite == measures(8)
    assert "区县科协意见签字盖章扫描件" in refused.reason


@pytest.mark.parametrize(
    ("printed", "current", "met"), [("a1b2", "a1b2", True), ("a1b2", "c3d4", False), ("", "", False)]
)
def test_editing_after_printing_makes_the_signed_scan_void(printed: str, current: str, met: bool) -> None:
    finding = scan_is_of_this_version(printed, current)
    assert finding.met is met
    assert finding.cite == form()
    assert bool(finding.remedy) is not met


def test_every_kind_of_material_has_its_row_and_other_ones_are_never_demanded() -> None:
    assert MATERIALS.keys() == set(MaterialKind)
    assert MaterialKind.DISTRICT_OPINION.label == "区县科协意见签字盖章扫描件"
    assert MATERIALS[MaterialKind.DISTRICT_OPINION].cites[0] == notice(1, 2)
    for kind in ApplicantKind:
        for route in Route:
            assert MaterialKind.OTHER not in {m.kind for m in required_materials(kind, route)}
