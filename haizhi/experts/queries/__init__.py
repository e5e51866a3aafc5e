"""Reads of the pool, shaped for pages."""

from haizhi.experts.queries.employers import Employer, employers_unidentified, suggestions, with_suggestions
from haizhi.experts.queries.pool import (
    Shown,
    corrected,
    disciplines_of,
    experts_of,
    found,
    interests_of,
    shown,
    unit_called,
)
from haizhi.experts.queries.statistics import WIDTH, Share, Statistics, statistics

__all__ = [
    "WIDTH",
    "Employer",
    "Share",
    "Shown",
    "Statistics",
    "corrected",
    "disciplines_of",
    "employers_unidentified",
    "experts_of",
    "found",
    "interests_of",
    "shown",
    "statistics",
    "suggestions",
    "unit_called",
    "with_suggestions",
]
