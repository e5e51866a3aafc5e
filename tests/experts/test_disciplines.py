"""The list of disciplines: codes stay, names and order change, what is in use is not withdrawn."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from haizhi.experts import acts
from haizhi.experts.facts import discipline_names, disciplines_in_force
from haizhi.experts.models import Discipline, FirstDiscipline
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.experts.factories import CLERK, NOW, SUPERVISOR, expert

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def test_a_pool_begins_with_the_first_disciplines_and_migrating_again_changes_nothing() -> None:
    assert discipline_names() == dict(FirstDiscipline.choices)
    energy = Discipline.objects.get(code="energy")
    acts.amend_discipline(energy, by=CLERK, at=NOW, name="新能源", place=5)
    call_command("migrate", verbosity=0)
    assert next(iter(discipline_names().items())) == ("energy", "新能源")
    assert Discipline.objects.count() == len(FirstDiscipline)


def test_a_discipline_is_added_and_experts_stand_under_it() -> None:
    acts.add_discipline(by=CLERK, at=NOW, code="aerospace", name="航空航天")
    assert expert(discipline="aerospace").discipline == "aerospace"


@pytest.mark.parametrize(
    ("code", "name", "field"),
    [("Energy", "能源二", "code"), ("energy", "能源二", "code"), ("e2", "能源", "name"), ("e2", " ", "name")],
)
def test_a_code_is_plain_and_nothing_stands_twice(code: str, name: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        acts.add_discipline(by=CLERK, at=NOW, code=code, name=name)
    assert [finding.field for finding in refused.value.findings] == [field]


def test_a_discipline_in_use_is_not_withdrawn_and_a_withdrawn_one_takes_nobody_new() -> None:
    one, energy = expert(discipline="energy"), Discipline.objects.get(code="energy")
    with pytest.raises(Refused, match="尚有1名专家属于该学科"):
        acts.withdraw_discipline(energy, by=CLERK, at=NOW, opinion="合并")
    acts.retire(one, by=CLERK, at=NOW, opinion="本人申请")
    acts.withdraw_discipline(energy, by=CLERK, at=NOW, opinion="合并")
    assert "energy" not in disciplines_in_force()
    assert "energy" in disciplines_in_force("energy")
    with pytest.raises(Refused, match="学科不在目录中"):
        expert(discipline="energy")
    acts.restore_discipline(energy, by=CLERK, at=NOW)
    assert expert(discipline="energy").code


def test_the_last_discipline_stays() -> None:
    *others, last = Discipline.objects.all()
    for other in others:
        acts.withdraw_discipline(other, by=CLERK, at=NOW, opinion="不用")
    with pytest.raises(Refused, match="最后一个使用中的学科"):
        acts.withdraw_discipline(last, by=CLERK, at=NOW, opinion="不用")


def test_only_the_office_keeps_the_list() -> None:
    with pytest.raises(Refused, match="由海智办经办人、海智办负责人办理"):
        acts.add_discipline(by=SUPERVISOR, at=NOW, code="law", name="法律")


def test_the_page_lists_disciplines_with_their_experts_at_a_constant_cost(
    sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    expert(discipline="energy")
    office = sign_in(Role.OFFICE_CLERK)
    office.post("/experts/disciplines/new/", {"code": "law", "name": "法律", "place": "3"})
    with django_assert_max_num_queries(12):
        page = office.get("/experts/disciplines/").content.decode()
    assert page.index("法律") < page.index("电子信息")
    assert "1 名" in office.get("/experts/disciplines/energy/").content.decode()
    refused = office.post("/experts/disciplines/energy/withdraw/", {"opinion": "合并"})
    assert "尚有1名专家属于该学科" in refused.content.decode()
