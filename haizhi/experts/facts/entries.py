"""Whether an entry of the pool is well written, in its stored form."""

from collections.abc import Collection, Iterator
from datetime import datetime

from haizhi.accounts.identifiers import (
    canonical_code,
    canonical_mailbox,
    canonical_mobile,
    code_is_valid,
    mailbox_is_valid,
    mobile_is_valid,
)
from haizhi.experts.models import Contact, Expert, Sex
from haizhi.experts.models.experts import print_of
from haizhi.regulation.citations import review_rules
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding

YOUNGEST, OLDEST = 18, 100
"""Years between which an expert's age can lie; what is outside was mistyped."""

_LENGTHS = (
    ("name", "姓名", 64),
    ("employer", "工作单位", 120),
    ("professional_title", "职称", 40),
    ("languages", "外语", 60),
)
"""What the columns of the pool take, in characters."""

_BETWEEN = "，,；;／/　 "
"""What people put between the languages they speak."""


def stored(expert: Expert, typed: Contact) -> Contact:
    """Bring what was typed into stored form: the row in place, what is to be sealed as the answer."""
    expert.name, expert.employer = expert.name.strip(), expert.employer.strip()
    expert.professional_title = expert.professional_title.strip()
    expert.languages = _parted(expert.languages)
    expert.employer_code = canonical_code(expert.employer_code)
    return Contact(canonical_mobile(typed.mobile), canonical_mailbox(typed.email), typed.birth_year)


def _parted(languages: str) -> str:
    for sign in _BETWEEN:
        languages = languages.replace(sign, "、")
    return "、".join(part for part in languages.split("、") if part)


def described(expert: Expert, disciplines: Collection[str]) -> Iterator[Finding]:
    """Whether the row says who it is, `disciplines` being those it may stand under."""
    for name, label, most in _LENGTHS:
        said = len(getattr(expert, name))
        reason = f"{label}有{said}个字符，最多{most}个"
        yield Finding(said <= most, None, reason, "请缩短。", name)
    yield Finding(bool(expert.name), None, "姓名为空", "请填写姓名。", "name")
    listed = expert.discipline in disciplines
    yield Finding(listed, None, "学科不在目录中", "请从目录中选择。", "discipline")
    cite = review_rules(7)
    yield Finding(bool(expert.employer), cite, "工作单位为空", "回避按工作单位比对，请填写全称。", "employer")
    if expert.employer_code:
        coded = code_is_valid(expert.employer_code)
        yield Finding(coded.met, coded.cite, coded.reason, coded.remedy, "employer_code")
    yield Finding(expert.sex in ("", *Sex.values), None, "性别填写有误", "请填写男或女，或者留空。", "sex")
    most_often = expert.yearly_sessions
    yield Finding(
        most_often is None or 1 <= most_often <= 99,
        cite,
        "每年次数上限应为1至99次",
        "按统一上限的请留空；不再抽取的请办理暂停。",
        "yearly_sessions",
    )


def contact_written(contact: Contact, at: datetime) -> Iterator[Finding]:
    """Whether mobile number, mailbox and year of birth can be what they say."""
    if contact.mobile:
        yield mobile_is_valid(contact.mobile)
    if contact.email:
        yield mailbox_is_valid(contact.email)
    if contact.birth_year is not None:
        age = day_of(at).year - contact.birth_year
        reason = f"出生年份“{contact.birth_year}”有误"
        yield Finding(YOUNGEST <= age <= OLDEST, None, reason, "请填写4位公历年份，如 1968。", "birth_year")


def contact_free(expert: Expert, contact: Contact) -> Iterator[Finding]:
    """Whether no other expert has the mobile number or mailbox. A query for each."""
    for field, label, value in (("mobile", "手机号码", contact.mobile), ("email", "电子信箱", contact.email)):
        if value:
            known = Expert.objects.filter(**{f"{field}_print": print_of(field, value)}).exclude(pk=expert.pk).first()
            reason = f"该{label}已由专家{known.code}使用" if known else ""
            yield Finding(known is None, None, reason, "请核对是否重复入库。", field)
