"""What holds for every public page: open to all, silent about persons, cheap, plain on an empty project."""

import re
from datetime import date

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from haizhi.accounts.models import Membership
from haizhi.applications.acts import compose
from haizhi.kernel.models import Checkpoint, Head
from haizhi.kernel.source import new_id
from haizhi.regulation.roles import Role
from tests.portal.factories import (
    SECRET_MAIL,
    SECRET_MOBILE,
    SECRET_NAME,
    SPRING,
    a_call,
    a_person,
    office,
    past_the_door,
)
from tests.portal.pages import LISTS, PAGES, City, a_city

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
OUTSIDE = ("documents", "document", "accessibility", "open_data", "contact")
"""Pages in none of the head's sections."""


def test_a_passer_by_reads_every_page_without_signing_in_and_without_a_cookie(client: Client) -> None:
    for name, address in a_city().addresses().items():
        answer = client.get(address)
        assert answer.status_code == 200, name
        assert not answer.cookies, name
        assert "登录" in answer.content.decode(), name


def test_no_public_page_shows_a_person_of_a_unit_or_a_case(client: Client) -> None:
    a_person()
    for name, address in a_city(3).addresses().items():
        page = client.get(address).content.decode()
        for secret in (SECRET_NAME, SECRET_MOBILE, SECRET_MAIL):
            assert secret not in page, name


@pytest.mark.parametrize("name", [n for n in PAGES if n not in ("call", "publicity", "document", "station", "session")])
def test_every_page_that_needs_no_row_stands_in_an_empty_project(client: Client, name: str) -> None:
    assert client.get(reverse(f"portal:{name}")).status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_says_what_will_appear(client: Client, name: str) -> None:
    assert 'class="empty"' in client.get(reverse(f"portal:{name}")).content.decode()


def test_every_page_takes_the_same_queries_for_one_row_and_for_thirty(client: Client) -> None:
    few = _queries_of_each_page(client, a_city(1), checkpoints=1)
    many = _queries_of_each_page(client, a_city(29), checkpoints=30)
    assert few == many
    assert max(many.values()) <= MOST_QUERIES


def _queries_of_each_page(client: Client, city: City, checkpoints: int) -> dict[str, int]:
    at, subject = timezone.now(), new_id()
    Checkpoint.objects.all().delete()
    Checkpoint.objects.bulk_create(
        Checkpoint(size=n, root="00" * 32, occasion="turn.announce", subject_id=subject, at=at, note="")
        for n in range(checkpoints)
    )
    past_the_door()
    counted = {}
    for name, address in city.addresses().items():
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counted[name] = len(queries)
    return counted


def test_somebody_signed_in_reads_the_same_public_pages_and_no_more(client: Client) -> None:
    person = a_person()
    Membership.objects.create(stage="active", person=person, role=Role.OFFICE_HEAD, valid_from=date(2026, 1, 1))
    client.force_login(person)
    draft = compose(by=office(), at=SPRING, year=2026)
    assert client.get(reverse("portal:call", args=[draft.code])).status_code == 404
    published = a_call(2025)
    answer = client.get(reverse("portal:call", args=[published.code]))
    assert answer.status_code == 200
    assert SECRET_NAME in answer.content.decode(), "in the head of their own page"
    assert "private" in answer["Cache-Control"]
    assert "ETag" not in answer


def test_nothing_can_be_posted_to_a_public_page(client: Client) -> None:
    for name, address in a_city().addresses().items():
        assert client.post(address).status_code == 405, name


def test_a_page_is_sent_anew_after_any_act_and_not_before(client: Client) -> None:
    pages = a_city().addresses()
    seen = {name: client.get(address)["ETag"] for name, address in pages.items()}
    for name, address in pages.items():
        again = client.get(address, headers={"if-none-match": seen[name]})
        assert (again.status_code, again.content) == (304, b""), name
    a_call(2025)
    for name, address in pages.items():
        assert client.get(address, headers={"if-none-match": seen[name]}).status_code == 200, name


def test_countdowns_and_signatures_are_sent_anew_every_minute_and_the_other_pages_every_day(
    client: Client, clock: time_machine.Traveller
) -> None:
    city = a_city()
    seen = {name: client.get(address)["ETag"] for name, address in city.addresses().items()}

    def changed() -> set[str]:
        return {
            name
            for name, address in city.addresses().items()
            if client.get(address, headers={"if-none-match": seen[name]}).status_code == 200
        }

    clock.shift(60)
    assert changed() == {"home", "calls", "call", "session"}
    clock.shift(24 * 3600)
    assert changed() == set(PAGES)


def test_whoever_brings_a_cookie_is_never_answered_with_a_page_kept_from_before(client: Client) -> None:
    first = client.get("/")
    client.cookies[settings.CSRF_COOKIE_NAME] = "x" * 32
    assert client.get("/", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_the_next_reader_gets_the_same_page_for_two_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name, address in a_city().addresses().items():
        first = client.get(address)
        with django_assert_num_queries(2):  # the clock and the ledger's head, of which its ETag is made
            again = client.get(address)
        assert (again.content, again.headers) == (first.content, first.headers), name


def test_the_section_of_each_page_and_no_other_is_marked_in_the_head(client: Client) -> None:
    for name, address in a_city().addresses().items():
        head = client.get(address).content.decode().split("</header>")[0]
        assert head.count('aria-current="page"') == (name not in OUTSIDE), name


def test_the_site_says_that_it_is_alive_and_when_it_was_not_set_up(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ok", "text/plain; charset=utf-8")
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    Head.objects.all().delete()
    assert client.get("/healthz").status_code == 503


def test_a_page_for_print_and_phone_has_no_inline_style_that_the_policy_would_drop(client: Client) -> None:
    for name, address in a_city().addresses().items():
        page = client.get(address).content.decode()
        assert not re.search(r"<style|\sstyle=|\son\w+=", page), name
