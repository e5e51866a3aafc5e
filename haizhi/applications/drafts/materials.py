"""Files handed in with an application."""

from datetime import datetime
from typing import Final

from django.db import transaction

from haizhi.applications.drafts.opening import lock, refuse_unless_open
from haizhi.applications.facts import Reading, bytes_of_materials, form_digest
from haizhi.applications.models import Application, Material
from haizhi.files.facts import may_be_used, total_within
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.materials import MaterialKind

SINGLE_MATERIALS: Final = frozenset({MaterialKind.SIGNED_FORM})
"""Of these only the newest is in force."""

MATERIALS_EACH: Final = 20
"""The most files of one kind of material."""


def attach(
    application: Application,
    sort: MaterialKind,
    upload: Upload,
    *,
    by: Actor,
    at: datetime,
    replaces: int | None = None,
    reading: Reading | None = None,
) -> Material:
    """Add a file to a draft; it takes the place of `replaces` (a material's id), or of the former signed form.

    A signed form is bound to the content as it stands: fill in and attach everything else before it. `reading` is what
    was read off it: unless that shows every printed page, a person has still to compare it (`confirm_scan`); without
    it whoever attaches the scan answers for its version. A record that named the replaced agreement names the new one.
    Attaching the very same file twice is attaching it once.
    Raises Refused for a draft that is not open, the district's material, a file whose question of secrecy is open, too
    many files of a kind, or more than the call takes altogether.
    """
    with transaction.atomic():
        lock(application)
        refuse_unless_open(application, by)
        if sort is MaterialKind.DISTRICT_OPINION:
            raise Refused(Finding(False, measures(7, 2), f"“{sort.label}”由区县科协在初审时上传", "", "sort"))
        current = application.materials.filter(sort=sort, replaced_at=None)
        already = current.filter(upload=upload).first()
        if already is not None and sort not in SINGLE_MATERIALS:
            return already
        former = current if sort in SINGLE_MATERIALS else current.filter(pk=replaces) if replaces else current.none()
        replaced = list(former)
        _refuse_unless_taken(application, sort, upload, current.count() - len(replaced), replaced)
        former.update(replaced_at=at)
        bound = sort is MaterialKind.SIGNED_FORM and (reading is None or reading.complete)
        material = Material.objects.create(
            application=application,
            sort=sort,
            upload=upload,
            form_digest=form_digest(application) if bound else "",
            reading=reading.kept() if reading else {},
            added_at=at,
        )
        application.records.filter(agreement__in=replaced).update(agreement=material)
        application.saved_at = at
        application.save(update_fields=["saved_at"])
    return material


def _refuse_unless_taken(
    application: Application, sort: MaterialKind, upload: Upload, beside: int, replaced: list[Material]
) -> None:
    used = bytes_of_materials(application) - sum(m.upload.size for m in replaced)
    wrong = unmet(
        may_be_used(upload),
        total_within(used, upload.size, application.call.largest_case),
        Finding(
            beside < MATERIALS_EACH,
            measures(8),
            f"“{sort.label}”最多上传{MATERIALS_EACH}个文件",
            "请合并文件，或先移除不需要的文件",
            "upload",
        ),
    )
    if wrong:
        raise Refused(*wrong)


def remove(material: Material, *, by: Actor, at: datetime) -> None:
    """Take a file out of a draft; it stays as history, and no record names it any more.

    Removing it twice is removing it once. Raises Refused for a draft that is not open, or the district's material.
    """
    application = material.application
    with transaction.atomic():
        lock(application)
        refuse_unless_open(application, by)
        if material.sort == MaterialKind.DISTRICT_OPINION:
            raise Refused(Finding(False, measures(7, 2), "区县科协的初审意见不能由申报单位移除", "", "material"))
        Material.objects.filter(pk=material.pk, replaced_at=None).update(replaced_at=at)
        application.records.filter(agreement=material).update(agreement=None)
        application.saved_at = at
        application.save(update_fields=["saved_at"])
