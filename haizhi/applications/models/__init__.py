"""Calls, applications with their records and materials, submitted and printed versions."""

from haizhi.applications.models.applications import CASE_READERS, Application, Submission
from haizhi.applications.models.call_parts import CallDownload, CallQuestion, Extension
from haizhi.applications.models.calls import ANNOUNCED, CALL_FIELDS, SET, Call
from haizhi.applications.models.checking import (
    DistrictCheck,
    Hearing,
    Minutes,
    PaperReceipt,
    Visit,
    VisitPhoto,
)
from haizhi.applications.models.cutoffs import (
    DistrictCutoff,
    LateAdmission,
    binding_cutoff,
    binding_cutoffs,
    units_by_way_of,
)
from haizhi.applications.models.materials import Material, Printing
from haizhi.applications.models.presence import Presence
from haizhi.applications.models.records import Record

__all__ = [
    "ANNOUNCED",
    "CALL_FIELDS",
    "CASE_READERS",
    "SET",
    "Application",
    "Call",
    "CallDownload",
    "CallQuestion",
    "DistrictCheck",
    "DistrictCutoff",
    "Extension",
    "Hearing",
    "LateAdmission",
    "Material",
    "Minutes",
    "PaperReceipt",
    "Presence",
    "Printing",
    "Record",
    "Submission",
    "Visit",
    "VisitPhoto",
    "binding_cutoff",
    "binding_cutoffs",
    "units_by_way_of",
]
