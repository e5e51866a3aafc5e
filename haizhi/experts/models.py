"""The pool: experts, their disciplines and the interests they declare."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from haizhi.accounts.models import Organisation, Person
from haizhi.kernel.source import new_salt
from haizhi.kernel.subjects import Subject
from haizhi.regulation.recusals import InterestGround
from haizhi.regulation.roles import OFFICE_ROLES, Role


class Discipline(models.TextChoices):
    """The disciplines by which panels are balanced."""

    INFORMATION = "information", "电子信息"
    MANUFACTURING = "manufacturing", "先进制造"
    MATERIALS = "materials", "新材料"
    BIOMEDICINE = "biomedicine", "生物医药"
    AGRICULTURE = "agriculture", "现代农业"
    ENVIRONMENT = "environment", "资源环境"
    ENERGY = "energy", "能源"
    MANAGEMENT = "management", "管理与金融"


class Expert(Subject):
    """An expert of 市科协's pool; `within_city` ones are drawn, others may be seated.

    `salt` blinds the commitment to the name in a published pool; destroying it erases.
    """

    kind: ClassVar[str] = "expert"
    scope = {Role.JUDGE: "person_id"}
    readers = OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}
    searched = {"expert": "pk"}
    named_after_people = True

    code = models.CharField("专家编号", max_length=24, unique=True)
    name = models.CharField("姓名", max_length=64)
    professional_title = models.CharField("职称", max_length=40, blank=True)
    discipline = models.CharField("学科", max_length=16, choices=Discipline)
    employer = models.CharField("工作单位", max_length=120)
    employer_code = models.CharField("工作单位统一社会信用代码", max_length=18, blank=True)
    within_city = models.BooleanField("市内专家", default=True)
    mobile = models.CharField("手机号码", max_length=16, blank=True)
    email = models.EmailField("电子信箱", blank=True)
    person = models.OneToOneField(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="expert")
    pledged_at = models.DateTimeField(null=True, editable=False)
    entered_at = models.DateTimeField("入库时间", editable=False)
    salt = models.BinaryField(max_length=32, default=new_salt, editable=False)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage="erased") | Q(name="", mobile="", email=""),
                name="an_erased_expert_has_no_personal_data",
            )
        ]

    def __str__(self) -> str:
        return self.name or "（已删除）"

    @property
    def number(self) -> str:
        return self.code

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
