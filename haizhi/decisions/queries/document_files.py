"""Who opens the scans of sealed papers, and where they stand."""

from collections.abc import Iterator

from haizhi.applications.models import CASE_READERS
from haizhi.decisions.models import DocumentScan, JointDocument
from haizhi.files.models import Upload
from haizhi.files.queries import Place, names_places, readable_if
from haizhi.kernel.actor import Actor


@readable_if
def scans_of_documents(actor: Actor, upload: Upload) -> bool:
    """Whoever deals with documents opens every scan; everybody the present one of an issued document that is public."""
    scans = DocumentScan.objects.filter(upload=upload, document__in=JointDocument.objects.visible_to(actor))
    if actor.holds(*CASE_READERS):
        return scans.exists()
    present = scans.filter(public=True, document__stage="issued").select_related("document")
    return any(scan.document.scans.first() == scan for scan in present)


@names_places
def documents_with(actor: Actor, upload: Upload) -> Iterator[Place]:
    """The documents with this scan."""
    for document in JointDocument.objects.visible_to(actor).filter(scans__upload=upload).distinct():
        yield Place(f"联合发文 {document.code}", document.get_absolute_url())
