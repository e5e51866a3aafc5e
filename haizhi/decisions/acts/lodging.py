"""Objections and reports come in: lodged by anybody, or entered from paper and telephone."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from haizhi.applications.models import Application
from haizhi.decisions import facts
from haizhi.decisions.models import Objection, ObjectionFile, Publicity
from haizhi.files.models import Upload
from haizhi.kernel import limits
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import creates
from haizhi.kernel.limits import Limit
from haizhi.kernel.numbers import next_number
from haizhi.kernel.secrecy import seal
from haizhi.kernel.source import new_code
from haizhi.regulation import moves
from haizhi.regulation.citations import review_rules
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.moves import Move
from haizhi.regulation.parameters import OBJECTION_ADMISSION_WORKDAYS
from haizhi.regulation.publicity import objection_in_time

FROM_AN_ADDRESS = Limit("objections/address", 10, timedelta(days=1), "同一网络地址一日内最多提交10件异议或举报")
"""An office behind one address fits; paper and telephone stay open."""

RECEIPT_LENGTH = 12
"""60 bits: nobody finds another's matter by trying."""

MOST_FILES = 10
"""Files that come with a matter at a time."""

_PREFIXES = {Objection.Sort.OBJECTION.value: "YY", Objection.Sort.REPORT.value: "JB"}


def _published(publicity: Publicity | None, by: Actor, at: datetime) -> Iterable[Finding]:
    """A report is taken outside any 公示 too; an objection speaks to one that is published."""
    shown = publicity is None or publicity.stage in {"running", "concluded"}
    yield Finding(shown, moves.LODGE.cite, "该公示未在进行", "请核对公示名称和起止日期。")


@creates(moves.LODGE, requires=_published, private=("name", "contact", "text", "named_unit"))
def lodge(
    publicity: Publicity | None,
    origin: str = "",
    /,
    *,
    by: Actor,
    at: datetime,
    sort: str,
    text: str,
    application: Application | None = None,
    named_unit: str = "",
    name: str = "",
    contact: str = "",
    for_unit: bool = False,
    anonymous: bool = False,
    attachment: Upload | None = None,
    evidence: Sequence[Upload] = (),
) -> Objection:
    """Lodge an objection, or a report of fraud, against one unit: of a 公示, or outside any named in words.

    Who lodges it is sealed in the row and only committed to in the record. `origin` is the network address it came
    from, counted by a keyed fingerprint and kept nowhere (it is positional, so that it never enters the record: a
    commitment to one of few addresses could be guessed); empty is not counted. Whether a unit named in words has
    applied is not told: the matter is taken in any case. Raises TooOften.
    """
    objection = _raised(
        publicity, at, moves.LODGE, said_at=at, application=application, named_unit=named_unit, sort=sort, text=text,
        name=name, contact=contact, for_unit=for_unit, anonymous=anonymous, attachment=attachment, evidence=evidence,
    )  # fmt: skip
    if origin:
        limits.count(FROM_AN_ADDRESS, origin, at)
    return objection


@creates(moves.ENTER_OBJECTION, requires=_published, private=("name", "contact", "text", "named_unit"))
def enter_objection(
    publicity: Publicity | None,
    /,
    *,
    by: Actor,
    at: datetime,
    channel: str,
    received_on: date,
    sort: str,
    text: str,
    application: Application | None = None,
    named_unit: str = "",
    name: str = "",
    contact: str = "",
    for_unit: bool = False,
    anonymous: bool = False,
    attachment: Upload | None = None,
    evidence: Sequence[Upload] = (),
) -> Objection:
    """Enter what came by letter, by telephone or in person, with its scan; in time by the day on which it came."""
    cite = moves.ENTER_OBJECTION.cite
    came = Finding(received_on <= day_of(at), cite, "收到日期晚于今日", "请核对。", "received_on")
    if lacking := unmet(came):
        raise Refused(*lacking)
    objection = _raised(
        publicity, at, moves.ENTER_OBJECTION, said_at=received_on, application=application, named_unit=named_unit,
        sort=sort, text=text, name=name, contact=contact, for_unit=for_unit, anonymous=anonymous,
        attachment=attachment, evidence=evidence,
    )  # fmt: skip
    objection.channel, objection.received_on, objection.entered_by = channel, received_on, by.name
    return objection


def _raised(
    publicity: Publicity | None,
    at: datetime,
    move: Move,
    *,
    said_at: datetime | date,
    application: Application | None,
    named_unit: str,
    sort: str,
    text: str,
    name: str,
    contact: str,
    for_unit: bool,
    anonymous: bool,
    attachment: Upload | None,
    evidence: Sequence[Upload],
) -> Objection:
    findings = [*_admissible(publicity, application, named_unit, sort, said_at, move, anonymous=anonymous)]
    sealed = attachment is not None
    findings.append(facts.identified(name, contact, for_unit=for_unit, anonymous=anonymous, sealed=sealed))
    findings.append(Finding(bool(text.strip()), move.cite, "没有事实与理由", "请写明。", "text"))
    few = len(evidence) <= MOST_FILES
    findings.append(Finding(few, None, f"证明材料超过{MOST_FILES}个文件", "请合并后上传。", "evidence"))
    if lacking := unmet(*findings):
        raise Refused(*lacking)
    identity = b"" if anonymous else seal("objector", {"name": name.strip(), "contact": contact.strip()}, at)
    objection = Objection(
        code=next_number(_PREFIXES[sort], day_of(at).year),
        receipt=new_code(RECEIPT_LENGTH),
        sort=sort,
        publicity=publicity,
        application=application or facts.case_of_unit_named(named_unit),
        named_unit=named_unit.strip(),
        for_unit=for_unit and not anonymous,
        anonymous=anonymous,
        identity=identity,
        text=text.strip(),
        attachment=attachment,
        lodged_at=at,
        due_on=facts.day_due(at, OBJECTION_ADMISSION_WORKDAYS.value),
    )
    ObjectionFile.objects.bulk_create(ObjectionFile(objection=objection, upload=upload) for upload in evidence)
    return objection


def _admissible(
    publicity: Publicity | None,
    application: Application | None,
    named_unit: str,
    sort: str,
    said_at: datetime | date,
    move: Move,
    *,
    anonymous: bool,
) -> Iterable[Finding]:
    yield Finding(sort in _PREFIXES, move.cite, "没有说明是异议还是举报", "请选择类别。", "sort")
    if publicity is None:
        reported = sort == Objection.Sort.REPORT
        yield Finding(reported, move.cite, "异议针对公示提出", "请在公示页面提出，或改为举报。", "sort")
        named = application is not None or bool(named_unit.strip())
        yield Finding(named, move.cite, "没有写明被反映的单位", "请填写单位全称。", "named_unit")
        return
    listed = application is not None and publicity.items.filter(application=application).exists()
    yield Finding(listed, move.cite, "该单位不在本次公示名单内", "请在名单中选择单位。", "application")
    if sort == Objection.Sort.OBJECTION and publicity.last_day:
        in_time = _in_time(said_at, publicity.last_day)
        yield Finding(in_time.met, in_time.cite, in_time.reason, in_time.remedy, "sort")
        reason = "公示异议应当实名提出"
        yield Finding(not anonymous, review_rules(6, 3), reason, "请填写姓名和联系方式，信息严格保密。", "anonymous")


def _in_time(said_at: datetime | date, last_day: date) -> Finding:
    """Paper is in time by the day on which it came, whenever it is entered."""
    if isinstance(said_at, datetime):
        return objection_in_time(said_at, last_day)
    met = said_at <= last_day
    return Finding(met, review_rules(6, 3), "收到日期晚于公示期最后一日", "如反映弄虚作假等问题，请改以举报登记")
