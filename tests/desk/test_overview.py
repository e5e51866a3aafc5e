"""运行概况: how the stations do, for those who look after them, and what stands beside the to-do list."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.test import Client
from django.utils import timezone

from haizhi.accounts.models import Membership
from haizhi.assessments.models import Assessed, Round
from haizhi.desk.queries import WATCHERS, overseen, overview, own_stations, pictures
from haizhi.funding.models import Budget, Grant, Spending
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.funding import GrantKind, Purpose
from haizhi.regulation.roles import Role
from haizhi.standing.models import Observation, Renewal
from haizhi.stations.models import Station, Summary, SummaryRound, WorkEntry
from tests.accounts.factories import holding, member
from tests.applications.factories import NANAN, NOW, YUZHONG
from tests.decisions.factories import lodge, running
from tests.desk.conftest import SignIn, cost
from tests.replay import replayed
from tests.standing.factories import ending_soon
from tests.stations.factories import standing
from tests.ui.pages import Page

pytestmark = pytest.mark.django_db

OVERVIEW, CHARTS = "/desk/overview/", "/desk/overview/charts/"
TODAY = date(2026, 11, 23)


@replayed
def life(station: Station, *, points: str = "88", held: int = 30_000_00) -> None:
    """A year of a station: two pieces of work confirmed, a summary missed, a published result, money paid and spent."""
    for n, (sort, stage) in enumerate((("talent", "confirmed"), ("training", "confirmed"), ("exchange", "submitted"))):
        WorkEntry.objects.create(
            code=f"GJ-{station.code}-{n}", station=station, sort=sort, name=f"工作{n}", stage=stage, version=1,
            began_on=date(2026, 9, n + 1), ended_on=date(2026, 9, n + 2), entered_at=NOW, submitted_at=NOW,
            confirmed_at=NOW,
        )  # fmt: skip
    round_, _ = SummaryRound.objects.get_or_create(
        year=2025, defaults={"code": "ZJ-2025", "due_on": date(2026, 1, 31), "opened_at": NOW, "stage": "open"}
    )
    Summary.objects.create(
        code=f"ZJ-{station.code}", round=round_, station=station, due_on=round_.due_on, stage="missed", asked_at=NOW
    )
    assessment, _ = Round.objects.get_or_create(
        code="PG-2026",
        defaults={
            "year": 2026, "name": "2026年评估", "first_day": date(2023, 1, 1), "last_day": date(2025, 12, 31),
            "self_due": date(2026, 3, 1), "peer_due": date(2026, 4, 1), "office_due": date(2026, 5, 1),
            "stage": "published", "closed_at": NOW, "appeals_until": date(2026, 8, 1), "published_on": date(2026, 8, 3),
        },
    )  # fmt: skip
    Assessed.objects.create(
        assessment=assessment, station=station, stage="published", exact=points, passed=Fraction(points) >= 50, rank=1
    )
    budget, _ = Budget.objects.get_or_create(
        year=2026, defaults={"amount": 1_000_000_00, "basis": "预算", "stage": "set"}
    )
    grant = Grant.objects.create(
        code=f"ZZ-{station.code}", budget=budget, station=station, sort=GrantKind.FOUNDING.value, amount=100_000_00,
        basis="决定", basis_on=TODAY, stage="approved", approved_at=NOW, paid=50_000_00, spent=50_000_00 - held,
    )  # fmt: skip
    Spending.objects.create(
        code=f"ZC-{station.code}", grant=grant, amount=50_000_00 - held, purpose=Purpose.CONDITIONS.value,
        stage="confirmed", submitted_at=NOW,
    )  # fmt: skip


def put_in_question(station: Station) -> None:
    """A ground of 办法·13: it was seen not to operate."""
    Observation.objects.create(
        code=f"HC-{station.code}",
        station=station,
        stage="noted",
        observed_on=date(2026, 11, 1),
        version=1,
        manner="实地",
        text="无人值守",
    )


def page_of(client: Client, query: str = "") -> Page:
    """The overview."""
    return Page(client.get(OVERVIEW + query).content.decode())


def row_of(page: Page, station: Station) -> str:
    """What a row says."""
    [row] = [text for _, text in page.find("tr") if station.code in text]
    return row


def test_a_row_tells_term_work_summary_result_money_and_what_calls_for_a_look(signed_in: SignIn) -> None:
    lively, idle = standing(2)
    life(lively, points="91/2")
    put_in_question(lively)
    Station.objects.filter(pk=idle.pk).update(awarded_on=date(2024, 1, 1))
    page = page_of(signed_in(member(Role.OFFICE_CLERK)))
    said = row_of(page, lively)
    left = (lively.valid_to - day_of(timezone.now())).days
    for told in (
        f"2029年7月20日剩 {left} 天",
        "2 项",
        "2025年 未参加",
        "45.50 分",
        "不合格",
        "3 万元",
        "资助 10 万元",
    ):
        assert told in said, told
    assert said.endswith("撤销预警")
    assert row_of(page, idle).endswith("久无活动")
    figures = {text for _, text in page.find("a", class_="big num")}
    assert figures == {"2", "0", "1"}


def test_a_row_tells_how_far_the_request_for_another_term_is(signed_in: SignIn) -> None:
    station = ending_soon(valid_to=day_of(timezone.now()) + timedelta(days=20))[0]
    Station.objects.update(district=YUZHONG)
    office = signed_in(member(Role.OFFICE_CLERK))
    assert "可申请重新授牌" in row_of(page_of(office), station)
    asked = Renewal.objects.create(code="XQ-2026-0001", station=station, valid_to=station.valid_to, stage="withdrawn")
    assert "可申请重新授牌" in row_of(page_of(office), station)
    for stage, told in (("submitted", "重新授牌待海智办核对"), ("unqualified", "重新授牌不合格")):
        Renewal.objects.filter(pk=asked.pk).update(stage=stage, heard_on=TODAY, judgement="没有说明。")
        assert told in row_of(page_of(office), station)
        assert "可申请" not in row_of(page_of(office), station)
    assert row_of(page_of(signed_in(member(Role.DISTRICT_HEAD, district=YUZHONG))), station).endswith("三个月内届满")


def test_a_district_sees_its_own_stations_and_neither_money_nor_results(signed_in: SignIn) -> None:
    own, other = standing(2)
    life(own)
    Station.objects.filter(pk=other.pk).update(district=NANAN)
    page = page_of(signed_in(member(Role.DISTRICT_HEAD, district=YUZHONG)))
    assert own.code in page.text
    assert other.code not in page.text
    assert "2 项" in row_of(page, own)
    for hidden in ("万元", "88.00", "经费结存", "撤销预警"):
        assert hidden not in page.text, hidden
    assert not page.find("select", name="district")
    prepares = Page(signed_in(member(Role.DISTRICT_CLERK, district=YUZHONG)).get("/desk/todo/").content.decode())
    assert "本区县工作站 现有1 三个月内届满0 到期待评0" in prepares.text


def test_it_is_narrowed_sorted_and_taken_away_as_it_stands(signed_in: SignIn) -> None:
    lively, quiet, ended = standing(3)
    life(lively)
    put_in_question(lively)
    Station.objects.filter(pk=quiet.pk).update(valid_to=day_of(timezone.now()), stage="due")
    Station.objects.filter(pk=ended.pk).update(stage="revoked", ended_on=TODAY)
    client = signed_in(member(Role.OFFICE_HEAD))

    def codes(query: str) -> list[str]:
        heads = [text for _, text in page_of(client, query).find("th", scope="row")]
        return [station.code for head in heads for station in (lively, quiet, ended) if station.code in head]

    assert codes("") == [quiet.code, lively.code]
    assert codes("?sort=-activity") == [lively.code, quiet.code]
    assert codes("?stage=due") == codes("?look=ending") == [quiet.code]
    assert codes(f"?q={lively.code}") == codes("?look=summary") == [lively.code]
    assert codes("?look=over") == codes("?district=500156") == codes("?kind=enterprise") == []
    assert "0 项" in row_of(page_of(client, "?year=2025"), lively)
    taken = client.get(f"{OVERVIEW}?look=summary&export=csv")
    [head, row] = taken.getvalue().decode("utf-8-sig").splitlines()
    told = dict(zip(head.split(","), row.split(","), strict=True))
    assert (told["工作站编号"], told["已确认工作（项）"], told["最近评估得分"]) == (lively.code, "2", "88.00")
    assert (told["资助金额"], told["结存"]) == ("10 万元", "3 万元")


def test_fifty_stations_cost_as_many_queries_as_one(signed_in: SignIn) -> None:
    client = signed_in(member(Role.OFFICE_CLERK))
    [first] = standing()
    life(first)
    one = cost(client, OVERVIEW)
    charts = cost(client, CHARTS)
    for n in range(2, 31):
        life(_another(first, n))
    assert cost(client, OVERVIEW) == one <= 12
    assert cost(client, CHARTS) == charts <= 12
    assert "共 30 家" in page_of(client).text


def _another(first: Station, n: int) -> Station:
    first.pk, first.code, first.plaque_serial, first.application_id = None, f"GZ-2026-{n:04d}", f"渝海智{n:04d}", None
    first._state.adding = True
    first.id = Station._meta.pk.get_default()
    first.save()
    return first


def test_the_pictures_add_up_and_each_has_its_table(signed_in: SignIn) -> None:
    lively, other = standing(2)
    life(lively, points="60")
    Station.objects.filter(pk=other.pk).update(valid_to=date(2026, 10, 1), stage="due")
    head = holding(Role.OFFICE_HEAD)
    drawn = {chart.name: {mark.label: mark.value for mark in chart.marks if mark.value}
             for chart in pictures(overseen(head, 2026), head, 2026, TODAY)}  # fmt: skip
    assert drawn == {
        "states": {"运行中": 1, "到期待评": 1},
        "ends": {"已届满": 1, "更晚": 1},
        "families": {"服务海外人才智力需求": 1, "开展国际民间科技交流": 1},
        "purposes": {"改善条件": 20_000},
        "points": {"60–70": 1},
    }
    page = Page(signed_in(member(Role.AUDITOR)).get(f"{CHARTS}?stage=active").content.decode())
    assert len(page.find("table")) == 5
    assert "状态 运行中" in page.text
    clerk = holding(Role.DISTRICT_CLERK, YUZHONG)
    assert [chart.name for chart in pictures(overseen(clerk, 2026), clerk, 2026, TODAY)] == [
        "states", "ends", "families",
    ]  # fmt: skip


def test_only_those_who_look_after_stations_see_it(signed_in: SignIn) -> None:
    [station] = standing()
    for role in (Role.OFFICE_HEAD, Role.SUPERVISOR, Role.AUDITOR):
        assert signed_in(member(role)).get(OVERVIEW).status_code == 200
    assert signed_in(member(Role.SIGNATORY, at_unit=station.unit)).get(OVERVIEW).status_code == 403
    assert not overseen(holding(Role.JUDGE), 2026).exists()


def test_a_station_sees_beside_its_duties_how_it_does_and_what_it_lacks(signed_in: SignIn) -> None:
    own, other = standing(2)
    life(own)
    clerk = member(Role.STATION_CLERK, at_unit=own.unit)
    page = beside(signed_in, clerk)
    for told in ("本站概况", "2029年7月20日止", "2 项已确认", "3 万元", "2026年度工作计划尚未报送",
                 "2025年度工作总结：未参加，已记录在案", "本单位的财务管理制度尚未备案，不能拨付经费",
                 "今年还没有已确认工作记录的任务：组织决策咨询"):  # fmt: skip
        assert told in page.text, told
    assert other.short_name not in page.text
    ends = own_stations(holding(Role.SIGNATORY, str(own.unit_id)), date(2029, 7, 1))[0]
    assert ("可以申请重新授牌，2029年7月20日止", f"{own.get_absolute_url()}#terms") in ends.lacking
    over = own_stations(holding(Role.SIGNATORY, str(own.unit_id)), date(2029, 7, 21))[0]
    assert over.lacking[0] == ("有效期已届满", f"{own.get_absolute_url()}#terms")
    assert "今年还没有已确认的工作记录" in dict(over.lacking)
    assert (ends.days_left, over.days_left) == (19, -1)
    assert own_stations(holding(Role.OFFICE_HEAD), TODAY) == []
    Station.objects.filter(pk=own.pk).update(stage="revoked", ended_on=TODAY)
    assert "本站概况" not in beside(signed_in, clerk).text


def beside(signed_in: SignIn, membership: Membership) -> Page:
    """The to-do page."""
    return Page(signed_in(membership).get("/desk/todo/").content.decode())


def test_those_who_watch_see_beside_theirs_what_is_under_way(signed_in: SignIn) -> None:
    lodge(running())
    page = beside(signed_in, member(Role.SUPERVISOR))
    counted = {link["href"]: text for link, text in page.find("a", class_="num")}
    assert counted["/decisions/objections/"] == "1"
    assert counted["/reviews/"] == counted["/lots/"] == counted["/funding/checks/"] == "0"
    auditors = {link["href"] for link, _ in beside(signed_in, member(Role.AUDITOR)).find("a", class_="num")}
    assert "/decisions/objections/" not in auditors
    assert "/lots/" in auditors
    assert "正在进行" not in beside(signed_in, member(Role.OFFICE_CLERK)).text


def test_what_a_district_may_not_read_is_not_asked_for() -> None:
    [station] = standing()
    life(station)
    [row] = overview([station], holding(Role.DISTRICT_CLERK, station.district), 2026, TODAY)
    assert (row.money, row.result, row.alert, row.missed, row.idle) == (None, None, False, False, False)
    assert (row.work, row.summary_label) == (2, "未参加")
    assert Role.DISTRICT_CLERK not in WATCHERS
