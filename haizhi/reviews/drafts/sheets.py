"""A judge's sheet before it is locked: saved as typed, without a ledger entry."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.indicators import REVIEW, sheet_findings
from haizhi.reviews.facts import session_rules
from haizhi.reviews.facts.sealing import content_of, kept_draft
from haizhi.reviews.models import Sheet


def marks_of(sheet: Sheet) -> dict[str, int]:
    """The marks of a draft or of an announced sheet, in tenths by indicator key; empty for a locked one."""
    return content_of(sheet).marks


def notes_of(sheet: Sheet) -> str:
    """The private notes of a judge's own draft or announced sheet; empty for a locked one."""
    return content_of(sheet).notes


class Elsewhere(Exception):
    """Marks were changed on another device meanwhile: what stands now, by indicator key, and since when."""

    def __init__(self, marks: Mapping[str, int | None], at: datetime | None) -> None:
        self.marks, self.at = marks, at
        super().__init__(", ".join(marks))


def save_marks(
    sheet: Sheet,
    marks: Mapping[str, int | None],
    *,
    at: datetime,
    notes: str | None = None,
    over: Mapping[str, int | None] | None = None,
) -> Sheet:
    """Keep marks in tenths by indicator key (None takes one back) and, unless None, the notes.

    `over`: the marks that stood on the device when these were typed; where others stand now, Elsewhere is raised
    unless they are the same.
    Raises Refused when the sheet is no longer a draft or was taken back, and with a finding for each mark out of
    bounds; nothing is kept then. Raises ValueError for a key that the sheet does not have.
    """
    while True:
        if sheet.stage != "draft":
            reason = f"评分表{sheet.stage_label}，不能再改"
            raise Refused(Finding(False, review_rules(8), reason, "如有错误，请办理“申请更正”。"))
        given = {key: mark for key, mark in marks.items() if mark is not None}
        rules = session_rules(sheet.turn.session)  # published, and never changed while sheets are open
        findings = sheet_findings(REVIEW, given, rules.step) if rules else ()
        wrong = unmet(*(finding for finding in findings if finding.field in given))
        if wrong:
            raise Refused(*wrong)
        before = content_of(sheet)
        changed = {
            key: before.marks.get(key)
            for key, was in (over or {}).items()
            if key in marks and before.marks.get(key) not in (was, marks[key])
        }
        if changed:
            raise Elsewhere(changed, sheet.saved_at)
        kept = {key: mark for key, mark in before.marks.items() if key not in marks}
        draft = kept_draft(kept | given, before.notes if notes is None else notes, at)
        if _replace(sheet, draft, at):
            return sheet
        _read_again(sheet)


def _replace(sheet: Sheet, draft: bytes, at: datetime) -> bool:
    """Put a draft in the place of the one that was read, unless that is no longer what stands.

    One statement, durable once it returns: a hall of pads saves at once, and none waits while another is thinking.
    """
    known = Q(draft__isnull=True) if sheet.draft is None else Q(draft=bytes(sheet.draft))
    values: dict[str, Any] = {"draft": draft, "marks": {}, "notes": "", "saved_at": at}
    replaced = Sheet._base_manager.filter(known, pk=sheet.pk, stage="draft").update(**values)
    if replaced:
        for name, value in values.items():
            setattr(sheet, name, value)
    return bool(replaced)


def _read_again(sheet: Sheet) -> None:
    """The sheet as it stands by now. Raises Refused when it was taken back."""
    try:
        sheet.refresh_from_db(fields=["stage", "draft", "marks", "notes", "saved_at"])
    except Sheet.DoesNotExist:
        reason = "您已回避该单位，本评分表已收回"
        finding = Finding(False, review_rules(7), reason, "无需再打分；如有疑问，请联系海智办。")
        raise Refused(finding) from None
