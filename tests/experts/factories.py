"""Experts of a pool for tests, entered through the real act."""

from datetime import UTC, datetime
from itertools import count
from uuid import uuid4

from haizhi.experts import acts
from haizhi.experts.models import Expert, FirstDiscipline
from haizhi.kernel.actor import Actor, Grant
from haizhi.regulation.roles import Role
from tests.replay import replayed

NOW = datetime(2026, 6, 10, 1, 0, tzinfo=UTC)

_serial = count(1)


def holding(role: Role, place: str = "") -> Actor:
    """Somebody in a role."""
    return Actor(uuid4(), role.label, (Grant(role, place),))


CLERK, HEAD = holding(Role.OFFICE_CLERK), holding(Role.OFFICE_HEAD)
SUPERVISOR, RECORDER = holding(Role.SUPERVISOR), holding(Role.PARTY_RECORDER)


def next_mobile() -> str:
    """A mobile number nobody has yet."""
    return f"139{next(_serial):08d}"


@replayed
def expert(
    name: str = "欧阳慧龑",
    discipline: str = FirstDiscipline.INFORMATION,
    employer: str = "",
    *,
    employer_code: str = "",
    within_city: bool = True,
    mobile: str | None = None,
    birth_year: int | None = None,
    yearly_sessions: int | None = None,
) -> Expert:
    """An expert of the pool with an employer of their own."""
    serial = next(_serial)
    return acts.enter(
        by=CLERK,
        at=NOW,
        name=name,
        discipline=discipline,
        employer=employer or f"重庆第{serial}研究院",
        employer_code=employer_code,
        professional_title="研究员",
        within_city=within_city,
        mobile=next_mobile() if mobile is None else mobile,
        birth_year=birth_year,
        yearly_sessions=yearly_sessions,
    )


@replayed
def pool(size: int) -> list[Expert]:
    """So many experts, spread over the disciplines, each of another employer."""
    disciplines = list(FirstDiscipline)
    return [expert(f"专家{n:03d}", disciplines[n % len(disciplines)]) for n in range(size)]


def judge(person_id: object, name: str = "评委") -> Actor:
    """A person in the role of a judge."""
    return Actor(person_id, name, (Grant(Role.JUDGE, str(person_id)),))  # type: ignore[arg-type]  # a UUID from a row
