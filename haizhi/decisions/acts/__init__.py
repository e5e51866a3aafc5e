"""The acts of resolutions, 公示, objections and joint documents, in the order of the procedure."""

from haizhi.decisions.acts.documents import countersign, draft_document, issue, recall, sign
from haizhi.decisions.acts.objections import accept, agree, decline, find, lodge, refuse, unseal
from haizhi.decisions.acts.publicities import (
    conclude_publicity,
    drop_publicity,
    prepare_publicity,
    publish_publicity,
)
from haizhi.decisions.acts.resolutions import apply_resolution, drop_resolution, prepare_resolution

__all__ = [
    "accept",
    "agree",
    "apply_resolution",
    "conclude_publicity",
    "countersign",
    "decline",
    "draft_document",
    "drop_publicity",
    "drop_resolution",
    "find",
    "issue",
    "lodge",
    "prepare_publicity",
    "prepare_resolution",
    "publish_publicity",
    "recall",
    "refuse",
    "sign",
    "unseal",
]
