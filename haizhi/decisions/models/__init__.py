"""Resolutions, 公示, objections and joint documents."""

from haizhi.decisions.models.documents import DocumentItem, DocumentScan, JointDocument
from haizhi.decisions.models.inquiries import Inquiry, InquiryFile
from haizhi.decisions.models.letters import ResultLetter
from haizhi.decisions.models.objections import Objection, ObjectionEntry, ObjectionFile
from haizhi.decisions.models.publicities import Publicity, PublicityExtension, PublicityItem
from haizhi.decisions.models.resolutions import Resolution, ResolutionLine

__all__ = [
    "DocumentItem",
    "DocumentScan",
    "Inquiry",
    "InquiryFile",
    "JointDocument",
    "Objection",
    "ObjectionEntry",
    "ObjectionFile",
    "Publicity",
    "PublicityExtension",
    "PublicityItem",
    "Resolution",
    "ResolutionLine",
    "ResultLetter",
]
