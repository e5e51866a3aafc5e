import pytest

from haizhi.regulation.applicants import (
    Affiliation,
    ApplicantKind,
    ParkType,
    affiliation_fits,
    affiliations_of,
    park_type_given,
)
from haizhi.regulation.citations import measures


def test_kinds_parks_and_affiliations_have_chinese_names() -> None:
    assert [k.label for k in ApplicantKind] == ["企业", "高校", "科研院所", "园区", "区县（自治县）科协", "其他单位"]
    assert [p.label for p in ParkType] == ["经济技术开发区", "工业园区", "产业园"]
    assert [a.label for a in Affiliation] == [
        "中央所属（国家级）",
        "市属（市级）",
        "区县（自治县）所属",
        "民营或无隶属关系",
    ]


def test_a_park_has_a_level_and_a_district_association_its_district() -> None:
    assert Affiliation.PRIVATE not in affiliations_of(ApplicantKind.PARK)
    assert affiliations_of(ApplicantKind.DISTRICT_ASSOCIATION) == (Affiliation.DISTRICT,)
    assert affiliations_of(ApplicantKind.ENTERPRISE) == tuple(Affiliation)


def test_an_affiliation_a_kind_cannot_have_is_refused_with_the_choices() -> None:
    finding = affiliation_fits(ApplicantKind.PARK, Affiliation.PRIVATE)
    assert str(finding) == (
        "园区的隶属关系为“民营或无隶属关系”（《办法》第七条）。"
        "请在“中央所属（国家级）”“市属（市级）”“区县（自治县）所属”中选择"
    )
    fitting = affiliation_fits(ApplicantKind.PARK, Affiliation.NATIONAL)
    assert fitting.met
    assert fitting.remedy == ""


@pytest.mark.parametrize(
    ("kind", "park_type", "met"),
    [
        (ApplicantKind.PARK, ParkType.ESTATE, True),
        (ApplicantKind.PARK, None, False),
        (ApplicantKind.UNIVERSITY, None, True),
        (ApplicantKind.UNIVERSITY, ParkType.ESTATE, False),
    ],
)
def test_a_park_and_only_a_park_has_a_park_type(kind: ApplicantKind, park_type: ParkType | None, met: bool) -> None:
    finding = park_type_given(kind, park_type)
    assert finding.met is met
    assert bool(finding.remedy) is not met
    assert finding.cite == measures(5, 2)
