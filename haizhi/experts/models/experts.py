"""Experts, the interests they declare and the days on which they can't come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from haizhi.accounts.models import Organisation, Person
from haizhi.kernel.pinyin import spelling
from haizhi.kernel.secrecy import fingerprint, seal, unseal
from haizhi.kernel.source import new_salt
from haizhi.kernel.subjects import Subject
from haizhi.regulation.recusals import InterestGround
from haizhi.regulation.roles import OFFICE_ROLES, Role

_SEALED = "expert"
"""The purpose under which what is sensitive is sealed."""


class Sex(models.TextChoices):
    """As GB/T 2261.1 has it; empty where it is not stated."""

    MALE = "male", "男"
    FEMALE = "female", "女"


@dataclass(frozen=True, slots=True)
class Contact:
    """What of an expert is kept encrypted; the year of birth is None where it is not known."""

    mobile: str = ""
    email: str = ""
    birth_year: int | None = None

    def __bool__(self) -> bool:
        return bool(self.mobile or self.email or self.birth_year)

    def sealed(self, at: datetime) -> str:
        """Encrypted, empty when there is nothing."""
        year = "" if self.birth_year is None else str(self.birth_year)
        content = {"mobile": self.mobile, "email": self.email, "birth_year": year}
        return seal(_SEALED, content, at).decode() if self else ""


def print_of(field: str, value: str) -> str:
    """The fingerprint by which a mobile number or mailbox is found without being readable; empty for none."""
    return fingerprint(f"expert/{field}", value) if value else ""


def _spelt(name: str) -> str:
    return spelling(name, person=True)[:400]


class Expert(Subject):
    """An expert of 市科协's pool; `within_city` ones are drawn, others may be seated.

    `salt` blinds the commitment to the name in a published pool; destroying it erases. `sealed` holds mobile number,
    mailbox and year of birth, which nobody reads in the database; their prints keep the first two unique and findable.
    `yearly_sessions` stands in place of the pool's limit.
    """

    kind: ClassVar[str] = "expert"
    scope = {Role.JUDGE: "person_id"}
    readers = OFFICE_ROLES | {Role.SUPERVISOR}
    searched = {"expert": "pk"}
    named_after_people = True

    code = models.CharField("专家编号", max_length=24, unique=True)
    name = models.CharField("姓名", max_length=64)
    pinyin = models.CharField(max_length=400, blank=True, default="", db_index=True, editable=False)
    sex = models.CharField("性别", max_length=8, blank=True, default="", choices=Sex)
    professional_title = models.CharField("职称", max_length=40, blank=True)
    languages = models.CharField("外语", max_length=60, blank=True, default="")
    discipline = models.CharField("学科", max_length=16)
    employer = models.CharField("工作单位", max_length=120)
    employer_code = models.CharField("工作单位统一社会信用代码", max_length=18, blank=True)
    within_city = models.BooleanField("市内专家", default=True)
    yearly_sessions = models.PositiveSmallIntegerField("每年次数上限", null=True, blank=True)
    sealed = models.TextField(default="", blank=True, editable=False)
    mobile_print = models.CharField(max_length=64, default="", blank=True, editable=False)
    email_print = models.CharField(max_length=64, default="", blank=True, editable=False)
    person = models.OneToOneField(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="expert")
    pledged_at = models.DateTimeField(null=True, editable=False)
    entered_at = models.DateTimeField("入库时间", editable=False)
    salt = models.BinaryField(max_length=32, default=new_salt, editable=False)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage="erased")
                | Q(name="", sealed="", mobile_print="", email_print="", sex="", languages="", pinyin=""),
                name="an_erased_expert_has_no_personal_data",
            ),
            models.UniqueConstraint(
                fields=["mobile_print"],
                condition=~Q(mobile_print=""),
                name="no_two_experts_share_a_mobile_number",
                violation_error_message="该手机号码已由另一名专家使用",
            ),
            models.UniqueConstraint(
                fields=["email_print"],
                condition=~Q(email_print=""),
                name="no_two_experts_share_a_mailbox",
                violation_error_message="该电子信箱已由另一名专家使用",
            ),
        ]
        indexes = [
            models.Index(fields=["discipline", "code"], name="expert_discipline_code"),
            models.Index(fields=["employer_code"], name="expert_employer_code"),
            models.Index(fields=["employer", "id"], name="expert_employer"),
            models.Index(fields=["entered_at", "id"], name="expert_entered_at"),
        ]

    def __str__(self) -> str:
        return self.name or "（已删除）"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As any subject; lists sort by how the name is spelt."""
        self.pinyin = _spelt(self.name)
        super().save(*args, **kwargs)

    @classmethod
    def save_new(cls, rows: Sequence[Self]) -> None:
        """As any subjects; lists sort by how the names are spelt."""
        for row in rows:
            row.pinyin = _spelt(row.name)
        super().save_new(rows)

    @property
    def contact(self) -> Contact:
        """What is sealed, opened. Raises cryptography.fernet.InvalidToken when it was sealed under another key."""
        if not self.sealed:
            return Contact()
        opened = unseal(_SEALED, self.sealed.encode())
        return Contact(opened["mobile"], opened["email"], int(opened["birth_year"]) if opened["birth_year"] else None)

    @property
    def reachable(self) -> bool:
        """Whether a notice reaches the expert; says so without opening anything."""
        return bool(self.person_id or self.mobile_print or self.email_print)

    def keep(self, contact: Contact, at: datetime) -> None:
        """Seal what is sensitive, in its stored form."""
        self.sealed = contact.sealed(at)
        self.mobile_print, self.email_print = print_of("mobile", contact.mobile), print_of("email", contact.email)

    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def get_absolute_url(self) -> str:
        return reverse("experts:detail", args=[self.code])


class Interest(models.Model):
    """A relation of an expert's to a unit, declared (评审·7)."""

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="interests")
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="interests", verbose_name="单位")
    ground = models.CharField("关系", max_length=20, choices=[(g.value, g.label) for g in InterestGround])
    detail = models.TextField("说明", blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["declared_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["expert", "unit", "ground"],
                name="an_interest_is_declared_once",
                violation_error_message="该利益关系已申报",
            )
        ]

    def __str__(self) -> str:
        return f"{self.expert}（{InterestGround(self.ground).label}）"


class Absence(models.Model):
    """Days, both inclusive, on which an expert can't come."""

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="absences")
    first_day = models.DateField("起始日期")
    last_day = models.DateField("截止日期")
    note = models.CharField("说明", max_length=100, blank=True)

    class Meta:
        ordering = ["first_day", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="an_absence_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return f"{self.first_day}至{self.last_day}"

    @property
    def days(self) -> tuple[date, date]:
        """First and last day."""
        return self.first_day, self.last_day
