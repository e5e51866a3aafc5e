"""Entering an expert and correcting the entry (评审·7)."""

from datetime import datetime
from typing import Required, TypedDict, Unpack

from haizhi.accounts.models import Organisation
from haizhi.accounts.queries import unit_by_code
from haizhi.experts.facts import contact_free, contact_written, described, disciplines_in_force, stored
from haizhi.experts.models import Contact, Expert
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, refuse_unmet

PERSONAL = ("name", "mobile", "email", "sex", "birth_year", "languages")
"""What of an expert is recorded as commitments only."""


class Said(TypedDict, total=False):
    """What an expert asks to be corrected, and the Office writes down without asking; what is left out is empty."""

    name: Required[str]
    discipline: Required[str]
    employer: Required[str]
    professional_title: str
    employer_code: str
    within_city: bool
    sex: str
    languages: str


class Written(Said, total=False):
    """Everything that the Office writes down. `yearly_sessions` stands in place of the pool's limit."""

    yearly_sessions: int | None


_EMPTY = Written(
    name="",
    discipline="",
    employer="",
    professional_title="",
    employer_code="",
    within_city=True,
    sex="",
    languages="",
    yearly_sessions=None,
)


@creates(moves.ENTER_EXPERT, private=PERSONAL)
def enter(
    *,
    by: Actor,
    at: datetime,
    mobile: str = "",
    email: str = "",
    birth_year: int | None = None,
    **written: Unpack[Written],
) -> Expert:
    """入库: a new expert, active at once. Name and what is sensitive are recorded as commitments only."""
    expert = Expert(entered_at=at)
    _fill(expert, Contact(mobile, email, birth_year), at, written)
    expert.code = next_number("ZJ", day_of(at).year)
    return expert


@act(moves.AMEND_EXPERT, private=PERSONAL)
def amend(
    expert: Expert,
    *,
    by: Actor,
    at: datetime,
    mobile: str | None = None,
    email: str | None = None,
    birth_year: int | None = None,
    **written: Unpack[Written],
) -> str:
    """更正资料: a new employer above all, since recusal is matched by it. Panels already frozen stay as they are.

    Of mobile, email and birth_year None keeps what is known (who amends need not see it); "" and 0 remove it.
    """
    known = expert.contact
    contact = Contact(
        known.mobile if mobile is None else mobile,
        known.email if email is None else email,
        known.birth_year if birth_year is None else birth_year or None,
    )
    _fill(expert, contact, at, written)
    return expert.stage


@act(moves.REACH_EXPERT, private=("mobile", "email"))
def reach(expert: Expert, *, by: Actor, at: datetime, mobile: str = "", email: str = "") -> str:
    """更正联系方式: by the expert in person, in force at once. The account is signed in to as before."""
    contact = stored(expert, Contact(mobile, email, expert.contact.birth_year))
    refuse_unmet(
        Finding(
            bool(contact.mobile or contact.email),
            None,
            "手机号码和电子信箱都没有填写",
            "请至少填写一项，否则无法通知您。",
            "mobile",
        ),
        *contact_written(contact, at),
        *contact_free(expert, contact),
    )
    expert.keep(contact, at)
    return expert.stage


@act(moves.IDENTIFY_EMPLOYER)
def identify(expert: Expert, *, by: Actor, at: datetime, unit: Organisation) -> str:
    """核定工作单位: the employer is this registered unit, by whose code recusal is matched from now on."""
    expert.employer, expert.employer_code = unit.name, unit.code
    return expert.stage


def checked(expert: Expert, typed: Contact, at: datetime, *, former: str = "") -> Contact:
    """Bring an entry into stored form, and refuse it with everything that is wrong with it.

    `former` is the discipline it stood under: one that was withdrawn since may stay.
    """
    contact = stored(expert, typed)
    if unit := unit_by_code(expert.employer_code):
        expert.employer_code = unit.code  # a merged unit's is that of the unit that stays
    refuse_unmet(
        *described(expert, disciplines_in_force(former)), *contact_written(contact, at), *contact_free(expert, contact)
    )
    return contact


def _fill(expert: Expert, typed: Contact, at: datetime, written: Written) -> None:
    former = expert.discipline
    for name, value in {**_EMPTY, **written}.items():
        setattr(expert, name, value)
    expert.keep(checked(expert, typed, at, former=former), at)
