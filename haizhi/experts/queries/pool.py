"""Experts as lists and pages show them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from haizhi.accounts.identifiers import canonical_login
from haizhi.accounts.models import Organisation
from haizhi.accounts.queries import unit_called as units_called
from haizhi.experts.facts import discipline_names
from haizhi.experts.models import Correction, Discipline, Expert, Interest, Sex
from haizhi.experts.models.experts import print_of
from haizhi.kernel import search
from haizhi.kernel.actor import Actor
from haizhi.regulation.recusals import InterestGround
from haizhi.ui.wording import masked_mailbox_text, masked_phone_text


def experts_of(actor: Actor) -> QuerySet[Expert]:
    """The experts that the actor may see: the whole pool for the Office and 纪检, else oneself.

    Each with `discipline_name`, its place in the list, and `unit_name`: what the unit with the employer's code is
    called now, None where none is registered.
    """
    listed = Discipline.objects.filter(code=OuterRef("discipline"))
    unit = Organisation.objects.existing().filter(code=OuterRef("employer_code"))
    return Expert.objects.visible_to(actor).annotate(
        discipline_name=Subquery(listed.values("name")[:1]),
        discipline_place=Subquery(listed.values("place")[:1]),
        unit_name=Subquery(unit.values("name")[:1]),
    )


def disciplines_of(actor: Actor) -> QuerySet[Discipline]:
    """The list of disciplines, each with how many experts of the pool stand under it (`experts`)."""
    held = Expert.objects.filter(discipline=OuterRef("code"), stage__in=("active", "suspended")).order_by()
    counted = held.values("discipline").annotate(n=Count("pk")).values("n")
    return Discipline.objects.visible_to(actor).annotate(experts=Coalesce(Subquery(counted), 0))


def found(queryset: QuerySet[Expert], words: str) -> QuerySet[Expert]:
    """The experts with the words in name, initials, number or employer, or whose mobile number or mailbox they are.

    One query of its own. Sealed numbers are found whole only.
    """
    finds = search.finds(words, Expert.searched)
    if finds is None:
        return queryset
    login = canonical_login(words)
    sealed = Q(mobile_print=print_of("mobile", login)) | Q(email_print=print_of("email", login))
    return queryset.filter(finds.condition(Expert.searched) | Q(employer__icontains=words.strip()) | sealed)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is sensitive of an expert, as a page shows it: whole, or with most of it hidden."""

    mobile: str
    email: str
    birth_year: str


def shown(expert: Expert, *, whole: bool) -> Shown:
    """The sensitive part of an entry; "" for what is not known."""
    contact = expert.contact
    year = contact.birth_year
    if whole:
        return Shown(contact.mobile, contact.email, f"{year}年" if year else "")
    return Shown(masked_phone_text(contact.mobile), masked_mailbox_text(contact.email), "已登记" if year else "")


def interests_of(expert: Expert) -> list[tuple[Interest, str]]:
    """What the expert declared, with the label of each ground. One query."""
    rows = expert.interests.select_related("unit").order_by("declared_at", "id")
    return [(interest, InterestGround(interest.ground).label) for interest in rows]


def unit_called(text: str) -> Organisation | None:
    """The existing unit with this code, or with exactly this name; nobody can list units by it."""
    return next(iter(units_called(text)), None)


def corrected(correction: Correction) -> list[tuple[str, str, str]]:
    """What a correction would change: label, as it is, as it should be; a year of birth is not spelt out."""
    said, names = correction.asked_for, discipline_names()
    rows = []
    for field, value in said.items():
        expert = correction.expert
        now: Any = expert.contact.birth_year if field == "birth_year" else getattr(expert, field)
        if now != value:
            rows.append((_label(field), _words(field, now, names), _words(field, value, names, new=True)))
    return rows


def _label(field: str) -> str:
    if field == "birth_year":
        return "出生年份"
    return next(str(column.verbose_name) for column in Expert._meta.concrete_fields if column.name == field)


def _words(field: str, value: Any, names: dict[str, str], *, new: bool = False) -> str:
    if field == "within_city":
        return "市内" if value else "市外"
    if field == "birth_year":
        return ("另有填写" if new else "已登记") if value else "未填写"
    if field == "discipline":
        return names.get(value, str(value))
    if field == "sex":
        return str(Sex(value).label) if value else "未填写"
    return str(value) or "未填写"
