"""The door: the one way in which anything official happens.

`@act(MOVE)` and `@creates(MOVE)` turn a body into an act. Calling it opens the transaction, locks and re-reads
the row, checks role, scope, stage and requirements, runs the body, saves, and lays act, outbox and ledger entry
down last, all or nothing. `available` evaluates the same checks without doing anything.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from django.db import models

from haizhi.kernel import ledger
from haizhi.kernel.actor import Actor, Grant
from haizhi.kernel.doing import AlreadyDone, Doing, all_under_way, record, refuse_stale, seal, submission, under_way
from haizhi.kernel.record import commitment, plain
from haizhi.kernel.subjects import Subject
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.moves import Move, moves_of
from haizhi.regulation.stages import label

__all__ = [
    "ACTS",
    "AlreadyDone",
    "Deed",
    "Offer",
    "Requirement",
    "act",
    "available",
    "create_all",
    "creates",
    "creation_against",
    "record",
    "seal",
    "standing_against",
    "submission",
]

S = TypeVar("S", bound=Subject)
P = ParamSpec("P")
Requirement = Callable[[Any, Actor, datetime], Iterable[Finding]]
Locks = Callable[[Any, dict[str, Any]], models.QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Deed:
    """A move with its act: `call` performs it, `requires` are the rules beyond role, scope and stage.

    `private` and `secret` are the arguments that are recorded as commitments and not at all.
    """

    move: Move
    call: Callable[..., Subject]
    requires: Requirement | None
    private: tuple[str, ...]
    secret: tuple[str, ...]


ACTS: dict[str, Deed] = {}
"""Every act by its move's name; a test holds that each move has exactly one."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A move that the subject's stage and the actor's role admit, and what still stands against it."""

    move: Move
    findings: tuple[Finding, ...]


def act(
    move: Move,
    *,
    requires: Requirement | None = None,
    private: tuple[str, ...] = (),
    secret: tuple[str, ...] = (),
    locks: Locks | None = None,
) -> Callable[[Callable[Concatenate[S, P], str | None]], Callable[Concatenate[S, P], S]]:
    """Declare the act of a move on an existing subject.

    The body gets the locked row and keyword arguments, `by` and `at` among them; it answers with the next stage
    where the move has several targets. `private` arguments are recorded as salted commitments only, `secret`
    ones (a passphrase, marks before they are announced) not at all.
    `locks(subject, arguments)` are rows that are locked before the subject is, in their order: two acts that need
    the same rows wait for each other, and what one of them requires the other can't change meanwhile.
    The act raises Refused with every unmet finding, AlreadyDone for a submission carried out before.
    """

    def declare(body: Callable[Concatenate[S, P], str | None]) -> Callable[Concatenate[S, P], S]:
        @wraps(body)
        def perform(subject: S, /, *args: P.args, **kwargs: P.kwargs) -> S:
            by, at = _author(kwargs)
            with under_way(move) as doing:
                if locks:
                    list(locks(subject, kwargs).select_for_update().values_list("pk"))
                subject.refresh_from_db(from_queryset=type(subject)._base_manager.select_for_update())
                refuse_stale(subject, doing)
                grant = _admitted(move, subject, by, at, requires)
                before = subject.stage
                target = body(subject, *args, **kwargs)
                subject.stage = _target(move, target)
                subject.version += 1
                subject.save()
                _write(doing, subject, by, at, grant, before, _spoken(kwargs, secret), private)
            return subject

        return _registered(perform, Deed(move, perform, requires, private, secret))

    return declare


def creates(
    move: Move,
    *,
    requires: Requirement | None = None,
    private: tuple[str, ...] = (),
    secret: tuple[str, ...] = (),
    locks: Locks | None = None,
) -> Callable[[Callable[P, S]], Callable[P, S]]:
    """Declare the act of a move that brings its subject into being.

    The body returns the new, unsaved subject, with its stage where the move has several targets; a parent row, when
    there is one, is the first argument and is locked, after the rows that `locks(parent, arguments)` names. `requires`
    is asked about the parent. Raises as `act` does.
    """

    def declare(body: Callable[P, S]) -> Callable[P, S]:
        @wraps(body)
        def perform(*args: P.args, **kwargs: P.kwargs) -> S:
            by, at = _author(kwargs)
            parent = args[0] if args and isinstance(args[0], models.Model) else None
            with under_way(move) as doing:
                if locks:
                    list(locks(parent, kwargs).select_for_update().values_list("pk"))
                if parent is not None:
                    parent.refresh_from_db(from_queryset=type(parent)._base_manager.select_for_update())
                refuse_stale(None, doing)
                grants = _held(move, by)
                if requires:
                    _refuse(unmet(*requires(parent, by, at)))
                subject = body(*args, **kwargs)
                grant = _scoped(move, subject, grants)
                subject.stage = _target(move, subject.stage or None)
                subject.version = 1
                subject.save(force_insert=True)
                _write(doing, subject, by, at, grant, "", _spoken(kwargs, secret), private)
            return subject

        return _registered(perform, Deed(move, perform, requires, private, secret))

    return declare


def create_all(move: Move, made: Sequence[tuple[S, dict[str, Any]]], *, by: Actor, at: datetime) -> list[S]:
    """Bring many subjects into being, each by an act of its own, all or none, in a few queries altogether.

    For a move without a parent, whose act's body was carried out on each of these new, unsaved subjects (at least one)
    with the keyword arguments beside it. Raises Refused as the act does.
    """
    deed = ACTS[move.name]
    with all_under_way(move, len(made)) as doings:
        refuse_stale(None, doings[0])
        grants = _held(move, by)
        granted = [_scoped(move, subject, grants) for subject, _ in made]
        for subject, _ in made:
            subject.stage, subject.version = _target(move, subject.stage or None), 1
        subjects = [subject for subject, _ in made]
        type(subjects[0]).save_new(subjects)
        for doing, (subject, said), grant in zip(doings, made, granted, strict=True):
            _write(doing, subject, by, at, grant, "", _spoken(said, deed.secret), deed.private)
    return subjects


def standing_against(move: Move, subject: Subject, by: Actor, at: datetime) -> tuple[Finding, ...]:
    """Every unmet finding against the move: what greys the button, explains why and guards the POST."""
    try:
        _admitted(move, subject, by, at, ACTS[move.name].requires)
    except Refused as refused:
        return refused.findings
    return ()


def creation_against(move: Move, parent: Subject, by: Actor, at: datetime) -> tuple[Finding, ...]:
    """Every unmet finding against a move that would bring a subject into being under this parent."""
    requires = ACTS[move.name].requires
    return unmet(*requires(parent, by, at)) if requires else ()


def available(by: Actor, subject: Subject, at: datetime) -> list[Offer]:
    """The moves that the stage admits and a role of the actor's may do, each with what stands against it."""
    return [
        Offer(move, standing_against(move, subject, by, at))
        for move in moves_of(subject.kind)
        if not move.creates and not move.cause and subject.stage in move.sources and concerns(move, subject, by)
    ]


def concerns(move: Move, subject: Subject, by: Actor) -> bool:
    """Whether the move on this subject is the actor's to do at all, whatever stage it is in."""
    return any(grant.role in move.roles and subject.within(grant) for grant in by.grants)


def _author(kwargs: dict[str, Any]) -> tuple[Actor, datetime]:
    return kwargs["by"], kwargs["at"]


C = TypeVar("C", bound=Callable[..., Subject])


def _registered(perform: C, deed: Deed) -> C:
    if deed.move.name in ACTS:
        raise ValueError(f"{deed.move.name} has an act already")
    ACTS[deed.move.name] = deed
    return perform


def _refuse(findings: tuple[Finding, ...]) -> None:
    if findings:
        raise Refused(*findings)


def _held(move: Move, by: Actor) -> list[Grant]:
    grants = [g for g in by.grants if g.role in move.roles]
    if not grants:
        _refuse((Finding(False, move.cite, f"“{move.label}”由{_who(move)}办理", "请换用有此岗位的账号。"),))
    return sorted(grants, key=lambda grant: grant.behalf_id is not None)


def _scoped(move: Move, subject: Subject, grants: list[Grant]) -> Grant:
    for grant in grants:
        if subject.within(grant):
            return grant
    raise Refused(Finding(False, move.cite, "此件不在您的办理范围内", "请由本单位或本区县的账号办理。"))


def _admitted(move: Move, subject: Subject, by: Actor, at: datetime, requires: Requirement | None) -> Grant:
    grant = _scoped(move, subject, _held(move, by))
    if subject.stage not in move.sources:
        needed = "、".join(f"“{label(move.kind, stage)}”" for stage in move.sources)
        now = f"此件现为“{subject.stage_label}”，不能办理“{move.label}”"
        _refuse((Finding(False, move.cite, now, f"只有处于{needed}时才能办理。"),))
    if requires:
        _refuse(unmet(*requires(subject, by, at)))
    return grant


def _who(move: Move) -> str:
    return "、".join(sorted(role.label for role in move.roles))


def _target(move: Move, answer: str | None) -> str:
    if answer is None and len(move.targets) == 1:
        return move.targets[0]
    if answer not in move.targets:
        raise ValueError(f"{move.name} can't lead to {answer}")
    return answer


def _spoken(kwargs: dict[str, Any], secret: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in kwargs.items() if name not in secret}


def _write(
    doing: Doing,
    subject: Subject,
    by: Actor,
    at: datetime,
    grant: Grant,
    before: str,
    kwargs: dict[str, Any],
    private: tuple[str, ...],
) -> None:
    said = {name: value for name, value in kwargs.items() if name not in ("by", "at", "opinion")}
    for name in private:
        if name in said:
            # under the salt that stays here when a body is published: a telephone number is soon guessed
            said[name] = {"sealed": commitment(doing.identity_salt, name, said[name])}
    doing.detail = {**plain(said), **doing.detail}
    doing.written = ledger.Writing(
        id=doing.id,
        move=doing.move,
        cite=subject.cited_for(doing.move),
        subject_id=subject.pk,
        case_id=UUID(str(subject.case_id)),
        number=subject.number,
        title=subject.title[:200],
        by=by,
        grant=grant,
        at=at,
        opinion=str(kwargs.get("opinion") or ""),
        before=before,
        after=subject.stage,
        detail=doing.detail,
        salt=doing.salt,
        identity_salt=doing.identity_salt,
        cause=doing.cause.id if doing.cause else None,
        told=tuple((role, place) for role in sorted(doing.move.tells) for place in subject.addressees(role)),
    )
