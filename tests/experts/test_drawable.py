"""Who of the pool may be drawn: age, load, absence, city, contact (评审·7; interpretation 28)."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.experts import acts
from haizhi.experts.facts import drawable
from haizhi.experts.models import Expert, Terms
from haizhi.kernel.models import Act
from haizhi.regulation.experts import Bar, Candidate, PoolTerms, bar_of
from haizhi.regulation.findings import Refused
from haizhi.regulation.parameters import EXPERT_AGE_LIMIT, EXPERT_YEARLY_SESSIONS
from tests.experts.factories import CLERK, HEAD, NOW, expert

DAY = date(2026, 12, 1)
FREE: dict[str, Any] = {"active": True, "within_city": True, "reachable": True}


@given(st.integers(1900, 2026), st.integers(1, 120))
def test_whoever_passes_the_age_limit_in_the_year_of_the_session_is_out(born: int, limit: int) -> None:
    bar = bar_of(Candidate(**FREE, birth_year=born), DAY, PoolTerms(limit, None))
    assert bar == (Bar.AGE if 2026 - born > limit else None)


@given(st.integers(0, 9), st.none() | st.integers(1, 9), st.none() | st.integers(1, 9))
def test_an_own_limit_stands_in_place_of_the_pool_s(served: int, pools: int | None, own: int | None) -> None:
    limit = pools if own is None else own
    bar = bar_of(Candidate(**FREE, served=served, most=own), DAY, PoolTerms(None, pools))
    assert bar == (Bar.LOAD if limit is not None and served >= limit else None)


@pytest.mark.parametrize(
    ("changes", "bar"),
    [
        ({"active": False, "within_city": False}, Bar.SUSPENDED),
        ({"within_city": False, "reachable": False}, Bar.OUTSIDE),
        ({"reachable": False}, Bar.UNREACHABLE),
        ({"birth_year": None}, None),
        ({"absences": ((DAY, DAY),)}, Bar.ABSENT),
        ({"absences": ((DAY + timedelta(1), DAY + timedelta(9)),)}, None),
    ],
)
def test_each_expert_is_out_for_one_reason_the_first_that_holds(changes: dict[str, Any], bar: Bar | None) -> None:
    assert bar_of(Candidate(**FREE | changes), DAY, PoolTerms()) == bar


@pytest.mark.django_db
def test_the_pool_answers_for_a_day_who_is_drawn_and_counts_the_others(django_assert_num_queries: Any) -> None:
    free = expert("可抽")
    busy, own_limit = expert("繁忙"), expert("少评", yearly_sessions=1)
    away, old, bound = expert("出国"), expert("年长", birth_year=1950), expert("年龄合适", birth_year=1956)
    expert("市外", within_city=False)
    expert("没有电话", mobile="")
    acts.suspend(expert("暂停"), by=CLERK, at=NOW, opinion="核查")
    acts.retire(expert("退出"), by=CLERK, at=NOW, opinion="本人申请")
    acts.note_absence(away, by=CLERK, at=NOW, first_day=DAY, last_day=DAY)
    served = {busy.pk: EXPERT_YEARLY_SESSIONS.value, own_limit.pk: 1, free.pk: EXPERT_YEARLY_SESSIONS.value - 1}
    with django_assert_num_queries(3):
        found = drawable(DAY, served)
    assert set(found.experts) == {free, bound}
    assert [e.pk for e in found.experts] == sorted(e.pk for e in found.experts)
    assert found.record() == {"suspended": 1, "outside": 1, "unreachable": 1, "age": 1, "load": 2, "absent": 1}
    assert old not in found.experts
    assert away in drawable(DAY + timedelta(days=1), {}).experts


@pytest.mark.django_db
def test_terms_hold_from_the_moment_they_are_set() -> None:
    assert drawable(DAY, {}).terms == PoolTerms(EXPERT_AGE_LIMIT.value, EXPERT_YEARLY_SESSIONS.value)
    old = expert("年长", birth_year=1950)
    acts.set_terms(by=HEAD, at=NOW, opinion="放宽", age_limit=80)
    assert drawable(DAY, {}).experts == (old,)
    acts.set_terms(by=HEAD, at=NOW + timedelta(hours=1), opinion="收紧", age_limit=75, yearly_sessions=2)
    assert drawable(DAY, {}).terms == PoolTerms(75, 2)
    assert [str(terms) for terms in Terms.objects.all()] == ["不超过75岁，每年不超过2次", "不超过80岁，不限次数"]


@pytest.mark.django_db
def test_only_the_head_sets_terms_and_sensible_ones() -> None:
    with pytest.raises(Refused, match="由海智办负责人办理"):
        acts.set_terms(by=CLERK, at=NOW, opinion="放宽", age_limit=80)
    with pytest.raises(Refused, match="年龄上限应为1至120岁"):
        acts.set_terms(by=HEAD, at=NOW, opinion="放宽", age_limit=0, yearly_sessions=0)


@pytest.mark.django_db
def test_absences_are_noted_ahead_and_taken_back() -> None:
    one = expert()
    with pytest.raises(Refused, match="截止日期早于起始日期"):
        acts.note_absence(one, by=CLERK, at=NOW, first_day=DAY, last_day=DAY - timedelta(1))
    with pytest.raises(Refused, match="这段时间已经过去"):
        acts.note_absence(one, by=CLERK, at=NOW, first_day=date(2026, 1, 1), last_day=date(2026, 1, 2))
    acts.note_absence(one, by=CLERK, at=NOW, first_day=DAY, last_day=DAY, note="手术")
    assert set(Act.objects.get(verb="expert.note_absence").detail["note"]) == {"sealed"}
    held = one.absences.get()
    acts.drop_absence(one, by=CLERK, at=NOW, absence=held.pk)
    assert drawable(DAY, {}).experts == (Expert.objects.get(),)
    with pytest.raises(Refused, match="没有登记不便时间"):
        acts.drop_absence(one, by=CLERK, at=NOW, absence=held.pk)
