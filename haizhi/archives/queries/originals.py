"""The files that were handed in on a case, by whom: those replaced as well, since what was decided may rest on them."""

from collections.abc import Iterator
from dataclasses import dataclass

from haizhi.applications.models import Application
from haizhi.archives.queries.papers import ISSUERS, OFFICE
from haizhi.decisions.models import InquiryFile
from haizhi.files.models import Upload
from haizhi.regulation.materials import MaterialKind
from haizhi.stations.models import Plaque


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was handed in: under which title, by whom."""

    title: str
    author: str
    upload: Upload


def originals_of(application: Application) -> Iterator[Original]:
    """Every file once, in the order of the procedure; nothing that was handed in with an objection or report."""
    seen: set[str] = set()
    for original in _all_of(application):
        if original.upload.sha256 not in seen:
            seen.add(original.upload.sha256)
            yield original


def _all_of(application: Application) -> Iterator[Original]:
    yield from _of_the_unit(application)
    yield from _of_the_check(application)
    yield from _of_the_decision(application)


def _of_the_unit(application: Application) -> Iterator[Original]:
    for material in application.materials.select_related("upload"):
        label = MaterialKind(material.sort).label
        yield Original(label if material.is_current else f"{label}（已替换）", application.unit.name, material.upload)
    for hearing in application.hearings.filter(attachment__isnull=False).select_related("attachment"):
        if hearing.attachment:
            yield Original("陈述申辩材料", application.unit.name, hearing.attachment)
    for file in InquiryFile.objects.filter(inquiry__objection__application=application).select_related("upload"):
        yield Original("情况说明材料", application.unit.name, file.upload)


def _of_the_check(application: Application) -> Iterator[Original]:
    for check in application.district_checks.filter(scan__isnull=False).select_related("scan"):
        if check.scan:
            yield Original("区县科协意见", f"{application.district_name}科协", check.scan)
    for visit in application.visits.prefetch_related("photos__upload"):
        for photo in visit.photos.all():
            yield Original("实地考察照片", f"{visit.district_name}科协", photo.upload)
    for minutes in application.minutes.filter(stage="confirmed").select_related("scan"):
        yield Original(f"资格审核会议纪要（{minutes.minutes_number}）", OFFICE, minutes.scan)


def _of_the_decision(application: Application) -> Iterator[Original]:
    for document in application.documents.filter(stage="issued").prefetch_related("scans__upload"):
        for scan in document.scans.all():
            yield Original(f"联合发文扫描件（{document.document_number}）", ISSUERS, scan.upload)
    for plaque in Plaque.objects.filter(station__application=application, photo__isnull=False).select_related("photo"):
        if plaque.photo:
            yield Original("授牌照片", OFFICE, plaque.photo)
