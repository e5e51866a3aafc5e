"""The certificate that goes with a plaque: A4 across, with the QR of the station's public page."""

from dataclasses import dataclass
from datetime import datetime

from haizhi.documents.codes import drawn
from haizhi.documents.typesetting import typeset


@dataclass(frozen=True, slots=True)
class Certificate:
    """Who may call itself what, by which document, from when to when.

    `facts` are label and value below the text, `address` is what the QR says, `dated` the day of issue in words.
    """

    name: str
    unit: str
    text: str
    facts: tuple[tuple[str, str], ...]
    issuers: tuple[str, ...]
    dated: str
    address: str
    made_at: datetime


def certificate_pdf(certificate: Certificate) -> bytes:
    """The certificate as PDF/A-2b, one page; the place of the seals is left blank."""
    side, path = drawn(certificate.address)
    content = {
        "name": certificate.name,
        "unit": certificate.unit,
        "text": certificate.text,
        "facts": certificate.facts,
        "issuers": certificate.issuers,
        "dated": certificate.dated,
        "side": str(side),
        "path": path,
    }
    return typeset("certificate", content, at=certificate.made_at)
