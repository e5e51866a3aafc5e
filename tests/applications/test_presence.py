"""Two drafters at once see each other, and what the other saved."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from haizhi.applications import drafts
from haizhi.applications.models import Application, Presence
from haizhi.applications.models.presence import HERE_FOR
from haizhi.regulation.evidence import RecordKind
from haizhi.regulation.roles import Role
from tests.applications.conftest import SignIn
from tests.applications.factories import NOW, begun, drafter
from tests.applications.reading import browser_of, text

pytestmark = pytest.mark.django_db


def ask(client: Client, application: Application, window: str, **more: str) -> Any:
    said = {"section": "unit", "page": "PAGE1", "window": window} | more
    return client.post(f"/applications/{application.code}/presence/", said)


def test_two_drafters_see_each_other_until_they_leave(march: time_machine.Traveller, sign_in: SignIn) -> None:
    application = begun()
    one, two = browser_of(application, sign_in), browser_of(application, sign_in, Role.SIGNATORY)
    assert ask(one, application, "A").json()["here"] == []
    assert ask(two, application, "B").json()["here"] == ["申报单位经办人也打开了这一部分"]
    assert ask(one, application, "A").json()["here"] == ["申报单位负责人也打开了这一部分"]
    assert "申报单位负责人正在填写" in text(one.get(f"/applications/{application.code}/edit/"))
    march.move_to(NOW + HERE_FOR + timedelta(seconds=1))
    assert ask(one, application, "A").json()["here"] == []
    assert "正在填写" not in text(one.get(f"/applications/{application.code}/edit/"))
    assert Presence.objects.count() == 1


def test_one_person_in_two_windows_is_told_so_and_in_one_window_is_not(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    ask(client, application, "A")
    assert ask(client, application, "B").json()["here"] == ["您在另一窗口也打开了这一部分"]
    assert ask(client, application, "B", page="PAGE2").json()["here"] == ["您在另一窗口也打开了这一部分"]
    assert ask(client, application, "B", section="overview").json()["here"] == []
    assert ask(client, application, "A").json()["here"] == []


def test_what_did_not_change_is_not_sent_again_and_hardly_written(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    first = ask(client, application, "A")
    with CaptureQueriesContext(connection) as queries:
        again = ask(client, application, "A", etag=first.headers["ETag"])
    assert (again.status_code, again.content) == (204, b"")
    assert not [q for q in queries if q["sql"].startswith(("UPDATE", "INSERT", "DELETE"))]
    assert len(queries) <= 12
    drafts.save(application, {"contact": "甲"}, by=drafter(application.unit), at=NOW)
    assert ask(client, application, "A", etag=first.headers["ETag"]).status_code == 200


def test_what_another_page_saved_is_told_field_by_field_and_ones_own_is_not(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    by = drafter(application.unit)
    drafts.save(application, {"contact": "甲", "money": 5_000_000}, by=by, at=NOW)
    drafts.save(application, {"fax": "1"}, by=by, at=NOW, page=drafts.Page(0, "PAGE1"))
    told = ask(client, application, "A").json()
    assert told["serial"] == 2
    assert told["changed"] == {
        "contact": {"serial": 1, "value": ["甲"], "by": "申报单位经办人", "at": "2026年3月20日 10:00"}
    }
    assert ask(client, application, "A", section="conditions").json()["changed"]["money"]["value"] == ["5"]


def test_those_on_one_record_see_each_other_and_what_changed_in_it(sign_in: SignIn) -> None:
    application = begun()
    one, two = browser_of(application, sign_in), browser_of(application, sign_in, Role.SIGNATORY)
    by, mark = drafter(application.unit), uuid4()
    where = {"section": "benefits", "record": str(mark)}
    assert ask(one, application, "A", **where).json()["changed"] == {}
    drafts.save_record(application, RecordKind.TASK, mark, {"title": "难题"}, by=by, at=NOW)
    told = ask(two, application, "B", **where).json()
    assert told["here"] == ["申报单位经办人也打开了这一条"]
    assert told["changed"]["title"]["value"] == ["难题"]
    assert ask(two, application, "B", section="benefits", record=str(uuid4())).json()["here"] == []
    assert ask(two, application, "B", section="benefits").json()["here"] == ["申报单位经办人也打开了这一部分"]


@pytest.mark.parametrize("said", [{"section": "nonsense"}, {"section": ""}, {"record": "x"}, {"section": "\0"}])
def test_nonsense_is_nowhere(said: dict[str, str], sign_in: SignIn) -> None:
    application = begun()
    assert ask(browser_of(application, sign_in), application, "A", **said).status_code in (400, 404)


@pytest.mark.parametrize("window", ["", "x" * 500, "𬭎", "<b>"])
def test_a_window_of_any_name_is_a_window(window: str, sign_in: SignIn) -> None:
    application = begun()
    assert ask(browser_of(application, sign_in), application, window).status_code == 200
    assert Presence.objects.count() == 1
