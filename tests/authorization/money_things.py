"""The money of stations, in the city in which the matrix is walked."""

from datetime import datetime, timedelta

from django.db.models import Model

from haizhi.files.models import Upload
from haizhi.funding.models import (
    Budget,
    Check,
    CheckRound,
    FinalAccount,
    FinanceRules,
    Grant,
    Payment,
    Plea,
    Recovery,
    Spending,
)
from haizhi.lots.models import Lot
from haizhi.regulation.civil_time import day_of
from haizhi.stations.models import Station


def money_things(station: Station, at: datetime) -> dict[str, tuple[Model, Model]]:
    """What belongs to the unit's station and to another one; the budget and the drawing are nobody's."""
    elsewhere = Station.objects.exclude(unit=station.unit).order_by("code")[0]
    day, paper = day_of(at), Upload.objects.order_by("uploaded_at", "pk")[0]
    year = Budget.objects.create(year=2031, amount=10_000_000, granted=2_000_000, basis="文件", stage="set", version=1)
    lot = Lot.objects.order_by("code")[0]
    drawing = CheckRound.objects.create(
        code="SJ-9", year=2031, name="抽查", count=1, lot=lot, stage="drawing", version=1
    )
    made: dict[str, list[Model]] = {}
    for n, each in enumerate((station, elsewhere)):
        grant = Grant.objects.create(
            code=f"ZZ-9{n}",
            budget=year,
            station=each,
            sort="founding",
            amount=1_000_000,
            paid=900_000,
            misused=100_000,
            basis="文件",
            basis_on=day,
            approved_at=at,
            stage="approved",
            version=1,
        )
        FinanceRules.objects.filter(unit=each.unit, stage="accepted").update(
            stage="superseded"
        )  # one is in force at most
        of = {"grant": grant, "version": 1}
        spending = Spending.objects.create(code=f"ZC-9{n}", amount=1, stage="draft", **of)
        rows: dict[str, Model] = {
            "grant": grant,
            "payment": Payment.objects.create(
                code=f"BF-9{n}", amount=1, paid_on=day, voucher=f"银{n}", stage="paid", **of
            ),
            "spending": spending,
            "finance-rules": FinanceRules.objects.create(
                code=f"CW-9{n}",
                unit=each.unit,
                serial=90,
                name="办法",
                in_force_on=day,
                upload=paper,
                filed_at=at,
                stage="filed",
                version=1,
            ),
            "final-account": FinalAccount.objects.create(
                code=f"JS-9{n}", paid=1, spent=0, misused=0, rest=1, text="完", signed_at=at, stage="signed", **of
            ),
            "check": Check.objects.create(
                code=f"CC-9{n}",
                station=each,
                cause="反映",
                visit_on=day,
                due_on=day + timedelta(days=1),
                stage="announced",
                version=1,
            ),
            "recovery": Recovery.objects.create(
                code=f"ZH-9{n}", amount=100_000, reason="违规", repay_by=day, opened_at=at, stage="running", **of
            ),
        }
        recovery = rows["recovery"]
        assert isinstance(recovery, Recovery)
        rows["plea"] = Plea.objects.create(
            code=f"YQ-9{n}", recovery=recovery, text="困难", until=day, made_at=at, due_on=day, stage="asked", version=1
        )
        for name, row in rows.items():
            made.setdefault(name, []).append(row)
    pairs: dict[str, tuple[Model, Model]] = {name: (own, other) for name, (own, other) in made.items()}
    return pairs | {"budget": (year, year), "check-round": (drawing, drawing)}
