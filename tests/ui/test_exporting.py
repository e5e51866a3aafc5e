"""A list answers with its page, or with all that it filters and sorts as a workbook or as CSV."""

import csv
import logging
from io import BytesIO, StringIO
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import connection
from django.http import HttpResponse, HttpResponseBase
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from haizhi.documents.spreadsheet import TooManyRows
from haizhi.kernel.actor import Actor
from haizhi.kernel.models import Counter
from haizhi.ui import exporting
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from tests.applications.factories import NOW
from tests.ui.test_listing import Filters, rows

pytestmark = pytest.mark.django_db

COLUMNS = (Column("前缀", lambda row: row.prefix), Column("末号", lambda row: row.last))
CLERK = Actor(UUID(int=7), "张三")


def answered(*, personal: bool = False, **params: str) -> HttpResponseBase:
    request: Any = RequestFactory().get("/lists/", params)
    request.actor, request.at, request.session = CLERK, NOW, {}
    request._messages = FallbackStorage(request)
    queryset = Counter.objects.filter(prefix__startswith="T-")
    sorts = {"name": "prefix", "last": "last"}
    listing = listed(request, queryset, sorts=sorts, default="name", filters=Filters)

    def show(_request: Any, _template: str, context: dict[str, Any]) -> HttpResponse:
        return HttpResponse(f"page {context['exports']}")

    context = {"title": "编号清单", "listing": listing}
    return list_page(request, "x.html", context, COLUMNS, personal=personal, show=show)


def body(answer: HttpResponseBase) -> bytes:
    try:
        return b"".join(answer)
    finally:
        for close in vars(answer)[
            "_resource_closers"
        ]:  # its own close() would end the request, and with it the test's database
            close()


def exported(**params: str) -> list[list[str]]:
    return list(csv.reader(StringIO(body(answered(personal=False, export="csv", **params)).decode("utf-8-sig"))))[1:]


@pytest.mark.parametrize("export", ["", "pdf", "../xlsx"])
def test_the_page_offers_the_export(export: str) -> None:
    assert body(answered(export=export)) == b"page True"


def test_all_pages_are_exported_as_filtered_and_sorted() -> None:
    rows(95)
    assert [prefix for prefix, _ in exported()] == [f"T-{n:03}" for n in range(95)]
    assert [prefix for prefix, _ in exported(q="T-01", sort="-name", page="3")] == [
        f"T-{n:03}" for n in range(19, 9, -1)
    ]


def test_the_workbook_says_what_it_holds_by_whom_and_when() -> None:
    rows(2)
    answer = answered(export="xlsx", q="T-00")
    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert "2026%E5%B9%B43%E6%9C%8820%E6%97%A5.xlsx" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"
    with ZipFile(BytesIO(body(answer))) as book:
        page = book.read("xl/worksheets/sheet1.xml").decode()
    assert "编号清单　条件：名称 T-00　张三 2026年3月20日 10:00导出" in page
    assert "T-001" in page


def test_rows_cost_no_query_each() -> None:
    def cost(**params: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert exported(**params)
        return len(queries)

    rows(60)
    assert cost() == cost(q="T-000")


def test_taking_a_list_of_persons_away_is_noted_without_what_was_looked_for(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="haizhi.reads"):
        answered(export="csv", q="李四")
        assert not caplog.messages
        answered(personal=True, q="李四")
        assert not caplog.messages
        answered(personal=True, export="csv", q="李四")
    assert caplog.messages == [f"{CLERK.id} exported /lists/"]


def test_too_many_rows_lead_back_to_the_list_with_its_conditions(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise TooManyRows

    monkeypatch.setattr(exporting, "write_workbook", full)
    answer = answered(export="xlsx", q="T", sort="-name")
    assert (answer.status_code, answer["Location"]) == (302, "/lists/?q=T&sort=-name")
