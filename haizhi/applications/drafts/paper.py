"""Paper of a draft: that a version was printed, that a person compared a scan whose marks could not all be read."""

from datetime import datetime

from django.db import transaction

from haizhi.applications.drafts.opening import lock, refuse_unless_open
from haizhi.applications.facts import form_digest
from haizhi.applications.facts.paper import unprintable, version_of, waits_for_comparing
from haizhi.applications.models import Application, Material, Printing
from haizhi.kernel.actor import Actor
from haizhi.regulation.citations import form
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.materials import MaterialKind


def note_printing(application: Application, *, by: Actor, at: datetime) -> Printing:
    """Keep the version that is printed to be signed; the same version is kept once.

    Raises Refused for a draft that is not open, or in which anything but the signed scan is missing.
    """
    with transaction.atomic():
        lock(application)
        refuse_unless_open(application, by)
        if wrong := unprintable(application, at):
            raise Refused(*wrong)
        version = version_of(application, at)
        printing, _ = application.printings.get_or_create(
            digest=version.digest, defaults={"content": version.content, "at": at, "by_id": by.id}
        )
    return printing


def confirm_scan(material: Material, version: str, *, by: Actor, at: datetime) -> None:
    """A person compared the pages that could not be read with the form: the scan is bound to `version` (digest, hex).

    Who and when stay with the scan. Confirming twice is confirming once. Raises Refused for a draft that is not open,
    a scan no longer in force, and a version that is no longer the one as it stands.
    """
    application = material.application
    with transaction.atomic():
        lock(application)
        refuse_unless_open(application, by)
        material.refresh_from_db()
        if not material.is_current:
            raise Refused(_finding("这份扫描件已被替换或移除", "请核对现在的扫描件"))
        if version != form_digest(application):
            raise Refused(_finding("申报内容在您核对期间改动过，扫描件已不是现在的版本", "请重新打印、签字盖章后上传"))
        if not waits_for_comparing(material):
            return
        material.reading = material.reading | {"by": by.name, "by_id": str(by.id), "at": at.isoformat()}
        material.form_digest = version
        material.save(update_fields=["reading", "form_digest"])


def _finding(reason: str, remedy: str) -> Finding:
    return Finding(False, form(), reason, remedy, MaterialKind.SIGNED_FORM.value)
