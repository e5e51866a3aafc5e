"""What a journey of one role starts from: an application so far, and people at browsers who have signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client

from haizhi.accounts.demonstration import now
from haizhi.accounts.models import Organisation, Person
from haizhi.applications import acts, drafts
from haizhi.applications.facts import kind_of
from haizhi.applications.models import Application
from haizhi.files.drafts import receive
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.regulation.materials import MaterialKind, Step, required_materials
from haizhi.regulation.roles import Role
from haizhi.regulation.routing import Route
from tests.accounts.factories import PASSWORD, member
from tests.applications.factories import answers, begun, district_head, drafter, signatory
from tests.files.samples import pdf
from tests.journeys.visitor import Visitor


@dataclass(slots=True)
class Desks:
    """Opens a browser for somebody in a role, already signed in: the entrance is the spine's to walk through."""

    arrive: Callable[[str], Visitor]
    url: str

    def sit(self, name: str, role: Role, **place: Any) -> Visitor:
        """Somebody of that name and role, at a browser of their own."""
        person = member(role, name=name, password=PASSWORD, **place).person
        visitor = self.arrive(name)
        visitor.login, visitor.password = str(person.mobile), PASSWORD
        self.let_in(visitor, person)
        return visitor

    def let_in(self, visitor: Visitor, person: Person) -> None:
        """Give a browser the cookie of a session."""
        client = Client()
        client.force_login(person)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        visitor.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.url}])


def paper(name: str, by: Actor, at: datetime) -> Upload:
    """A file that a browser can show."""
    return receive(ContentFile(pdf(), name), by=by, at=at)


def filled_in(of: Organisation, **more: Any) -> Application:
    """A draft with every answer and every file but the signed form."""
    application, by, at = begun(of, at=now()), drafter(of), now()
    drafts.save(application, answers(**more), by=by, at=at)
    file = paper("演示材料.pdf", by, at)
    for material in required_materials(kind_of(of), Route(application.route), Step.SUBMISSION):
        if material.kind is not MaterialKind.SIGNED_FORM:
            drafts.attach(application, material.kind, file, by=by, at=at)
    return application


def handed_in(of: Organisation) -> Application:
    """An application that waits for its district's opinion."""
    return hand_in(filled_in(of))


def hand_in(application: Application) -> Application:
    """Sign what stands in the draft, and submit it."""
    unit, at = application.unit, now()
    scan = paper("签字盖章.pdf", drafter(unit), at)
    drafts.attach(application, MaterialKind.SIGNED_FORM, scan, by=drafter(unit), at=at)
    return acts.submit(application, by=signatory(unit), at=at)


def forwarded(of: Organisation) -> Application:
    """An application that waits for the Office."""
    application, by = handed_in(of), district_head(of.district)
    return acts.endorse(application, by=by, at=now(), opinion="同意推荐。", scan=paper("初审意见.pdf", by, now()))
