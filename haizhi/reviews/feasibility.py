"""Proof, before anything is frozen, that the rules of a draw leave at least one panel (评审·7).

The solver counts how many experts each group of equals (alike in every dimension that a rule speaks of) gives. When
nothing is left it names an irreducible conflict: rules of which any one could stay if another went, and what would
resolve it. Running out of time proves neither: it is said as what it is.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from haizhi.fairness.panel import Cap, Expert, Limit, Quotas
from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Finding
from haizhi.reviews.facts.traits import value_label

SECONDS = 10.0
"""How long one proof may take. What it takes in practice is under a hundredth of that."""

Values = tuple[str, ...]
Groups = Counter[Values]


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One rule given way: how it reads, which field of the rules it is, and the number that field would take."""

    reads: str
    field: str
    number: int


@dataclass(frozen=True, slots=True)
class Demand:
    """One rule of the draw, loosened or not: how it reads, and what loosening it by `slack` would mean."""

    reads: str
    loosened: Callable[[int], Relaxation]
    rule: Limit | Cap | None
    lower: bool = False


@dataclass(frozen=True, slots=True)
class Infeasible:
    """The rules clash: `conflict` can't hold together, each of `relaxations` alone resolves it.

    `exact`: any rule of the conflict could stay if another went, and no relaxation is missing; else time ran out
    before that was proven.
    """

    conflict: tuple[str, ...]
    relaxations: tuple[Relaxation, ...]
    exact: bool = True

    def findings(self) -> tuple[Finding, ...]:
        """The conflict as a refusal reads it."""
        clash = "；".join(self.conflict)
        ways = "；或".join(way.reads for way in self.relaxations) or "请补充专家库"
        return (Finding(False, review_rules(7), f"按现行规则抽不出评委，以下要求不能同时满足：{clash}", f"可{ways}。"),)


@dataclass(frozen=True, slots=True)
class Undecided:
    """Neither a panel nor a conflict was found in the time that a proof may take: `seconds`."""

    seconds: float

    def findings(self) -> tuple[Finding, ...]:
        """That nothing is proven, as a refusal reads it."""
        late = f"{self.seconds:g}秒内没有算出按现行规则能否抽出评委，并非抽不出"
        return (Finding(False, review_rules(7), late, "请再办理一次；仍算不出的，请减少学科等分项的上下限。"),)


def infeasibility(
    pool: Iterable[Expert], quotas: Quotas, disciplines: Mapping[str, str] | None = None
) -> Infeasible | Undecided | None:
    """None when some panel satisfies all rules, else what clashes and what resolves it, or that time ran out.

    `disciplines`: names by code.
    """
    spoken_of = _dimensions(quotas)
    everyone = Counter(tuple(expert.value(name) for name in spoken_of) for expert in pool)
    demands = _demands(quotas, sum(everyone.values()), disciplines or {})
    groups = _kernel(everyone, quotas)
    possible = _solves(groups, quotas, demands)
    if possible is not False:
        return None if possible else Undecided(SECONDS)
    conflict, answers = list(demands), []
    for demand in reversed(demands):  # caps first: without them every further proof is quick
        fewer = [other for other in conflict if other is not demand]
        answers.append(_solves(groups, quotas, fewer))
        if answers[-1] is False:
            conflict = fewer
    ways = [_relaxation(groups, quotas, demands, demand) for demand in conflict]
    exact = None not in answers and all(in_time for _, in_time in ways)
    return Infeasible(tuple(d.reads for d in conflict), tuple(way for way, _ in ways if way), exact)


def _kernel(groups: Groups, quotas: Quotas) -> Groups:
    """As many of the groups as any panel can need: alike but for the employer, of as many employers as there are seats.

    Whoever sits for an employer left out can be replaced by somebody alike of one that is kept and that nobody else
    of the panel comes from. So what can be satisfied stays so, whatever rule gives way.
    """
    if len(quotas.caps) != 1:
        return groups
    place = _dimensions(quotas).index(quotas.caps[0].dimension)
    kept, seen = Groups(), Counter[Values]()
    for values, count in sorted(groups.items()):
        alike = values[:place] + values[place + 1 :]
        if not values[place] or seen[alike] < quotas.size:
            kept[values] = min(count, quotas.size)
            seen[alike] += bool(values[place])
    return kept


def _dimensions(quotas: Quotas) -> Values:
    spoken_of = [limit.dimension for limit in quotas.limits] + [cap.dimension for cap in quotas.caps]
    return tuple(dict.fromkeys(spoken_of))


def _demands(quotas: Quotas, available: int, disciplines: Mapping[str, str]) -> list[Demand]:
    size = f"抽取{quotas.size}名（可抽专家{available}名）"
    found = [Demand(size, _fewer("抽取人数", quotas.size, "drawn"), None)]
    for limit in quotas.limits:
        name = value_label(limit.dimension, limit.value, disciplines)
        if limit.least:
            fewer = _fewer(f"{name}下限", limit.least, f"least_{limit.value}")
            found.append(Demand(f"{name}不少于{limit.least}名", fewer, limit, lower=True))
        more = _more(f"{name}上限", limit.most, f"most_{limit.value}")
        found.append(Demand(f"{name}不多于{limit.most}名", more, limit))
    return [
        *found,
        *(
            Demand(f"同一单位不多于{c.most}名", _more("同一单位上限", c.most, "max_per_employer"), c)
            for c in quotas.caps
        ),
    ]


def _fewer(name: str, now: int, field: str) -> Callable[[int], Relaxation]:
    return lambda slack: Relaxation(f"将{name}降至{now - slack}名", field, now - slack)


def _more(name: str, now: int, field: str) -> Callable[[int], Relaxation]:
    return lambda slack: Relaxation(f"将{name}提高至{now + slack}名", field, now + slack)


def _relaxation(
    groups: Groups, quotas: Quotas, demands: Sequence[Demand], loose: Demand
) -> tuple[Relaxation | None, bool]:
    """How far this one rule has to give way for all the others to hold, None when it can't help; whether in time."""
    rest = [demand for demand in demands if demand is not loose]
    slack, in_time = _least_slack(groups, quotas, rest, loose)
    return None if slack is None else loose.loosened(slack), in_time


def _solves(groups: Groups, quotas: Quotas, demands: Sequence[Demand]) -> bool | None:
    """Whether some panel meets the demands; None when time ran out."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 - the solver takes a second to load; only a freeze needs it

    model, chosen = _model(groups, quotas)
    for demand in demands:
        _require(model, quotas, chosen, demand, 0)
    answers = {cp_model.OPTIMAL: True, cp_model.FEASIBLE: True, cp_model.INFEASIBLE: False, cp_model.UNKNOWN: None}
    return answers[_solver().solve(model)]


def _least_slack(groups: Groups, quotas: Quotas, rest: Sequence[Demand], loose: Demand) -> tuple[int | None, bool]:
    """By how much at least, None when no slack helps; whether that is proven."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 - as above

    model, chosen = _model(groups, quotas)
    slack = model.new_int_var(1, max(quotas.size, 1), "slack")
    for demand in rest:
        _require(model, quotas, chosen, demand, 0)
    _require(model, quotas, chosen, loose, slack)
    model.minimize(slack)
    solver = _solver()
    status = solver.solve(model)
    in_time = status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, in_time
    found = int(solver.value(slack))
    return None if loose.rule is None and found >= quotas.size else found, in_time


def _model(groups: Groups, quotas: Quotas) -> tuple[Any, dict[Values, Any]]:
    from ortools.sat.python import cp_model  # noqa: PLC0415 - as above

    model = cp_model.CpModel()
    ordered = enumerate(sorted(groups.items()))
    return model, {key: model.new_int_var(0, min(count, quotas.size), str(n)) for n, (key, count) in ordered}


def _require(model: Any, quotas: Quotas, chosen: dict[Values, Any], demand: Demand, slack: Any) -> None:
    if demand.rule is None:
        model.add(sum(chosen.values()) == quotas.size - slack)
        return
    place = _dimensions(quotas).index(demand.rule.dimension)
    match demand.rule:
        case Limit() as limit:
            of_value = [variable for values, variable in chosen.items() if values[place] == limit.value]
            if demand.lower:
                model.add(sum(of_value) >= limit.least - slack)
            else:
                model.add(sum(of_value) <= limit.most + slack)
        case Cap() as cap:
            together: dict[str, list[Any]] = {}
            for values, variable in chosen.items():
                together.setdefault(values[place], []).append(variable)
            for value, variables in together.items():
                if value:
                    model.add(sum(variables) <= cap.most + slack)


def _solver() -> Any:
    from ortools.sat.python import cp_model  # noqa: PLC0415 - as above

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_time_in_seconds = SECONDS
    return solver
