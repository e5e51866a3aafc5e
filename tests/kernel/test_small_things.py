"""What the door stands on: identifiers, instants, records, actors, calendars."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from uuid import UUID

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, connection

from haizhi.kernel import source, standing_orders, workdays
from haizhi.kernel.actor import PUBLIC, Actor, Grant
from haizhi.kernel.constraints import explain
from haizhi.kernel.models import Calendar
from haizhi.kernel.record import commitment, plain
from haizhi.kernel.subjects import Subject, subject_model, subject_models
from haizhi.kernel.times import instant
from haizhi.regulation.moves import MOVES
from haizhi.regulation.roles import Role
from haizhi.regulation.workdays import UnknownYear, add_workdays


def test_a_seeded_source_gives_the_same_identifiers_and_ends_with_its_block() -> None:
    def ids() -> list[UUID]:
        with source.drawing_from(lambda n: bytes(range(n))):
            return [source.new_id(), source.new_id()]

    assert ids() == ids()
    assert source.new_id() != source.new_id()
    assert source.new_id().version == 4


def test_codes_avoid_letters_that_are_confused() -> None:
    code = source.new_code(200)
    assert len(code) == 200
    assert not set(code) & set("01IO")


def test_an_instant_is_written_in_utc_with_microseconds_and_needs_a_zone() -> None:
    shanghai = timezone(timedelta(hours=8))
    assert instant(datetime(2026, 5, 31, 0, 0, tzinfo=shanghai)) == "2026-05-30T16:00:00.000000Z"
    with pytest.raises(ValueError, match="time zone"):
        instant(datetime(2026, 5, 31))  # noqa: DTZ001 - that it is naive is the point


def test_a_record_holds_only_what_has_an_exact_form() -> None:
    @dataclass(frozen=True)
    class Both:
        left: int
        right: Fraction

    calendar = Calendar(year=2026)
    said = {
        "a": Both(1, Fraction(2, 3)), "b": {date(2026, 3, 16)}, "c": (UUID(int=1), Role.JUDGE, None, True),
        "d": b"\x01\xff", "e": calendar, "f": datetime(2026, 3, 16, tzinfo=UTC), "g": "𬭎",
    }  # fmt: skip
    assert plain(said) == {
        "a": {"left": 1, "right": "2/3"}, "b": ["2026-03-16"], "c": [str(UUID(int=1)), "judge", None, True],
        "d": "01ff", "e": str(calendar.pk), "f": "2026-03-16T00:00:00.000000Z", "g": "𬭎",
    }  # fmt: skip
    with pytest.raises(TypeError, match="float"):
        plain({"a": 0.5})


def test_a_commitment_depends_on_salt_name_and_value() -> None:
    base = commitment(b"s" * 32, "name", "张三")
    assert base == commitment(b"s" * 32, "name", "张三")
    assert (
        len(
            {
                base,
                commitment(b"t" * 32, "name", "张三"),
                commitment(b"s" * 32, "n", "张三"),
                commitment(b"s" * 32, "name", "李四"),
            }
        )
        == 4
    )


def test_an_actor_knows_roles_and_places() -> None:
    actor = Actor(
        UUID(int=1), "某人", (Grant(Role.DRAFTER, "u1"), Grant(Role.SIGNATORY, "u1"), Grant(Role.DRAFTER, "u2"))
    )
    assert actor.is_signed_in
    assert not PUBLIC.is_signed_in
    assert actor.holds(Role.JUDGE, Role.DRAFTER)
    assert not actor.holds(Role.JUDGE)
    assert actor.places(Role.DRAFTER, Role.SIGNATORY) == ("u1", "u2")


def test_every_kind_of_the_table_has_one_model_and_the_other_way_round() -> None:
    assert sorted(model.kind for model in subject_models()) == sorted({move.kind for move in MOVES.values()})
    assert subject_model("calendar") is Calendar
    with pytest.raises(LookupError, match="no subject"):
        subject_model("unheard-of")


def test_a_kind_without_a_page_says_so() -> None:
    with pytest.raises(NotImplementedError, match="no page"):
        Subject.get_absolute_url(Calendar(year=2026))


def test_an_unknown_constraint_is_not_explained() -> None:
    assert explain(IntegrityError("CHECK constraint failed: nobody_knows")) is None
    assert not isinstance(explain(IntegrityError("x")), ImproperlyConfigured)


@pytest.mark.django_db
def test_the_known_calendars_are_there_and_an_unknown_year_refuses() -> None:
    assert Calendar.objects.count() == 23
    table = workdays.table()
    assert add_workdays(date(2026, 9, 28), 5, table) == date(2026, 10, 10)
    assert add_workdays(date(2026, 2, 12), 5, workdays.table([2026])) == date(2026, 2, 26)
    with pytest.raises(UnknownYear, match="2027年的节假日和调休安排尚未录入"):
        add_workdays(date(2026, 12, 30), 5, table)


@pytest.mark.django_db
def test_seeding_again_keeps_what_was_amended() -> None:
    Calendar.objects.filter(year=2026).update(basis="改过")
    Calendar.objects.filter(year=2025).delete()
    standing_orders.seed_calendars("default")
    assert Calendar.objects.get(year=2026).basis == "改过"
    assert Calendar.objects.get(year=2025).worked() >= {date(2025, 1, 26)}


@pytest.mark.parametrize(
    "text",
    [
        "CHECK constraint failed: a_person_has_a_mobile_number_or_a_mailbox",
        'violates check constraint "a_person_has_a_mobile_number_or_a_mailbox"',
    ],
)
def test_a_violated_check_is_told_in_its_own_sentence(text: str) -> None:
    assert explain(IntegrityError(text)) == "手机号码和电子信箱至少填写一项"


@pytest.mark.parametrize(
    "text",
    [
        "UNIQUE constraint failed: applications_call.year, applications_call.track",
        'duplicate key value violates unique constraint "one_call_a_year_and_track"',
    ],
)
def test_a_violated_uniqueness_is_told_in_its_own_sentence_on_both_databases(text: str) -> None:
    assert explain(IntegrityError(text)) == "该年度已有同类申报通知"


@pytest.mark.django_db
def test_nothing_is_established_before_the_kernel_has_its_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    standing_orders.remove_triggers(connection)
    monkeypatch.setattr(connection.introspection, "table_names", list)
    standing_orders.establish("default")
    assert standing_orders.missing_triggers(connection) != []


def test_a_calendar_is_called_and_numbered_by_its_year_and_everybody_may_read_it() -> None:
    calendar = Calendar(year=2026)
    assert (str(calendar), calendar.number, calendar.get_absolute_url()) == (
        "2026年工作日历",
        "2026",
        "/accounts/calendars/2026/",
    )
    assert not Calendar.readable(PUBLIC.grants[0])
