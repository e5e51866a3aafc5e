"""The frame of a section's page: where it stands, what is missing, what comes before and after."""

from dataclasses import dataclass
from typing import Any

from haizhi.applications.models import Application
from haizhi.applications.queries import drafting
from haizhi.applications.queries.paper import printed_version
from haizhi.applications.views.drafting.opening import crumbs
from haizhi.regulation.sections import Section
from haizhi.ui.requests import Asked


@dataclass(frozen=True, slots=True)
class Beside:
    """The sections before and after one."""

    before: Section | None
    after: Section | None


def beside(here: Section) -> Beside:
    """The neighbours of a section in their order."""
    row = list(Section)
    place = row.index(here)
    return Beside(row[place - 1] if place else None, row[place + 1] if place + 1 < len(row) else None)


def section_context(asked: Asked, application: Application, here: Section) -> dict[str, Any]:
    """What every page of a section shows around its own content."""
    missing = drafting.pointed(application, asked.at)
    tasks = drafting.tasks(application, missing, {})
    neighbours = beside(here)
    task = next(t for t in tasks if t.section is here)
    return {
        "title": here.label,
        "subtitle": f"{application.unit.name}　{application.code}",
        "crumbs": crumbs(application, (here.label, None)),
        "application": application,
        "section": here,
        "printed": printed_version(application),
        "task": task,
        "tasks": tasks,
        "place": list(Section).index(here) + 1,
        "before": neighbours.before and drafting.section_url(application, neighbours.before),
        "after": neighbours.after and drafting.section_url(application, neighbours.after),
        "correction": application.opinions.get("correction") if task.progress == drafting.Progress.TO_CORRECT else None,
    }
