"""Employers are matched to registered units: by code, else by a suggestion that the Office confirms (评审·7)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from haizhi.accounts.acts import rename
from haizhi.experts import acts
from haizhi.experts.models import Expert
from haizhi.experts.queries import statistics, suggestions
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import Role
from tests.applications.factories import HEAD, unit, upload
from tests.experts.factories import CLERK, NOW, expert

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def test_an_employer_s_code_leads_to_the_unit_under_its_present_name(sign_in: SignIn) -> None:
    firm = unit(name="重庆旧名有限公司")
    one = expert(employer="重庆旧名有限公司", employer_code=firm.code)
    rename(firm, by=HEAD, at=NOW, name="重庆新名有限公司", changed_on=day_of(NOW), proof=upload("更名.pdf"))
    office = sign_in(Role.OFFICE_CLERK)
    assert "重庆新名有限公司" in office.get("/experts/").content.decode()
    assert "登记单位现名：重庆新名有限公司" in office.get(one.get_absolute_url()).content.decode()


def test_units_are_suggested_by_name_former_name_and_initials_in_two_queries(django_assert_num_queries: Any) -> None:
    firm, other = unit(name="重庆海棠储能（集团）有限公司"), unit(name="重庆鹅岭智造有限公司")
    rename(other, by=HEAD, at=NOW, name="重庆洪崖智造有限公司", changed_on=day_of(NOW), proof=upload("更名.pdf"))
    names = ["重庆海棠储能(集团) 有限公司", "重庆鹅岭智造有限公司", "重庆海塘储能集团有限公司", "没有的单位"]
    with django_assert_num_queries(2):
        found = suggestions(names)
    assert [[u.pk for u in found[name]] for name in names] == [[firm.pk], [other.pk], [firm.pk], []]


def test_the_office_confirms_a_suggestion_for_all_of_that_name_at_once(
    sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    firm = unit(name="重庆海棠储能有限公司")
    for name in ("甲", "乙"):
        expert(name, employer="重庆海棠储能有限公司")
    retired = acts.retire(expert("丙", employer="重庆海棠储能有限公司"), by=CLERK, at=NOW, opinion="本人申请")
    office = sign_in(Role.OFFICE_CLERK)
    with django_assert_max_num_queries(12):
        page = office.get("/experts/employers/").content.decode()
    assert "2 名" in page
    assert firm.code in page
    wrong = office.post("/experts/employers/", {"employer": "重庆海棠储能有限公司", "unit": "没有"})
    assert wrong.status_code == 422
    assert "没有找到这个登记单位" in wrong.content.decode()
    office.post("/experts/employers/", {"employer": "重庆海棠储能有限公司", "unit": firm.code})
    assert Expert.objects.filter(employer_code=firm.code).count() == 2
    retired.refresh_from_db()
    assert retired.employer_code == ""
    assert "没有需要核定的工作单位" in office.get("/experts/employers/").content.decode()


def test_statistics_count_the_pool_and_name_nobody(sign_in: SignIn, django_assert_max_num_queries: Any) -> None:
    firm = unit(name="重庆海棠储能有限公司")
    expert("李𬭎", "energy", "重庆海棠储能有限公司", employer_code=firm.code)
    expert("王㛃", "energy", "重庆海棠储能有限公司")
    acts.suspend(expert("张䶮", "materials", "西南大学"), by=CLERK, at=NOW + timedelta(1), opinion="核查")
    expert("赵璟", "materials", "四川大学", within_city=False)
    found = statistics()
    assert (found.total, found.active, found.within, found.employers) == (4, 3, 3, 3)
    assert {s.label: (s.count, s.drawn) for s in found.disciplines if s.count} == {"新材料": (2, 0), "能源": (2, 2)}
    assert (found.largest[0].label, found.largest[0].count, found.largest[0].width) == ("重庆海棠储能有限公司", 2, 1000)
    auditor = sign_in(Role.AUDITOR)
    with django_assert_max_num_queries(12):
        page = auditor.get("/experts/statistics/").content.decode()
    assert "按工作单位" in page
    assert "李𬭎" not in page
