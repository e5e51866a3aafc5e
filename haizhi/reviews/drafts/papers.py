"""What two people read off a paper, each on their own, and its scan: kept encrypted until 纪检 signs."""

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from haizhi.files.facts import may_be_used
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.kernel.secrecy import seal
from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Finding, refuse_unmet
from haizhi.regulation.indicators import REVIEW, sheet_findings
from haizhi.reviews.facts import PAPER_PURPOSE, entries_of, read_twice, session_rules
from haizhi.reviews.models import Paper, PaperEntry

_CITE = review_rules(6, 2)
_BOTH = 2


def enter_paper(paper: Paper, marks: Mapping[str, int], *, by: Actor, at: datetime) -> PaperEntry:
    """Keep what somebody read: all sixteen marks in tenths. Until the other has entered too, they may correct it.

    Raises Refused for marks out of bounds, for a third person, and once both are in.
    """
    with transaction.atomic():
        _locked(paper)
        refuse_unmet(*_bounds(paper, marks))
        entries, _ = entries_of(paper)
        own = next((entry for entry in entries if entry.person_id == by.id), None)
        refuse_unmet(Finding(len(entries) < _BOTH, _CITE, "两人都已录入", "有不一致的，请对照原件核定。"))
        entry = own or PaperEntry(paper=paper, person_id=_person(by), name=by.name)
        entry.sealed, entry.at = _sealed(marks, at), at
        entry.save()
    return entry


def settle_paper(paper: Paper, marks: Mapping[str, int], *, by: Actor, at: datetime) -> PaperEntry:
    """Keep what a third look at the original says of the cells in which the two entries differ.

    Raises Refused unless all of these and no others are given, within bounds.
    """
    with transaction.atomic():
        _locked(paper)
        _, differing = read_twice(paper)
        met = bool(differing) and set(marks) == set(differing)
        refuse_unmet(Finding(met, _CITE, "核定的项目与不一致的项目不符", "请刷新页面后重新核定。"))
        refuse_unmet(*_bounds(paper, marks))
        _, third = entries_of(paper)
        entry = third or PaperEntry(paper=paper, third=True)
        entry.person_id, entry.name = _person(by), by.name
        entry.sealed, entry.at = _sealed(marks, at), at
        entry.save()
    return entry


def attach_paper(paper: Paper, scan: Upload, *, recognised: bool | None) -> Paper:
    """Put the scan of the signed original to it. `recognised`: whether its code is this paper's, None when illegible.

    Raises Refused for another paper's scan and for a file that may not be used.
    """
    with transaction.atomic():
        fresh = _locked(paper)
        other = "扫描件上的二维码不是这份评分表的"
        refuse_unmet(
            may_be_used(scan),
            Finding(recognised is not False, _CITE, other, "请核对席位和单位后，扫描这一份原件。", "scan"),
        )
        fresh.scan, fresh.recognised = scan, recognised
        fresh.save(update_fields=["scan", "recognised"])
    return fresh


def _locked(paper: Paper) -> Paper:
    fresh: Paper = Paper._base_manager.select_for_update().get(pk=paper.pk)
    now = f"这份纸质评分{fresh.stage_label}"
    refuse_unmet(Finding(fresh.stage == "entering", _CITE, now, "不能再录入。"))
    return fresh


def _bounds(paper: Paper, marks: Mapping[str, int]) -> tuple[Finding, ...]:
    rules = session_rules(paper.turn.session)
    if rules is None:
        return ()
    return tuple(f for f in sheet_findings(REVIEW, dict(marks), rules.step) if f.field in marks)


def _person(by: Actor) -> UUID:
    if by.id is None:
        raise ValueError("only people read papers")
    return by.id


def _sealed(marks: Mapping[str, int], at: datetime) -> bytes:
    return seal(PAPER_PURPOSE, {"marks": json.dumps(dict(marks), separators=(",", ":"))}, at)
