"""What the pages read of an application: rows, versions, changes, who may read a file."""

import pytest

from haizhi.applications import acts, drafts
from haizhi.applications.queries import case
from haizhi.applications.queries.lists import progress, way_of
from haizhi.files.queries import may_read
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.deadlines import Track
from haizhi.regulation.roles import Role
from tests.applications.factories import (
    CLERK,
    DEADLINE,
    HEAD,
    NANAN,
    NOW,
    YUZHONG,
    begun,
    drafter,
    endorsed,
    holding,
    open_call,
    signatory,
    submitted,
    unit,
    university,
    upload,
)

pytestmark = pytest.mark.django_db


def test_what_a_stage_waits_for_has_the_last_day_of_the_call_or_of_the_correction() -> None:
    application = submitted()
    assert str(case.due_on(application)) == "2026-05-30"
    acts.endorse(application, by=holding(Role.DISTRICT_HEAD, YUZHONG), at=NOW, opinion="同意", scan=upload("意见.pdf"))
    assert case.due_on(application) is None
    acts.correct(application, by=CLERK, at=NOW, opinion="补正", sections=["unit"], workdays=5)
    assert str(case.due_on(application)) == "2026-03-27"
    academician = acts.begin(
        open_call(track=Track.ACADEMICIAN), by=drafter(application.unit), at=NOW, unit=application.unit
    )
    assert case.due_on(academician) is None


def test_an_academicians_application_is_taken_after_the_annual_deadline() -> None:
    of = university()
    call = open_call(track=Track.ACADEMICIAN)
    application = acts.begin(call, by=drafter(of), at=DEADLINE, unit=of)
    assert application.code == "HZ-2026-0001"


def test_a_telephone_number_reads_with_area_and_extension() -> None:
    application = begun()
    assert case.telephone(application) == "023-63001234"
    drafts.save(
        application,
        {"phone_area": "", "phone": "13800000000", "phone_extension": "8001"},
        by=drafter(application.unit),
        at=NOW,
    )
    assert case.telephone(application) == "13800000000 转 8001"


def test_the_way_of_a_unit_of_an_abolished_district_names_who_took_over() -> None:
    way = way_of(unit(district="500105"), day_of(NOW))
    assert way.district == "两江新区科协"
    assert way.goes_by_district


def test_progress_counts_what_one_may_see_in_the_order_of_the_procedure() -> None:
    endorsed()
    submitted(unit("乙"))
    begun(unit("丙"))
    counted = [(row.label, row.count) for row in progress(open_call(), HEAD)]
    assert counted == [("区县初审中", 1), ("资格审核中", 1)]
    assert progress(open_call(), holding(Role.DISTRICT_HEAD, NANAN)) == []


def test_a_material_is_read_by_whoever_sees_its_application() -> None:
    application = submitted()
    material = application.materials.first()
    assert material
    readers = [signatory(application.unit), CLERK, holding(Role.DISTRICT_CLERK, YUZHONG), holding(Role.AUDITOR)]
    assert all(may_read(reader, material.upload) for reader in readers)
    strangers = [signatory(unit("别家")), holding(Role.DISTRICT_CLERK, NANAN), holding(Role.PUBLIC)]
    assert not any(may_read(stranger, material.upload) for stranger in strangers)
    assert not may_read(CLERK, upload("无主.pdf"))
