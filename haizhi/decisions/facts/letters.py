"""What units that were not chosen are told, and when."""

from haizhi.applications.models import Application
from haizhi.decisions.facts.resolutions import PROPOSE
from haizhi.decisions.models import ResolutionLine
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding
from haizhi.regulation.result_letters import OUTCOMES, Desk, result_letter

_DECISIONS = {
    "not_proposed": ResolutionLine.Decision.PASS_OVER.value,
    "deferred": ResolutionLine.Decision.DEFER.value,
}


def letter_text(application: Application, outcome: str, reason: str) -> str:
    """What 结果告知书 says to the unit of an application, a line for each paragraph."""
    call = application.call
    desk = Desk(call.department, call.phone, call.mailbox, call.address)
    return "\n".join(result_letter(outcome, year=call.year, code=application.code, reason=reason, desk=desk))


def others_settled(application: Application) -> Finding:
    """Whether nobody proposed by the resolution that decided on an application waits for its 公示 any more.

    Whoever was not chosen is not told before the public may read who was.
    """
    decided = ResolutionLine.objects.filter(application=application, resolution__stage="applied").exclude(
        decision=PROPOSE
    )
    waiting = ResolutionLine.objects.filter(
        resolution__in=decided.values("resolution"),
        decision=PROPOSE,
        application__stage__in=["proposed", "in_publicity"],
    )
    reason = "同一决议的拟建站单位公示尚未结束"
    return Finding(not waiting.exists(), measures(9, 1, 4), reason, "请在公示期满办结后发出。")


def not_told_yet(application: Application) -> Finding:
    """Whether no letter on the outcome that an application has come to is prepared or sent.

    One deferred twice is told twice, so that only letters after the last decision count.
    """
    deciding = application.resolution_lines.filter(resolution__stage="applied")
    decided = deciding.filter(decision=_DECISIONS.get(application.stage, "")).count()
    letters = application.result_letters.filter(outcome=application.stage).exclude(stage="dropped")
    told = letters.filter(stage="prepared").exists() or letters.count() >= max(1, decided)
    reason = f"{application.unit.name}的“{application.stage_label}”已有告知书"
    cite = OUTCOMES[application.stage][1] if application.stage in OUTCOMES else measures(9, 1, 3)
    return Finding(not told, cite, reason, "请在结果告知书列表中查看。", "applications")
