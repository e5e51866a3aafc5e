"""What stands in the decisions about a station to be founded."""

from datetime import date

from haizhi.applications.models import Application
from haizhi.decisions.models import JointDocument


def approving_document(application: Application) -> JointDocument | None:
    """The issued joint document that approved an application, if any."""
    return application.documents.filter(stage="issued").order_by("-issued_on").first()


def approved_on(application: Application) -> date | None:
    """The day of approval: the date of that document (办法·13)."""
    document = approving_document(application)
    return document.issued_on if document else None
