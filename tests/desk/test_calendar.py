"""日历: until when what waits for me is to be done, what is dated besides, and the days on which people work."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from haizhi.accounts.queries import actor_for
from haizhi.applications.models import DistrictCutoff
from haizhi.desk.queries import events_between, month_of
from haizhi.desk.queries.calendar import DUTY, MOST
from haizhi.kernel import dates
from haizhi.kernel.subjects import subject_models
from haizhi.regulation.civil_time import CHINA, day_of
from haizhi.regulation.roles import Role
from haizhi.reviews.models import Seat
from haizhi.stations.models import Station
from tests.accounts.factories import member
from tests.applications.factories import NANAN, YUZHONG, holding, open_call
from tests.decisions.factories import running
from tests.desk.conftest import SignIn, cost
from tests.desk.factories import case, seat, session
from tests.stations.factories import standing
from tests.ui.pages import Page

pytestmark = pytest.mark.django_db

CALENDAR = "/desk/calendar/"
FIRST, LAST = date(2026, 1, 1), date(2030, 12, 31)


def read(client: Client, query: str = "") -> Page:
    """The calendar."""
    return Page(client.get(CALENDAR + query).content.decode())


def named(role: Role, place: str = "", *, first: date = FIRST, last: date = LAST) -> list[tuple[str, str, date]]:
    """What stands in the calendar of a role between two days: label, name, first day."""
    return [(event.label, event.name, event.day) for event in events_between(holding(role, place), first, last)]


def test_what_waits_for_somebody_stands_on_its_last_day_with_the_step(signed_in: SignIn) -> None:
    today = day_of(timezone.now())
    case("qualifying", "重庆缙云厂", due_on=today)
    case("qualified", "重庆办完厂", due_on=today)
    page = read(signed_in(member(Role.OFFICE_CLERK)))
    [(_, entry)] = [found for found in page.find("dd") if "重庆缙云厂" in found[1]]
    assert entry == "重庆缙云厂 资格审核 待办"
    assert [text for _, text in page.find("a", title="资格审核：重庆缙云厂")] == ["资格审核：重庆缙云厂"]
    assert "重庆办完厂" not in page.text


def test_what_is_overdue_says_so(signed_in: SignIn) -> None:
    case("qualifying", "重庆逾期厂", due_on=date(2026, 3, 27))
    page = read(signed_in(member(Role.OFFICE_CLERK)), "?month=2026-03")
    assert "重庆逾期厂 资格审核 已逾期" in [text for _, text in page.find("dd")]


def test_the_deadline_of_a_call_is_its_last_day_whatever_the_exclusive_moment() -> None:
    call = open_call()
    call.deadline = datetime(2026, 5, 31, tzinfo=CHINA)
    call.save()
    for role in (Role.DRAFTER, Role.DISTRICT_CLERK, Role.OFFICE_CLERK):
        place = YUZHONG if role is Role.DISTRICT_CLERK else ""
        assert ("申报截止", call.heading, date(2026, 5, 30)) in named(role, place)
    assert not [entry for entry in named(Role.SYSTEM_ADMIN) if entry[0] == "申报截止"]


def test_a_district_sees_its_own_cutoff_and_the_unit_that_applies_by_way_of_it_too() -> None:
    own = case("draft", "重庆渝中厂")
    for district in (YUZHONG, NANAN):
        DistrictCutoff.objects.create(
            call=own.call, district=district, cutoff=datetime(2026, 5, 20, tzinfo=CHINA), set_at=timezone.now()
        )
    mine = ("初审受理截止", "渝中区科协", date(2026, 5, 19))
    assert [entry for entry in named(Role.DISTRICT_CLERK, YUZHONG) if entry[0] == mine[0]] == [mine]
    assert [entry for entry in named(Role.DRAFTER, str(own.unit_id)) if entry[0] == mine[0]] == [mine]
    assert len([entry for entry in named(Role.OFFICE_CLERK) if entry[0] == mine[0]]) == 2


def test_the_end_of_a_term_and_the_window_before_it_concern_who_looks_after_the_station() -> None:
    own, other = standing(2)
    Station.objects.filter(pk=other.pk).update(district=NANAN)
    ends = [("可以申请重新授牌", str(own), date(2029, 4, 20)), ("有效期届满", str(own), date(2029, 7, 20))]
    for role, place in ((Role.STATION_CLERK, str(own.unit_id)), (Role.DISTRICT_HEAD, YUZHONG)):
        assert [entry for entry in named(role, place) if entry[1] == str(own)] == ends
        assert not [entry for entry in named(role, place) if entry[1] == str(other)]
    assert len([entry for entry in named(Role.OFFICE_HEAD) if entry[0] == "有效期届满"]) == 2
    # the day of the window alone is asked for: the column that it is counted from lies three months on
    assert [label for label, _, _ in named(Role.OFFICE_HEAD, first=date(2029, 4, 20), last=date(2029, 4, 20))] == [
        "可以申请重新授牌"
    ] * 2
    Station.objects.filter(pk=own.pk).update(stage="revoked", ended_on=date(2027, 1, 1))
    assert not [entry for entry in named(Role.STATION_CLERK, str(own.unit_id)) if entry[1] == str(own)]


def test_a_judge_sees_the_sessions_of_their_own() -> None:
    judge = member(Role.JUDGE)
    mine, other = session("drawn"), session("drawn")
    seat(mine, judge.person)
    actor = actor_for(judge.person, timezone.now())
    assert [event.name for event in events_between(actor, FIRST, LAST) if event.label == "评审会"] == [mine.name]
    other.stage = "dropped"
    other.save()
    assert other.name not in [entry[1] for entry in named(Role.OFFICE_CLERK)]


def test_days_off_and_worked_weekends_are_marked_and_an_unknown_year_is_said() -> None:
    month = month_of(holding(Role.OFFICE_CLERK), date(2026, 10, 1))
    kinds = {day.day.day: day.kind for week in month.weeks for day in week if day}
    assert (kinds[1], kinds[3], kinds[10], kinds[12]) == ("off", "weekend", "made_up", "work")
    assert [len(week) for week in month.weeks] == [7] * 5
    assert month.weeks[0][:3] == (None, None, None)
    unknown = month_of(holding(Role.OFFICE_CLERK), date(2027, 2, 1))
    assert not unknown.known
    assert {day.kind for week in unknown.weeks for day in week if day} == {""}


def test_the_page_marks_the_days_and_leads_from_month_to_month(signed_in: SignIn) -> None:
    client = signed_in(member(Role.OFFICE_CLERK))
    page = read(client, "?month=2026-10")
    assert page.find("h2", id="month") == [({"id": "month"}, "2026年10月")]
    assert [text for _, text in page.find("td", class_="off")] == ["1休", "2休", "5休", "6休", "7休"]
    assert [link["href"] for link, _ in page.find("a", rel="prev")] == ["?month=2026-09"]
    assert [link["href"] for link, _ in page.find("a", rel="next")] == ["?month=2026-11"]
    assert "本月没有日程" in page.text
    assert "2031年的放假和调休安排尚未录入" in read(client, "?month=2031-01").text
    this = f"{day_of(timezone.now()):%Y年%-m月}"
    for nonsense in ("2026-13", "1999-01", "今天", "2026-10-01", "2026-1 "):
        assert read(client, f"?month={nonsense}").find("h2", id="month")[0][1] == this


def test_a_span_goes_on_through_its_days_and_stands_once_in_the_agenda(signed_in: SignIn) -> None:
    found = running()
    assert found.first_day is not None
    assert found.last_day is not None
    page = read(signed_in(member(Role.OFFICE_CLERK)), f"?month={found.first_day:%Y-%m}&key=publicity")
    [(_, entry)] = page.find("dd")
    assert entry.startswith(f"{found.heading} 公示期间，")
    days = (found.last_day - found.first_day).days + 1
    assert len(page.find("a", title=f"公示期间：{found.heading}")) == days


def test_it_is_narrowed_to_one_sort_and_the_others_stay_on_offer(signed_in: SignIn) -> None:
    call = open_call()
    call.deadline = datetime(2026, 11, 20, tzinfo=CHINA)
    call.save()
    case("qualifying", "重庆缙云厂", due_on=date(2026, 11, 18))
    client = signed_in(member(Role.OFFICE_CLERK))
    page = read(client, "?month=2026-11")
    offered = [text for link, text in page.find("a") if "key=" in link.get("href", "")]
    assert {"待办期限 1", "申报截止 1"} <= set(offered)
    only = read(client, f"?month=2026-11&key={DUTY}")
    assert [text for _, text in only.find("dd")] == ["重庆缙云厂 资格审核 已逾期"]
    assert {"待办期限 1", "申报截止 1"} <= {text for link, text in only.find("a") if "key=" in link.get("href", "")}
    assert "本月没有日程" in read(client, "?month=2026-11&key=nothing").text
    taken = client.get(f"{CALENDAR}?month=2026-11&key={DUTY}&export=csv")
    rows = taken.getvalue().decode("utf-8-sig").splitlines()
    assert rows[-1].split(",") == ["2026-11-18", "", "资格审核", "重庆缙云厂"]


def test_thirty_dates_cost_as_many_queries_as_one(signed_in: SignIn) -> None:
    client = signed_in(member(Role.OFFICE_HEAD))
    today = day_of(timezone.now())
    case("qualifying", "重庆缙云厂", due_on=today)
    one = cost(client, CALENDAR)
    for n in range(29):
        case("qualifying", f"重庆缙云{n}厂", due_on=today)
    assert cost(client, CALENDAR) == one <= 12
    assert f"另有 {30 - 3} 项" in read(client).text


def test_of_very_many_duties_the_first_are_shown_and_the_rest_is_said(
    signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST >= 100
    monkeypatch.setattr("haizhi.desk.queries.calendar.MOST", 2)
    today = day_of(timezone.now())
    for n in range(4):
        case("qualifying", f"重庆缙云{n}厂", due_on=today)
    page = read(signed_in(member(Role.OFFICE_CLERK)))
    assert len(page.find("dd")) == 3
    assert "待办太多，本页没有全部列出。" in page.text


@pytest.mark.once
def test_every_sort_of_dates_can_be_asked_by_every_role() -> None:
    assert {"call_deadline", "publicity", "session", "term_end", "renewal_window"} <= set(dates.labels())
    for role in Role:
        assert (
            list(dates.dates_between(holding(role, YUZHONG if role.value.startswith("district") else ""), FIRST, LAST))
            == []
        )
    assert reverse("desk:calendar") == CALENDAR
    assert all(model.due_by for model in subject_models() if model.kind in {"application", "objection", "inquiry"})


def test_dates_are_declared_once() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        dates.dates_of("session", "评审会", day="held_at", name="name", page="reviews:detail")(
            lambda actor: Station.objects.none()
        )


def test_the_span_that_is_asked_for_is_kept_to_the_day() -> None:
    open_call()
    held = session("drawn")
    held.held_at = datetime(2026, 6, 2, 0, 30, tzinfo=CHINA)
    held.save()
    day = date(2026, 6, 2)
    assert [entry[0] for entry in named(Role.OFFICE_CLERK, first=day, last=day)] == ["评审会"]
    assert named(Role.OFFICE_CLERK, first=day - timedelta(1), last=day - timedelta(1)) == []


def test_a_day_may_lie_in_another_row_and_without_declarations_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    sitting = seat(session("drawn"), member(Role.JUDGE).person)
    monkeypatch.setattr(dates, "_DATES", {})
    assert named(Role.OFFICE_CLERK) == []
    dates.dates_of(
        "sitting", "出席", day="session__held_at", name="session__name", page="reviews:detail", number="session__code"
    )(lambda actor: Seat.objects.all())
    assert named(Role.OFFICE_CLERK) == [("出席", sitting.session.name, day_of(sitting.session.held_at))]
