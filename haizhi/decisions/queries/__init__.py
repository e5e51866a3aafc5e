"""What the pages of decisions read, shaped for them."""

from haizhi.decisions.queries.documents import (
    OfficialText,
    documents_of,
    draftable,
    official_text,
    suggested_document,
)
from haizhi.decisions.queries.files import minutes_and_attachments
from haizhi.decisions.queries.objections import (
    Progress,
    identity,
    looks_at_identity,
    matters_against,
    objections_of,
    progress,
    stays_frozen,
)
from haizhi.decisions.queries.publicities import (
    Notice,
    NoticeItem,
    notice,
    publicities_of,
    suggested_heading,
    to_publicise,
    would_run,
)
from haizhi.decisions.queries.resolutions import (
    Line,
    Tally,
    lines_of,
    proposed_while_heard,
    resolutions_of,
    tally,
    to_resolve,
    told_of,
)

__all__ = [
    "Line",
    "Notice",
    "NoticeItem",
    "OfficialText",
    "Progress",
    "Tally",
    "documents_of",
    "draftable",
    "identity",
    "lines_of",
    "looks_at_identity",
    "matters_against",
    "minutes_and_attachments",
    "notice",
    "objections_of",
    "official_text",
    "progress",
    "proposed_while_heard",
    "publicities_of",
    "resolutions_of",
    "stays_frozen",
    "suggested_document",
    "suggested_heading",
    "tally",
    "to_publicise",
    "to_resolve",
    "told_of",
    "would_run",
]
