"""A NUL in an address is a bad request on both databases, in the dress of every other page."""

import pytest
from django.test import Client

from haizhi.regulation.roles import Role
from tests.accounts.factories import member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/reviews/%00/",
        "/stations/%00/",
        "/accounts/organisations/%00/",
        "/decisions/publicities/%00/object/",
        "/decisions/publicities/new/?resolution=%00",
        "/public/stations/?q=%00",
    ],
)
def test_an_address_with_a_nul_is_not_looked_up(address: str) -> None:
    client = Client()
    client.force_login(member(Role.OFFICE_CLERK).person)
    for browser in (client, Client()):
        answer = browser.get(address)
        assert answer.status_code == 400
        assert "请求无法识别" in answer.content.decode()


def test_a_percent_sign_that_was_typed_is_no_nul() -> None:
    assert Client().get("/public/stations/?q=%2500").status_code == 200
