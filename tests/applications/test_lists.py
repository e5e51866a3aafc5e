"""The list of applications: found by name, former name, code, initials; filtered, sorted, exported as it is filtered."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from haizhi.accounts.models import Organisation
from haizhi.applications.models import Application
from haizhi.kernel import search
from haizhi.regulation.roles import Role
from haizhi.regulation.routing import Route
from tests.applications.conftest import SignIn
from tests.applications.factories import NANAN, NOW, YUZHONG, open_call
from tests.ui.pages import Page

LIST = "/applications/"
TODAY = date(2026, 3, 20)


def unit(name: str, serial: int, *, kind: str = "enterprise", district: str = YUZHONG) -> Organisation:
    row = Organisation(
        name=name, code=f"9150010300000{serial:05}", applicant_kind=kind, affiliation="private", district=district,
        stage="active", version=1,
    )  # fmt: skip
    row.save()
    return row


def application(
    of: Organisation, serial: int, *, stage: str = "qualifying", route: Route = Route.DIRECT, due: date | None = None
) -> Application:
    row = Application(
        code=f"HZ-2026-{serial:04}", call=open_call(), unit=of, district=of.district, route=route.value, stage=stage,
        version=1, station_name="智造", submitted_at=NOW + timedelta(minutes=serial), due_on=due, money=80_000_000,
    )  # fmt: skip
    row.save()
    return row


@pytest.fixture
def clerk(sign_in: SignIn) -> Client:
    """A clerk of the Office."""
    return sign_in(Role.OFFICE_CLERK)


@pytest.fixture
def four(march: object) -> None:
    """Four applications that differ in everything that one filters by."""
    jinyun = unit("重庆缙云云科有限公司", 1)
    jinyun.former_names.create(name="巴山机械厂", valid_to="2025-12-31")
    jinyun.save()
    application(jinyun, 1, due=date(2026, 3, 19))
    application(unit("西南大学", 2, kind="university"), 2, stage="qualified", due=TODAY)
    application(unit("重庆南山医药研究院", 3, kind="institute", district=NANAN), 3, route=Route.VIA_DISTRICT)
    application(unit("阿依河园区", 4, kind="park"), 4, stage="endorsing", route=Route.VIA_DISTRICT)


def codes(client: Client, query: str = "") -> list[str]:
    """The numbers that the list shows, in order, by their last digit."""
    page = Page(client.get(f"{LIST}?{query}").content.decode())
    return [text[-1] for attrs, text in page.find("a") if attrs["href"].startswith("/applications/HZ-")]


@pytest.mark.usefixtures("four")
class TestConditions:
    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("q=缙云", "1"), ("q=巴山机械", "1"), ("q=jyyk", "1"), ("q=bsjxc", "1"), ("q=XNDX", "2"),
            ("q=915001030000000003", "3"), ("q=2026-0004", "4"), ("q=hz-2026", "4321"), ("q=智造", "4321"),
            ("q=没有", ""), ("q=%25", ""), ("q=缙云&stage=qualified", ""),
            ("stage=qualified", "2"), ("district=500108", "3"), ("route=via_district", "43"), ("kind=park", "4"),
            ("call=2026", "4321"), ("call=1999", "4321"), ("overdue=on", "1"), ("mine=on", "31"),
            ("route=direct&kind=university", "2"),
        ],
    )  # fmt: skip
    def test_each_condition_narrows_the_list(self, clerk: Client, query: str, shown: str) -> None:
        assert "".join(codes(clerk, query)) == shown

    @pytest.mark.parametrize(
        ("sort", "shown"),
        [
            ("code", "1234"), ("-code", "4321"), ("unit", "4132"), ("-unit", "2314"), ("at", "1234"), ("-at", "4321"),
            ("due", "1234"), ("stage", "4213"), ("", "4321"), ("unit__name", "4321"),
        ],
    )  # fmt: skip
    def test_the_list_sorts_by_number_pinyin_of_the_unit_stage_submission_and_last_day(
        self, clerk: Client, sort: str, shown: str
    ) -> None:
        found = "".join(codes(clerk, f"sort={sort}"))
        if sort == "stage":  # within a stage by number
            assert found.index("1") < found.index("3")
        elif sort == "due":  # what has no last day, last
            assert found[:2] == "12"
        else:
            assert found == shown

    def test_of_too_many_finds_each_row_is_asked(self, clerk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(search, "ENOUGH", 0)
        assert codes(clerk, "q=缙云") == ["1"]
        assert codes(clerk, "q=智造&sort=code") == ["1", "2", "3", "4"]

    def test_what_is_past_its_last_day_is_marked(self, clerk: Client) -> None:
        page = clerk.get(f"{LIST}?overdue=on").content.decode()
        assert "已逾期" in page
        assert "已逾期" not in clerk.get(f"{LIST}?stage=qualified").content.decode().partition('id="list"')[2]

    def test_the_export_has_what_is_filtered_in_its_order_with_codes_as_text(self, clerk: Client) -> None:
        answer = clerk.get(f"{LIST}?kind=enterprise&export=csv")
        lines = list(csv.reader(StringIO(b"".join(answer).decode("utf-8-sig"))))
        assert lines[0][:3] == ["申报编号", "申报单位", "统一社会信用代码"]
        assert lines[1:] == [
            ["HZ-2026-0001", "重庆缙云云科有限公司", "915001030000000001", "企业", "2026", lines[1][5], "智造", "渝中区",
             "直接向重庆海智办申报", "资格审核中", "80", "2026-03-20 10:01", "2026-03-19"],
        ]  # fmt: skip
        everything = b"".join(clerk.get(f"{LIST}?export=csv&sort=unit")).decode()
        assert [line[11] for line in everything.splitlines()[1:]] == ["4", "1", "3", "2"]

    def test_a_unit_exports_its_own_alone(self, sign_in: SignIn) -> None:
        own = Organisation.objects.get(name="西南大学")
        answer = sign_in(Role.DRAFTER, organisation=own).get(f"{LIST}?export=csv")
        assert [line[:12] for line in b"".join(answer).decode().splitlines()[1:]] == ["HZ-2026-0002"]


@pytest.mark.parametrize(
    "query",
    ["", "stage=qualifying&district=500103", "sort=unit", "sort=-at", "sort=due", "q=缙云", "q=jyyk", "q=HZ-2026",
     "mine=on", "overdue=on", "call=2026&route=direct&kind=enterprise"],
)  # fmt: skip
def test_sixty_rows_cost_as_many_queries_as_one(clerk: Client, query: str) -> None:
    def cost() -> int:
        clerk.get(f"{LIST}?{query}")
        with CaptureQueriesContext(connection) as queries:
            assert "重庆缙云云科" in clerk.get(f"{LIST}?{query}").content.decode()
        return len(queries)

    application(unit("重庆缙云云科有限公司0", 0), 1, due=date(2026, 3, 1))
    one = cost()
    for serial in range(1, 60):
        application(unit(f"重庆缙云云科有限公司{serial}", serial), serial + 1, due=date(2026, 3, 1))
    assert cost() == one <= 12
