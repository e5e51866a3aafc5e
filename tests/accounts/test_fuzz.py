"""Whatever is typed into the forms of units and people is refused in words, never a broken page."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haizhi.accounts.models import Membership
from haizhi.regulation.roles import Role
from tests.accounts.conftest import SignIn
from tests.accounts.factories import code, member

pytestmark = pytest.mark.django_db

WORDS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "0", "-1", "9" * 40, "a\0b", "𬭎㛃䶮", "2026-02-30", "13812345678", "drafter", code(1), "' OR 1=1"]
    ),
)
FIELDS: dict[str, tuple[str, ...]] = {
    "register": (
        "name",
        "code",
        "applicant_kind",
        "affiliation",
        "district",
        "person_name",
        "mobile",
        "email",
        "password",
    ),
    "join": ("code", "note", "person_name", "mobile", "email", "password", "repeated", "once", "seen"),
    "new_invitation": ("unit", "roles", "name", "mobile", "email", "days", "once"),
    "unit_grant": ("person", "role", "valid_from", "valid_to"),
    "new_renaming": ("name", "changed_on", "proof", "proof-kept"),
    "profile_edit": ("address", "postcode", "contact", "phone_area", "phone", "fax", "email", "head_name", "team_size"),
    "proof_new": ("sort", "number", "valid_from", "valid_to", "upload", "upload-kept"),
    "rd_body_new": ("name", "level", "since"),
    "hand_over": ("leaver", "to", "opinion"),
}
OPEN = frozenset({"register", "join"})


def address(name: str, signatory: Membership) -> str:
    if name in OPEN or name == "new_invitation":
        return reverse(f"accounts:{name}")
    assert signatory.organisation is not None
    if name == "hand_over":
        return reverse("accounts:organisation_act", args=[signatory.organisation.code, name])
    return reverse(f"accounts:{name}", args=[signatory.organisation.code])


@pytest.mark.parametrize("name", FIELDS)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_form_breaks(name: str, data: st.DataObject, signed_in: SignIn) -> None:
    said: dict[str, Any] = {field: data.draw(WORDS) for field in FIELDS[name]}
    with transaction.atomic():
        signatory = member(Role.SIGNATORY)
        client = Client() if name in OPEN else signed_in(signatory)
        assert client.post(address(name, signatory), said).status_code in (200, 302, 422)
        transaction.set_rollback(True)
