"""Who can be checked, and whether a drawing is done."""

from django.db.models import Q, QuerySet

from haizhi.funding.models import GRANTED, CheckRound
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding
from haizhi.stations.models import STANDING, Station


def money_in_the_year(year: int) -> QuerySet[Station]:
    """The standing stations that hold money at all, or moved some in that year (办法·14), each once."""
    held = Q(grants__paid__gt=0) & ~Q(grants__stage="settled")
    moved = Q(grants__movements__day__year=year, grants__paid__gt=0)
    rows = Station.objects.filter(held | moved, grants__stage__in=GRANTED, stage__in=STANDING).values("pk")
    return Station.objects.filter(pk__in=rows).select_related("unit").order_by("code")


def ready_to_take_up(check_round: CheckRound) -> Finding:
    """Whether its lot was drawn."""
    met = check_round.lot.stage == "drawn"
    now = f"抽签现为“{check_round.lot.stage_label}”"
    return Finding(met, measures(14), now, "" if met else "请海智办和纪检监督人员先办完抽签。")
