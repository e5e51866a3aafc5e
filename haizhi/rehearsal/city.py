"""The people of a rehearsal: offices, districts, units; opened through the real acts, none of them anybody."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from stdnum.cn import uscc

from haizhi.accounts.acts import enrol, grant, register
from haizhi.accounts.demonstration import DEMONSTRATION_ACCOUNTS
from haizhi.accounts.models import Organisation, Person
from haizhi.accounts.queries import actor_for
from haizhi.fairness.stream import Stream
from haizhi.kernel.actor import PUBLIC, SYSTEM, Actor
from haizhi.regulation.applicants import Affiliation, ApplicantKind, ParkType
from haizhi.regulation.bodies import body
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import Role
from haizhi.rehearsal.names import person_name, unit_name

CITY_POSTS = (
    Role.OFFICE_CLERK, Role.OFFICE_HEAD, Role.SUPERVISOR, Role.PARTY_RECORDER, Role.ASSOCIATION_SIGNER,
    Role.BUREAU_SIGNER, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR,
)  # fmt: skip
"""The posts that exist once."""

_MEMBERS = ("重庆市科学技术协会", "重庆市人力资源和社会保障局")

HOME_DISTRICT = "500109"
"""The district of the demonstration's district accounts: 北碚区."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sort of unit."""

    kind: ApplicantKind
    affiliation: Affiliation
    park_type: ParkType | None = None


@dataclass(slots=True)
class City:
    """Who there is. `mark` (演练, 演示) ends every unit's name; `accounts`: the posts are the demonstration's."""

    stream: Stream
    mark: str
    accounts: bool = False
    posts: dict[Role, Actor] = field(default_factory=dict)
    heads: dict[str, Actor] = field(default_factory=dict)
    clerks: dict[str, Actor] = field(default_factory=dict)
    signatories: dict[str, Actor] = field(default_factory=dict)
    units: int = 0
    people: int = 0
    leaders: list[tuple[Person, str]] = field(default_factory=list)

    def found(self, at: datetime) -> None:
        """Open the posts of the city."""
        for role in CITY_POSTS:
            person = self.open_account(role, at)
            grant(person, by=SYSTEM, at=at, role=role, valid_from=day_of(at))
            self.posts[role] = actor_for(person, at)

    def open_account(self, role: Role, at: datetime) -> Person:
        """A person for a post; in the demonstration its account, as long as that is not taken."""
        account = DEMONSTRATION_ACCOUNTS.get(role)
        if self.accounts and account and not Person.objects.filter(email=account.mailbox).exists():
            return enrol(account.password, by=SYSTEM, at=at, name=account.name, email=account.mailbox)
        return self.open_person(at)

    def open_person(self, at: datetime) -> Person:
        """An invented person with a mailbox that is nobody's (RFC 2606)."""
        return enrol(by=SYSTEM, at=at, name=person_name(self.stream), email=self.mailbox())

    def mailbox(self) -> str:
        """A mailbox that is nobody's."""
        self.people += 1
        return f"p{self.people:05d}@rehearsal.haizhi.invalid"

    def post(self, role: Role) -> Actor:
        """The holder of a city post."""
        return self.posts[role]

    def head_of(self, district: str, at: datetime) -> Actor:
        """The head of a district's association, with a clerk beside, opened when first needed."""
        if district not in self.heads:
            named = partial(self.open_account, at=at) if district == HOME_DISTRICT else None
            for role in (Role.DISTRICT_CLERK, Role.DISTRICT_HEAD):
                person = named(role) if named else self.open_person(at)
                grant(person, by=SYSTEM, at=at, role=role, valid_from=day_of(at), district=district)
                known = self.heads if role is Role.DISTRICT_HEAD else self.clerks
                known[district] = actor_for(person, at)
        return self.heads[district]

    def leaders_of_members(self, at: datetime) -> list[tuple[Person, str]]:
        """The leaders of member units who sit by office, with their employers; opened when first needed."""
        if not self.leaders:
            self.leaders = [(self.open_account(Role.JUDGE, at), employer) for employer in _MEMBERS]
        return self.leaders

    def new_unit(self, pattern: Pattern, district: str, at: datetime) -> Organisation:
        """A unit that registers itself; its first person fills in and signs."""
        serial = self.units
        self.units += 1
        region = district if district.isdecimal() else "500000"
        seventeen = f"91{region}{serial + 1:09d}"
        unit = register(
            by=PUBLIC,
            at=at,
            name=unit_name(pattern.kind, body(district), serial, self.mark),
            code=seventeen + uscc.calc_check_digit(seventeen),
            applicant_kind=pattern.kind,
            affiliation=pattern.affiliation,
            district=district,
            park_type=pattern.park_type,
            address=f"重庆市{body(district).name}{self.mark}路{serial + 1}号",
            postcode="400000",
            phone_area="023",
            phone=f"6000{serial % 10000:04d}",
            person_name=person_name(self.stream),
            email=self.mailbox(),
        )
        person = unit.memberships.get(role=Role.SIGNATORY).person
        self.signatories[str(unit.pk)] = actor_for(person, at)
        return unit

    def signatory_of(self, unit: Organisation) -> Actor:
        """Who signs for a unit."""
        return self.signatories[str(unit.pk)]

    def add_account(self, role: Role, unit: Organisation, at: datetime) -> None:
        """Give a unit a demonstration account of a role beside its own people: the one of that role, if it is open."""
        mailbox = DEMONSTRATION_ACCOUNTS[role].mailbox
        person = Person.objects.filter(email=mailbox).first() or self.open_account(role, at)
        grant(person, by=SYSTEM, at=at, role=role, valid_from=day_of(at), organisation=unit)
