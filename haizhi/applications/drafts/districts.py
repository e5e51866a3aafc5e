"""A district's working paper on an application: its checklist, the drafted opinion, the scan of the sealed one."""

from datetime import datetime

from django.db import transaction

from haizhi.applications.drafts.opening import lock
from haizhi.applications.facts import handed_in_digest, judged_by_others, kind_of, working_paper
from haizhi.applications.models import Application, DistrictCheck
from haizhi.files.facts import may_be_used
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.regulation.citations import measures
from haizhi.regulation.eligibility import preliminary_conditions
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.roles import DISTRICT_ROLES

_CITE = measures(7, 2)
_SCAN = ("scan", "scan_digest", "scan_read", "scan_by", "scan_at")
"""What a working paper keeps of a sealed opinion."""


def tick(application: Application, row: str, met: bool | None, note: str, *, by: Actor, at: datetime) -> None:
    """Save the district's judgement on one row of its checklist; `met` None takes it back.

    Raises Refused outside the preliminary review, for another district or an interested person, and for a "no"
    without its reason; ValueError for a row that no person judges for this kind of applicant.
    """
    if row not in judged_rows(application):
        raise ValueError(f"not a row to be judged: {row}")
    if met is False and not note.strip():
        raise Refused(Finding(False, _CITE, "判断为不符合须写明理由", "请填写说明", "note"))
    with transaction.atomic():
        paper = _opened(application, by)
        said = {k: v for k, v in paper.judgements.items() if k != row}
        if met is not None:
            said[row] = {"met": met, "note": note.strip(), "by": by.name, "at": at.isoformat()}
        paper.judgements = said
        paper.save(update_fields=["judgements"])


def tick_rest(application: Application, *, by: Actor, at: datetime) -> int:
    """其余均符合: every row still open is judged met, without a note; answers how many. Raises Refused as `tick`."""
    with transaction.atomic():
        paper = _opened(application, by)
        rest = sorted(judged_rows(application) - paper.judgements.keys())
        met = {"met": True, "note": "", "by": by.name, "at": at.isoformat()}
        paper.judgements = paper.judgements | dict.fromkeys(rest, met)
        paper.save(update_fields=["judgements"])
    return len(rest)


def judged_rows(application: Application) -> frozenset[str]:
    """The rows of the district's checklist that a person judges, by their keys."""
    return frozenset(c.key for c in preliminary_conditions(kind_of(application.unit)) if c.judged)


def draft_opinion(application: Application, text: str, *, by: Actor, at: datetime) -> None:
    """Keep the opinion as it is drafted; the head decides with it. Raises Refused as `tick` does."""
    with transaction.atomic():
        paper = _opened(application, by)
        paper.opinion, paper.drafted_by, paper.drafted_at = text, by.name, at
        paper.save(update_fields=["opinion", "drafted_by", "drafted_at"])


def attach_opinion(
    application: Application, scan: Upload, *, by: Actor, at: datetime, read: str | None = None
) -> DistrictCheck:
    """Put the scan of the signed and sealed opinion to the working paper, before the head forwards the application.

    `read` is the digest (hex) read off the paper's mark; None when nobody could read it, and whoever attaches it
    answers for its being of the version handed in. Raises Refused as `tick` does, and for a file not to be used.
    """
    with transaction.atomic():
        paper = _opened(application, by)
        current = handed_in_digest(application)
        stale = Finding(
            read in (None, current),
            _CITE,
            "扫描件对应的不是现在提交的版本",
            "请打印现在的意见页，签字并加盖公章后再扫描上传",
            "scan",
        )
        if wrong := unmet(may_be_used(scan), stale):
            raise Refused(*wrong)
        paper.scan, paper.scan_digest, paper.scan_read = scan, current, read is not None
        paper.scan_by, paper.scan_at = by.name, at
        paper.save(update_fields=_SCAN)
    return paper


def detach_opinion(application: Application, *, by: Actor, at: datetime) -> None:
    """Take the scan off the working paper again. Raises Refused as `tick` does."""
    with transaction.atomic():
        paper = _opened(application, by)
        paper.scan, paper.scan_digest, paper.scan_read = None, "", False
        paper.scan_by, paper.scan_at = "", None
        paper.save(update_fields=_SCAN)


def _opened(application: Application, by: Actor) -> DistrictCheck:
    """The working paper under the application's lock."""
    lock(application)
    own = any(grant.role in DISTRICT_ROLES and application.within(grant) for grant in by.grants)
    wrong = unmet(
        Finding(own, _CITE, "初审由申报单位所在区县的科协办理", "请换用有此岗位的账号"),
        judged_by_others(application, by),
        Finding(
            application.stage == "endorsing",
            _CITE,
            f"此件现为“{application.stage_label}”，不能修改初审内容",
            "只有处于“区县初审中”时才能修改",
        ),
    )
    if wrong:
        raise Refused(*wrong)
    return working_paper(application) or DistrictCheck.objects.create(
        application=application, district=application.district
    )
