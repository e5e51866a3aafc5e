"""What the review, the decision, 公示, document and plaque cause on an application: each only in their course."""

from datetime import datetime
from fractions import Fraction

from haizhi.applications.acts.cancellation import close_hearing, not_being_heard
from haizhi.applications.models import Application
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, record
from haizhi.regulation import moves


@act(moves.LIST)
def list_for_review(application: Application, *, by: Actor, at: datetime) -> None:
    """列入评审, in the course of a turn's listing."""


@act(moves.DELIST)
def delist(application: Application, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """退出评审, in the course of a turn's removal."""


@act(moves.RANK)
def rank(
    application: Application, *, by: Actor, at: datetime, place: int | None = None, score: Fraction | None = None
) -> None:
    """评审完成, in the course of a session's close: its rank and exact score, None where there was no result."""


@act(moves.PROPOSE)
def propose(application: Application, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """拟建站, in the course of a resolution."""


@act(moves.PASS_OVER)
def pass_over(application: Application, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """未列入, in the course of a resolution: with the case ends what its unit was being heard about."""
    close_hearing(application, by, at, cancelled=False, reason="未列入拟建站单位名单，申报程序已经结束")


@act(moves.DEFER)
def defer(application: Application, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """暂缓, in the course of a resolution."""


@act(moves.INFORM)
def inform(application: Application, *, by: Actor, at: datetime) -> str:
    """告知结果, in the course of sending 结果告知书: what the case has come to stays as it is."""
    return application.stage


@act(moves.PUBLICISE)
def publicise(application: Application, *, by: Actor, at: datetime) -> None:
    """公示, in the course of a 公示's publication."""


@act(moves.FREEZE)
def freeze(application: Application, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """中止, in the course of an objection's acceptance: it alone waits (interpretation 12)."""


@act(moves.RESUME)
def resume(application: Application, *, by: Actor, at: datetime, period_over: bool, opinion: str = "") -> str:
    """恢复, in the course of an objection's dismissal: back into the 公示, or past it when its period is over."""
    return "cleared" if period_over else "in_publicity"


@act(moves.CLEAR)
def clear(application: Application, *, by: Actor, at: datetime) -> None:
    """公示无异议, in the course of a 公示's conclusion, or of the later decision that an objection is not taken up."""


@act(moves.APPROVE)
def approve(application: Application, *, by: Actor, at: datetime, document_number: str = "") -> None:
    """批准建站, in the course of a joint document's issue."""


@act(moves.AWARD, requires=not_being_heard)
def award(application: Application, *, by: Actor, at: datetime) -> None:
    """授牌, in the course of a station's award."""


@act(moves.DISQUALIFY)
def disqualify(application: Application, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """异议成立取消资格, in the course of an objection's confirmation (评审·9)."""
    close_hearing(application, by, at, cancelled=True, reason=opinion)
    application.opinions["cancelled"] = {"text": opinion, "accountability": "", "by": by.name, "at": at.isoformat()}
    record(formerly=application.stage)
