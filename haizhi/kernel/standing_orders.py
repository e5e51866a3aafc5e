"""What must hold in every database after every migration: triggers, the ledger's head, the known calendars."""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from haizhi.kernel.models import Calendar, Head
from haizhi.kernel.state_calendar import KNOWN_YEARS, announced

_REFUSAL = "the ledger is append-only"
_PRESENT = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = 'kernel_entry'::regclass AND tgenabled <> 'D'",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'kernel_entry'",
}
_STATISTICS = {"postgresql": (), "sqlite": ("PRAGMA analysis_limit=400", "ANALYZE")}
_NAMES = ("ledger_refuses_update", "ledger_refuses_delete")


def establish(using: str, **_: Any) -> None:
    """Put triggers, head, calendars and statistics in place; run after each migrate and after a test's flush."""
    connection = connections[using]
    if Head._meta.db_table not in connection.introspection.table_names():
        return
    install_triggers(connection)
    Head.objects.using(using).get_or_create(pk=1)
    seed_calendars(using)
    take_stock(connection)


def take_stock(connection: BaseDatabaseWrapper) -> None:
    """Let SQLite sample its indexes, so that it picks the right one; PostgreSQL does so by itself all the time."""
    with connection.cursor() as cursor:
        for statement in _STATISTICS[connection.vendor]:
            cursor.execute(statement)


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """Make the database itself refuse UPDATE, DELETE and (PostgreSQL) TRUNCATE on the ledger. Safe to repeat."""
    with connection.cursor() as cursor:
        for statement in _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE:
            cursor.execute(statement)


def remove_triggers(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for a test's flush, and for nothing else."""
    with connection.cursor() as cursor:
        for name in _names(connection):
            on = " ON kernel_entry" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of the triggers that should be there and are not."""
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT[connection.vendor])
        present = {row[0] for row in cursor.fetchall()}
    return [name for name in _names(connection) if name not in present]


def seed_calendars(using: str) -> None:
    """Enter the calendars of the known years where they are missing; what was amended stays."""
    calendars = Calendar._base_manager.using(using)
    present = set(calendars.values_list("year", flat=True))
    calendars.bulk_create([_known(year) for year in KNOWN_YEARS if year not in present])


def _known(year: int) -> Calendar:
    calendar = announced(year)
    return Calendar(
        year=year,
        stage="entered",
        basis="国务院办公厅关于部分节假日安排的通知",
        days_off=sorted(day.isoformat() for day in calendar.days_off),
        days_worked=sorted(day.isoformat() for day in calendar.make_up),
    )


def _names(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    return (*_NAMES, "ledger_refuses_truncate") if connection.vendor == "postgresql" else _NAMES


_SQLITE = tuple(
    f"CREATE TRIGGER IF NOT EXISTS ledger_refuses_{what} BEFORE {what.upper()} ON kernel_entry"
    f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    for what in ("update", "delete")
)

_FUNCTION = (
    "CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
)


def _trigger(what: str, scope: str) -> tuple[str, str]:
    name = f"ledger_refuses_{what}"
    fires = f"BEFORE {what.upper()} ON kernel_entry FOR EACH {scope} EXECUTE FUNCTION ledger_is_append_only()"
    return f"DROP TRIGGER IF EXISTS {name} ON kernel_entry", f"CREATE TRIGGER {name} {fires}"


_POSTGRESQL = (
    _FUNCTION,
    *_trigger("update", "ROW"),
    *_trigger("delete", "ROW"),
    *_trigger("truncate", "STATEMENT"),
)
