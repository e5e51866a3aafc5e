"""A district's own, earlier cut-off in a call, and whom it admits after it (通知·二, interpretation 8)."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse

from haizhi.accounts.models import Organisation
from haizhi.applications.models.calls import Call
from haizhi.kernel.actor import Grant
from haizhi.kernel.subjects import Subject
from haizhi.regulation.applicants import Affiliation, ApplicantKind
from haizhi.regulation.bodies import BODIES, predecessors
from haizhi.regulation.roles import CITY_ROLES, UNIT_ROLES, Role
from haizhi.regulation.routing import Route, route_for


class DistrictCutoff(Subject):
    """Until when (exclusive) the units of a district hand in to its association; the Office's deadline stays.

    `set_at` is when it was set or last changed.
    """

    kind: ClassVar[str] = "cutoff"
    scope = {Role.DISTRICT_CLERK: "district", Role.DISTRICT_HEAD: "district"}
    shown_with = ("call",)

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="cutoffs")
    district = models.CharField("区县", max_length=8)
    cutoff = models.DateTimeField("截止时间")
    note = models.CharField("说明", max_length=500, blank=True)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["call", "cutoff", "district"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "district"],
                name="a_district_has_one_cutoff_in_a_call",
                violation_error_message="本区县已设定截止时间",
            )
        ]

    def __str__(self) -> str:
        return f"{self.association}{self.call.year}年度初审截止时间"

    @property
    def number(self) -> str:
        """The call's and the district's."""
        return f"{self.call.code}-{self.district}"

    @property
    def association(self) -> str:
        """The district's association by name; an unknown code as it is."""
        return next((b.association for b in BODIES if b.code == self.district), self.district)

    @classmethod
    def readable(cls, grant: Grant) -> Q:
        """It is announced to everybody."""
        return Q()

    def addressees(self, role: Role) -> tuple[str, ...]:
        """Of the units those of the district that go by it."""
        if role not in UNIT_ROLES:
            return ("",) if role in CITY_ROLES else (self.district,)
        return tuple(str(unit.pk) for unit in units_by_way_of(self.district))

    def get_absolute_url(self) -> str:
        return reverse("applications:cutoff", args=[self.call.code, self.district])


class LateAdmission(Subject):
    """A unit that may still hand in to its district after the district's cut-off, and why."""

    kind: ClassVar[str] = "admission"
    scope = {Role.DISTRICT_CLERK: "cutoff__district", Role.DISTRICT_HEAD: "cutoff__district",
             Role.DRAFTER: "unit_id", Role.SIGNATORY: "unit_id"}  # fmt: skip
    readers = CITY_ROLES
    shown_with = ("cutoff__call", "unit")

    cutoff = models.ForeignKey(DistrictCutoff, on_delete=models.PROTECT, related_name="admissions")
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="late_admissions")
    reason = models.TextField("理由")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["cutoff", "unit"],
                name="a_unit_is_admitted_late_once",
                violation_error_message="该单位已获准逾期提交",
            )
        ]

    def __str__(self) -> str:
        return f"准予{self.unit.name}逾期提交"

    def get_absolute_url(self) -> str:
        return self.cutoff.get_absolute_url()


def units_by_way_of(district: str) -> list[Organisation]:
    """The units registered in a district, or in one that it took over, that go to the Office by way of it."""
    within = {district, *(body.code for body in predecessors(district))}
    found = Organisation.objects.filter(district__in=within, stage="active").order_by("name")
    return [
        unit
        for unit in found
        if route_for(ApplicantKind(unit.applicant_kind), Affiliation(unit.affiliation)).route is Route.VIA_DISTRICT
    ]


def binding_cutoff(call_id: UUID, district: str, unit_id: UUID) -> datetime | None:
    """Until when (exclusive) a unit hands in to its district; None without a cut-off and for a unit admitted late."""
    found = DistrictCutoff.objects.filter(call=call_id, district=district).exclude(admissions__unit=unit_id)
    return found.values_list("cutoff", flat=True).first()


def binding_cutoffs() -> Subquery:
    """The same of each row of a query of applications."""
    admitted = LateAdmission.objects.filter(cutoff=OuterRef("pk"), unit=OuterRef(OuterRef("unit")))
    found = DistrictCutoff.objects.filter(~Exists(admitted), call=OuterRef("call"), district=OuterRef("district"))
    return Subquery(found.values("cutoff")[:1])
