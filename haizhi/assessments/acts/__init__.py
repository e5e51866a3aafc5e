"""What happens in a round of assessment, one function per verb."""

from haizhi.assessments.acts.appeals import dismiss_appeal, lodge_appeal, uphold_appeal, withdraw_appeal
from haizhi.assessments.acts.office import agree, confirm, reopen
from haizhi.assessments.acts.outcome import close, publish, publish_result, rate, rerate
from haizhi.assessments.acts.peers import assign, seal_peers
from haizhi.assessments.acts.rounds import amend, announce, compose, drop, extend
from haizhi.assessments.acts.sheets import (
    chase,
    chase_due,
    correct,
    grant_recusal,
    lock,
    open_sheet,
    recuse,
    refuse_recusal,
    return_self,
    set_aside,
    submit,
)
from haizhi.assessments.acts.taking_part import (
    appoint_peer,
    decide_missing,
    declare_conflict,
    enlist,
    lift_conflict,
    miss,
    restore,
    strike,
)

__all__ = [
    "agree",
    "amend",
    "announce",
    "appoint_peer",
    "assign",
    "chase",
    "chase_due",
    "close",
    "compose",
    "confirm",
    "correct",
    "decide_missing",
    "declare_conflict",
    "dismiss_appeal",
    "drop",
    "enlist",
    "extend",
    "grant_recusal",
    "lift_conflict",
    "lock",
    "lodge_appeal",
    "miss",
    "open_sheet",
    "publish",
    "publish_result",
    "rate",
    "recuse",
    "refuse_recusal",
    "reopen",
    "rerate",
    "restore",
    "return_self",
    "seal_peers",
    "set_aside",
    "strike",
    "submit",
    "uphold_appeal",
    "withdraw_appeal",
]
