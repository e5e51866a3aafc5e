"""The register of stations: its list, who works in them, where they lie, and the life of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from haizhi.kernel import search
from haizhi.kernel.actor import Actor
from haizhi.kernel.models import Act
from haizhi.regulation.bodies import BODIES, Body, body, successor
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import DISTRICT_ROLES, OFFICE_ROLES, UNIT_ROLES, Role
from haizhi.regulation.term import add_months
from haizhi.stations import facts
from haizhi.stations.models import STANDING, Host, Station, StationPerson
from haizhi.stations.queries.stations import with_predecessors
from haizhi.ui.charts import Happening, Span, Timeline

_TOLD = {
    "station.register", "station.rename", "station.change_host", "station.relocate",
    "station.suspend", "station.resume", "station.renew", "station.fall_due", "station.lapse", "station.revoke",
    "station.give_up", "station.merge", "station.replace_plaque", "station.hand_over_plaque",
    "station.return_plaque", "station.lose_plaque",
}  # fmt: skip
"""The acts that stand in the picture of a station's life."""


@dataclass(frozen=True, slots=True)
class Registered:
    """What the register says of one station besides its name, plaque and term.

    `people` and `former_people` are empty for whom they do not concern.
    """

    people: tuple[StationPerson, ...]
    former_people: tuple[StationPerson, ...]
    partners: tuple[Host, ...]
    former_hosts: tuple[Host, ...]
    former_names: tuple[tuple[str, date], ...]
    former_districts: tuple[tuple[str, date], ...]
    absorbed: tuple[Station, ...]


def registered(station: Station, *, sees_people: bool) -> Registered:
    """The register of one station. At most four queries."""
    hosts = list(station.hosts.all())
    people = list(facts.people_ever(station)) if sees_people else []
    names = station.former_names.order_by().values_list(Value("name"), "short_name", "valid_to")
    districts = station.former_districts.order_by().values_list(Value("district"), "district", "valid_to")
    former = sorted(names.union(districts, all=True), key=lambda row: row[2], reverse=True)
    return Registered(
        tuple(person for person in people if person.valid_to is None),
        tuple(person for person in people if person.valid_to is not None),
        tuple(host for host in hosts if host.valid_to is None),
        tuple(host for host in hosts if host.valid_to is not None),
        tuple((name, until) for of, name, until in former if of == "name"),
        tuple((body(code).name, until) for of, code, until in former if of == "district"),
        tuple(station.absorbed.order_by("code")),
    )


ENDING_WITHIN = (3, 6, 12)
"""Months from today within which the list asks for terms that end."""


def ending_within(asked: str, today: date) -> Q:
    """The stations that stand whose term is over (`over`), or ends within so many months from a day."""
    standing = Q(stage__in=STANDING)
    if asked == "over":
        return standing & Q(valid_to__lt=today)
    return standing & Q(valid_to__gte=today, valid_to__lte=add_months(today, int(asked)))


def found_by(words: str) -> Q:
    """The stations by a part of a name that they or their units bear or bore, by pinyin or by number. One query."""
    found = search.finds(words, Station.searched)
    if found is None:
        return Q()
    letters = words.strip().lower()
    spelled = Q(unit__pinyin__contains=letters) if letters.isascii() else Q()
    return found.condition(Station.searched) | spelled


def own_stations(actor: Actor) -> Q:
    """The stations in the actor's places: of the own unit, of the own district with those it took over."""
    met = Q(pk__in=[])
    for grant in actor.grants:
        if grant.role in DISTRICT_ROLES:
            met |= Q(district__in=with_predecessors(grant.place))
        elif grant.role in Station.scope and grant.place:
            met |= Station.scoped(grant) or Q(pk__in=[])
    return met


def has_own(actor: Actor) -> bool:
    """Whether there are places of the actor's by which stations can be narrowed."""
    return any(grant.role in Station.scope and grant.place for grant in actor.grants)


_WATCHERS = OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}


def sees_people(station: Station, actor: Actor) -> bool:
    """Whether the actor is shown who works in a station, with telephones: its own unit, the Office, who watches."""
    own = any(grant.role in UNIT_ROLES and station.within(grant) for grant in actor.grants)
    return own or actor.holds(*_WATCHERS)


def address_book(actor: Actor) -> QuerySet[StationPerson]:
    """Everybody who works in a station that stands, for who keeps the address book; nobody for others."""
    if not actor.holds(*OFFICE_ROLES):
        return StationPerson.objects.none()
    standing = Station.objects.visible_to(actor).filter(pk=OuterRef("station"), stage__in=STANDING)
    rows = StationPerson.objects.filter(Exists(standing), valid_to__isnull=True)
    return rows.select_related("station__unit")


def abolished(today: date) -> list[tuple[Body, Body]]:
    """The districts that are no more, each with who took over."""
    gone = [found for found in BODIES if found.valid_to is not None and found.valid_to < today]
    return [(found, now) for found in gone if (now := successor(found.code, today)) is not None]


def to_relocate(actor: Actor, today: date) -> list[Station]:
    """The stations that stand in a district that is no more, by district. One query."""
    codes = [found.code for found, _ in abolished(today)]
    rows = Station.objects.visible_to(actor).filter(district__in=codes, stage__in=STANDING)
    return list(rows.select_related("unit").order_by("district", "code"))


def life_of(station: Station, trail: Sequence[Act], today: date) -> Timeline:
    """A station's terms as bars and its acts as points. No query where the terms were fetched with it."""
    terms = sorted(station.terms.all(), key=lambda term: term.serial)
    spans = tuple(
        Span(f"第{term.serial}个建设周期", term.valid_from, term.valid_to, term.document_number) for term in terms
    )
    happened = [Happening(act.label, day_of(act.at), act.opinion) for act in reversed(trail) if act.verb in _TOLD]
    founded = Happening("批准建站", station.approved_on, terms[0].document_number if terms else "")
    awarded = Happening("授牌", station.awarded_on, station.plaque_serial)
    if station.ended_on:
        happened.append(Happening(station.stage_label, station.ended_on, "自该日起不再是海智工作站"))
    about = "横条为建设周期，圆点为办理的事项，竖线为今日。"
    return Timeline("life", "工作站历程", about, spans, (founded, awarded, *happened), today)
