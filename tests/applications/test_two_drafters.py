"""Two people on one field, and what saves itself: never overwritten silently, both texts shown."""

from typing import Any

import pytest

from haizhi.applications import drafts
from haizhi.applications.models import Application
from haizhi.regulation.sections import Section
from tests.applications.conftest import SignIn
from tests.applications.factories import (
    NOW,
    begun,
    drafter,
    submitted,
    university,
)
from tests.applications.reading import browser_of, hidden, text

pytestmark = pytest.mark.django_db


def url_of(application: Application, section: Section) -> str:
    return f"/applications/{application.code}/edit/{section.value}/"


def test_only_what_was_changed_on_the_page_is_saved(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    url = url_of(application, Section.UNIT)
    page = client.get(url)
    drafts.save(
        application, {"address": "新地址"}, by=drafter(application.unit), at=NOW, page=drafts.open_page(application)
    )
    stale = {"address": "重庆市渝中区解放碑1号", "initial-address": "重庆市渝中区解放碑1号", "contact": "曾查"}
    assert client.post(url, stale | {"seen": hidden(page, "seen")}).status_code == 302
    application.refresh_from_db()
    assert (application.address, application.contact) == ("新地址", "曾查")


def clashed(application: Application, sign_in: SignIn) -> tuple[Any, Any, str]:
    """A page whose reader typed what somebody else had changed meanwhile."""
    client = browser_of(application, sign_in)
    url = url_of(application, Section.UNIT)
    page = client.get(url)
    other = drafts.open_page(application)
    drafts.save(application, {"contact": "甲"}, by=drafter(application.unit), at=NOW, page=other)
    return client, client.post(url, {"seen": hidden(page, "seen"), "contact": "乙"}), url


def test_a_clash_shows_both_texts_and_the_second_may_still_win(sign_in: SignIn) -> None:
    application = begun()
    client, told, url = clashed(application, sign_in)
    assert told.status_code == 422
    page = text(told)
    assert "“常设联系人”：申报单位经办人在您填写期间改过" in page
    assert page.index("现存内容") < page.index(">甲</p>") < page.index("您填写的内容") < page.index(">乙</p>")
    assert 'value="乙"' in page
    assert client.post(url, {"seen": hidden(told, "seen"), "contact": "乙"}).status_code == 302
    application.refresh_from_db()
    assert application.contact == "乙"


def test_of_a_clash_what_stands_may_be_chosen(sign_in: SignIn) -> None:
    application = begun()
    client, told, url = clashed(application, sign_in)
    chosen = {"seen": hidden(told, "seen"), "contact": "乙", "theirs-contact": "1", "fax": "023-1"}
    assert client.post(url, chosen).status_code == 302
    application.refresh_from_db()
    assert (application.contact, application.fax) == ("甲", "023-1")


# Autosave


def test_autosave_saves_one_field_and_tells_both_texts_of_a_clash(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    url = f"/applications/{application.code}/save/"
    seen = hidden(client.get(url_of(application, Section.UNIT)), "seen")
    assert client.post(url, {"field": "contact", "contact": "甲", "seen": seen}).json() == {"saved_at": "10:00"}
    assert client.post(url, {"field": "truth_declared", "truth_declared": "on", "seen": seen}).status_code == 200
    drafts.save(application, {"contact": "丙"}, by=drafter(application.unit), at=NOW)
    answer = client.post(url, {"field": "contact", "contact": "乙", "seen": seen})
    assert answer.status_code == 409
    clash = answer.json()["clash"]
    assert (clash["theirs"], clash["value"], clash["by"]) == ("丙", ["丙"], "申报单位经办人")
    assert clash["at"] == "2026年3月20日 10:00"
    again = client.post(url, {"field": "contact", "contact": "乙", "seen": clash["seen"]})
    assert again.status_code == 200
    application.refresh_from_db()
    assert (application.contact, application.truth_declared) == ("乙", True)


@pytest.mark.parametrize(
    ("field", "value", "typed", "told"),
    [
        ("money", 80_500_000, "1", ["80.5"]),
        ("high_tech", True, "", ["on"]),
        ("staff", None, "4", [""]),
    ],
)
def test_a_clash_tells_what_stands_as_the_controls_hold_it(
    field: str, value: Any, typed: str, told: list[str], sign_in: SignIn
) -> None:
    application = begun()
    by = drafter(application.unit)
    client = browser_of(application, sign_in)
    drafts.save(application, {"staff": 9, "money": 7, "high_tech": False}, by=by, at=NOW)
    drafts.save(application, {field: value}, by=by, at=NOW)
    url = f"/applications/{application.code}/save/"
    answer = client.post(url, {"field": field, "seen": "0.ABC"} | ({field: typed} if typed else {}))
    assert answer.json()["clash"]["value"] == told


@pytest.mark.parametrize("field", ["", "stage", "judgements", "nonsense", "above_scale"])
def test_autosave_takes_only_fields_of_the_units_own_form(field: str, sign_in: SignIn) -> None:
    application = begun(university())
    response = browser_of(application, sign_in).post(
        f"/applications/{application.code}/save/", {"field": field, field or "x": "1"}
    )
    assert response.status_code == 400


def test_autosave_of_a_submitted_form_says_why_not(sign_in: SignIn) -> None:
    application = submitted()
    client = browser_of(application, sign_in)
    response = client.post(f"/applications/{application.code}/save/", {"field": "contact", "contact": "甲"})
    assert response.status_code == 409
    assert "不能再修改申报内容" in response.json()["error"]
    assert client.get(f"/applications/{application.code}/save/").status_code == 405
