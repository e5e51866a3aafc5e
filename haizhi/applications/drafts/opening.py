"""What every draft begins with: the row locked and read again, and the question whether it may still be changed."""

from typing import TypeVar

from haizhi.applications.facts import may_fill_in
from haizhi.applications.models import Application, Call
from haizhi.kernel.actor import Actor
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, Refused

OPEN_STAGES = ("draft", "returned")
"""The stages in which a unit works on its application."""

S = TypeVar("S", Application, Call)


def lock(subject: S) -> None:
    """Lock a row and read it again; inside a transaction."""
    subject.refresh_from_db(from_queryset=type(subject)._base_manager.select_for_update())


def refuse_unless_open(application: Application, by: Actor) -> None:
    """Raises Refused when the application is not the actor's to fill in, or not open any more."""
    if not may_fill_in(application, by):
        raise Refused(
            Finding(False, measures(8), "申报内容由申报单位填写（代录的由海智办填写）", "请换用申报单位的账号")
        )
    if application.stage not in OPEN_STAGES:
        raise Refused(
            Finding(
                False,
                measures(8),
                f"此件现为“{application.stage_label}”，不能再修改申报内容",
                "如确需修改，请联系受理部门退回补正，或撤回后重新申报",
            )
        )
