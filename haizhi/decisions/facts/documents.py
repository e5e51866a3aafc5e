"""Joint documents: what they can name, and what of them is signed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from haizhi.applications.models import Application
from haizhi.decisions.facts.objections import nothing_open_against
from haizhi.decisions.models import DocumentItem, JointDocument
from haizhi.fairness.encoding import canonical
from haizhi.regulation.citations import chinese_number, measures
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.editions import member_units_on
from haizhi.regulation.findings import Finding, unmet
from haizhi.regulation.issuing import official_title
from haizhi.regulation.naming import plaque_name
from haizhi.regulation.parameters import TERM_YEARS

OPEN_DOCUMENTS = ("drafted", "signed", "countersigned")
"""Stages of a joint document under way."""


def listed(document: JointDocument) -> list[DocumentItem]:
    """The units on a document's list, by the codes of their applications. One query, none when they were prefetched."""
    return sorted(document.items.all(), key=lambda item: item.application.code)


def founded_by(document: JointDocument) -> list[Application]:
    """The applications that a document approves, by code. Queries as `listed`."""
    return [item.application for item in listed(document)]


def read_again(applications: Iterable[Application]) -> list[Application]:
    """Those applications as they are now, with their units, by code."""
    fresh = Application.objects.filter(pk__in=[application.pk for application in applications])
    return list(fresh.select_related("unit").order_by("code"))


def cannot_be_named(found: list[Application], besides: JointDocument | None = None) -> tuple[Finding, ...]:
    """Why a joint document can't name them: not clear, something open against them, or named in another under way."""
    cite = measures(9, 2)
    findings = [Finding(bool(found), cite, "没有选择单位", "请至少选择一家。", "applications")]
    for application in found:
        reason = f"{application.unit.name}现为“{application.stage_label}”，不是“公示无异议”"
        remedy = "请从名单中去掉该单位。"
        findings.append(Finding(application.stage == "cleared", cite, reason, remedy, "applications"))
    findings += nothing_open_against(found, "applications")
    elsewhere = DocumentItem.objects.filter(application__in=found, document__stage__in=OPEN_DOCUMENTS)
    if besides is not None:
        elsewhere = elsewhere.exclude(document=besides)
    for item in elsewhere.select_related("document", "application__unit"):
        reason = f"{item.application.unit.name}已列入在办的发文{item.document.code}"
        findings.append(Finding(False, cite, reason, "请先撤回该发文，或从名单中去掉该单位。", "applications"))
    return unmet(*findings)


ADDRESSEES = "各区县（自治县）科协，西部科学城重庆高新区、万盛经开区科协，各有关单位"
"""Whom a joint document is addressed to unless it says otherwise."""

_BY_MONTH = f"建站期限按月计算，至第{chinese_number(12 * TERM_YEARS.value)}个月的月末止。"


@dataclass(frozen=True, slots=True)
class OfficialText:
    """A joint document's parts in the order in which they are printed; `number` and dates are empty until issue."""

    issuers: tuple[str, ...]
    number: str
    heading: str
    addressees: str
    paragraphs: tuple[str, ...]
    stations: tuple[tuple[str, str], ...]
    dated: date | None
    copies: str
    printed_by: str
    printed_on: date | None

    @property
    def title(self) -> str:
        """The title as it is printed: the issuers, then the heading."""
        return official_title(self.issuers, self.heading)

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of what is signed: all but number and dates, which are only known afterwards."""
        signed = {
            "issuers": list(self.issuers),
            "heading": self.heading,
            "addressees": self.addressees,
            "paragraphs": list(self.paragraphs),
            "stations": [list(pair) for pair in self.stations],
            "copies": self.copies,
            "printed_by": self.printed_by,
        }
        return hashlib.sha256(canonical(signed)).hexdigest()


def official_text(document: JointDocument, at: datetime) -> OfficialText:
    """The document as it is printed: issuers of its day, the leading one first; names as they were when it was issued.

    How the term counts is said only where it departs from the corresponding day (interpretation 17). One query.
    """
    day = document.issued_on or day_of(at)
    body = [*document.body.splitlines(), *([_BY_MONTH] if document.month_grained else [])]
    items = listed(document)
    return OfficialText(
        issuers=tuple(unit.name for unit in member_units_on(day)),
        number=document.document_number,
        heading=document.heading,
        addressees=f"{document.directed_to or ADDRESSEES}：",
        paragraphs=tuple(line.strip() for line in body if line.strip()),
        stations=tuple(
            (
                item.unit_name or item.application.unit.name,
                item.station or plaque_name(item.application.station_name),
            )
            for item in items
        ),
        dated=document.issued_on,
        copies=document.copies,
        printed_by=document.printed_by,
        printed_on=document.printed_on,
    )
