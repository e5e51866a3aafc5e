"""A unit registers, with the first of its people."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.accounts.acts import register
from haizhi.accounts.identifiers import code_is_valid
from haizhi.accounts.models import Membership, Organisation
from haizhi.accounts.queries import actor_for
from haizhi.kernel.actor import PUBLIC
from haizhi.kernel.models import Act
from haizhi.regulation.applicants import Affiliation, ApplicantKind, ParkType
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.accounts.factories import NANAN, NOW, PASSWORD, YUZHONG, actor, code, member, mobile, unit


def registering(**other: Any) -> Organisation:
    said: dict[str, Any] = {
        "name": "重庆智造有限公司",
        "code": code(7),
        "applicant_kind": ApplicantKind.ENTERPRISE,
        "affiliation": Affiliation.PRIVATE,
        "district": YUZHONG,
        "person_name": "张三",
        "mobile": "13812345678",
    }
    return register(PASSWORD, by=PUBLIC, at=NOW, **said | other)


@pytest.mark.django_db
def test_the_first_person_becomes_drafter_and_signatory_and_may_sign_in() -> None:
    registered = registering()
    roles = Membership.objects.filter(organisation=registered)
    assert set(roles.values_list("role", flat=True)) == {Role.DRAFTER, Role.SIGNATORY}
    first = roles[0].person
    assert first.check_password(PASSWORD)
    assert not first.password_is_initial
    assert actor_for(first, NOW).places(Role.DRAFTER) == (str(registered.pk),)
    assert list(Act.objects.values_list("verb", flat=True)) == [
        "organisation.register",
        "person.enrol",
        "membership.grant",
        "membership.grant",
    ]
    assert Act.objects.get(verb="person.enrol").cause == Act.objects.get(verb="organisation.register")


@pytest.mark.django_db
def test_the_record_of_a_registration_names_the_unit_and_hides_the_person() -> None:
    registering(email="san@example.cn")
    act = Act.objects.get(verb="organisation.register")
    assert act.number == code(7)
    assert act.detail["district"] == YUZHONG
    for private in (PASSWORD, "张三", "13812345678", "san@example.cn"):
        assert private not in str(act.body)


@pytest.mark.django_db
def test_a_registered_unit_is_told_so_and_what_to_do() -> None:
    registering()
    with pytest.raises(Refused) as refused:
        registering(code=f" {code(7).lower()} ", mobile=mobile())
    assert "该统一社会信用代码的单位已登记" in str(refused.value)
    assert "请直接登录" in str(refused.value)
    assert Organisation.objects.count() == 1


@pytest.mark.django_db
def test_a_known_number_undoes_the_whole_registration() -> None:
    registering()
    with pytest.raises(Refused) as refused:
        registering(code=code(8))
    assert refused.value.findings[0].field == "mobile"
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (code(7)[:17], "应为18位，您填写了17位"),
        (code(7)[:17] + ("0" if code(7)[17] != "0" else "1"), "校验位不符"),
        ("9150010OMA0000007X", "不含 I、O、S、V、Z"),
        ("", "您填写了0位"),
    ],
)
def test_a_wrong_code_is_explained(wrong: str, why: str) -> None:
    finding = code_is_valid(wrong)
    assert not finding.met
    assert why in finding.reason
    assert finding.field == "code"


@given(st.integers(min_value=0, max_value=9_999_999), st.integers(min_value=0, max_value=16), st.integers(1, 30))
def test_one_wrong_character_of_a_code_is_always_found(serial: int, place: int, shift: int) -> None:
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    right = code(serial)
    other = letters[(letters.index(right[place]) + shift) % 31]
    assert code_is_valid(right).met
    assert not code_is_valid(right[:place] + other + right[place + 1 :]).met


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"district": "500105"}, "district"),  # 江北区, abolished in November 2025
        ({"district": "999999"}, "district"),
        ({"name": "  "}, "name"),
        ({"affiliation": Affiliation.NATIONAL, "applicant_kind": ApplicantKind.DISTRICT_ASSOCIATION}, "affiliation"),
        ({"park_type": ParkType.ESTATE}, "park_type"),
        ({"applicant_kind": ApplicantKind.PARK, "affiliation": Affiliation.NATIONAL}, "park_type"),
        ({"postcode": "40001"}, "postcode"),
        ({"phone": "023-63002858"}, "phone"),
        ({"phone_area": "23"}, "phone_area"),
        ({"phone_area": "026"}, "phone_area"),
        ({"phone_area": "0233"}, "phone_area"),
        ({"phone_extension": "八一"}, "phone_extension"),
        ({"person_name": ""}, "person_name"),
    ],
)
def test_each_fault_of_a_registration_is_named_on_its_field(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        registering(**wrong)
    assert [f.field for f in refused.value.findings] == [field]
    assert all(f.remedy for f in refused.value.findings)


@pytest.mark.django_db
def test_the_office_registers_a_unit_without_a_person() -> None:
    clerk = actor(member(Role.OFFICE_CLERK))
    registered = register(
        by=clerk,
        at=NOW,
        name="重庆某大学",
        code=code(9),
        applicant_kind=ApplicantKind.UNIVERSITY,
        affiliation=Affiliation.MUNICIPAL,
        district=NANAN,
    )
    assert not registered.memberships.exists()


@pytest.mark.django_db
def test_a_unit_is_seen_by_its_own_people_and_not_by_another_district() -> None:
    head = actor(member(Role.DISTRICT_HEAD))
    other = unit(district=NANAN)
    assert not Organisation.objects.visible_to(head).filter(pk=other.pk).exists()
    assert Organisation.objects.visible_to(actor(member(Role.DRAFTER, at_unit=other))).get() == other
