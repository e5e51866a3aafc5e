"""The Office's judgements on the rows of the checklist, while it checks."""

from datetime import datetime

from django.db import transaction

from haizhi.applications.drafts.opening import lock
from haizhi.applications.facts import kind_of
from haizhi.applications.models import Application
from haizhi.kernel.actor import Actor
from haizhi.regulation.citations import measures
from haizhi.regulation.eligibility import conditions_for
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.roles import OFFICE_ROLES


def judge(application: Application, row: str, met: bool | None, note: str, *, by: Actor, at: datetime) -> None:
    """Save the Office's judgement on one row of the checklist; `met` None takes it back.

    Raises Refused outside the qualification check or for somebody else, and for a "no" without its reason;
    ValueError for a row that no person judges for this kind of applicant.
    """
    if row not in judged_by_office(application):
        raise ValueError(f"not a row to be judged: {row}")
    if met is False and not note.strip():
        raise Refused(Finding(False, measures(7, 3), "判断为不符合须写明理由", "请填写说明", "note"))
    with transaction.atomic():
        _open(application, by)
        said = {k: v for k, v in application.judgements.items() if k != row}
        if met is not None:
            said[row] = {"met": met, "note": note.strip(), "by": by.name, "at": at.isoformat()}
        application.judgements = said
        application.save(update_fields=["judgements"])


def judge_rest(application: Application, *, by: Actor, at: datetime) -> int:
    """其余均符合: every row still open is judged met, without a note; answers how many. Raises Refused as `judge`."""
    with transaction.atomic():
        _open(application, by)
        rest = sorted(judged_by_office(application) - application.judgements.keys())
        met = {"met": True, "note": "", "by": by.name, "at": at.isoformat()}
        application.judgements = application.judgements | dict.fromkeys(rest, met)
        application.save(update_fields=["judgements"])
    return len(rest)


def judged_by_office(application: Application) -> frozenset[str]:
    """The rows of the checklist that the Office judges, by their keys."""
    return frozenset(c.key for c in conditions_for(kind_of(application.unit)) if c.judged)


def _open(application: Application, by: Actor) -> None:
    if not by.holds(*OFFICE_ROLES):
        raise Refused(Finding(False, measures(7, 3), "资格条件由重庆海智办判断", "请换用有此岗位的账号"))
    lock(application)
    if application.stage != "qualifying":
        raise Refused(
            Finding(
                False,
                measures(7, 3),
                f"此件现为“{application.stage_label}”，不能修改资格条件的判断",
                "只有处于“资格审核中”时才能判断",
            )
        )
