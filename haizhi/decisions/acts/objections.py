"""Objections and reports of fraud: lodged by anybody, decided by the Office with 纪检, each for one unit alone."""

from collections.abc import Iterable
from datetime import date, datetime

from haizhi.applications.acts import clear, disqualify, freeze, resume
from haizhi.applications.models import Application
from haizhi.decisions import facts
from haizhi.decisions.models import LodgingCount, Objection, Publicity
from haizhi.files.models import Upload
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.kernel.secrecy import fingerprint, seal
from haizhi.kernel.source import new_code
from haizhi.regulation import moves
from haizhi.regulation.citations import review_rules
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.publicity import objection_in_time, period_over

LODGINGS_A_DAY = 10
"""How many matters one network address may lodge against one 公示 on one day: an office behind one address fits."""

RECEIPT_LENGTH = 12
"""60 bits: nobody finds another's matter by trying."""

_PREFIXES = {Objection.Sort.OBJECTION.value: "YY", Objection.Sort.REPORT.value: "JB"}


def _published(publicity: Publicity, by: Actor, at: datetime) -> Iterable[Finding]:
    yield Finding(
        publicity.stage in {"running", "concluded"}, moves.LODGE.cite, "该公示未在进行", "请核对公示名称和起止日期。"
    )


@creates(moves.LODGE, requires=_published, private=("name", "contact", "text"))
def lodge(
    publicity: Publicity,
    origin: str = "",
    /,
    *,
    by: Actor,
    at: datetime,
    application: Application,
    sort: str,
    text: str,
    name: str = "",
    contact: str = "",
    for_unit: bool = False,
    anonymous: bool = False,
    attachment: Upload | None = None,
) -> Objection:
    """Lodge an objection, or a report of fraud, against one unit named in a 公示.

    Who lodges it is sealed in the row and only committed to in the record. `origin` is the network address it came
    from, counted by a keyed fingerprint of the day and kept nowhere (it is positional, so that it never enters the
    record: a commitment to one of few addresses could be guessed); empty is not counted.
    """
    sealed = attachment is not None
    findings = [*_admissible(publicity, application, sort, at, anonymous=anonymous)]
    findings.append(facts.identified(name, contact, for_unit=for_unit, anonymous=anonymous, sealed=sealed))
    findings.append(Finding(bool(text.strip()), moves.LODGE.cite, "没有事实与理由", "请写明。", "text"))
    if lacking := unmet(*findings):
        raise Refused(*lacking)
    if origin:
        _count(publicity, origin, day_of(at))
    identity = b"" if anonymous else seal("objector", {"name": name.strip(), "contact": contact.strip()}, at)
    return Objection(
        code=next_number(_PREFIXES[sort], day_of(at).year),
        receipt=new_code(RECEIPT_LENGTH),
        sort=sort,
        publicity=publicity,
        application=application,
        for_unit=for_unit and not anonymous,
        anonymous=anonymous,
        identity=identity,
        text=text.strip(),
        attachment=attachment,
        lodged_at=at,
    )


def _admissible(
    publicity: Publicity, application: Application, sort: str, at: datetime, *, anonymous: bool
) -> Iterable[Finding]:
    named = publicity.items.filter(application=application).exists()
    yield Finding(named, moves.LODGE.cite, "该单位不在本次公示名单内", "请在名单中选择单位。", "application")
    yield Finding(sort in _PREFIXES, moves.LODGE.cite, "没有说明是异议还是举报", "请选择类别。", "sort")
    if sort == Objection.Sort.OBJECTION and publicity.last_day:
        in_time = objection_in_time(at, publicity.last_day)
        yield Finding(in_time.met, in_time.cite, in_time.reason, in_time.remedy, "sort")
        reason = "公示异议应当实名提出"
        yield Finding(not anonymous, review_rules(6, 3), reason, "请填写姓名和联系方式，信息严格保密。", "anonymous")


def _count(publicity: Publicity, origin: str, day: date) -> None:
    counts = LodgingCount.objects.exclude(day=day)
    counts.delete()
    mark = fingerprint(f"lodging/{day.isoformat()}", str(publicity.pk), origin)
    row, _ = LodgingCount.objects.get_or_create(publicity=publicity, origin=mark, day=day)
    if row.count >= LODGINGS_A_DAY:
        reason = f"同一网络地址一日内对同一公示最多提交{LODGINGS_A_DAY}件"
        raise Refused(Finding(False, None, reason, "请明日再提交，或按公示所列电话、地址以书面方式提出。"))
    row.count += 1
    row.save(update_fields=["count"])


@act(moves.ACCEPT)
def accept(objection: Objection, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """Take the matter up; 公示 of that one unit stops until the finding, if it is running."""
    if objection.application.stage == "in_publicity":
        freeze(objection.application, by=by, at=at)


@act(moves.DECLINE_OBJECTION)
def decline(objection: Objection, *, by: Actor, at: datetime, opinion: str) -> None:
    """Not take the matter up; the reason is what whoever lodged it reads.

    A unit that the matter alone kept from being clear when its 公示 was concluded is clear now.
    """
    objection.answer, objection.settled_at = opinion, at
    application = objection.application
    # locked, so that of a conclusion and a decision at the same time the later one sees the earlier
    publicity = Publicity.objects.select_for_update().filter(objections=objection).first()
    concluded = publicity is not None and publicity.stage == "concluded"
    if concluded and application.stage == "in_publicity" and not _others_open(objection):
        clear(application, by=by, at=at)


def _others_open(objection: Objection) -> bool:
    return facts.open_against(objection.application).exclude(pk=objection.pk).exists()


@act(moves.FIND)
def find(objection: Objection, *, by: Actor, at: datetime, upheld: bool, finding: str, answer: str) -> None:
    """State the finding and the answer to whoever lodged it; 纪检 has to agree."""
    objection.upheld, objection.finding, objection.answer = upheld, finding, answer


def _others_decided(objection: Objection, by: Actor, at: datetime) -> Iterable[Finding]:
    if objection.upheld or objection.application.stage != "frozen":
        return
    waiting = objection.application.objections.filter(stage="lodged").count()
    yield Finding(
        waiting == 0,
        review_rules(6, 3),
        f"该单位另有{waiting}件异议或举报尚未决定是否受理",
        "请海智办先受理或不予受理，再恢复该单位的公示。",
    )


@act(moves.AGREE_FINDING, requires=_others_decided)
def agree(objection: Objection, *, by: Actor, at: datetime, opinion: str = "") -> str:
    """纪检 agrees: upheld, the unit is disqualified; not upheld, it goes on when nothing else holds it."""
    objection.settled_at = at
    application = objection.application
    if objection.upheld:
        if application.stage in moves.DISQUALIFY.sources:
            disqualify(application, by=SYSTEM, at=at, opinion=objection.finding)
        return "upheld"
    if application.stage == "frozen" and not _others_open(objection):
        resume(application, by=SYSTEM, at=at, period_over=_period_over(application, at))
    elif application.stage == "frozen":
        record(still_frozen=True)
    return "dismissed"


def _period_over(application: Application, at: datetime) -> bool:
    last_days = application.publicities.filter(last_day__isnull=False).values_list("last_day", flat=True)
    return all(period_over(at, last_day).met for last_day in last_days if last_day)


@act(moves.REFUSE_FINDING)
def refuse(objection: Objection, *, by: Actor, at: datetime, opinion: str) -> None:
    """纪检 sends the finding back to be looked into further."""


def _named(objection: Objection, by: Actor, at: datetime) -> Iterable[Finding]:
    yield Finding(not objection.anonymous, moves.UNSEAL.cite, "匿名举报，没有身份信息")


@act(moves.UNSEAL, requires=_named)
def unseal(objection: Objection, *, by: Actor, at: datetime, opinion: str) -> str:
    """Look at who lodged it: on record with its reason, and nothing else changes."""
    return objection.stage
