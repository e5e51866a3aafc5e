"""The list of disciplines and the terms of the pool, as they are in force."""

from typing import Any

from django.db import connections

from haizhi.experts.models import Discipline, FirstDiscipline, Terms
from haizhi.kernel.source import new_id
from haizhi.regulation.experts import PoolTerms


def establish_disciplines(using: str, **_: Any) -> None:
    """Put the first disciplines in place where they are missing; run after each migrate and after a test's flush."""
    if Discipline._meta.db_table not in connections[using].introspection.table_names():
        return
    Discipline.objects.using(using).bulk_create(
        [
            Discipline(id=new_id(), stage="in_force", code=first.value, name=first.label, place=10 * place)
            for place, first in enumerate(FirstDiscipline, start=1)
        ],
        ignore_conflicts=True,
    )


def discipline_names() -> dict[str, str]:
    """Every discipline there ever was, {code: name}, in the order of the list. One query."""
    return dict(Discipline.objects.order_by("place", "code").values_list("code", "name"))


def disciplines_in_force(*besides: str) -> dict[str, str]:
    """The disciplines that are in force and those with the codes `besides`, {code: name}, in order. One query."""
    rows = Discipline.objects.order_by("place", "code").values_list("code", "name", "stage")
    return {code: name for code, name, stage in rows if stage == "in_force" or code in besides}


def terms_in_force() -> PoolTerms:
    """On what terms the pool is drawn now; the regulation's as long as none were set. One query."""
    found = Terms.objects.order_by("-set_at", "-id").first()
    return found.as_rules() if found else PoolTerms()
