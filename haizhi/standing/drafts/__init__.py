"""Requests and notices while they are drawn up: saved at will, without a ledger entry."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime

from django.db import transaction

from haizhi.files.facts import may_be_used
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.regulation.citations import measures
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.renewal import CRITERIA
from haizhi.regulation.standing import day_ahead
from haizhi.standing import facts
from haizhi.standing.models import Rectification, Renewal, Revocation
from haizhi.standing.models.matter import Matter

EDITED = ("draft", "returned")
"""The stages in which the unit writes its request."""

_KEYS = frozenset(criterion.key for criterion in CRITERIA)
RENEWAL_FIELDS = ("account", "goals", "staff", "money", "office_area", "contact", "phone", "late_reason")


@contextmanager
def _draft(matter: Matter, stages: tuple[str, ...], seen: int | None) -> Iterator[None]:
    """Hold the row while it is written; whoever writes moves its version on: an act of an older page is refused.

    Raises Refused once it is in another stage, or when `seen` is not its version.
    """
    with transaction.atomic():
        matter.refresh_from_db(from_queryset=type(matter)._default_manager.select_for_update())
        if matter.stage not in stages:
            reason = f"此件现为“{matter.stage_label}”，不能再修改"
            raise Refused(Finding(False, measures(13), reason, "请返回查看。"))
        if seen is not None and seen != matter.version:
            reason = "您打开页面之后，他人已修改此件"
            raise Refused(Finding(False, None, reason, "您填写的内容仍在下面，请核对后再保存。"))
        yield
        matter.version += 1
        matter.save()


def write_renewal(renewal: Renewal, said: Mapping[str, object], at: datetime, *, seen: int | None = None) -> None:
    """Write the request, by the names of its columns; the record of the term is brought up to date with it.

    A signed paper of the version before no longer counts.
    """
    with _draft(renewal, EDITED, seen):
        for name in RENEWAL_FIELDS:
            value = said[name]
            setattr(renewal, name, value.strip() if isinstance(value, str) else value)
        renewal.shown = [list(row) for row in facts.record_lines(renewal.station, day_of(at))]


def attach_scan(renewal: Renewal, scan: Upload, *, recognised: bool | None) -> None:
    """Put the scan of the signed paper to it. `recognised`: the code on it is this version's, None: not legible.

    Raises Refused for the paper of another version, or of another request, and when the request was written since it
    was read.
    """
    with _draft(renewal, EDITED, renewal.version):
        reason = "扫描件不是现在这一版申请书（页面上的版本标识不符）"
        findings = unmet(
            may_be_used(scan),
            Finding(
                recognised is not False,
                measures(13),
                reason,
                "请打印现在的申请书，签字盖章后重新扫描上传。",
                "scan",
            ),
        )
        if findings:
            raise Refused(*findings)
        renewal.scan, renewal.scan_read = scan, recognised is True
        renewal.paper = facts.renewal_digest(renewal)


def judge(renewal: Renewal, judgements: Mapping[str, tuple[bool | None, str]], *, seen: int | None = None) -> None:
    """Write down what the Office judges, by criterion: met, with a note. What is left open stays so."""
    with _draft(renewal, ("submitted",), seen):
        renewal.judgements = {
            key: [met, note.strip()] for key, (met, note) in judgements.items() if key in _KEYS and met is not None
        }


def revise_rectification(
    rectification: Rectification, *, matters: str, due_on: date, at: datetime, seen: int | None = None
) -> None:
    """Write a notice that was not sent yet."""
    with _draft(rectification, ("prepared",), seen):
        _ahead(due_on, at, "due_on")
        rectification.matters, rectification.due_on = matters.strip(), due_on


def write_report(rectification: Rectification, *, text: str, by: Actor, seen: int | None = None) -> None:
    """Write the report of a notice that was sent, for the 负责人 to hand in."""
    with _draft(rectification, ("issued",), seen):
        rectification.draft, rectification.drafted_by = text.strip(), by.name


def revise_revocation(
    revocation: Revocation, *, grounds: str, hear_by: date, meeting: str, at: datetime, seen: int | None = None
) -> None:
    """Write a notice that was not sent yet."""
    with _draft(revocation, ("prepared",), seen):
        _ahead(hear_by, at, "hear_by")
        revocation.grounds, revocation.hear_by, revocation.meeting = grounds.strip(), hear_by, meeting.strip()


def _ahead(day: date, at: datetime, field: str) -> None:
    if wrong := unmet(day_ahead(day, day_of(at), field)):
        raise Refused(*wrong)
