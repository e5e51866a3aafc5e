"""A judge's sheet before it is locked: saved as typed, without a ledger entry."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.indicators import REVIEW, sheet_findings
from haizhi.reviews.facts import session_rules
from haizhi.reviews.models import Sheet


def save_marks(sheet: Sheet, marks: Mapping[str, int | None], *, at: datetime, notes: str | None = None) -> Sheet:
    """Keep marks in tenths by indicator key (None takes one back) and, unless None, the notes.

    Raises Refused when the sheet is no longer a draft or was taken back, and with a finding for each mark out of
    bounds; nothing is kept then. Raises ValueError for a key that the sheet does not have.
    """
    with transaction.atomic():
        fresh = Sheet._base_manager.select_for_update().filter(pk=sheet.pk).first()
        if fresh is None:
            reason = "您已回避该单位，本评分表已收回"
            raise Refused(Finding(False, review_rules(7), reason, "无需再打分；如有疑问，请联系海智办。"))
        if fresh.stage != "draft":
            raise Refused(
                Finding(False, review_rules(8), f"评分表{fresh.stage_label}，不能再改", "如有错误，请办理“申请更正”。")
            )
        given = {key: mark for key, mark in marks.items() if mark is not None}
        rules = session_rules(fresh.turn.session)
        findings = sheet_findings(REVIEW, given, rules.step) if rules else ()
        wrong = unmet(*(finding for finding in findings if finding.field in given))
        if wrong:
            raise Refused(*wrong)
        kept = {key: mark for key, mark in fresh.marks.items() if key not in marks}
        fresh.marks = kept | given
        fresh.notes = fresh.notes if notes is None else notes
        fresh.saved_at = at
        fresh.save(update_fields=["marks", "notes", "saved_at"])
    sheet.marks, sheet.notes, sheet.saved_at = fresh.marks, fresh.notes, at
    return sheet
