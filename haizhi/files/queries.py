"""Who may read a file: whoever an app's rule says, and nobody else; where it is listed; what became of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from haizhi.files.models import Purge, Upload
from haizhi.kernel.actor import Actor

Rule = Callable[[Actor, Upload], bool]

_RULES: list[Rule] = []


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


def may_read(actor: Actor, upload: Upload) -> bool:
    """Whether any app lets the actor read the file; without a rule nobody may."""
    return any(rule(actor, upload) for rule in _RULES)


def places_of(actor: Actor, upload: Upload) -> list[Place]:
    """The pages on which the actor finds the file listed."""
    return [place for naming in _NAMINGS for place in naming(actor, upload)]


def open_purge(upload: Upload) -> Purge | None:
    """The request to purge this content that waits for its confirmation, if there is one."""
    return Purge.objects.filter(upload__sha256=upload.sha256, stage="requested").select_related("upload").first()


def last_purge(upload: Upload) -> Purge | None:
    """The latest request to purge this content, whatever came of it."""
    return Purge.objects.filter(upload__sha256=upload.sha256).select_related("upload").first()


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
