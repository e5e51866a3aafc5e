"""Yearly calls and the intake for academicians."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from haizhi.files.kinds import LARGEST, LARGEST_CASE
from haizhi.kernel.actor import Grant
from haizhi.kernel.subjects import Subject
from haizhi.regulation.deadlines import Track
from haizhi.regulation.notices import CallNotice, notice_text
from haizhi.regulation.parameters import ANNUAL_TARGET, PAPER_COPIES
from haizhi.regulation.roles import OFFICE_ROLES, Role

ANNOUNCED = (
    "issuer",
    "basis",
    "directed_to",
    "direct_units",
    "district_units",
    "department",
    "contact",
    "address",
    "postcode",
    "phone",
    "mailbox",
    "paper_copies",
)
"""What a notice says that stays from one year to the next."""

SET = ("soft_target", "largest_file", "largest_case", "new_attempts")
"""What a call sets besides, and the next one takes over from it."""

CALL_FIELDS = (
    *ANNOUNCED,
    *SET,
    "heading",
    "document_number",
    "issued_on",
    "opens_on",
    "deadline",
    "annexes",
    "body",
)
"""Everything of a call that is written before it is published."""


class Call(Subject):
    """A yearly call (年度申报通知) or the intake for academicians. `deadline` is exclusive; none for academicians.

    `opens_on`: the first day on which it takes applications, where that is not the day of its publication.
    `largest_file` and `largest_case` are in megabytes. `new_attempts`: whether a unit that its district declined or the
    Office rejected may begin again while it is open. `annexes` holds one title a line. `body` is the notice in the
    Office's own words, empty as long as its text follows from the fields; `published_text` is what was published.
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
    issuer = models.CharField("发文单位", max_length=100)
    basis = models.CharField("依据文号", max_length=60)
    directed_to = models.CharField("主送单位", max_length=400)
    issued_on = models.DateField("发文日期")
    opens_on = models.DateField("开始受理日期", null=True, blank=True)
    deadline = models.DateTimeField("截止时间", null=True, blank=True)
    direct_units = models.CharField("直接申报的单位", max_length=400)
    district_units = models.CharField("经区县科协初审的单位", max_length=400)
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
    new_attempts = models.BooleanField("受理期内可以重新申报", default=True)
    annexes = models.TextField("附件", blank=True)
    body = models.TextField("通知正文", blank=True)
    published_text = models.TextField(blank=True, editable=False)
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
            models.CheckConstraint(
                condition=Q(largest_file__lte=F("largest_case")),
                name="a_file_fits_into_its_case",
                violation_error_message="单个文件的上限不能大于全部附件的上限",
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def announced(self) -> CallNotice:
        """What it announces, as the regulation's rules take it."""
        return CallNotice(
            year=self.year,
            title=self.heading,
            document_number=self.document_number,
            issuer=self.issuer,
            basis=self.basis,
            issued_on=self.issued_on,
            deadline=self.deadline,
            department=self.department,
            contact=self.contact,
            address=self.address,
            postcode=self.postcode,
            phone=self.phone,
            mailbox=self.mailbox,
            paper_copies=self.paper_copies,
            directed_to=self.directed_to,
            direct_units=self.direct_units,
            district_units=self.district_units,
            annexes=tuple(title for title in map(str.strip, self.annexes.splitlines()) if title),
            opens_on=self.opens_on,
            track=Track(self.track),
        )

    @property
    def text(self) -> str:
        """The notice's text: as it was published, or else the Office's own words, or else what the fields say."""
        return self.published_text or self.body or notice_text(self.announced)

    @property
    def paragraphs(self) -> list[str]:
        """The text by its paragraphs."""
        return [line for line in map(str.strip, self.text.splitlines()) if line]

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """What was published is everybody's to read."""
        return Q() if grant.role in cls.readers else Q(stage__in=["open", "closed"])

    def addressees(self, role: Role) -> tuple[str, ...]:
        """A call speaks to every unit and every district."""
        return ("",)

    def get_absolute_url(self) -> str:
        return reverse("applications:call", args=[self.code])
