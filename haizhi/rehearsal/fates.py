"""What befalls each applicant of a rehearsal: most go straight on, some meet every kind of refusal."""

from enum import Enum

from haizhi.regulation.applicants import Affiliation, ApplicantKind, ParkType
from haizhi.rehearsal.city import Pattern


class Fate(Enum):
    """What happens to an application on its way to the review."""

    PLAIN = "plain"
    RETURNED = "returned by the district, corrected and endorsed"
    CORRECTED = "sent back by the Office, corrected and qualified"
    TOO_LONG = "an overview of 1001 字, refused, shortened"
    INELIGIBLE = "an enterprise neither above scale nor high-tech"
    LATE = "submits after the deadline"
    WITHDRAWN = "taken back while the Office checks"
    DECLINED = "not recommended by its district"
    LATE_FORWARD = "forwarded by its district after the deadline"
    FRAUD = "cancelled for fraud after qualifying"
    UNSIGNED = "submits without the signed form, refused, then with it"
    FOREIGN = "another district tries to endorse it"
    TWICE = "begins a second application"
    REROUTED = "taken over by the Office directly"
    PAPER = "hands in on paper, recorded by the Office"
    POOR = "no earmarked money"


SPECIAL = tuple(fate for fate in Fate if fate is not Fate.PLAIN)

_DISTRICT_FIRM = Pattern(ApplicantKind.ENTERPRISE, Affiliation.PRIVATE)
_CITY_FIRM = Pattern(ApplicantKind.ENTERPRISE, Affiliation.MUNICIPAL)

PATTERNS = (
    _DISTRICT_FIRM,
    Pattern(ApplicantKind.UNIVERSITY, Affiliation.MUNICIPAL),
    Pattern(ApplicantKind.INSTITUTE, Affiliation.NATIONAL),
    Pattern(ApplicantKind.PARK, Affiliation.NATIONAL, ParkType.DEVELOPMENT_ZONE),
    Pattern(ApplicantKind.ENTERPRISE, Affiliation.DISTRICT),
    _CITY_FIRM,
    Pattern(ApplicantKind.PARK, Affiliation.DISTRICT, ParkType.INDUSTRIAL_PARK),
    Pattern(ApplicantKind.DISTRICT_ASSOCIATION, Affiliation.DISTRICT),
    Pattern(ApplicantKind.INSTITUTE, Affiliation.DISTRICT),
    Pattern(ApplicantKind.PARK, Affiliation.MUNICIPAL, ParkType.ESTATE),
    Pattern(ApplicantKind.ENTERPRISE, Affiliation.NATIONAL),
    Pattern(ApplicantKind.OTHER, Affiliation.MUNICIPAL),
)
"""Every kind and way, in turn."""

_BY_DISTRICT = {Fate.RETURNED, Fate.DECLINED, Fate.LATE_FORWARD, Fate.FOREIGN, Fate.REROUTED}
_FIRMS = {Fate.INELIGIBLE}


def fate_of(index: int, applications: int) -> Fate:
    """The fate of applicant `index` of `applications`: in small rounds everybody goes straight on.

    Every third applicant has a fate of its own, as long as two in three remain for the review.
    """
    place, rest = divmod(index, 3)
    if rest != 1 or place >= len(SPECIAL) or applications < 6:
        return Fate.PLAIN
    return SPECIAL[place]


def pattern_of(index: int, fate: Fate) -> Pattern:
    """The sort of unit: one that its fate can befall."""
    if fate in _BY_DISTRICT:
        return _DISTRICT_FIRM
    if fate in _FIRMS:
        return _CITY_FIRM
    return PATTERNS[index % len(PATTERNS)]
