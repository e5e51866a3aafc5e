"""By what the pool is drawn: the list of disciplines, and the terms on age and load."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from haizhi.kernel.subjects import Subject
from haizhi.regulation.experts import PoolTerms
from haizhi.regulation.roles import OFFICE_ROLES, Role

CODE = RegexValidator(r"\A[a-z][a-z0-9_]{1,15}\Z", "代码为2至16位小写字母、数字或下划线，以字母开头")
"""A discipline's code as it stands in published files: ASCII, never changed."""


class FirstDiscipline(models.TextChoices):
    """The disciplines with which a pool begins; the Office adds to them, renames and withdraws them."""

    INFORMATION = "information", "电子信息"
    MANUFACTURING = "manufacturing", "先进制造"
    MATERIALS = "materials", "新材料"
    BIOMEDICINE = "biomedicine", "生物医药"
    AGRICULTURE = "agriculture", "现代农业"
    ENVIRONMENT = "environment", "资源环境"
    ENERGY = "energy", "能源"
    MANAGEMENT = "management", "管理与金融"


class Discipline(Subject):
    """A discipline by which panels are balanced. `code` stands in the published pool and stays for good."""

    kind: ClassVar[str] = "discipline"
    readers = OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}

    code = models.CharField("代码", max_length=16, unique=True, validators=[CODE])
    name = models.CharField("名称", max_length=24, unique=True)
    place = models.PositiveSmallIntegerField("次序", default=100)

    class Meta:
        ordering = ["place", "code"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="a_discipline_has_a_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("experts:discipline", args=[self.code])


class Terms(Subject):
    """On what terms the pool is drawn from the moment they are set until others are."""

    kind: ClassVar[str] = "terms"
    readers = OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}

    age_limit = models.PositiveSmallIntegerField("年龄上限", null=True, blank=True)
    yearly_sessions = models.PositiveSmallIntegerField("每年次数上限", null=True, blank=True)
    set_at = models.DateTimeField(editable=False)
    set_by = models.CharField(max_length=64, editable=False)
    reason = models.CharField("理由", max_length=500, blank=True)

    class Meta:
        ordering = ["-set_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(age_limit__isnull=True) | Q(age_limit__gte=1))
                & (Q(yearly_sessions__isnull=True) | Q(yearly_sessions__gte=1)),
                name="limits_of_the_pool_leave_somebody_to_draw",
            )
        ]

    def __str__(self) -> str:
        age = f"不超过{self.age_limit}岁" if self.age_limit else "不限年龄"
        load = f"每年不超过{self.yearly_sessions}次" if self.yearly_sessions else "不限次数"
        return f"{age}，{load}"

    def as_rules(self) -> PoolTerms:
        """The terms as the rules take them."""
        return PoolTerms(self.age_limit, self.yearly_sessions)

    def get_absolute_url(self) -> str:
        return reverse("experts:terms")
