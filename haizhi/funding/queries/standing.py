"""What the books say where a station's standing is judged, and before its end is closed (办法·13, 14)."""

from collections.abc import Iterator
from datetime import date

from haizhi.funding.models import GRANTED, FinalAccount, Grant, Recovery
from haizhi.regulation.books import Balance
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding
from haizhi.regulation.funding import yuan
from haizhi.standing.facts import settles, tells_money
from haizhi.stations.models import Station


@tells_money
def money_of_the_term(station: Station, first: date, last: date) -> Iterator[tuple[str, str]]:
    """What became of the grants of the years of a span; nothing where there were none. One query."""
    granted = Grant.objects.filter(
        station=station, stage__in=GRANTED, budget__year__gte=first.year, budget__year__lte=last.year
    )
    found = sum((grant.balance for grant in granted), Balance())
    if found.granted:
        words = f"资助{yuan(found.granted)}元，已拨付{yuan(found.paid)}元，已确认支出{yuan(found.spent)}元"
        waived = f"、已核销{yuan(found.waived)}元" if found.waived else ""
        misused = f"，违规使用{yuan(found.misused)}元、已追回{yuan(found.recovered)}元{waived}" if found.misused else ""
        yield "建站经费", f"{words}，账面结存{yuan(found.held)}元{misused}"


@settles
def books_are_closed(station: Station) -> Iterator[Finding]:
    """The account of every grant is closed, its rest and what was to be recovered have come back. Three queries."""
    waiting = Grant.objects.filter(station=station, stage__in=GRANTED).exclude(stage="settled")
    resting = FinalAccount.objects.filter(grant__station=station, stage="owing")
    owed = Recovery.objects.filter(grant__station=station, stage="running")
    codes = "、".join(code for rows in (waiting, resting, owed) for code in sorted(rows.values_list("code", flat=True)))
    yield Finding(
        not codes,
        measures(14),
        f"经费尚未结清：{codes}" if codes else "经费已结清或没有经费",
        "请先办理决算、交回结余、办结追回；单位不能办理的，由海智办代办，收不回的凭批准文件核销。" if codes else "",
    )
