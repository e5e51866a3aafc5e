"""Units, the names they bore, and their changes of name."""

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from haizhi.files.models import Upload
from haizhi.kernel.pinyin import LONGEST, initials, spelling
from haizhi.kernel.subjects import Subject, SubjectQuerySet
from haizhi.regulation.applicants import Affiliation, ApplicantKind, ParkType
from haizhi.regulation.bodies import body_on
from haizhi.regulation.roles import OFFICE_ROLES, Role

if TYPE_CHECKING:
    from haizhi.accounts.models.posts import Membership


class OrganisationQuerySet(SubjectQuerySet["Organisation"]):
    """Units, those among them that exist."""

    def existing(self) -> Self:
        """Without the duplicates that were merged into another unit."""
        return self.exclude(stage="merged")

    def called(self, words: str) -> Self:
        """Those whose name, or a name they bore, contains the words, whose code begins so or whose pinyin does."""
        plain = words.strip()
        code = "".join(plain.split()).upper()
        former = OrganisationName.objects.filter(name__icontains=plain).values("organisation")
        by_name = Q(name__icontains=plain) | Q(pk__in=former) | Q(code__startswith=code)
        merged = self.model._base_manager.filter(by_name, stage="merged").values("merged_into")
        by_name |= Q(pk__in=merged)
        letters = plain.lower()
        if letters.isascii() and letters:
            by_name |= Q(initials__contains=letters.replace(" ", "")) | Q(pinyin__contains=letters)
        return self.filter(by_name)


class Organisation(Subject):
    """A unit (单位) that applies, hosts a station or employs experts; `code` is the 统一社会信用代码 (GB 32100)."""

    kind: ClassVar[str] = "organisation"
    scope = {Role.DRAFTER: "id", Role.SIGNATORY: "id", Role.STATION_CLERK: "id",
             Role.DISTRICT_CLERK: "district", Role.DISTRICT_HEAD: "district"}  # fmt: skip
    readers = OFFICE_ROLES | {Role.SUPERVISOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR}
    searched = {"organisation": "pk"}

    name = models.CharField("单位名称", max_length=120)
    code = models.CharField("统一社会信用代码", max_length=18, unique=True)
    applicant_kind = models.CharField("单位类别", max_length=24, choices=[(k.value, k.label) for k in ApplicantKind])
    affiliation = models.CharField("隶属关系", max_length=12, choices=[(a.value, a.label) for a in Affiliation])
    park_type = models.CharField("园区类型", max_length=20, blank=True, choices=[(t.value, t.label) for t in ParkType])
    district = models.CharField("所在区县", max_length=8)
    address = models.CharField("单位地址", max_length=200, blank=True)
    postcode = models.CharField("邮编", max_length=6, blank=True)
    phone_area = models.CharField("区号", max_length=4, blank=True)
    phone = models.CharField("电话", max_length=12, blank=True)
    phone_extension = models.CharField("分机", max_length=6, blank=True)
    fax = models.CharField("传真", max_length=24, blank=True)
    contact = models.CharField("常设联系人", max_length=64, blank=True)
    email = models.EmailField("电子信箱", blank=True)
    head_name = models.CharField("负责人姓名", max_length=64, blank=True)
    team_size = models.PositiveIntegerField("研发人员", null=True, blank=True)
    initials = models.CharField(max_length=LONGEST, blank=True, db_index=True, editable=False)
    pinyin = models.CharField(max_length=840, blank=True, db_index=True, editable=False)
    named_from = models.DateField("现名起始日期", null=True, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="duplicates", editable=False, verbose_name="并入单位"
    )

    objects = models.Manager.from_queryset(OrganisationQuerySet)()  # type: ignore[misc]  # the base has another

    class Meta:
        ordering = ["pinyin", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage="merged", merged_into__isnull=False)
                | (~Q(stage="merged") & Q(merged_into__isnull=True)),
                name="a_merged_unit_points_at_the_one_that_stays",
            ),
        ]
        indexes = [models.Index(fields=["applicant_kind", "id"], name="organisation_kind")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As any row, spelled as its name is now."""
        self.initials, self.pinyin = initials(self.name), spelling(self.name)
        super().save(*args, **kwargs)
        if self.merged_into:
            self.merged_into.find_by_terms()

    def names(self) -> tuple[str, ...]:
        """Its name, those it bore, and those of the duplicates that were merged into it. Two queries."""
        return (
            self.name,
            *self.former_names.values_list("name", flat=True),
            *self.duplicates.values_list("name", flat=True),
        )

    def has_signatory(self, on: date) -> bool:
        """Whether somebody who can sign in is its 负责人 on a day."""
        return self.signatories(on).exists()

    def signatories(self, on: date) -> "models.QuerySet[Membership]":
        """The roles of 负责人 that count on a day: in force, and their holders can sign in."""
        unlimited = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        held = self.memberships.filter(unlimited, role=Role.SIGNATORY, stage="active", valid_from__lte=on)
        return held.filter(person__stage="active")

    @property
    def case_id(self) -> object:
        """Of a merged unit, the one that stays."""
        return self.merged_into_id or self.pk

    def addressees(self, role: Role) -> tuple[str, ...]:
        """Of a merged unit, the people of the one that stays: they are the same people."""
        return self.merged_into.addressees(role) if self.merged_into else super().addressees(role)

    def district_name(self, on: date) -> str:
        """The name of its district on a day."""
        found = body_on(self.district, on)
        return found.name if found else self.district

    def get_absolute_url(self) -> str:
        return reverse("accounts:organisation", args=[self.code])


class OrganisationName(models.Model):
    """A name that a unit bore, from a day (unknown when empty) to a day, both inclusive."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField("曾用名", max_length=120)
    valid_from = models.DateField("起始日期", null=True)
    valid_to = models.DateField("终止日期")
    proof = models.ForeignKey(Upload, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="变更证明")

    class Meta:
        ordering = ["-valid_to", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "valid_to"], name="a_unit_had_one_name_at_a_time"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="a_name_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Renaming(Subject):
    """A unit's change of name (名称变更), asked for with its proof and confirmed by the Office."""

    kind: ClassVar[str] = "renaming"
    scope = {Role.SIGNATORY: "organisation_id", Role.DRAFTER: "organisation_id"}
    readers = OFFICE_ROLES | {Role.AUDITOR}
    shown_with = ("organisation",)

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="renamings", verbose_name="单位"
    )
    former = models.CharField("原名称", max_length=120)
    name = models.CharField("新名称", max_length=120)
    changed_on = models.DateField("变更日期")
    proof = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+", verbose_name="变更证明")
    asked_at = models.DateTimeField("申请时间")
    asked_by = models.CharField("申请人", max_length=64)

    class Meta:
        ordering = ["-asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(stage="requested"),
                name="one_change_of_name_waits_at_a_time",
                violation_error_message="本单位已有一项名称变更正在等待确认",
            )
        ]

    def __str__(self) -> str:
        return f"{self.former}更名为{self.name}"

    @property
    def case_id(self) -> object:
        """The unit: its trail tells of its names."""
        return self.organisation_id

    def get_absolute_url(self) -> str:
        return reverse("accounts:renaming", args=[self.pk])
