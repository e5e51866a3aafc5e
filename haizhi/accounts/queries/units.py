"""Units: their people, their profile on a day, where a code leads, who reads their files."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from haizhi.accounts.facts import RdBodyFact, StandingFact, UnitProfile, token_of
from haizhi.accounts.facts.resetting import reset_token
from haizhi.accounts.identifiers import canonical_code, code_is_valid
from haizhi.accounts.models import (
    Invitation,
    Membership,
    Organisation,
    OrganisationName,
    Person,
    Renaming,
    StandingProof,
    not_lapsed_on,
)
from haizhi.accounts.queries.roles import in_force
from haizhi.files.models import Upload
from haizhi.files.queries import readable_if
from haizhi.kernel.actor import Actor
from haizhi.regulation.applicants import RdLevel, Standing


@readable_if
def paper_of_a_visible_unit(actor: Actor, upload: Upload) -> bool:
    """A proof is read by whoever sees the unit, the change of name or the role that it proves."""
    return (
        StandingProof.objects.filter(upload=upload, organisation__in=Organisation.objects.visible_to(actor)).exists()
        or OrganisationName.objects.filter(
            proof=upload, organisation__in=Organisation.objects.visible_to(actor)
        ).exists()
        or Renaming.objects.visible_to(actor).filter(proof=upload).exists()
        or Membership.objects.visible_to(actor).filter(proof=upload).exists()
    )


def unit_by_code(code: str) -> Organisation | None:
    """The unit of a 统一社会信用代码, however it was typed; of a merged one the unit that stays."""
    return units_by_code([code]).get(canonical_code(code))


def units_by_code(codes: Iterable[str]) -> dict[str, Organisation]:
    """The units as `unit_by_code` finds them, by each code that is one's in its stored form. One query."""
    typed = {code for code in map(canonical_code, codes) if code_is_valid(code).met}
    rows = Organisation.objects.select_related("merged_into").filter(code__in=typed) if typed else ()
    return {unit.code: _staying(unit) for unit in rows}


def _staying(unit: Organisation) -> Organisation:
    while unit.merged_into:
        unit = unit.merged_into
    return unit


def unit_called(text: str) -> list[Organisation]:
    """The existing units of a code or full name, two at most: more than one is too many."""
    said = text.strip()
    by_code = unit_by_code(said) if said else None
    if by_code:
        return [by_code]
    return list(Organisation.objects.existing().filter(name=said)[:2]) if said else []


def profile_of(organisation: Organisation, on: date) -> UnitProfile:
    """What the unit tells every year anew, with its proofs as they count on a day. Two queries."""
    proofs = tuple(
        StandingFact(Standing(p.sort), p.number, p.valid_from, p.valid_to, p.upload_id, p.holds_on(on))
        for p in organisation.proofs.all()
    )
    bodies = tuple(RdBodyFact(b.name, RdLevel(b.level), b.since) for b in organisation.rd_bodies.all())
    return UnitProfile(
        address=organisation.address,
        postcode=organisation.postcode,
        phone_area=organisation.phone_area,
        phone=organisation.phone,
        phone_extension=organisation.phone_extension,
        fax=organisation.fax,
        contact=organisation.contact,
        email=organisation.email,
        head_name=organisation.head_name,
        team_size=organisation.team_size,
        proofs=proofs,
        rd_bodies=bodies,
    )


@dataclass(frozen=True, slots=True)
class Colleague:
    """One of a unit's people with the roles held there now, oldest first."""

    person: Person
    memberships: tuple[Membership, ...]


def people_of(organisation: Organisation, on: date) -> QuerySet[Person]:
    """Those who hold a role in the unit on a day, by pinyin."""
    held = in_force(Membership.objects.filter(organisation=organisation), on)
    return Person._base_manager.filter(pk__in=held.values("person")).order_by("pinyin", "id")


def colleagues(organisation: Organisation, actor: Actor, on: date) -> list[Colleague]:
    """Everybody whom the actor may see with a role in the unit on a day or later. One query."""
    held = Membership.objects.visible_to(actor).filter(not_lapsed_on(on), organisation=organisation)
    found: dict[Person, list[Membership]] = {}
    for membership in held.select_related("person", "organisation").order_by("person__pinyin", "person", "valid_from"):
        found.setdefault(membership.person, []).append(membership)
    return [Colleague(person, tuple(memberships)) for person, memberships in found.items()]


def reset_path(person: Person) -> str:
    """The address, without the host, under which a person sets a password; void once used or sent anew."""
    return reverse("accounts:reset", args=[reset_token(person)])


def invitation_path(invitation: Invitation) -> str:
    """The address, without the host, that accepts an invitation; void once it is sent anew, accepted or revoked."""
    return reverse("accounts:invited", args=[token_of(invitation)])
