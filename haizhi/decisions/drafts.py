"""The resolution's lines while it is drawn up: saved at will, without an entry in the ledger."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import transaction

from haizhi.applications.models import Application
from haizhi.decisions.models import Resolution, ResolutionLine
from haizhi.regulation.findings import Finding, Refused


def decide_line(resolution: Resolution, application: Application, decision: str, reason: str = "") -> None:
    """Write what is to be decided on one application.

    Raises Refused once the resolution is applied or dropped, ResolutionLine.DoesNotExist for an application not in it.
    """
    with _unapplied(resolution):
        line = resolution.lines.get(application=application)
        line.decision, line.reason = ResolutionLine.Decision(decision).value, reason.strip()
        line.save(update_fields=["decision", "reason"])


def decide_lines(
    resolution: Resolution, decisions: Mapping[str, tuple[str, str]], target_reason: str, *, seen: int | None = None
) -> None:
    """Write decision and reason by application code, and the reason for the number proposed.

    Raises Refused once the resolution is applied or dropped, or when `seen` is not its version: somebody else wrote.
    """
    with _unapplied(resolution, seen):
        found = list(resolution.lines.filter(application__code__in=decisions).select_related("application"))
        for line in found:
            decision, reason = decisions[line.application.code]
            line.decision, line.reason = ResolutionLine.Decision(decision).value, reason.strip()
        ResolutionLine.objects.bulk_update(found, ["decision", "reason"])
        resolution.target_reason = target_reason.strip()


def explain_target(resolution: Resolution, reason: str) -> None:
    """Write why more or fewer stations are proposed than the year's number. Raises Refused once it is settled."""
    with _unapplied(resolution):
        resolution.target_reason = reason.strip()


@contextmanager
def _unapplied(resolution: Resolution, seen: int | None = None) -> Iterator[None]:
    """Hold the row; its version moves on, so that an act prepared on an older page is refused."""
    with transaction.atomic():
        resolution.refresh_from_db(from_queryset=Resolution.objects.select_for_update())
        if resolution.stage != "prepared":
            closed = "撤销" if resolution.stage == "dropped" else "登记"
            raise Refused(Finding(False, None, f"决议已经{closed}，不能再修改", "如有新的决定，请另行拟定决议。"))
        if seen is not None and seen != resolution.version:
            reason = "您打开页面之后，他人已修改本决议"
            raise Refused(Finding(False, None, reason, "您填写的内容仍在下面，请与最新内容核对后再保存。"))
        yield
        resolution.version += 1
        resolution.save(update_fields=["version", "target_reason"])
