"""Who may read a file: whoever an app's rule says, and nobody else."""

from collections.abc import Callable

from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor

Rule = Callable[[Actor, Upload], bool]

_RULES: list[Rule] = []


def readable_if(rule: Rule) -> Rule:
    """Declare a rule by which files of an app may be read; it answers only for files that the app refers to."""
    _RULES.append(rule)
    return rule


def may_read(actor: Actor, upload: Upload) -> bool:
    """Whether any app lets the actor read the file; without a rule nobody may."""
    return any(rule(actor, upload) for rule in _RULES)
