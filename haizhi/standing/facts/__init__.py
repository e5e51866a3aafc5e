"""What stands against an act on a station's standing, and what the rules know of one."""

from haizhi.standing.facts.money import account_of, settles, settling_findings, tells_money
from haizhi.standing.facts.papers import (
    decision_lines,
    evidence_text,
    rectification_lines,
    renewal_content,
    renewal_digest,
    renewal_lines,
    revocation_notice_lines,
)
from haizhi.standing.facts.record import record_lines, revocation_facts, shortcomings, term_record
from haizhi.standing.facts.requests import renewal_lacks, renewal_written

__all__ = [
    "account_of",
    "decision_lines",
    "evidence_text",
    "record_lines",
    "rectification_lines",
    "renewal_content",
    "renewal_digest",
    "renewal_lacks",
    "renewal_lines",
    "renewal_written",
    "revocation_facts",
    "revocation_notice_lines",
    "settles",
    "settling_findings",
    "shortcomings",
    "tells_money",
    "term_record",
]
