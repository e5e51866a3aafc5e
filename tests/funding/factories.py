"""Money for tests, moved through the real acts."""

from datetime import UTC, date, datetime
from typing import Any

from django.test import Client

from haizhi.funding import acts
from haizhi.funding.models import Budget, FinanceRules, Grant, Payment, Spending
from haizhi.kernel.actor import Actor
from haizhi.regulation.funding import GrantKind, Purpose
from haizhi.regulation.roles import Role
from haizhi.stations.models import Station
from tests.accounts.factories import member
from tests.applications.factories import upload
from tests.decisions.factories import CLERK, HEAD, holding
from tests.replay import replayed
from tests.stations.factories import standing

NOW = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)
TODAY = date(2026, 9, 1)
BASIS: dict[str, Any] = {"basis": "渝科协发〔2026〕60号", "basis_on": date(2026, 7, 20)}
YUAN = 100


def staff(station: Station) -> Actor:
    """Somebody who works at the station."""
    return holding(Role.STATION_CLERK, str(station.unit_id))


def signatory(station: Station) -> Actor:
    """The 负责人 of its unit."""
    return holding(Role.SIGNATORY, str(station.unit_id))


def client_at(station: Station, role: Role = Role.STATION_CLERK) -> Client:
    """A browser in which somebody of the station's unit is signed in."""
    client = Client()
    client.force_login(member(role, at_unit=station.unit).person)
    return client


@replayed
def budget(year: int = 2026, amount: int = 1_000_000 * YUAN) -> Budget:
    """A year's budget of a million 元."""
    return acts.set_budget(by=HEAD, at=NOW, year=year, amount=amount, basis="渝财教〔2026〕1号")


@replayed
def proposed(of: Station | None = None, amount: int = 100_000 * YUAN, **more: Any) -> Grant:
    """A grant that waits for the head."""
    said = BASIS | {"sort": GrantKind.FOUNDING} | more
    year = Budget.objects.first() or budget()
    return acts.propose_grant(year, by=CLERK, at=NOW, station=of or standing(1)[0], amount=amount, **said)


@replayed
def approved(of: Station | None = None, amount: int = 100_000 * YUAN, **more: Any) -> Grant:
    """A grant that the head approved."""
    return acts.approve_grant(proposed(of, amount, **more), by=HEAD, at=NOW)


@replayed
def on_file(station: Station) -> FinanceRules:
    """Finance rules of the station's unit that the Office accepted."""
    filed = acts.file_finance_rules(
        station.unit,
        by=staff(station),
        at=NOW,
        name="经费管理办法",
        in_force_on=date(2026, 1, 1),
        upload=upload("制度.pdf"),
    )
    return acts.accept_finance_rules(filed, by=CLERK, at=NOW)


def pay(grant: Grant, amount: int, voucher: str = "") -> Payment:
    """Pay so much."""
    number = voucher or f"银付{Payment.objects.count() + 1}"
    return acts.enter_payment(grant, by=CLERK, at=NOW, amount=amount, paid_on=TODAY, voucher=number)


@replayed
def paid(of: Station | None = None, amount: int = 100_000 * YUAN, **more: Any) -> Grant:
    """A grant wholly paid out."""
    grant = approved(of, amount, **more)
    on_file(grant.station)
    pay(grant, amount)
    grant.refresh_from_db()
    return grant


@replayed
def begun(grant: Grant, amount: int = 20_000 * YUAN, purpose: Purpose = Purpose.CONDITIONS, **more: Any) -> Spending:
    """A spending that was written and not handed in."""
    said: dict[str, Any] = {
        "invoice_number": f"2650200000{Spending.objects.count() + 1:010d}",
        "invoice_on": date(2026, 8, 20),
        "issuer": "重庆示范仪器有限公司",
        "text": "购置光谱仪一台",
        "invoice": upload("发票.pdf"),
    } | more
    return acts.begin_spending(grant, by=staff(grant.station), at=NOW, amount=amount, purpose=purpose, **said)


@replayed
def submitted(
    grant: Grant, amount: int = 20_000 * YUAN, purpose: Purpose = Purpose.CONDITIONS, **more: Any
) -> Spending:
    """One that was handed in."""
    return acts.submit_spending(begun(grant, amount, purpose, **more), by=staff(grant.station), at=NOW)


@replayed
def confirmed(grant: Grant, amount: int = 20_000 * YUAN) -> Spending:
    """One that the Office confirmed."""
    return acts.confirm_spending(submitted(grant, amount), by=CLERK, at=NOW)


@replayed
def misused(grant: Grant, amount: int = 20_000 * YUAN) -> Spending:
    """One that the head found misused; its recovery runs."""
    flagged = submitted(grant, amount, Purpose.OTHER)
    return acts.misuse_spending(flagged, by=HEAD, at=NOW, repay_by=date(2026, 10, 31), opinion="用于单位日常招待。")
