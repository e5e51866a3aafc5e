"""Yearly calls and the intake for academicians."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from haizhi.files.kinds import LARGEST, LARGEST_CASE
from haizhi.kernel.actor import Grant
from haizhi.kernel.subjects import Subject
from haizhi.regulation.deadlines import Track
from haizhi.regulation.parameters import ANNUAL_TARGET, PAPER_COPIES
from haizhi.regulation.roles import OFFICE_ROLES, Role


class Call(Subject):
    """A yearly call (年度申报通知) or the intake for academicians. `deadline` is exclusive; none for academicians.

    `largest_file` and `largest_case` are in megabytes.
    """

    kind: ClassVar[str] = "call"
    readers = OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}

    code = models.CharField("编号", max_length=24, unique=True)
    year = models.PositiveSmallIntegerField("年度")
    track = models.CharField(
        "受理类别", max_length=12, choices=[(t.value, t.label) for t in Track], default=Track.ANNUAL
    )
    heading = models.CharField("标题", max_length=200)
    document_number = models.CharField("文号", max_length=60, blank=True)
    issued_on = models.DateField("发文日期")
    deadline = models.DateTimeField("截止时间", null=True, blank=True)
    department = models.CharField("受理部门", max_length=60)
    contact = models.CharField("联系人", max_length=40)
    address = models.CharField("通讯地址", max_length=200)
    postcode = models.CharField("邮政编码", max_length=6)
    phone = models.CharField("电话", max_length=24)
    mailbox = models.EmailField("邮箱")
    paper_copies = models.PositiveSmallIntegerField("纸质件份数", default=PAPER_COPIES.value)
    soft_target = models.PositiveSmallIntegerField("拟建站数", default=ANNUAL_TARGET.value)
    largest_file = models.PositiveSmallIntegerField("单个文件上限", default=LARGEST)
    largest_case = models.PositiveSmallIntegerField("全部附件上限", default=LARGEST_CASE)
    body = models.TextField("通知正文", blank=True)
    edition = models.CharField(max_length=24)
    published_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-year", "track", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "track"],
                name="one_call_a_year_and_track",
                violation_error_message="该年度已有同类申报通知",
            ),
            models.CheckConstraint(
                condition=Q(track=Track.ACADEMICIAN.value) | Q(deadline__isnull=False),
                name="an_annual_call_has_a_deadline",
                violation_error_message="年度申报须填写截止时间",
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def number(self) -> str:
        return self.code

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """What was published is everybody's to read."""
        return Q() if grant.role in cls.readers else Q(stage__in=["open", "closed"])

    def addressees(self, role: Role) -> tuple[str, ...]:
        """A call speaks to every unit and every district."""
        return ("",)

    def get_absolute_url(self) -> str:
        return reverse("applications:call", args=[self.code])
