"""Calls, applications with their records and materials, submitted and printed versions."""

from haizhi.applications.models.applications import CASE_READERS, Application, Submission
from haizhi.applications.models.calls import Call
from haizhi.applications.models.materials import Material, Printing
from haizhi.applications.models.records import Record

__all__ = ["CASE_READERS", "Application", "Call", "Material", "Printing", "Record", "Submission"]
