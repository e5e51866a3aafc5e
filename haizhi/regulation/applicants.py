"""Who may apply (办法·5): kinds of applicants, kinds of parks, and to whom a unit belongs."""

from enum import StrEnum

from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, ruled_by


class ApplicantKind(StrEnum):
    """A kind of applicant; OTHER stands for the 「等」 of 办法·5·1 and is admitted by the Office."""

    ENTERPRISE = "enterprise"
    UNIVERSITY = "university"
    INSTITUTE = "institute"
    PARK = "park"
    DISTRICT_ASSOCIATION = "district_association"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind's Chinese name."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    ApplicantKind.ENTERPRISE: "企业",
    ApplicantKind.UNIVERSITY: "高校",
    ApplicantKind.INSTITUTE: "科研院所",
    ApplicantKind.PARK: "园区",
    ApplicantKind.DISTRICT_ASSOCIATION: "区县（自治县）科协",
    ApplicantKind.OTHER: "其他单位",
}


class ParkType(StrEnum):
    """What 办法·5·2 calls a park."""

    DEVELOPMENT_ZONE = "development_zone"
    INDUSTRIAL_PARK = "industrial_park"
    ESTATE = "estate"

    @property
    def label(self) -> str:
        """The park type's Chinese name."""
        return _PARK_LABELS[self]


_PARK_LABELS = {
    ParkType.DEVELOPMENT_ZONE: "经济技术开发区",
    ParkType.INDUSTRIAL_PARK: "工业园区",
    ParkType.ESTATE: "产业园",
}


class Affiliation(StrEnum):
    """To whom a unit belongs; of a park, the level at which it was set up."""

    NATIONAL = "national"
    MUNICIPAL = "municipal"
    DISTRICT = "district"
    PRIVATE = "private"

    @property
    def label(self) -> str:
        """The affiliation's Chinese name, whatever the kind of unit."""
        return _AFFILIATION_LABELS[self]


_AFFILIATION_LABELS = {
    Affiliation.NATIONAL: "中央所属（国家级）",
    Affiliation.MUNICIPAL: "市属（市级）",
    Affiliation.DISTRICT: "区县（自治县）所属",
    Affiliation.PRIVATE: "民营或无隶属关系",
}

_PUBLIC_LEVELS = (Affiliation.NATIONAL, Affiliation.MUNICIPAL, Affiliation.DISTRICT)


def affiliations_of(kind: ApplicantKind) -> tuple[Affiliation, ...]:
    """The affiliations a kind of applicant can have: a park has a level, a district association its district."""
    if kind is ApplicantKind.DISTRICT_ASSOCIATION:
        return (Affiliation.DISTRICT,)
    return _PUBLIC_LEVELS if kind is ApplicantKind.PARK else tuple(Affiliation)


@ruled_by(measures(7))
def affiliation_fits(kind: ApplicantKind, affiliation: Affiliation) -> Finding:
    """A unit's affiliation is one that its kind can have (办法·7)."""
    choices = affiliations_of(kind)
    return Finding(
        affiliation in choices,
        reason=f"{kind.label}的隶属关系为“{affiliation.label}”",
        remedy="" if affiliation in choices else f"请在“{'”“'.join(a.label for a in choices)}”中选择",
        field="affiliation",
    )


@ruled_by(measures(5, 2))
def park_type_given(kind: ApplicantKind, park_type: ParkType | None) -> Finding:
    """A park says which type it is, and nobody else does (办法·5·2)."""
    is_park = kind is ApplicantKind.PARK
    met = is_park == (park_type is not None)
    remedy = "请选择经济技术开发区、工业园区或产业园" if is_park else "请清除园区类型或更正单位类别"
    return Finding(
        met,
        reason="园区须注明类型" if is_park else "非园区单位不填园区类型",
        remedy="" if met else remedy,
        field="park_type",
    )


class RdLevel(StrEnum):
    """At which level a research and development body (研发机构) was recognised."""

    NATIONAL = "national"
    MINISTERIAL = "ministerial"
    MUNICIPAL = "municipal"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The level's Chinese name."""
        return _RD_LABELS[self]


_RD_LABELS = {
    RdLevel.NATIONAL: "国家级",
    RdLevel.MINISTERIAL: "省部级",
    RdLevel.MUNICIPAL: "市级",
    RdLevel.OTHER: "其他",
}


class Standing(StrEnum):
    """What an enterprise proves one of (办法·6·3)."""

    ABOVE_SCALE = "above_scale"
    HIGH_TECH = "high_tech"

    @property
    def label(self) -> str:
        """The standing's Chinese name."""
        return _STANDING_LABELS[self]


_STANDING_LABELS = {Standing.ABOVE_SCALE: "规模以上企业", Standing.HIGH_TECH: "高新技术企业"}
