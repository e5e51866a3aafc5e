"""A call as its public page shows it: where it stands, its course, what is published beside it."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Q, QuerySet

from haizhi.applications.models import Call, CallDownload, CallQuestion, DistrictCutoff, Extension
from haizhi.applications.queries import calls as published
from haizhi.documents.forms import blank_form, blank_pdf
from haizhi.documents.word import form_docx
from haizhi.files.kinds import KINDS
from haizhi.portal.queries.year import State, state_of
from haizhi.regulation.citations import Citation, measures, notice
from haizhi.regulation.deadlines import Track, closing_words
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.parameters import PUBLICITY_WORKDAYS, TERM_YEARS
from haizhi.ui.wording import day_text, until_text

BLANK_FORMS = 8
"""So many blank forms are kept in memory: they are the same for everybody."""


@lru_cache(BLANK_FORMS)
def blank_form_pdf(year: int, copies: int, department: str, at: datetime) -> bytes:
    """附件1 with nothing filled in, as PDF."""
    return blank_pdf(blank_form(year, copies, department, at))


@lru_cache(BLANK_FORMS)
def blank_form_docx(year: int, copies: int, department: str, at: datetime) -> bytes:
    """附件1 with nothing filled in, as a Word document."""
    return form_docx(blank_form(year, copies, department, at))


@dataclass(frozen=True, slots=True)
class CourseStep:
    """One step of a call's course: when, what, under which article; `done` once its moment has passed."""

    label: str
    when: str
    text: str
    cite: Citation
    done: bool = False


@dataclass(frozen=True, slots=True)
class CallPage:
    """Everything on a call's page that comes from the database."""

    call: Call
    state: State
    course: tuple[CourseStep, ...]
    extensions: list[Extension]
    cutoffs: list[DistrictCutoff]
    questions: list[CallQuestion]
    downloads: list[CallDownload]
    beside: Call | None

    @property
    def takes(self) -> bool:
        """Whether applications are taken now."""
        return self.state is State.OPEN

    @property
    def file_kinds(self) -> str:
        """What kinds of files are taken."""
        return "、".join(kind.label for kind in KINDS)

    @property
    def description(self) -> str:
        """The page in one sentence, for search engines."""
        call = self.call
        until = f"申报截止{closing_words(call.deadline)}" if call.deadline else "全年适时受理，不设截止时间"
        where = f"受理部门{call.department}，电话{call.phone}"
        return f"{call.heading}：{until}。申报条件、渠道、材料、常见问题和下载，{where}。"


def call_named(calls: QuerySet[Call], code: str) -> tuple[Call | None, Call | None]:
    """One of the calls by its code, and the one of the other track that is open beside it. One query."""
    found = list(calls.filter(Q(code=code) | Q(stage="open")).order_by("-year"))
    call = next((each for each in found if each.code == code), None)
    return call, _beside(call, found) if call else None


def intake_for_academicians(calls: QuerySet[Call]) -> tuple[Call | None, Call | None]:
    """The latest intake for academicians, and the annual call that is open beside it. One query."""
    found = list(calls.filter(Q(track=Track.ACADEMICIAN) | Q(stage="open")).order_by("-year"))
    call = next((each for each in found if each.track == Track.ACADEMICIAN), None)
    return call, _beside(call, found) if call else None


def _beside(call: Call, found: list[Call]) -> Call | None:
    return next((each for each in found if each.stage == "open" and each.track != call.track), None)


def call_page(call: Call, at: datetime, *, beside: Call | None, preview: bool = False) -> CallPage:
    """The page of a published call, or of a draft as though it were published now. Four queries."""
    extensions = list(call.extensions.all())
    for extension in extensions:
        extension.call = call
    return CallPage(
        call=call,
        state=state_of(call, at, preview=preview),
        course=course(call, at),
        extensions=extensions,
        cutoffs=published.cutoffs_of(call) if call.deadline else [],
        questions=published.questions_of(call),
        downloads=published.downloads_of(call),
        beside=beside,
    )


def course(call: Call, at: datetime) -> tuple[CourseStep, ...]:
    """The course of a call from its notice to the plaque (通知, 办法·7–9)."""
    published_on = day_text(call.published_at) if call.published_at else "发布之日"
    opens = chinese_date(call.opens_on) if call.opens_on else published_on
    closed = call.deadline is not None and call.deadline <= at
    steps = [
        CourseStep("发布通知", published_on, "公布申报要求、时间和联系方式", notice(), call.published_at is not None),
        CourseStep(
            "单位申报",
            f"{opens}至{until_text(call.deadline)}" if call.deadline else f"自{opens}起，全年受理",
            "在本站填写申报表、上传材料，打印签字盖章后提交",
            notice(2),
            closed,
        ),
        CourseStep(
            "区县科协初审",
            "截止时间之前",
            "区县所属单位和民营单位经区县科协初审，签字盖章后报送",
            measures(7, 2),
            closed,
        ),
        CourseStep("资格审核", "送达之后", "重庆海智办逐项核对申报条件，需要补正的退回补正", measures(7, 3)),
        CourseStep("评审", "另行通知", "申报陈述、现场答辩、评委打分，现场公布结果", measures(9, 1, 3)),
        CourseStep("公示", f"{PUBLICITY_WORKDAYS.value}个工作日", "公布拟建站单位名单，接受监督", measures(9, 1, 4)),
        CourseStep("发文和授牌", "公示无异议后", f"联合发文确定并授牌，有效期{TERM_YEARS.value}年", measures(9, 2)),
    ]
    return tuple(steps)
