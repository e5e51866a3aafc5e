"""Revoking a station: notice, hearing, decision, document (办法·13)."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from haizhi.kernel.actor import Grant
from haizhi.regulation.roles import OFFICE_ROLES, UNIT_ROLES, Role
from haizhi.standing.models.hearing import Hearing
from haizhi.standing.models.matter import Matter
from haizhi.stations.models import keeps_undecided

OPEN_REVOCATIONS = ("prepared", "noticed", "heard", "decided")
"""The stages of a procedure that is under way."""


class Revocation(Matter, Hearing):
    """The procedure that may take a station's standing.

    `notice` and `decision` are the papers as they went out; `public`: the decision is shown to everybody.
    """

    kind: ClassVar[str] = "revocation"
    page = "standing:revocation"
    searched = {"station": "station_id", "organisation": "station__unit_id", "revocation": "pk"}
    hidden = ("prepared", "dropped")
    due_by: ClassVar[str] = "hear_by"

    grounds = models.TextField("事实和理由")
    meeting = models.TextField("当面听取意见的时间、地点", blank=True)
    noticed_on = models.DateField("通知日期", null=True, editable=False)
    notice = models.TextField(blank=True, editable=False)
    minutes = models.TextField("当面听取意见的记录", blank=True, editable=False)
    decided_on = models.DateField("决定日期", null=True, editable=False)
    decided_by = models.UUIDField(null=True, editable=False)
    reasons = models.TextField("决定理由", blank=True, editable=False)
    document_number = models.CharField("发文字号", max_length=60, blank=True, editable=False)
    issued_on = models.DateField("成文日期", null=True, editable=False)
    decision = models.TextField(blank=True, editable=False)
    public = models.BooleanField("向社会公开", default=False, editable=False)

    class Meta:
        ordering = ["-code"]
        constraints = [
            models.UniqueConstraint(
                fields=["station"],
                condition=Q(stage__in=OPEN_REVOCATIONS),
                name="a_station_faces_one_revocation_at_a_time",
                violation_error_message="对该站已有一件正在办理的撤销资格事项",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["decided", "revoked"]) | Q(heard_on__isnull=False) & ~Q(reasons=""),
                name="none_is_revoked_unheard_or_without_reasons",
            ),
            models.CheckConstraint(
                condition=~Q(stage="revoked") | Q(issued_on__isnull=False) & ~Q(document_number="") & ~Q(decision=""),
                name="an_issued_revocation_has_its_document",
            ),
            models.CheckConstraint(
                condition=Q(public=False) | Q(stage="revoked"), name="only_an_issued_revocation_is_public"
            ),
        ]
        indexes = [models.Index(fields=["public", "-issued_on"], name="revocation_public_issued")]

    def __str__(self) -> str:
        return f"{self.station.unit.name}撤销工作站资格"

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """As every matter; a decision that was made public is everybody's to read."""
        found, shown = super().readable(grant), Q(stage="revoked", public=True)
        return found if grant.role in cls.readers else shown if found is None else found | shown

    @property
    def due(self) -> date | None:
        return self.hear_by if self.stage == "noticed" else None


@keeps_undecided
def stations_charged() -> Q:
    """The stations that face a revocation."""
    return Q(Exists(Revocation.objects.filter(station=OuterRef("pk"), stage__in=OPEN_REVOCATIONS)))


PARTIES = OFFICE_ROLES | UNIT_ROLES | {Role.SUPERVISOR, Role.AUDITOR}
"""Who opens the page of a procedure; everybody else reads a public decision on the portal."""
