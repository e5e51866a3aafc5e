"""When the Office merges a unit that was registered twice, its applications go with it."""

import pytest

from haizhi.accounts.acts import merge, standing_against_merging
from haizhi.accounts.facts import what_follows
from haizhi.applications.acts import withdraw
from haizhi.applications.models import Application
from haizhi.regulation.findings import Refused
from tests.applications.factories import HEAD, NOW, begun, open_call, signatory, unit

pytestmark = pytest.mark.django_db


def test_an_application_goes_with_its_unit_and_keeps_its_number() -> None:
    application, stays = begun(of=unit(name="重庆重复有限公司")), unit(name="重庆保留有限公司")
    duplicate = application.unit
    listed = {following.label: following.rows for following in what_follows(duplicate)}
    assert listed["申报"] == (f"{application.code} 重庆重复有限公司",)
    merge(duplicate, by=HEAD, at=NOW, into=stays, opinion="同一单位")
    application.refresh_from_db()
    assert application.unit == stays
    assert Application.objects.visible_to(signatory(stays)).get() == application


def test_two_applications_in_one_call_stand_against_a_merger_until_one_is_withdrawn() -> None:
    call = open_call()
    one, other = begun(of=unit(name="重庆重复有限公司"), call=call), begun(of=unit(name="重庆保留有限公司"), call=call)
    (finding,) = standing_against_merging(one.unit, other.unit)
    assert one.code in finding.reason
    assert other.code in finding.reason
    with pytest.raises(Refused):
        merge(one.unit, by=HEAD, at=NOW, into=other.unit, opinion="同一单位")
    withdraw(one, by=signatory(one.unit), at=NOW)
    merge(one.unit, by=HEAD, at=NOW, into=other.unit, opinion="同一单位")
    assert set(other.unit.applications.values_list("code", flat=True)) == {one.code, other.code}


def test_a_unit_is_not_merged_while_it_is_under_review() -> None:
    application, stays = begun(of=unit(name="重庆重复有限公司")), unit(name="重庆保留有限公司")
    Application.objects.filter(pk=application.pk).update(stage="in_review", submitted_at=NOW)
    (finding,) = standing_against_merging(application.unit, stays)
    assert "正在评审" in finding.reason
