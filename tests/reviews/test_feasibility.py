"""That a panel can be formed is proven before the freeze, or the clash is named with a way out."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haizhi.experts.models import FirstDiscipline
from haizhi.fairness.panel import DISCIPLINE, EMPLOYER, Cap, Expert, Limit, Quotas, is_feasible
from haizhi.regulation.findings import Refused
from haizhi.reviews import acts, feasibility
from haizhi.reviews.feasibility import Infeasible, Relaxation, Undecided, infeasibility
from haizhi.reviews.queries import proof_of
from tests.experts.factories import CLERK, NOW, expert
from tests.reviews.factories import RULES, prepared

ENERGY, MATERIALS = FirstDiscipline.ENERGY.value, FirstDiscipline.MATERIALS.value


def pool(*rows: tuple[str, str]) -> list[Expert]:
    return [Expert(str(n), discipline, employer) for n, (discipline, employer) in enumerate(rows)]


def clash_of(everyone: list[Expert], quotas: Quotas, names: dict[str, str] | None = None) -> Infeasible:
    """What clashes, when something does."""
    found = infeasibility(everyone, quotas, names)
    assert isinstance(found, Infeasible)
    assert found.exact
    return found


def test_too_small_a_pool_is_named_with_its_size() -> None:
    clash = clash_of(pool((ENERGY, "a"), (ENERGY, "b")), Quotas(3, (), (Cap(EMPLOYER, 1),)))
    assert clash.conflict == ("抽取3名（可抽专家2名）",)
    assert clash.relaxations == (Relaxation("将抽取人数降至2名", "drawn", 2),)


def test_an_employer_cap_that_is_too_tight_is_named_with_both_ways_out() -> None:
    clash = clash_of(pool(*[(ENERGY, f"e{n % 2}") for n in range(6)]), Quotas(4, (), (Cap(EMPLOYER, 1),)))
    assert clash.conflict == ("抽取4名（可抽专家6名）", "同一单位不多于1名")
    assert clash.relaxations == (
        Relaxation("将抽取人数降至2名", "drawn", 2),
        Relaxation("将同一单位上限提高至2名", "max_per_employer", 2),
    )


def test_a_conflict_is_irreducible() -> None:
    limits = (Limit(DISCIPLINE, ENERGY, 2, 5), Limit(DISCIPLINE, MATERIALS, 2, 5))
    clash = clash_of(
        pool(*[(ENERGY, f"e{n}") for n in range(5)], (MATERIALS, "m")),
        Quotas(3, limits, (Cap(EMPLOYER, 1),)),
        {MATERIALS: "新材料"},
    )
    assert clash.conflict == ("新材料不少于2名",)
    assert clash.relaxations == (Relaxation("将新材料下限降至1名", "least_materials", 1),)


def test_bounds_of_a_further_dimension_are_proven_too() -> None:
    everyone = [Expert(str(n), ENERGY, f"e{n}", {"rank": "senior"} if n < 2 else {}) for n in range(6)]
    clash = clash_of(everyone, Quotas(4, (Limit("rank", "senior", 3, 4),)))
    assert clash.conflict == ("正高级不少于3名",)
    assert clash.relaxations == (Relaxation("将正高级下限降至2名", "least_senior", 2),)


def test_an_empty_pool_says_so() -> None:
    clash = clash_of([], Quotas(5))
    assert "请补充专家库" in str(clash.findings()[0])


experts = st.lists(st.tuples(st.sampled_from([ENERGY, MATERIALS]), st.sampled_from(["a", "b", "c", ""])), max_size=7)


@settings(max_examples=60, deadline=None)
@given(experts, st.integers(1, 4), st.integers(1, 2), st.integers(0, 3), st.integers(0, 3))
def test_the_proof_agrees_with_trying_every_panel(
    rows: list[tuple[str, str]], size: int, cap: int, least: int, most: int
) -> None:
    everyone = pool(*rows)
    quotas = Quotas(size, (Limit(DISCIPLINE, ENERGY, least, max(least, most)),), (Cap(EMPLOYER, cap),))
    possible = any(is_feasible(panel, quotas) for panel in combinations(everyone, size))
    assert (infeasibility(everyone, quotas) is None) == possible


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f", "g", ""]), min_size=4, max_size=9),
    st.integers(1, 3),
    st.integers(1, 3),
)
def test_leaving_out_who_is_alike_changes_no_proof(employers: list[str], size: int, cap: int) -> None:
    everyone = pool(*((ENERGY if n % 3 else MATERIALS, employer) for n, employer in enumerate(employers)))
    quotas = Quotas(size, (Limit(DISCIPLINE, MATERIALS, 1, 2),), (Cap(EMPLOYER, cap),))
    possible = any(is_feasible(panel, quotas) for panel in combinations(everyone, size))
    assert (infeasibility(everyone, quotas) is None) == possible


@pytest.mark.django_db
def test_the_freeze_is_refused_with_the_clash_and_nothing_is_frozen() -> None:
    session = prepared(experts=0)
    for n in range(8):
        expert(f"专家{n}", employer=f"单位{n % 3}")
    acts.set_rules(session, by=CLERK, at=NOW, rules=RULES)
    with pytest.raises(Refused, match=r"同一单位不多于1名.*将同一单位上限提高至2名"):
        acts.freeze(session, by=CLERK, at=NOW)
    session.refresh_from_db()
    assert (session.stage, session.freeze, session.pool) == ("preparing", None, [])


@pytest.mark.django_db
def test_running_out_of_time_is_not_called_a_clash(monkeypatch: pytest.MonkeyPatch) -> None:
    session = prepared()
    monkeypatch.setattr(feasibility, "SECONDS", 0.0)
    assert infeasibility(pool((ENERGY, "a")), Quotas(1, (), (Cap(EMPLOYER, 1),))) == Undecided(0.0)
    with pytest.raises(Refused, match="没有算出按现行规则能否抽出评委，并非抽不出") as refused:
        acts.freeze(session, by=CLERK, at=NOW)
    assert "不能同时满足" not in str(refused.value)
    proof = proof_of(session)
    assert proof is not None
    assert (proof.clash, proof.late) == (None, refused.value.findings[0])
    session.refresh_from_db()
    assert (session.stage, session.freeze) == ("preparing", None)
