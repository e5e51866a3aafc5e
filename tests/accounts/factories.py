"""People and units for tests, made through the real acts."""

from datetime import UTC, date, datetime
from itertools import count

from stdnum.cn import uscc

from haizhi.accounts.acts import enrol, grant, register
from haizhi.accounts.models import Membership, Organisation, Person
from haizhi.accounts.queries import actor_for
from haizhi.files.models import Upload
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.regulation.applicants import Affiliation, ApplicantKind
from haizhi.regulation.roles import DISTRICT_ROLES, UNIT_ROLES, Role
from tests.replay import replayed

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
TODAY = date(2026, 3, 20)
YUZHONG, NANAN = "500103", "500108"
PASSWORD = "correct-horse-battery"

_serial = count(1)
"""Units of these factories are numbered from 5,000,000 on: those of applications begin at 1, in the same test."""


def code(serial: int) -> str:
    """A valid 统一社会信用代码 of an invented unit."""
    stem = f"91500103MA{serial:07d}"
    return stem + str(uscc.calc_check_digit(stem))


def mobile() -> str:
    """A mobile number nobody else has in this test run."""
    return f"138{next(_serial):08d}"


@replayed
def person(name: str = "张三", password: str | None = None, number: str | None = None, email: str = "") -> Person:
    """Someone enrolled; with a password they can sign in."""
    return enrol(password, by=SYSTEM, at=NOW, name=name, mobile=mobile() if number is None else number, email=email)


@replayed
def unit(name: str = "重庆智造有限公司", district: str = YUZHONG, serial: int | None = None) -> Organisation:
    """A registered private enterprise without people."""
    return register(
        by=Actor(None, "系统", holding(Role.OFFICE_CLERK).grants),
        at=NOW,
        name=name,
        code=code(serial or 5_000_000 + next(_serial)),
        applicant_kind=ApplicantKind.ENTERPRISE,
        affiliation=Affiliation.PRIVATE,
        district=district,
    )


def holding(role: Role, place: str = "") -> Actor:
    """An actor of a role without a person behind it: the door asks for no more."""
    from haizhi.kernel.actor import Grant

    return Actor(None, role.label, (Grant(role, place),))


@replayed
def member(
    role: Role,
    *,
    name: str = "",
    password: str | None = None,
    at_unit: Organisation | None = None,
    district: str = YUZHONG,
    who: Person | None = None,
) -> Membership:
    """A person in a role, in a unit or district when the role needs one."""
    return grant(
        who or person(name or role.label, password),
        by=SYSTEM,
        at=NOW,
        role=role,
        valid_from=TODAY,
        organisation=(at_unit or unit()) if role in UNIT_ROLES else None,
        district=district if role in DISTRICT_ROLES else "",
    )


@replayed
def scan(name: str = "证明.pdf") -> Upload:
    """A stored paper; its content is nobody's concern here."""
    return Upload.objects.create(
        name=name, sha256="0" * 64, size=1, media_type="application/pdf", uploaded_by_id=None, uploaded_at=NOW
    )


def actor(membership: Membership) -> Actor:
    """The actor behind a membership, as a request has it."""
    return actor_for(membership.person, NOW)
