"""The structured records of an application: what each kind asks for, and which indicators of 附件3 it supports."""

from haizhi.regulation.evidence.indicators import (
    FORM_EVIDENCE,
    JOINTLY,
    MATERIAL_EVIDENCE,
    SUPPORTING_CENTRES,
    asked_for,
    joint_gap,
    supports,
)
from haizhi.regulation.evidence.kinds import RECORDS, of_section
from haizhi.regulation.evidence.record_types import RecordKind, RecordType
from haizhi.regulation.evidence.shapes import FEN_PER_WAN, LARGEST, RecordField, Shape

__all__ = [
    "FEN_PER_WAN",
    "FORM_EVIDENCE",
    "JOINTLY",
    "LARGEST",
    "MATERIAL_EVIDENCE",
    "RECORDS",
    "SUPPORTING_CENTRES",
    "RecordField",
    "RecordKind",
    "RecordType",
    "Shape",
    "asked_for",
    "joint_gap",
    "of_section",
    "supports",
]
