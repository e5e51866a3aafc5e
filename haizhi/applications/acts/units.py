"""What the applicant does: begin (or the Office records), submit, withdraw (办法·7–8)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from haizhi.accounts.models import Organisation
from haizhi.accounts.queries import profile_of
from haizhi.applications.facts import (
    SIGNED,
    call_takes,
    content,
    current_materials,
    expected_route,
    form_digest,
    hearing_under_way,
    kind_of,
    purged_materials,
    submission_findings,
    submitted_by_its_own,
)
from haizhi.applications.facts.prefill import first_values
from haizhi.applications.models import Application, Call, Material, Submission
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.attempts import ended_before, may_try_again, not_cancelled_before
from haizhi.regulation.bodies import successor
from haizhi.regulation.citations import form, review_rules
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.materials import MATERIALS, MaterialKind
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.routing import Route

_PREFIX = "HZ"


def _takes(call: Call, by: Actor, at: datetime) -> Iterable[Finding]:
    return call_takes(call, at)


@creates(moves.BEGIN, requires=_takes)
def begin(call: Call, *, by: Actor, at: datetime, unit: Organisation) -> Application:
    """新建: a draft for one's own unit, with what is known of it already. Raises Refused for a second one at a time."""
    return _draft(call, unit, at)


@creates(moves.RECORD, requires=_takes)
def record_paper(call: Call, *, by: Actor, at: datetime, unit: Organisation) -> Application:
    """代录: the Office enters a unit's paper application; it is the unit's own from then on."""
    application = _draft(call, unit, at)
    application.recorded_by_office = True
    return application


def _draft(call: Call, unit: Organisation, at: datetime) -> Application:
    _refuse_a_second_one(call, unit)
    body = successor(unit.district, day_of(at))
    application = Application(
        code=next_number(_PREFIX, call.year),
        call=call,
        unit=unit,
        district=body.code if body else unit.district,
        route=expected_route(unit),
        saved_at=at,
    )
    today = day_of(at)
    profile = profile_of(unit, today)
    former = Application.objects.filter(unit=unit).order_by("-call__year", "-code").first()
    for name, value in first_values(profile, former).items():
        setattr(application, name, value)
    files: dict[tuple[str, UUID], None] = {}
    if kind_of(unit) in MATERIALS[MaterialKind.STANDING_PROOF].required_of:
        files |= {
            (MaterialKind.STANDING_PROOF.value, p.upload_id): None for p in profile.proofs if p.valid and p.upload_id
        }
    if former and former.call_id == call.pk:
        files |= dict.fromkeys(_handed_in_again(former))
    for sort, upload in files:
        Material.objects.create(application=application, sort=sort, upload_id=upload, added_at=at)
    return application


def _handed_in_again(former: Application) -> Iterable[tuple[str, UUID]]:
    """The files of an application given up in the same call; what was signed on it was signed for it alone."""
    for material in current_materials(former):
        if material.sort not in SIGNED and material.upload.erased_at is None:
            yield material.sort, material.upload_id


def _refuse_a_second_one(call: Call, unit: Organisation) -> None:
    for stage, code in Application.objects.filter(call=call, unit=unit).values_list("stage", "code"):
        if wrong := unmet(
            ended_before(stage, code),
            not_cancelled_before(stage, code),
            may_try_again(stage, code, new_attempts=call.new_attempts),
        ):
            raise Refused(*wrong)


def _ready(application: Application, by: Actor, at: datetime) -> Iterable[Finding]:
    vars(application).pop("bound_until", None)  # what a page's query brought along is read anew under the lock
    return (submitted_by_its_own(application, by), *submission_findings(application, at))


@act(moves.SUBMIT, requires=_ready)
def submit(application: Application, *, by: Actor, at: datetime, opinion: str = "") -> str:
    """提交: to the district where the way leads by it and its opinion does not stand, else to the Office (办法·7·1–2).

    Lays down the content with its digest. A correction that the Office asked for keeps the first arrival.
    """
    signed = [m for m in current_materials(application) if m.sort == MaterialKind.SIGNED_FORM]
    submission = Submission.objects.create(
        application=application,
        serial=application.submissions.count() + 1,
        at=at,
        content=content(application),
        digest=form_digest(application),
    )
    due = application.due_on
    late = due is not None and day_of(at) > due
    record(
        submission=submission.serial,
        digest=submission.digest,
        signed_form=[m.upload.sha256 for m in signed],
        correction_late=late,
    )
    application.submitted_at, application.due_on = at, None
    application.opinions.pop("correction", None)
    application.opinions["unit"] = {"text": opinion, "by": by.name, "at": at.isoformat()}
    if due and late:
        application.opinions["unit"]["was_due_on"] = chinese_date(due)
    if application.route == Route.VIA_DISTRICT and not _endorsed(application):
        return "endorsing"
    application.arrived_at = application.arrived_at or at
    return "qualifying"


def _endorsed(application: Application) -> bool:
    """Whether the district's opinion stands: given, and its sealed scan not purged since."""
    return "district" in application.opinions and MaterialKind.DISTRICT_OPINION not in {
        MaterialKind(m.sort) for m in purged_materials(application)
    }


def _recorded(application: Application, by: Actor, at: datetime) -> Iterable[Finding]:
    yield Finding(application.recorded_by_office, form(), "此件由本单位填报，不是海智办代录的", "请直接填写申报表")


@act(moves.ADOPT, requires=_recorded)
def adopt(application: Application, *, by: Actor, at: datetime, opinion: str = "") -> str:
    """接办代录件: the unit goes on with what the Office recorded from paper; the Office no longer fills it in."""
    application.recorded_by_office = False
    return application.stage


def _not_being_heard(application: Application, by: Actor, at: datetime) -> Iterable[Finding]:
    running = hearing_under_way(application)
    yield Finding(running is None, review_rules(9), "正在听取陈述申辩，不能撤回", "请先陈述申辩，等待处理决定")


@act(moves.WITHDRAW, requires=_not_being_heard)
def withdraw(application: Application, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """撤回: the unit takes its application back, before the review begins."""
    application.due_on = None
