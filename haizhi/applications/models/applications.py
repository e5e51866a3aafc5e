"""An application and what was handed in each time."""

from datetime import date, timedelta
from functools import cache
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse

from haizhi.accounts.models import Organisation
from haizhi.applications.models.calls import Call
from haizhi.kernel.actor import Grant
from haizhi.kernel.subjects import Subject
from haizhi.regulation.attempts import ENDED
from haizhi.regulation.bodies import BODIES
from haizhi.regulation.checking import no_hearing_open
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding
from haizhi.regulation.roles import DISTRICT_ROLES, OFFICE_ROLES, UNIT_ROLES, Role
from haizhi.regulation.routing import Route
from haizhi.regulation.stages import public_stage

CASE_READERS = OFFICE_ROLES | {
    Role.SUPERVISOR,
    Role.PARTY_RECORDER,
    Role.ASSOCIATION_SIGNER,
    Role.BUREAU_SIGNER,
    Role.AUDITOR,
}
"""The city-wide roles that read cases."""


class Application(Subject):
    """One unit's application (《申报表》): money in 分, areas in m².

    `judgements`: row of the checklist → what the Office ticked {met, note, by, at}. `opinions`: whose box → {text, by,
    at, …}, with "correction" while something is to be corrected. `edits`: which page last saved which field of the
    draft {serial, fields: {name: {serial, page, by, at}}}.
    """

    kind: ClassVar[str] = "application"
    scope = {Role.DRAFTER: "unit_id", Role.SIGNATORY: "unit_id", Role.STATION_CLERK: "unit_id",
             Role.DISTRICT_CLERK: "district", Role.DISTRICT_HEAD: "district"}  # fmt: skip
    readers = CASE_READERS
    shown_with = ("unit", "call")
    searched = {"organisation": "unit_id", "application": "pk"}
    page = "applications:detail"
    due_by = "due_on"

    code = models.CharField("申报编号", max_length=24, unique=True)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="applications", verbose_name="申报单位"
    )
    district = models.CharField("区县", max_length=8)
    route = models.CharField("申报渠道", max_length=16, choices=[(r.value, r.label) for r in Route])
    recorded_by_office = models.BooleanField("纸质件代录", default=False)

    station_name = models.CharField("工作站简称", max_length=60, blank=True)
    address = models.CharField("单位地址", max_length=200, blank=True)
    phone_area = models.CharField("区号", max_length=4, blank=True)
    phone = models.CharField("电话", max_length=12, blank=True)
    phone_extension = models.CharField("分机", max_length=6, blank=True)
    contact = models.CharField("常设联系人", max_length=64, blank=True)
    fax = models.CharField("传真", max_length=24, blank=True)
    email = models.EmailField("电子信箱", blank=True)
    postcode = models.CharField("邮编", max_length=6, blank=True)
    overview_basis = models.TextField("设立海智工作站的基础条件及优势", blank=True)
    overview_plan = models.TextField("拟建海智工作站情况", blank=True)
    overview_goals = models.TextField("海智工作站预期目标", blank=True)
    staff = models.PositiveIntegerField("工作人员", null=True, blank=True)
    money = models.PositiveBigIntegerField("专项经费", null=True, blank=True)
    office_area = models.DecimalField("办公场地", max_digits=9, decimal_places=2, null=True, blank=True)
    above_scale = models.BooleanField("规模以上企业", default=False)
    high_tech = models.BooleanField("高新技术企业", default=False)
    truth_declared = models.BooleanField("承诺内容真实", default=False)
    no_secrets_declared = models.BooleanField("承诺内容不涉密", default=False)

    judgements = models.JSONField(default=dict, editable=False)
    opinions = models.JSONField(default=dict, editable=False)
    edits = models.JSONField(default=dict, editable=False)
    saved_at = models.DateTimeField(null=True, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    arrived_at = models.DateTimeField(null=True, editable=False)
    due_on = models.DateField(null=True, editable=False)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "unit"],
                condition=~Q(stage__in=list(ENDED)),
                name="a_unit_applies_once_in_a_call",
                violation_error_message="本单位在该年度已有一份申报",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["draft", "withdrawn", "cancelled"]) | Q(submitted_at__isnull=False),
                name="what_left_the_draft_was_submitted",
            ),
        ]
        indexes = [
            models.Index(fields=["stage", "code"], name="application_stage_code"),
            models.Index(fields=["district", "stage", "code"], name="application_district_stage"),
            models.Index(fields=["unit", "code"], name="application_unit_code"),
            models.Index(fields=["call", "code"], name="application_call_code"),
            models.Index(
                fields=["call", "route", "unit", "submitted_at", "recorded_by_office"],
                name="application_call_route_unit",
            ),  # holds all that counting by kind of unit asks of a row
            models.Index(fields=["submitted_at", "id"], name="application_submitted"),
            models.Index(fields=["due_on", "id"], name="application_due"),
        ]

    def __str__(self) -> str:
        return f"{self.unit.name}"

    def names(self) -> tuple[str, ...]:
        return (self.station_name,)

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """A unit sees its own; a district and the city see what was submitted (the Office also what it records)."""
        if grant.role in UNIT_ROLES:
            return cls.scoped(grant)
        if grant.role in DISTRICT_ROLES and grant.place:
            return Q(district=grant.place, route=Route.VIA_DISTRICT.value, submitted_at__isnull=False)
        if grant.role in OFFICE_ROLES:
            return Q(submitted_at__isnull=False) | Q(recorded_by_office=True)
        return Q(submitted_at__isnull=False) if grant.role in cls.readers else None

    @classmethod
    def awaited(cls, grant: Grant) -> Q:
        """A draft waits for its own unit; for the Office only if the Office records it.

        A district's clerk is done when the opinion is drafted and its sealed scan is of the version handed in.
        """
        if grant.role is Role.DISTRICT_CLERK:
            return Q(~Exists(_prepared(cls._meta.get_field("district_checks").related_model)))
        recorded = Q(recorded_by_office=True) | ~Q(stage__in=["draft", "returned"])
        return recorded if grant.role in OFFICE_ROLES else Q()

    def awaits(self, role: Role) -> bool:
        """A draft waits for the Office only if the Office records it."""
        return role not in OFFICE_ROLES or self.recorded_by_office or self.stage not in ("draft", "returned")

    @property
    def due(self) -> date | None:
        if self.due_on or self.stage not in ("draft", "returned", "endorsing") or self.arrived_at:
            return self.due_on
        deadline = self.call.deadline
        return day_of(deadline - timedelta(microseconds=1)) if deadline else None

    @property
    def district_name(self) -> str:
        """The name of its district, whether that still exists or not; an unknown code as it is."""
        return next((b.name for b in BODIES if b.code == self.district), self.district)

    @property
    def way(self) -> str:
        """How it reaches the Office, in a few words."""
        return Route.DIRECT.label if self.route == Route.DIRECT else f"经{self.district_name}科协初审"

    @property
    def heard_until(self) -> date | None:
        """Until which day its unit states its case before the qualification may be cancelled; None when not heard."""
        said = self.opinions.get("hearing")
        return date.fromisoformat(said["due_on"]) if said else None

    @property
    def hearing_notice(self) -> Finding | None:
        """What whoever carries it further should know: its unit is being heard (评审·9)."""
        found = no_hearing_open(self.heard_until)
        return None if found.met else found

    @property
    def public_stage(self) -> int | None:
        """Index of the public stage (0 to 4), None when it left the procedure."""
        return public_stage(self.stage)

    def get_absolute_url(self) -> str:
        return _address().replace(_ANY_CODE, self.code)


def _prepared(checks: Any) -> models.QuerySet[Any]:
    """The working papers (named elsewhere) of a row's district that are all there."""
    same = {"application": OuterRef("pk"), "district": OuterRef("district")}
    latest = Submission.objects.filter(application=OuterRef("application")).order_by("-serial").values("digest")[:1]
    found: models.QuerySet[Any] = checks.objects.filter(**same, scan_digest=Subquery(latest))
    return found.exclude(scan=None).exclude(opinion="")


_ANY_CODE = "HZ-0-0"


@cache
def _address() -> str:
    """The address of an application's page: put together once, a list has one in each row."""
    return reverse("applications:detail", args=[_ANY_CODE])


class Submission(models.Model):
    """What was handed in, each time: the content as it stood, with the hash printed on paper (hex)."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="submissions")
    serial = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["serial"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "serial"], name="submissions_are_numbered_within_an_application"
            )
        ]
