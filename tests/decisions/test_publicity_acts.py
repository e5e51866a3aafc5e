from datetime import UTC, date, datetime

import pytest

from haizhi.applications.models import Application
from haizhi.decisions import acts, queries
from haizhi.decisions.models import Objection
from haizhi.kernel.door import AlreadyDone, standing_against, submission
from haizhi.kernel.models import Act, Calendar, Outgoing
from haizhi.kernel.source import new_id
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.decisions.factories import (
    CLERK,
    HEAD,
    IN_TIME,
    OVER,
    PUBLISHED,
    RECORDER,
    SUPERVISOR,
    accepted,
    applied,
    lodge,
    named,
    prepare_publicity,
    prepared,
    publicity,
    running,
)

pytestmark = pytest.mark.django_db


def test_a_publicity_names_every_unit_that_was_proposed() -> None:
    found = publicity(units=8)
    assert found.code == "GS-2026-01"
    assert found.heading == "关于2026年度拟设立重庆海智工作站单位的公示"
    assert [a.code for a in found.applications.order_by("code")] == [f"HZ-2026-000{n}" for n in range(1, 6)]


def test_a_publicity_waits_for_the_resolution() -> None:
    with pytest.raises(Refused, match="党组决议尚未登记"):
        prepare_publicity(prepared())


def test_the_same_units_are_not_named_in_two_publicities() -> None:
    resolution = applied()
    prepare_publicity(resolution)
    with pytest.raises(Refused, match="本决议已有拟定中的公示"):
        prepare_publicity(resolution)


def test_the_supervision_phone_is_another_one() -> None:
    with pytest.raises(Refused) as refused:
        acts.prepare_publicity(
            applied(), by=CLERK, at=PUBLISHED, heading="公示", phone="023-1", supervision_phone="023-1 ", address="重庆"
        )
    assert [f.field for f in refused.value.findings] == ["supervision_phone"]


def test_publishing_counts_five_working_days_from_the_next_and_moves_every_unit() -> None:
    found = running()
    assert (found.first_day, found.last_day) == (date(2026, 7, 2), date(2026, 7, 8))
    assert found.published_at == PUBLISHED
    assert set(found.applications.values_list("stage", flat=True)) == {"in_publicity"}
    assert Outgoing.objects.filter(act__verb="application.publicise", role=Role.SIGNATORY).count() == 5


def test_the_period_runs_over_a_holiday_and_a_make_up_day() -> None:
    found = running(at=datetime(2026, 9, 28, 2, 0, tzinfo=UTC))
    assert found.last_day == date(2026, 10, 10)


def test_by_local_habit_the_day_of_publication_can_count() -> None:
    found = prepare_publicity(applied(), count_first=True)
    acts.publish_publicity(found, by=HEAD, at=PUBLISHED)
    assert (found.first_day, found.last_day) == (date(2026, 7, 1), date(2026, 7, 7))


def test_a_period_into_a_year_without_a_calendar_is_refused_with_what_to_do() -> None:
    Calendar.objects.filter(year__gte=2027).delete()
    found = publicity()
    late = datetime(2026, 12, 30, 2, 0, tzinfo=UTC)
    reasons = standing_against(moves.PUBLISH_PUBLICITY, found, HEAD, late)
    assert "2027年的节假日和调休安排尚未录入" in str(reasons[0])
    assert "由系统管理员录入工作日历" in str(reasons[0])
    with pytest.raises(Refused):
        acts.publish_publicity(found, by=HEAD, at=late)
    assert named(found).stage == "proposed"


def test_only_the_head_of_the_office_publishes() -> None:
    with pytest.raises(Refused, match="由海智办负责人办理"):
        acts.publish_publicity(publicity(), by=CLERK, at=PUBLISHED)


def test_a_unit_that_left_before_publication_is_not_published() -> None:
    found = publicity()
    gone = named(found)
    Application.objects.filter(pk=gone.pk).update(stage="cancelled")
    acts.publish_publicity(found, by=HEAD, at=PUBLISHED)
    assert found.applications.count() == 4
    assert Act.objects.get(verb="publicity.publish").detail["left_out"] == [str(gone.pk)]


def test_a_publicity_of_nobody_is_not_published() -> None:
    found = publicity()
    Application.objects.update(stage="cancelled")
    with pytest.raises(Refused, match="没有可以公示的单位"):
        acts.publish_publicity(found, by=HEAD, at=PUBLISHED)


def test_a_dropped_publicity_leaves_its_units_to_another() -> None:
    found = publicity()
    acts.drop_publicity(found, by=CLERK, at=PUBLISHED, opinion="电话有误")
    assert found.stage == "cancelled"
    assert list(queries.to_publicise(CLERK)) == [found.resolution]
    again = prepare_publicity(found.resolution)
    assert again.applications.count() == 5


def test_what_was_published_is_not_dropped() -> None:
    with pytest.raises(Refused, match="此件现为“公示中”"):
        acts.drop_publicity(running(), by=CLERK, at=PUBLISHED, opinion="电话有误")


def test_a_publicity_is_published_once() -> None:
    found, once = publicity(), new_id()
    with submission(once):
        acts.publish_publicity(found, by=HEAD, at=PUBLISHED)
    with pytest.raises(AlreadyDone), submission(once):
        acts.publish_publicity(found, by=HEAD, at=PUBLISHED)


def test_a_publicity_is_not_concluded_before_the_last_day_is_over() -> None:
    with pytest.raises(Refused, match="公示期至2026年7月8日24:00，未满"):
        acts.conclude_publicity(running(), by=CLERK, at=IN_TIME)


def test_after_the_last_day_every_unit_is_clear() -> None:
    found = acts.conclude_publicity(running(), by=CLERK, at=OVER)
    assert found.stage == "concluded"
    assert set(found.applications.values_list("stage", flat=True)) == {"cleared"}


def test_concluding_leaves_the_frozen_unit_and_clears_the_others() -> None:
    found = running()
    accepted(found, place=2)
    acts.conclude_publicity(found, by=CLERK, at=OVER)
    stages = list(found.applications.order_by("code").values_list("stage", flat=True))
    assert stages == ["cleared", "cleared", "frozen", "cleared", "cleared"]
    assert Act.objects.get(verb="publicity.conclude").detail["frozen"] == [str(named(found, 2).pk)]


def test_concluding_leaves_the_unit_with_an_undecided_objection_and_clears_the_others() -> None:
    found = running()
    lodge(found, 1)
    assert acts.conclude_publicity(found, by=CLERK, at=OVER).stage == "concluded"
    stages = list(found.applications.order_by("code").values_list("stage", flat=True))
    assert stages == ["cleared", "in_publicity", "cleared", "cleared", "cleared"]
    detail = Act.objects.get(verb="publicity.conclude").detail
    assert (detail["undecided"], detail["frozen"]) == ([str(named(found, 1).pk)], [])


def test_a_report_on_a_unit_already_frozen_does_not_hold_up_the_others() -> None:
    found = running()
    accepted(found)
    lodge(found, sort=Objection.Sort.REPORT.value)
    assert acts.conclude_publicity(found, by=CLERK, at=OVER).stage == "concluded"


@pytest.mark.parametrize("by", [RECORDER, SUPERVISOR], ids=["recorder", "supervisor"])
def test_others_do_not_conclude(by: object) -> None:
    with pytest.raises(Refused, match="由海智办"):
        acts.conclude_publicity(running(), by=by, at=OVER)  # type: ignore[arg-type]  # an actor each


def test_the_notice_names_units_dates_and_phones_and_no_person() -> None:
    found = running()
    notice = queries.notice(found)
    assert [item.unit for item in notice.items] == [f"重庆第{n}大学" for n in range(1, 6)]
    assert (notice.first_day, notice.last_day, notice.workdays) == (date(2026, 7, 2), date(2026, 7, 8), 5)
    assert notice.counting == "公示发布当日不计入期限"
    assert "重庆海智工作站建设管理办法" in notice.basis
    assert notice.phone != notice.supervision_phone


def test_the_order_of_acts_in_the_public_log_tells_neither_rank_nor_place_on_the_list() -> None:
    found = running()
    acts.conclude_publicity(found, by=CLERK, at=OVER)
    for move in (moves.PROPOSE, moves.PUBLICISE, moves.CLEAR):
        subjects = list(Act.objects.filter(verb=move.name).order_by("entry_id").values_list("subject_id", flat=True))
        assert len(subjects) == 5
        assert subjects == sorted(subjects)
