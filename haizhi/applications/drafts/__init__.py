"""Unsubmitted work: no ledger entry, and no rule but types stands in its way."""

from haizhi.applications.drafts.answers import DRAFT_FIELDS, save
from haizhi.applications.drafts.calls import edit_call
from haizhi.applications.drafts.districts import (
    attach_opinion,
    detach_opinion,
    draft_opinion,
    judged_rows,
    tick,
    tick_rest,
)
from haizhi.applications.drafts.judgements import judge, judge_rest
from haizhi.applications.drafts.materials import MATERIALS_EACH, SINGLE_MATERIALS, attach, remove
from haizhi.applications.drafts.pages import Clash, Page, open_page
from haizhi.applications.drafts.paper import confirm_scan, note_printing
from haizhi.applications.drafts.presence import note_presence
from haizhi.applications.drafts.records import (
    RECORDS_EACH,
    Entry,
    add_records,
    move_record,
    remove_record,
    save_record,
)

__all__ = [
    "DRAFT_FIELDS",
    "MATERIALS_EACH",
    "RECORDS_EACH",
    "SINGLE_MATERIALS",
    "Clash",
    "Entry",
    "Page",
    "add_records",
    "attach",
    "attach_opinion",
    "confirm_scan",
    "detach_opinion",
    "draft_opinion",
    "edit_call",
    "judge",
    "judge_rest",
    "judged_rows",
    "move_record",
    "note_presence",
    "note_printing",
    "open_page",
    "remove",
    "remove_record",
    "save",
    "save_record",
    "tick",
    "tick_rest",
]
