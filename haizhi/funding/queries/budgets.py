"""The budget of a year: what was granted, what it was spent on."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from haizhi.funding.models import GRANTED, Budget, Grant, Spending
from haizhi.kernel.actor import Actor
from haizhi.regulation.books import Balance
from haizhi.regulation.funding import GrantKind, Purpose
from haizhi.ui.charts import Bars, Mark

FIGURES = ("amount", "paid", "spent", "misused", "recovered", "returned", "lost", "waived")
"""The columns of a grant that its balance is made of, in the order of `Balance`."""

FEN_PER_YUAN = 100


def budgets_of(actor: Actor) -> QuerySet[Budget]:
    """The budgets that the actor may see, each with what was paid and spent out of it, and how many grants it has."""
    live = Q(grants__stage__in=GRANTED)
    return Budget.objects.visible_to(actor).annotate(
        count=Count("grants", filter=live),
        paid=Sum("grants__paid", filter=live),
        spent=Sum("grants__spent", filter=live),
    )


def summed(grants: QuerySet[Grant]) -> Balance:
    """Where the money of these grants is, together. One query."""
    sums = grants.order_by().aggregate(**{f"sum_{name}": Sum(name) for name in FIGURES})
    return Balance(*(int(sums[f"sum_{name}"] or 0) for name in FIGURES))


@dataclass(frozen=True, slots=True)
class BudgetYear:
    """A year: where its money is, what was granted by sort, what was spent by purpose (all 分), as a chart too."""

    balance: Balance
    proposed: int
    by_sort: tuple[tuple[str, int, int], ...]
    by_purpose: tuple[tuple[str, int], ...]
    chart: Bars


def budget_year(budget: Budget) -> BudgetYear:
    """The figures of a year's budget. Four queries, however many grants it has."""
    grants = Grant.objects.filter(budget=budget)
    granted = grants.filter(stage__in=GRANTED)
    sorts = {
        row["sort"]: (row["count"], row["sum"])
        for row in granted.order_by().values("sort").annotate(count=Count("pk"), sum=Sum("amount"))
    }
    confirmed = Spending.objects.filter(grant__budget=budget, stage="confirmed").order_by()
    purposes = dict(confirmed.values_list("purpose").annotate(sum=Sum("amount")))
    by_purpose = tuple((purpose.label, int(purposes.get(purpose, 0))) for purpose in Purpose)
    return BudgetYear(
        summed(granted),
        int(grants.filter(stage="proposed").aggregate(sum=Sum("amount"))["sum"] or 0),
        tuple((kind.label, *sorts.get(kind, (0, 0))) for kind in GrantKind),
        by_purpose,
        _chart(budget.year, by_purpose),
    )


def _chart(year: int, by_purpose: tuple[tuple[str, int], ...]) -> Bars:
    return Bars(
        "purposes",
        "已确认支出（按用途）",
        f"{year}年度预算内已确认的支出，按用途，元以下舍去。",
        "用途",
        "元",
        tuple(Mark(label, fen // FEN_PER_YUAN) for label, fen in by_purpose),
    )
