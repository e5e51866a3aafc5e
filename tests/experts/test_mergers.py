"""When the Office merges a unit that was registered twice, what experts said of it goes with it."""

import pytest

from haizhi.accounts.acts import merge
from haizhi.accounts.facts import what_follows
from haizhi.experts import acts
from haizhi.experts.models import Interest
from haizhi.regulation.recusals import InterestGround
from tests.applications.factories import HEAD, unit
from tests.experts.factories import CLERK, NOW, expert

pytestmark = pytest.mark.django_db


def test_declared_interests_and_employers_go_with_the_unit_each_once() -> None:
    duplicate, stays = unit(name="重庆重复有限公司"), unit(name="重庆保留有限公司")
    one = expert(employer=duplicate.name, employer_code=duplicate.code)
    for of, ground in (
        (duplicate, InterestGround.ADVISER),
        (duplicate, InterestGround.KIN),
        (stays, InterestGround.KIN),
    ):
        acts.declare_interest(one, by=CLERK, at=NOW, unit=of, ground=ground, detail="说明")
    listed = {following.label: following.rows for following in what_follows(duplicate)}
    assert len(listed["专家申报的利益关系"]) == 2
    assert one.name in listed["专家申报的利益关系"][0]
    assert listed["专家的工作单位"] == (f"{one.code} {one.name}",)
    merge(duplicate, by=HEAD, at=NOW, into=stays, opinion="同一单位")
    one.refresh_from_db()
    assert (one.employer, one.employer_code) == (stays.name, stays.code)
    assert sorted(Interest.objects.filter(unit=stays).values_list("ground", flat=True)) == ["adviser", "kin"]
