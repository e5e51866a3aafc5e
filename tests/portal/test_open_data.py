"""The open data: every kind of question put by schemathesis, pages by key, tables, refusals a program understands."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from pytest_django import DjangoAssertNumQueries
from schemathesis import GenerationMode
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig

from haizhi.accounts.models import Membership
from haizhi.portal.api.documentation import questions
from haizhi.regulation.bodies import BODIES
from haizhi.regulation.roles import Role
from tests.portal.factories import (
    SECRET_MAIL,
    SECRET_MOBILE,
    SECRET_NAME,
    a_call,
    a_person,
    a_station,
    past_the_door,
)
from tests.portal.pages import NAME, a_city

pytestmark = pytest.mark.django_db

API = "/api/v1"
SPARING = settings(
    max_examples=3,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
"""Few questions for each address: the same ones each time."""

LISTS = ("calls", "notices", "publicities", "documents", "stations", "sessions")
TABLES = (*LISTS, "bodies")


def asked(client: Client, address: str, **query: Any) -> Any:
    """What is answered, as JSON."""
    answer = client.get(f"{API}/{address}", query)
    assert answer.status_code == 200, answer.content.decode()
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    return answer.json()


def table(client: Client, name: str) -> list[dict[str, str]]:
    """A collection as CSV, line by line."""
    answer = client.get(f"{API}/{name}.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    content = b"".join(answer).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(content)))


@pytest.fixture
def application() -> Iterator[WSGIHandler]:
    """The site as a server calls it; only the test's own connection stays open, as with Django's client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_whatever_is_asked_the_answer_is_as_the_description_says(
    application: WSGIHandler, mode: GenerationMode
) -> None:
    """Schemathesis, through WSGI: right and wrong questions for each address, each answer checked by the schema."""
    a_city(3)
    # the site refuses a NUL in any address before the open data are asked
    generation = GenerationConfig(allow_x00=False, modes=[mode])
    config = SchemathesisConfig(projects=ProjectsConfig(default=ProjectConfig(generation=generation)))
    schema = schemathesis.openapi.from_wsgi(f"{API}/openapi.json", application, config=config)
    put = 0
    for found in schema.get_all_operations():
        operation: Any = found.ok()  # type: ignore[union-attr]  # our own description is in order
        if mode is GenerationMode.NEGATIVE and not operation.query:
            continue  # there is nothing to get wrong

        @SPARING
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            nonlocal put
            put += 1
            case.call_and_validate()

        ask()
    assert put > 15


def test_pages_by_key_miss_nothing_and_repeat_nothing(client: Client) -> None:
    a_city(7)
    for name in LISTS:
        whole = asked(client, name, limit=200)
        assert whole["next"] is None
        seen: list[Any] = []
        address: str | None = f"{API}/{name}?limit=2"
        while address:
            page = client.get(address).json()
            assert len(page["items"]) <= 2
            seen += page["items"]
            address = page["next"]
        assert seen == whole["items"], name


def test_what_is_added_between_two_pages_moves_none_of_those_that_follow(client: Client) -> None:
    call = a_call()
    for _ in range(4):
        a_station(call)
    first = asked(client, "stations", limit=2)
    rest = client.get(first["next"]).json()["items"]
    a_station(call)
    past_the_door()
    assert client.get(first["next"]).json()["items"] == rest


def test_the_tables_hold_what_the_lists_hold(client: Client) -> None:
    a_city(3)
    for name in TABLES:
        items = asked(client, name)
        items = items if name == "bodies" else items["items"]
        lines = table(client, name)
        assert len(lines) == len(items) > 0, name
        assert list(lines[0]) == list(items[0]), name
        key = "id" if name == "notices" else "code"
        assert [line[key] for line in lines] == [item[key] for item in items]


def test_a_station_is_found_by_each_condition_and_is_what_its_page_shows(client: Client) -> None:
    wanted = a_station(a_call(), NAME, "500105", date(2025, 4, 1))
    a_station(a_call(2025), "乙研究院", "500101", date(2026, 4, 1))
    for query in ({"q": "协同创新"}, {"district": "500157"}, {"year": 2025}, {"q": wanted.code, "state": "in_term"}):
        [found] = asked(client, "stations", **query)["items"]
        assert (found["code"], found["unit"], found["district"]) == (wanted.code, NAME, "江北区（今两江新区）")
    assert asked(client, f"stations/{wanted.code}") == found
    assert client.get(found["url"]).status_code == 200
    for query in ({"state": "expired"}, {"district": "500000"}, {"field": "energy"}):
        assert asked(client, "stations", **query)["items"] == []


def test_every_body_is_there_with_who_took_over(client: Client) -> None:
    a_station(a_call(), district="500105")
    found = {each["code"]: each for each in asked(client, "bodies")}
    assert len(found) == len(BODIES)
    assert (found["500105"]["successor"], found["500105"]["stations"]) == ("500157", 0)
    assert found["500157"]["stations"] == 1


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("stations?limit=0", 422, "limit：不小于1"),
        ("stations?limit=201", 422, "limit：不大于200"),
        ("stations?limit=x", 422, "limit：应为整数"),
        ("stations?state=gone", 422, "state：应为其中之一：in_term、expired。"),
        (f"stations?q={'长' * 61}", 422, "q：不超过60个字符"),
        ("notices?after=x", 422, "after：没有这样的位置"),
        ("stations/GZ-2026-9999", 404, "没有这样的地址或编号，或者没有公开。"),
        ("nothing", 404, "没有这样的地址或编号"),
        ("stations?q=%00", 400, "浏览器发来的内容不完整或格式有误。"),
    ],
)
def test_a_refusal_says_why_in_the_form_that_programs_know(
    client: Client, address: str, status: int, words: str
) -> None:
    answer = client.get(f"{API}/{address}")
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json; charset=utf-8")
    said = answer.json()
    assert said["status"] == status
    assert words in said["detail"]
    assert said["title"]


def test_nothing_but_reading_is_allowed(client: Client) -> None:
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(client, method)(f"{API}/stations")
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert answer.json()["detail"] == "开放数据只读，请用 GET。"
    assert client.head(f"{API}/stations").status_code == 200


def test_other_sites_may_ask_and_nobody_gets_a_cookie(client: Client) -> None:
    a_city()
    for name in (*LISTS, "bodies", "statistics", "openapi.json", "stations.csv", "stations/x"):
        answer = client.get(f"{API}/{name}", headers={"origin": "https://elsewhere.invalid"})
        assert answer["Access-Control-Allow-Origin"] == "*", name
        assert not answer.cookies, name
        assert "Set-Cookie" not in answer, name
    before = client.options(f"{API}/stations", headers={"access-control-request-headers": "if-none-match"})
    assert (before.status_code, before["Access-Control-Allow-Headers"]) == (204, "If-None-Match")


def test_an_answer_is_sent_anew_after_an_act_and_not_before(client: Client) -> None:
    a_city()
    for name in LISTS:
        seen = client.get(f"{API}/{name}")["ETag"]
        again = client.get(f"{API}/{name}", headers={"if-none-match": seen})
        assert (again.status_code, again.content) == (304, b""), name
        assert again["Access-Control-Allow-Origin"] == "*"
    a_call(2025)
    assert client.get(f"{API}/{name}", headers={"if-none-match": seen}).status_code == 200


def test_whoever_is_signed_in_is_answered_as_everybody_is(client: Client) -> None:
    a_city()
    open_to_all = client.get(f"{API}/stations").content
    person = a_person()
    Membership.objects.create(stage="active", person=person, role=Role.OFFICE_HEAD, valid_from=date(2026, 1, 1))
    client.force_login(person)
    answer = client.get(f"{API}/stations")
    assert answer.content == open_to_all
    assert "private" not in answer["Cache-Control"]


def test_no_answer_holds_a_person(client: Client) -> None:
    a_person()
    city = a_city(2)
    answers = [json.dumps(asked(client, name), ensure_ascii=False) for name in (*TABLES, "statistics")]
    answers += [json.dumps(asked(client, f"{name}s/{getattr(city, name)}"), ensure_ascii=False)
                for name in ("call", "document", "station", "session")]  # fmt: skip
    answers += [json.dumps(table(client, name), ensure_ascii=False) for name in TABLES]
    for secret in (SECRET_NAME, SECRET_MOBILE, SECRET_MAIL):
        assert not [text for text in answers if secret in text]


def test_an_answer_takes_the_same_queries_for_one_row_and_for_thirty(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    few: dict[str, int] = {}
    many: dict[str, int] = {}
    for counted, rows in ((few, 1), (many, 29)):
        a_city(rows)
        past_the_door()
        for name in (*LISTS, "bodies", "statistics"):
            with django_assert_max_num_queries(12) as found:
                asked(client, name)
            counted[name] = len(found)
    assert few == many


def test_the_page_for_people_describes_every_question(client: Client) -> None:
    page = client.get(reverse("portal:open_data")).content.decode()
    assert len(questions()) == 20
    for each in questions():
        assert each.address.partition("{")[0] in page
        for member in each.parameters:
            assert member.description, f"{each.address} {member.name}"
            assert member.description in page
    for words in ("CC BY 4.0", "If-None-Match", "application/problem+json", "推荐单位代码，见 bodies"):
        assert words in page
