"""Pages of the minutes of 资格审核 meetings."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haizhi.applications import acts
from haizhi.regulation.roles import Role
from tests.applications.conftest import SignIn
from tests.applications.factories import (
    CLERK,
    NOW,
    YUZHONG,
    submitted,
    unit,
    university,
    upload,
)
from tests.applications.reading import text
from tests.files.samples import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_the_office_enters_minutes_and_the_head_confirms_them(sign_in: SignIn) -> None:
    application = submitted(university())
    clerk = sign_in(Role.OFFICE_CLERK)
    page = text(clerk.get("/applications/minutes/new/"))
    assert f"{application.code}　{application.unit.name}（资格审核中）" in page
    sent = {
        "minutes_number": "资审〔2026〕1号",
        "met_on": "2026-03-19",
        "attendance": "曾查等七人",
        "applications": [application.code],
    }
    bare = clerk.post("/applications/minutes/new/", sent)
    assert bare.status_code == 422
    assert "请上传纪要扫描件" in text(bare)
    assert "曾查等七人" in text(bare)
    made = clerk.post("/applications/minutes/new/", sent | {"scan": SimpleUploadedFile("纪要.pdf", pdf())})
    assert made.headers["Location"] == "/applications/minutes/ZS-2026-01/"
    head = sign_in(Role.OFFICE_HEAD)
    assert head.post("/applications/minutes/ZS-2026-01/confirm/", {"seen": "1"}).status_code == 302
    assert "资审〔2026〕1号" in text(head.get(application.get_absolute_url()))
    assert "尚无经确认" not in text(head.get(application.get_absolute_url()))
    listed = text(clerk.get("/applications/minutes/?q=资审&stage=confirmed"))
    assert "ZS-2026-01" in listed
    assert "没有符合条件的记录" in text(clerk.get("/applications/minutes/?q=没有"))


def test_the_list_of_minutes_needs_as_many_queries_for_thirty_as_for_one(sign_in: SignIn) -> None:
    application = submitted(university())
    clerk = sign_in(Role.OFFICE_CLERK)

    def enter(n: int) -> None:
        acts.enter_minutes(
            by=CLERK,
            at=NOW,
            applications=[application],
            minutes_number=f"{n}号",
            met_on=date(2026, 3, 19),
            attendance="七人",
            scan=upload(),
        )

    assert "还没有登记会议纪要" in text(clerk.get("/applications/minutes/"))
    enter(1)
    with CaptureQueriesContext(connection) as one:
        clerk.get("/applications/minutes/")
    for n in range(29):
        enter(n + 2)
    with CaptureQueriesContext(connection) as thirty:
        assert "共 30 份" in text(clerk.get("/applications/minutes/"))
    assert len(one) == len(thirty) <= 12


@pytest.mark.parametrize("role", [Role.DISTRICT_HEAD, Role.SIGNATORY, Role.JUDGE])
def test_minutes_are_not_for_districts_units_or_judges(role: Role, sign_in: SignIn) -> None:
    place: dict[str, Any] = {"organisation": unit()} if role is Role.SIGNATORY else {}
    place |= {"district": YUZHONG} if role is Role.DISTRICT_HEAD else {}
    client = sign_in(role, **place)
    for page in ("", "new/", "ZS-2026-01/", "ZS-2026-01/confirm/"):
        assert client.get(f"/applications/minutes/{page}").status_code == 403
