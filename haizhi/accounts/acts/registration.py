"""更正登记信息: the Office corrects by what a unit was registered, with its reason; what hangs on it follows."""

from collections.abc import Iterator
from copy import copy
from datetime import datetime

from haizhi.accounts.acts.organisations import located
from haizhi.accounts.facts import DEPENDENTS
from haizhi.accounts.identifiers import canonical_code, code_is_valid
from haizhi.accounts.models import Organisation
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, record
from haizhi.regulation import moves
from haizhi.regulation.applicants import Affiliation, ApplicantKind, ParkType, affiliation_fits, park_type_given
from haizhi.regulation.citations import measures
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet

CORRECTED = ("code", "applicant_kind", "affiliation", "park_type", "district")
"""What it is registered by, besides its name, which changes by 更名, and what it keeps itself in its profile."""

Change = tuple[str, str, str]
"""What was corrected: its label, what it was, what it is; in words."""


def corrected(
    organisation: Organisation,
    *,
    code: str,
    applicant_kind: ApplicantKind,
    affiliation: Affiliation,
    district: str,
    park_type: ParkType | None = None,
) -> Organisation:
    """The unit as it would be: a copy, not saved."""
    after = copy(organisation)
    after.code, after.district = canonical_code(code), district
    after.applicant_kind, after.affiliation = applicant_kind.value, affiliation.value
    after.park_type = park_type.value if park_type else ""
    return after


def corrections(before: Organisation, after: Organisation, at: datetime) -> list[Change]:
    """What a correction changes, in words."""
    found = []
    for name in CORRECTED:
        if getattr(before, name) != getattr(after, name):
            label = str(getattr(Organisation._meta.get_field(name), "verbose_name", name))
            found.append((label, _said(before, name, at), _said(after, name, at)))
    return found


def standing_against_correction(before: Organisation, after: Organisation, at: datetime) -> tuple[Finding, ...]:
    """Everything that stands against a correction, for the dry run and the act alike."""
    kind, park_type = ApplicantKind(after.applicant_kind), ParkType(after.park_type) if after.park_type else None
    changed = bool(corrections(before, after, at))
    return unmet(
        Finding(changed, measures(5), "没有改动任何一项", "请填写更正后的内容。"),
        *_of_the_code(before, after),
        *located(after, day_of(at)),
        affiliation_fits(kind, Affiliation(after.affiliation)),
        park_type_given(kind, park_type),
    )


def consequences(before: Organisation, after: Organisation, at: datetime) -> list[str]:
    """What a correction brings about, in sentences."""
    found = []
    if after.code != before.code:
        found.append(f"以后按“{after.code}”查找本单位；“{before.code}”不再指向本单位，可由其他单位登记。")
    if after.district != before.district:
        found.append(f"此后由{_said(after, 'district', at)}科协查看本单位的登记信息。")
    for dependent in DEPENDENTS.values():
        found += dependent.foresee(before, after, at)
    return found


@act(moves.CORRECT_UNIT)
def correct_unit(
    organisation: Organisation,
    *,
    by: Actor,
    at: datetime,
    code: str,
    applicant_kind: ApplicantKind,
    affiliation: Affiliation,
    district: str,
    park_type: ParkType | None = None,
    opinion: str,
) -> None:
    """更正登记信息: what was handed in keeps the way that it took, drafts take the new one (办法·5, 办法·7)."""
    before = copy(organisation)
    after = corrected(
        organisation,
        code=code,
        applicant_kind=applicant_kind,
        affiliation=affiliation,
        district=district,
        park_type=park_type,
    )
    wrong = standing_against_correction(before, after, at)
    if wrong:
        raise Refused(*wrong)
    record(changes=[list(change) for change in corrections(before, after, at)])
    for name in CORRECTED:
        setattr(organisation, name, getattr(after, name))
    for dependent in DEPENDENTS.values():
        dependent.follow(before, organisation, at)


def _of_the_code(before: Organisation, after: Organisation) -> Iterator[Finding]:
    if after.code == before.code:
        return
    valid = code_is_valid(after.code)
    yield valid
    if valid.met:
        other = Organisation.objects.filter(code=after.code).exclude(pk=before.pk).first()
        yield Finding(
            other is None,
            measures(5),
            f"{other.name}已用这个统一社会信用代码登记" if other else "",
            "如系同一单位，请用“合并重复登记”；否则请核对代码。",
            "code",
        )


def _said(unit: Organisation, name: str, at: datetime) -> str:
    if name == "district":
        return unit.district_name(day_of(at))
    if name == "code":
        return unit.code
    return str(getattr(unit, f"get_{name}_display")()) or "不是园区"
