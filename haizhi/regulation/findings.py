"""Findings: what a rule answers, and the refusal that lists every unmet one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import ParamSpec

from haizhi.regulation.citations import Citation

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's answer: met or not, under which article, why, and what to do now.

    `field` names the form field it belongs to, so that an error summary can link to it.
    """

    met: bool
    cite: Citation | None = None
    reason: str = ""
    remedy: str = ""
    field: str = ""

    def __str__(self) -> str:
        where = f"（{self.cite}）" if self.cite else ""
        return f"{self.reason}{where}{'。' if self.reason else ''}{self.remedy}"


class Refused(Exception):
    """An act was refused; `findings` holds every unmet one, at least one."""

    def __init__(self, *findings: Finding) -> None:
        if not findings:
            raise ValueError("a refusal names at least one finding")
        self.findings = findings
        super().__init__("；".join(str(f) for f in findings))


RULED: dict[Citation, list[str]] = {}
"""Which rule functions compute which article; the public 条文对照 page reads it."""


def ruled_by(*cites: Citation) -> Callable[[Callable[P, Finding]], Callable[P, Finding]]:
    """Declare the article(s) a rule computes; the first is put on each finding that has none."""

    def declare(rule: Callable[P, Finding]) -> Callable[P, Finding]:
        for cite in cites:
            RULED.setdefault(cite, []).append(f"{rule.__module__}.{rule.__name__}")

        @wraps(rule)
        def cited(*args: P.args, **kwargs: P.kwargs) -> Finding:
            finding = rule(*args, **kwargs)
            return finding if finding.cite else replace(finding, cite=cites[0])

        return cited

    return declare


def unmet(*findings: Finding) -> tuple[Finding, ...]:
    """Those that are not met, in their order."""
    return tuple(f for f in findings if not f.met)


def refuse_unmet(*findings: Finding) -> None:
    """Raise Refused with every finding that is not met, if any."""
    if wrong := unmet(*findings):
        raise Refused(*wrong)
