"""What the matter behind it needs: more from whoever lodged it, notes of the investigation, and the unit's own word."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from haizhi.decisions.acts.lodging import MOST_FILES
from haizhi.decisions.models import Inquiry, InquiryFile, Objection, ObjectionEntry, ObjectionFile
from haizhi.files.models import Upload
from haizhi.kernel import limits
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.limits import Limit
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.moves import Move
from haizhi.regulation.objections import answer_in_time, day_lies_ahead, no_answer_awaited
from haizhi.regulation.publicity import period_over

FOR_A_MATTER = Limit("objections/supplement", 10, timedelta(days=1), "同一件异议或举报一日内最多补充10次")


@act(moves.ASK_OBJECTOR, private=("text",))
def ask_objector(objection: Objection, *, by: Actor, at: datetime, text: str) -> str:
    """Put a question to whoever lodged the matter, who reads it with the receipt; it says nothing of a person."""
    _entered(objection, ObjectionEntry.Sort.QUESTION, text, (), at, moves.ASK_OBJECTOR)
    return objection.stage


def _by_receipt(objection: Objection, by: Actor, at: datetime) -> Iterable[Finding]:
    """Whoever signed in is one of the public too, but holds no receipt here."""
    reason, remedy = "“补充材料”由提出人凭查询码办理", "请在“查询异议与举报”页面输入查询码。"
    yield Finding(not by.is_signed_in, moves.SUPPLEMENT.cite, reason, remedy)


@act(moves.SUPPLEMENT, requires=_by_receipt, private=("text",))
def supplement(objection: Objection, *, by: Actor, at: datetime, text: str, evidence: Sequence[Upload] = ()) -> str:
    """Whoever holds the receipt adds to the matter. Raises TooOften."""
    _entered(objection, ObjectionEntry.Sort.SUPPLEMENT, text, evidence, at, moves.SUPPLEMENT)
    limits.count(FOR_A_MATTER, objection.receipt, at)
    return objection.stage


@act(moves.NOTE_INVESTIGATION, private=("text",))
def note_investigation(
    objection: Objection, *, by: Actor, at: datetime, text: str, evidence: Sequence[Upload] = ()
) -> None:
    """Put on record what was looked into and what it showed, with the evidence; read by the Office and 纪检 alone."""
    _entered(objection, ObjectionEntry.Sort.NOTE, text, evidence, at, moves.NOTE_INVESTIGATION, by=by.name)


def _entered(
    objection: Objection,
    sort: ObjectionEntry.Sort,
    text: str,
    evidence: Sequence[Upload],
    at: datetime,
    move: Move,
    *,
    by: str = "",
) -> None:
    if lacking := unmet(_said(text, move, "text"), _few(evidence)):
        raise Refused(*lacking)
    entry = ObjectionEntry.objects.create(objection=objection, sort=sort, text=text.strip(), by=by, at=at)
    ObjectionFile.objects.bulk_create(
        ObjectionFile(objection=objection, entry=entry, upload=upload) for upload in evidence
    )
    record(evidence=[upload.sha256 for upload in evidence])


def _said(text: str, move: Move, field: str) -> Finding:
    return Finding(bool(text.strip()), move.cite, "没有写明内容", "请填写。", field)


def _few(evidence: Sequence[Upload]) -> Finding:
    few = len(evidence) <= MOST_FILES
    return Finding(few, None, f"材料超过{MOST_FILES}个文件", "请合并后上传。", "evidence")


def _under_investigation(objection: Objection, by: Actor, at: datetime) -> Iterable[Finding]:
    cite = moves.PUT_INQUIRY.cite
    yield Finding(objection.stage == "accepted", cite, "本件不在核查中", "受理之后、作出核查结论之前可以请单位说明。")
    yield no_answer_awaited([inquiry.stage for inquiry in objection.inquiries.all()])


@creates(moves.PUT_INQUIRY, requires=_under_investigation)
def put_inquiry(objection: Objection, *, by: Actor, at: datetime, matters: str, due_on: date) -> Inquiry:
    """Put to the unit, in the Office's own words, what it is to explain and until which day (inclusive)."""
    if lacking := unmet(_said(matters, moves.PUT_INQUIRY, "matters"), day_lies_ahead(due_on, day_of(at))):
        raise Refused(*lacking)
    if objection.application is None:
        raise ValueError(f"{objection.code} was taken up without a case")
    return Inquiry(
        code=next_number("SM", day_of(at).year),
        objection=objection,
        unit=objection.application.unit,
        matters=matters.strip(),
        put_at=at,
        due_on=due_on,
    )


def _in_time(inquiry: Inquiry, by: Actor, at: datetime) -> Iterable[Finding]:
    yield answer_in_time(at, inquiry.due_on)


@act(moves.ANSWER_INQUIRY, requires=_in_time)
def answer_inquiry(inquiry: Inquiry, *, by: Actor, at: datetime, answer: str, evidence: Sequence[Upload] = ()) -> None:
    """The unit says what it has to say, with its files."""
    if lacking := unmet(_said(answer, moves.ANSWER_INQUIRY, "answer"), _few(evidence)):
        raise Refused(*lacking)
    inquiry.answer, inquiry.answered_at, inquiry.answered_by = answer.strip(), at, by.name
    InquiryFile.objects.bulk_create(InquiryFile(inquiry=inquiry, upload=upload) for upload in evidence)
    record(evidence=[upload.sha256 for upload in evidence])


def _day_passed(inquiry: Inquiry, by: Actor, at: datetime) -> Iterable[Finding]:
    passed = period_over(at, inquiry.due_on).met
    yield Finding(passed, moves.LAPSE_INQUIRY.cite, "说明期限未满", "请待期满。")


@act(moves.LAPSE_INQUIRY, requires=_day_passed)
def lapse_inquiry(inquiry: Inquiry, *, by: Actor, at: datetime) -> None:
    """The day has passed without an answer: the finding no longer waits for one."""


def lapse_due(at: datetime) -> int:
    """Note what was not answered in time: what the worker does at each turn; how many."""
    due = list(Inquiry.objects.filter(stage="put", due_on__lt=day_of(at)).order_by("due_on", "code"))
    for inquiry in due:
        lapse_inquiry(inquiry, by=SYSTEM, at=at)
    return len(due)


@act(moves.WITHDRAW_INQUIRY)
def withdraw_inquiry(inquiry: Inquiry, *, by: Actor, at: datetime, opinion: str) -> None:
    """Take it back: an answer is no longer needed, or it has to be put otherwise; the unit reads the reason."""
