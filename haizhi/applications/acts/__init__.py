"""The acts on calls and applications, one function per verb of the table of moves."""

from haizhi.applications.acts.calls import close, close_due, compose, extend, publish
from haizhi.applications.acts.course import (
    approve,
    award,
    clear,
    defer,
    delist,
    disqualify,
    freeze,
    list_for_review,
    pass_over,
    propose,
    publicise,
    rank,
    resume,
)
from haizhi.applications.acts.districts import decline, endorse, send_back
from haizhi.applications.acts.office import cancel, correct, qualify, reject, reroute
from haizhi.applications.acts.units import begin, record_paper, submit, withdraw

__all__ = [
    "approve",
    "award",
    "begin",
    "cancel",
    "clear",
    "close",
    "close_due",
    "compose",
    "correct",
    "decline",
    "defer",
    "delist",
    "disqualify",
    "endorse",
    "extend",
    "freeze",
    "list_for_review",
    "pass_over",
    "propose",
    "publicise",
    "publish",
    "qualify",
    "rank",
    "record_paper",
    "reject",
    "reroute",
    "resume",
    "send_back",
    "submit",
    "withdraw",
]
