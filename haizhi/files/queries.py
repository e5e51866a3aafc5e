"""Who may read a file: whoever an app's rule says, and nobody else; where it is listed; what became of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, ManyToOneRel, OuterRef, Q

from haizhi.files.models import Purge, Upload
from haizhi.kernel.actor import Actor

Rule = Callable[[Actor, Upload], bool]

_RULES: list[Rule] = []

_THROUGH: dict[Callable[..., object], frozenset[str]] = {}
"""Rules that also speak of files to which only another app refers, by way of its rows, with those apps."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page on which a file is listed."""

    label: str
    url: str


Naming = Callable[[Actor, Upload], Iterable[Place]]

_NAMINGS: list[Naming] = []


def readable_if(rule: Rule) -> Rule:
    """Declare a rule by which files of an app may be read; it answers only for files that the app refers to."""
    _RULES.append(rule)
    return rule


def names_places(naming: Naming) -> Naming:
    """Declare where an app lists a file: pages that the actor may open, of files that the app refers to."""
    _NAMINGS.append(naming)
    return naming


R = TypeVar("R", bound=Callable[..., object])


def through(*apps: str) -> Callable[[R], R]:
    """Let a rule, declared as one, answer as well for files that only these apps refer to: its own name their rows."""

    def declare(rule: R) -> R:
        _THROUGH[rule] = frozenset(apps)
        return rule

    return declare


def may_read(actor: Actor, upload: Upload) -> bool:
    """Whether any app lets the actor read the file; without a rule nobody may."""
    return any(rule(actor, upload) for rule in _of_those_concerned(_RULES, upload))


def places_of(actor: Actor, upload: Upload) -> list[Place]:
    """The pages on which the actor finds the file listed."""
    return [place for naming in _of_those_concerned(_NAMINGS, upload) for place in naming(actor, upload)]


def _of_those_concerned(rules: list[R], upload: Upload) -> list[R]:
    """The rules without those of apps that do refer to files, but not to this one: one query saves the others."""
    silent = _apps_that_refer_to_files() - _apps_that_refer_to(upload)
    return [rule for rule in rules if not {rule.__module__.split(".")[1], *_THROUGH.get(rule, ())} <= silent]


def _apps_that_refer_to_files() -> set[str]:
    return {relation.related_model._meta.app_label for relation in _relations()}


def _apps_that_refer_to(upload: Upload) -> set[str]:
    if not hasattr(upload, "referring"):
        found = upload_of_id(upload.pk)
        upload.__dict__["referring"] = getattr(found, "referring", set())
    referring: set[str] = upload.__dict__["referring"]
    return referring


def upload_of_id(pk: UUID) -> Upload | None:
    """An upload, together with which apps refer to it: one query for what every page about it asks first."""
    found: dict[str, list[Exists]] = {}
    for relation in _relations():
        rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        found.setdefault(relation.related_model._meta.app_label, []).append(Exists(rows))
    asked = {f"of_{label}": reduce(or_, (Q(exists) for exists in each)) for label, each in found.items()}
    upload = Upload.objects.filter(pk=pk).annotate(**asked).first()
    if upload is not None:
        upload.__dict__["referring"] = {label for label in found if upload.__dict__[f"of_{label}"]}
    return upload


def _relations() -> list[Any]:
    """The foreign keys of other apps to files, also those that have no way back (`related_name="+"`)."""
    own = Upload._meta.app_label
    found = (r for r in Upload._meta.get_fields(include_hidden=True) if isinstance(r, ManyToOneRel))
    return [r for r in found if r.related_model._meta.app_label != own]


def purges_of(upload: Upload) -> list[Purge]:
    """The requests to purge this content, the latest first."""
    return list(Purge.objects.filter(upload__sha256=upload.sha256).select_related("upload"))


def others_alike(upload: Upload) -> int:
    """How many other uploads have the same content."""
    return Upload.objects.filter(sha256=upload.sha256).exclude(pk=upload.pk).count()


def upload_numbered(text: str) -> Upload | None:
    """The latest upload of the content whose number (or more of its SHA-256) is typed; None unless exactly one fits."""
    digits = "".join(c for c in text.lower() if c not in "- \t")
    if not 12 <= len(digits) <= 64 or set(digits) - set("0123456789abcdef"):
        return None
    fitting = Upload.objects.filter(sha256__startswith=digits)
    contents = fitting.order_by("sha256").values_list("sha256", flat=True).distinct()[:2]
    return fitting.last() if len(contents) == 1 else None
