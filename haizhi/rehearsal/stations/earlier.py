"""Stations that stood before the platform, entered from a list as the Office would (办法·13)."""

from datetime import date, datetime

from haizhi.fairness.stream import Stream
from haizhi.regulation.applicants import Affiliation, ApplicantKind
from haizhi.regulation.bodies import bodies_on
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import Role
from haizhi.regulation.term import add_months, term_from
from haizhi.rehearsal.city import City, Pattern
from haizhi.rehearsal.names import person_name, short_name
from haizhi.rehearsal.stations.house import House
from haizhi.stations import acts

_PATTERNS = (
    Pattern(ApplicantKind.ENTERPRISE, Affiliation.PRIVATE),
    Pattern(ApplicantKind.UNIVERSITY, Affiliation.MUNICIPAL),
    Pattern(ApplicantKind.INSTITUTE, Affiliation.MUNICIPAL),
)


def enter(city: City, count: int, begun: date, at: datetime, *, first: int = 0, months: int = 6) -> list[House]:
    """So many stations, each of a unit of its own, whose terms began in so many months from a day's on, in turn."""
    districts = [body.code for body in bodies_on(day_of(at)) if body.code.isdecimal()]
    found = []
    for n in range(first, first + count):
        month = add_months(begun.replace(day=1), n % months)
        unit = city.new_unit(_PATTERNS[n % len(_PATTERNS)], districts[n * 7 % len(districts)], at)
        term = term_from(month, month_grained=True)
        leader, head, contact, phone = _people(unit.code)
        station = acts.register(
            by=city.post(Role.OFFICE_CLERK), at=at, unit=unit, short_name=short_name(city.units - 1),
            district=unit.district, approved_on=month, valid_from=term.valid_from, valid_to=term.valid_to,
            month_grained=True, document_number=f"渝科协发〔{month.year}〕{40 + n % 6}号", awarded_on=month,
            leader=leader, head=head, contact=contact, phone=phone,
        )  # fmt: skip
        found.append(House(city, station))
    return found


def _people(code: str) -> tuple[str, str, str, str]:
    """Who leads a station, runs it and answers for it, and where: by a stream that leaves the city's as it was."""
    stream = Stream(code.encode(), "haizhi/rehearsal/people")
    leader, head, contact = (person_name(stream) for _ in range(3))
    return leader, head, contact, f"023-6{stream.below(10_000_000):07d}"
