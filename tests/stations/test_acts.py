from datetime import date
from typing import Any

import pytest

from haizhi.applications import acts as applications
from haizhi.decisions import acts as objections
from haizhi.decisions.models import JointDocument, Objection
from haizhi.kernel import ledger
from haizhi.kernel.door import AlreadyDone, submission
from haizhi.kernel.models import Act
from haizhi.kernel.source import new_id
from haizhi.regulation.findings import Refused
from haizhi.stations import acts, queries
from haizhi.stations.models import Station
from tests.decisions.factories import CLERK, HEAD, ISSUED, OVER, RECORDER, SUPERVISOR, countersigned, issued, lodge
from tests.stations.factories import award

pytestmark = pytest.mark.django_db


def test_a_station_begins_with_its_plaque_and_its_term_runs_from_the_approval() -> None:
    application = issued().applications.order_by("code")[0]
    station = award(application, awarded_on=date(2026, 7, 20))
    assert station.code == "GZ-2026-0001"
    assert str(station) == "中国科协“海智计划”重庆工作基地重庆理工示范大学工作站"
    assert (station.valid_from, station.valid_to) == (date(2026, 7, 20), date(2029, 7, 20))
    application.refresh_from_db()
    assert application.stage == "awarded"
    assert Act.objects.get(verb="station.award").detail["valid_to"] == "2029-07-20"
    assert not list(ledger.faults())


def test_a_term_by_months_ends_with_the_thirty_sixth_month() -> None:
    document = issued()
    JointDocument.objects.update(month_grained=True)
    application = document.applications.order_by("code")[0]
    found = queries.founding(application)
    assert found is not None
    assert found.term.valid_to == date(2029, 6, 30)
    station = award(application)
    assert (station.valid_from, station.valid_to) == (date(2026, 7, 20), date(2029, 6, 30))


def test_a_unit_that_is_being_heard_gets_its_plaque_once_it_is_decided() -> None:
    application = issued().applications.order_by("code")[0]
    applications.notify(application, by=HEAD, at=ISSUED, opinion="疑似伪造协议", due_on=date(2026, 7, 31))
    with pytest.raises(Refused, match="尚未作出处理决定"):
        award(application)
    applications.spare(application, by=HEAD, at=ISSUED, opinion="经查证属实")
    assert award(application).stage == "active"


def test_nobody_gets_a_plaque_before_the_document_is_issued() -> None:
    application = countersigned().applications.order_by("code")[0]
    with pytest.raises(Refused, match="现为“公示无异议”，不能授牌"):
        award(application)


def test_a_unit_gets_one_plaque() -> None:
    application = issued().applications.order_by("code")[0]
    award(application)
    with pytest.raises(Refused, match="现为“已授牌”，不能授牌"):
        award(application, plaque_serial="渝海智0002")


def test_a_plaques_serial_is_used_once() -> None:
    first, second, *_ = issued().applications.order_by("code")
    award(first)
    with pytest.raises(Refused, match="这个牌匾编号已被使用"):
        award(second)


def test_the_party_group_hands_out_no_plaques() -> None:
    application = issued().applications.order_by("code")[0]
    with pytest.raises(Refused, match="由海智办"):
        award(application, by=RECORDER)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"short_name": "重庆大学工作站"}, "short_name"),
        ({"short_name": "重庆 大学"}, "short_name"),
        ({"plaque_serial": " "}, "plaque_serial"),
        ({"awarded_on": date(2026, 7, 19)}, "awarded_on"),
        ({"awarded_on": date(2026, 7, 21)}, "awarded_on"),
    ],
    ids=["fixed part repeated", "a blank", "no serial", "before the approval", "in the future"],
)
def test_the_plaque_is_named_numbered_and_dated_well(changed: dict[str, Any], field: str) -> None:
    application = issued().applications.order_by("code")[0]
    with pytest.raises(Refused) as refused:
        award(application, **changed)
    assert [f.field for f in refused.value.findings] == [field]
    assert not Station.objects.exists()


def test_the_same_award_posted_twice_is_one() -> None:
    application, once = issued().applications.order_by("code")[0], new_id()
    with submission(once):
        award(application)
    with pytest.raises(AlreadyDone), submission(once):
        award(application)
    assert Station.objects.count() == 1


def test_who_waits_for_a_plaque_is_shown_with_document_and_date() -> None:
    document = issued()
    waiting = list(queries.awaiting_plaque(CLERK))
    assert len(waiting) == 5
    assert {getattr(a, "document_number", None) for a in waiting} == {document.document_number}
    award(waiting[0])
    assert len(queries.awaiting_plaque(CLERK)) == 4
    found = queries.founding(waiting[1])
    assert found is not None
    assert found.term.valid_to == date(2029, 7, 20)


def test_an_application_without_a_document_has_no_founding() -> None:
    assert queries.founding(countersigned().applications.order_by("code")[0]) is None


def test_a_number_is_of_the_year_of_approval() -> None:
    application = issued().applications.order_by("code")[0]
    station = acts.award(
        application, by=CLERK, at=ISSUED, short_name="示范", plaque_serial="1", awarded_on=date(2026, 7, 20)
    )
    assert station.code.startswith("GZ-2026-")
    assert station.district == application.district


def test_no_plaque_is_handed_over_while_a_report_is_looked_into() -> None:
    application = issued().applications.order_by("code")[0]
    publicity = application.publicities.get()
    report = objections.accept(lodge(publicity, sort=Objection.Sort.REPORT, at=OVER), by=CLERK, at=OVER)
    with pytest.raises(Refused, match="尚有1件异议未办结"):
        award(application)
    objections.find(report, by=CLERK, at=OVER, upheld=False, finding="查无实据", answer="查无实据")
    objections.agree(report, by=SUPERVISOR, at=OVER)
    assert award(application).stage == "active"
