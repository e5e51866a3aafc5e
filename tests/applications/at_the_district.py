"""What the tests of checking begin with: a district's clerk and head at their pages, a unit ready to be forwarded."""

from django.test import Client

from haizhi.applications import drafts
from haizhi.applications.models import Application
from haizhi.regulation.roles import Role
from tests.applications.conftest import SignIn
from tests.applications.factories import (
    NOW,
    YUZHONG,
    holding,
    upload,
)

DISTRICT_CLERK = holding(Role.DISTRICT_CLERK, YUZHONG)


def district(sign_in: SignIn, role: Role = Role.DISTRICT_HEAD) -> Client:
    return sign_in(role, district=YUZHONG)


def fresh(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def prepared(application: Application) -> Application:
    drafts.draft_opinion(application, "情况属实，同意推荐", by=DISTRICT_CLERK, at=NOW)
    drafts.attach_opinion(application, upload("意见.pdf"), by=DISTRICT_CLERK, at=NOW)
    return application
