"""The one case page: facts, public stages, 流程轨迹, the acts open to me."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, QuerySet, Value
from django.urls import reverse

from haizhi.kernel.actor import Actor
from haizhi.kernel.models import Act
from haizhi.kernel.subjects import Subject, subject_model
from haizhi.regulation.kinds import KIND_LABELS
from haizhi.regulation.stages import PUBLIC_STAGES
from haizhi.ui.acting import Forms, panels
from haizhi.ui.requests import Asked


@dataclass(frozen=True, slots=True)
class PublicStage:
    """One of the four public stages: `state` is done, now or todo; `note` a line below it."""

    label: str
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the stage waits for: who does it, by when."""

    label: str
    who: str
    due: date | None = None


def public_stages(index: int | None, note: str = "") -> list[PublicStage] | None:
    """The four stages with the one at `index` (0 to 3) current, 4 when all are done; None when the case left them."""
    if index is None:
        return None
    states = ["done" if i < index else "now" if i == index else "todo" for i in range(len(PUBLIC_STAGES))]
    return [
        PublicStage(label, state, note if state == "now" else "")
        for label, state in zip(PUBLIC_STAGES, states, strict=True)
    ]


def next_steps(subject: Subject, due: date | None = None) -> list[NextStep]:
    """The duties that the subject's stage waits for, each with those whose turn it is."""
    return [NextStep(move.task, "、".join(role.label for role in roles), due) for move, roles in subject.duties()]


@dataclass(frozen=True, slots=True)
class Related:
    """Another case: what kind it is, what it was called when it moved this one, where it is read."""

    label: str
    title: str
    url: str


def related(actor: Actor, subject: Subject, trail: Sequence[Act]) -> list[Related]:
    """The other cases whose acts moved the subject, in that order, as far as the actor sees them.

    `trail` are the acts on the subject; when another case moved it, it takes two queries.
    """
    causes = [act.cause_id for act in trail if act.cause_id]
    if not causes:
        return []
    of_others = Act.objects.filter(pk__in=causes).exclude(subject_id=subject.pk).order_by("entry_id")
    acts = of_others.values_list("kind", "subject_id", "title")
    titles = {(kind, pk): title for kind, pk, title in acts if subject_model(kind).page}
    seen = [_addresses(actor, kind, [pk for of, pk in titles if of == kind]) for kind in {kind for kind, _ in titles}]
    if not seen:
        return []
    first, *rest = seen
    pages = {
        (kind, pk): reverse(subject_model(kind).page, args=[part for part in parts if part])
        for kind, pk, *parts in first.union(*rest, all=True)
    }
    return [Related(KIND_LABELS[at[0]], title, pages[at]) for at, title in titles.items() if at in pages]


def _addresses(actor: Actor, kind: str, ids: list[UUID]) -> QuerySet[Subject, tuple[Any, ...]]:
    """Kind, id and what stands in the address (two columns, so that kinds can be asked for together)."""
    model, text = subject_model(kind), CharField()
    parts: list[Any] = [*map(F, model.page_by), Value("", text)][:2]
    rows = model.objects.visible_to(actor).filter(pk__in=ids).order_by()
    return rows.values_list(Value(kind, text), "pk", *parts)


def trail(subject: Subject, *, whole_case: bool = False) -> list[Act]:
    """The acts on a subject, newest first; with `whole_case` those on everything that belongs to it."""
    acts = Act.objects.filter(case_id=subject.pk) if whole_case else Act.objects.filter(subject_id=subject.pk)
    return list(acts.order_by("-entry_id"))


def case_context(
    asked: Asked,
    subject: Subject,
    forms: Forms,
    *,
    title: str = "",
    subtitle: str = "",
    crumbs: Sequence[tuple[str, str]] = (),
    stages: list[PublicStage] | None = None,
    due: date | None = None,
    whole_case: bool = False,
) -> dict[str, Any]:
    """The context of `ui/case.html`; with `whole_case` its trail tells of everything that belongs to the subject."""
    return {
        "subject": subject,
        "title": title or subject.title,
        "subtitle": subtitle,
        "crumbs": crumbs,
        "stages": stages,
        "panels": panels(asked, subject, forms),
        "trail": trail(subject, whole_case=whole_case),
        "next_steps": next_steps(subject, due),
    }
