"""What a test reads off a page."""

import re
from typing import Any

from django.test import Client

from haizhi.applications.models import Application
from haizhi.regulation.roles import Role
from tests.applications.conftest import SignIn


def text(response: Any) -> str:
    """The page itself."""
    return str(response.content.decode())


def hidden(response: Any, name: str, form: str = "") -> str:
    """The value of a hidden field of a page, of the form that is sent to an address when one is named."""
    page = text(response)
    if form:
        page = page[page.index(f'action="{form}"') :]
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found, name
    return found.group(1)


def browser_of(application: Application, sign_in: SignIn, role: Role = Role.DRAFTER) -> Client:
    """A browser of one of the unit's own people."""
    return sign_in(role, organisation=application.unit)
