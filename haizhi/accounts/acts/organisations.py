"""Registering a unit, with the first of its people."""

from collections.abc import Iterator
from datetime import date, datetime

from haizhi.accounts.acts.memberships import grant
from haizhi.accounts.acts.people import enrol
from haizhi.accounts.facts import contactable
from haizhi.accounts.identifiers import canonical_code, code_is_valid
from haizhi.accounts.models import Organisation
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.columns import room_of
from haizhi.kernel.door import creates
from haizhi.regulation import moves
from haizhi.regulation.applicants import (
    Affiliation,
    ApplicantKind,
    ParkType,
    affiliation_fits,
    park_type_given,
)
from haizhi.regulation.bodies import body_on
from haizhi.regulation.citations import measures
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.roles import OFFICE_ROLES, Role


@creates(moves.REGISTER, private=("person_name", "mobile", "email"))
def register(
    password: str | None = None,
    /,
    *,
    by: Actor,
    at: datetime,
    name: str,
    code: str,
    applicant_kind: ApplicantKind,
    affiliation: Affiliation,
    district: str,
    park_type: ParkType | None = None,
    address: str = "",
    postcode: str = "",
    phone_area: str = "",
    phone: str = "",
    phone_extension: str = "",
    person_name: str = "",
    mobile: str = "",
    email: str = "",
) -> Organisation:
    """登记: a unit may apply from now on.

    With `person_name` its first person is enrolled too (`password` is positional, so that it never enters the record)
    and becomes its 经办人 and 负责人. The public registers with a person, the Office may do without.
    """
    unit = Organisation(
        name=name.strip(),
        code=canonical_code(code),
        applicant_kind=applicant_kind,
        affiliation=affiliation,
        park_type=park_type or "",
        district=district,
        address=address.strip(),
        postcode=postcode.strip(),
        phone_area=phone_area.strip(),
        phone=phone.strip(),
        phone_extension=phone_extension.strip(),
    )
    wrong = list(unmet(*_known_by(unit), *located(unit, day_of(at)), *contactable(unit)))
    wrong += unmet(affiliation_fits(applicant_kind, affiliation), park_type_given(applicant_kind, park_type))
    if not person_name.strip() and not by.holds(*OFFICE_ROLES):
        wrong.append(Finding(False, None, "没有填写经办人", "请填写经办人的姓名和登录信息。", "person_name"))
    if wrong:
        raise Refused(*wrong)
    if person_name.strip():
        person = enrol(password, by=SYSTEM, at=at, name=person_name, mobile=mobile, email=email)
        for role in (Role.DRAFTER, Role.SIGNATORY):
            grant(person, by=SYSTEM, at=at, role=role, valid_from=day_of(at), organisation=unit)
    return unit


def _known_by(unit: Organisation) -> Iterator[Finding]:
    yield Finding(bool(unit.name), None, "单位名称为空", "请填写单位全称，与公章一致。", "name")
    most, said = room_of(Organisation, "name"), len(unit.name)
    yield Finding(said <= most, None, f"单位名称有{said}个字符，最多{most}个", "请缩短。", "name")
    valid = code_is_valid(unit.code)
    yield valid
    if valid.met:
        yield Finding(
            not Organisation.objects.filter(code=unit.code).exists(),
            measures(5),
            "该统一社会信用代码的单位已登记",
            "请勿重复登记：已有账号的请直接登录；没有账号的，请申请加入该单位。",
            "code",
        )


def located(unit: Organisation, on: date) -> Iterator[Finding]:
    """Whether its district is one that there is on a day (办法·7·2)."""
    yield Finding(
        body_on(unit.district, on) is not None,
        measures(7, 2),
        "没有选择现有的区县",
        "请选择单位所在的区县。",
        "district",
    )
