"""An act under way: its transaction, its place in the order, and the submission it answers.

Acts that one act causes belong to its transaction; the outermost lays all of them down at its end, in the order in
which they began, so that the ledger's head is held as shortly as possible and never while rows are still being locked.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import IntegrityError, OperationalError, transaction

from haizhi.kernel import ledger
from haizhi.kernel.constraints import explain
from haizhi.kernel.models import Act
from haizhi.kernel.record import commitment, plain
from haizhi.kernel.source import new_id, new_salt
from haizhi.kernel.subjects import Subject
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.moves import Move


class AlreadyDone(Exception):
    """The same submission was carried out before; `subject_id` and `kind` say on what."""

    def __init__(self, act: Act) -> None:
        self.kind, self.subject_id = act.kind, act.subject_id
        super().__init__(f"{act.verb} was carried out already")


@dataclass(slots=True)
class Doing:
    """An act under way: its place in the order of the transaction is taken when it begins."""

    id: UUID
    move: Move
    cause: "Doing | None"
    salt: bytes
    identity_salt: bytes
    detail: dict[str, Any] = field(default_factory=dict)
    written: ledger.Writing | None = None


@dataclass(frozen=True, slots=True)
class _Submission:
    once: UUID | None = None
    seen: int | None = None


_order: ContextVar[list[Doing] | None] = ContextVar("haizhi_acts_of_this_transaction", default=None)
_current: ContextVar[Doing | None] = ContextVar("haizhi_act_under_way", default=None)
_NO_SUBMISSION = _Submission()
_submission: ContextVar[_Submission] = ContextVar("haizhi_submission", default=_NO_SUBMISSION)


@contextmanager
def submission(once: UUID | None = None, seen: int | None = None) -> Iterator[None]:
    """Name the submission that the next act answers: posted twice it is one act, made on a stale page it is refused.

    `once` identifies the submission, `seen` is the version of the subject that its author was looking at.
    """
    token = _submission.set(_Submission(once, seen))
    try:
        yield
    finally:
        _submission.reset(token)


def record(**facts: Any) -> None:
    """Add facts to the record of the act under way (called from its body)."""
    _under_way().detail.update(plain(facts))


def seal(**facts: Any) -> None:
    """Add facts to the record of the act under way as salted commitments: who was there, not for everybody to read."""
    doing = _under_way()
    for name, fact in facts.items():
        doing.detail[name] = {"sealed": commitment(doing.identity_salt, name, fact)}


def _under_way() -> Doing:
    doing = _current.get()
    if doing is None:
        raise RuntimeError("only the body of an act adds to its record")
    return doing


@contextmanager
def under_way(move: Move) -> Iterator[Doing]:
    """One transaction for an act and all that it causes; the outermost lays everything down at its end."""
    with all_under_way(move, 1) as (doing,):
        yield doing


@contextmanager
def all_under_way(move: Move, count: int) -> Iterator[list[Doing]]:
    """As `under_way`, for `count` acts of a move at once: at least one."""
    order, outer = _order.get(), _current.get()
    if move.cause and (outer is None or outer.move.name not in move.causes):
        raise Refused(Finding(False, move.cite, f"“{move.label}”不能单独办理", "它由上一步骤自动带出。"))
    started = [] if order is None else order
    mark = len(started)
    begun = [Doing(new_id(), move, outer, new_salt(), new_salt()) for _ in range(count)]
    started += begun
    tokens = _order.set(started), _current.set(begun[0])
    try:
        with transaction.atomic():
            yield begun
            if order is None:
                ledger.lay_down([d.written for d in started if d.written], _submission.get().once)
    except BaseException as error:
        del started[mark:]
        if isinstance(error, IntegrityError):
            _refuse_known(error, move)
        if isinstance(error, OperationalError) and order is None:
            _refuse_busy(error)
        raise
    finally:
        _current.reset(tokens[1])
        _order.reset(tokens[0])


def _refuse_known(error: IntegrityError, move: Move) -> None:
    """Answer in words what the database refused; a double submission that lost the race was done already."""
    _refuse_done(move)
    sentence = explain(error)
    if sentence:
        raise Refused(Finding(False, None, sentence, "请核对后重新提交。")) from error


_BUSY = {"40P01", "55P03"}
"""What PostgreSQL says (SQLSTATE) when two acts wait for each other, and when a row is not let go in time."""


def _refuse_busy(error: OperationalError) -> None:
    """Tell whoever came second to do it again: another's act held what this one needed; nothing of it was done."""
    if getattr(error.__cause__, "sqlstate", None) in _BUSY or "database is locked" in str(error):
        raise Refused(
            Finding(False, None, "另有人正在办理相关事项，这一次没有办成", "请稍候再提交一次；您填写的内容仍在下面。")
        ) from error


def refuse_stale(subject: Subject | None, doing: Doing) -> None:
    if doing.cause is not None:
        return
    _refuse_done(doing.move)
    answer = _submission.get()
    if subject is not None and answer.seen is not None and answer.seen != subject.version:
        raise Refused(
            Finding(
                False,
                None,
                f"您打开页面之后，此件已有新的办理，现为“{subject.stage_label}”",
                "请看过最新情况，再决定是否办理；您填写的内容仍在下面。",
            )
        )


def _refuse_done(move: Move) -> None:
    """Raise AlreadyDone when this submission carried out the move before, Refused when it carried out another."""
    once = _submission.get().once
    earlier = Act.objects.filter(once=once).first() if once else None
    if earlier and earlier.verb != move.name:
        raise Refused(Finding(False, None, "这次提交已用于办理另一事项", "请刷新页面后重新填写、提交。"))
    if earlier:
        raise AlreadyDone(earlier)
