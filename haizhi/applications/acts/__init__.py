"""The acts on calls and applications, one function per verb of the table of moves."""

from haizhi.applications.acts import mergers, registration
from haizhi.applications.acts.call_parts import answer, supply, take_back_answer, withdraw_download
from haizhi.applications.acts.calls import close, close_due, compose, extend, publish
from haizhi.applications.acts.cancellation import cancel, notify, spare, state
from haizhi.applications.acts.course import (
    approve,
    award,
    clear,
    defer,
    delist,
    disqualify,
    freeze,
    inform,
    list_for_review,
    pass_over,
    propose,
    publicise,
    rank,
    resume,
)
from haizhi.applications.acts.cutoffs import admit_late, change_cutoff, may_admit_late, set_cutoff
from haizhi.applications.acts.districts import decline, endorse, send_back, visit
from haizhi.applications.acts.minutes import confirm_minutes, drop_minutes, enter_minutes
from haizhi.applications.acts.office import correct, qualify, receive_paper, reject, reroute
from haizhi.applications.acts.units import adopt, begin, record_paper, submit, withdraw

__all__ = [
    "admit_late",
    "adopt",
    "answer",
    "approve",
    "award",
    "begin",
    "cancel",
    "change_cutoff",
    "clear",
    "close",
    "close_due",
    "compose",
    "confirm_minutes",
    "correct",
    "decline",
    "defer",
    "delist",
    "disqualify",
    "drop_minutes",
    "endorse",
    "enter_minutes",
    "extend",
    "freeze",
    "inform",
    "list_for_review",
    "may_admit_late",
    "mergers",
    "notify",
    "pass_over",
    "propose",
    "publicise",
    "publish",
    "qualify",
    "rank",
    "receive_paper",
    "record_paper",
    "registration",
    "reject",
    "reroute",
    "resume",
    "send_back",
    "set_cutoff",
    "spare",
    "state",
    "submit",
    "supply",
    "take_back_answer",
    "visit",
    "withdraw",
    "withdraw_download",
]
