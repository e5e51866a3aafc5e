"""What letters say about what was put to a unit."""

from haizhi.decisions.models import Inquiry
from haizhi.notifications.facts import Particulars, explains


@explains("inquiry", "unit")
def of_inquiry(inquiry: Inquiry) -> Particulars:
    """The unit, and until when it may answer; nothing of the matter behind it."""
    return Particulars(unit=inquiry.unit.name, due=inquiry.due)
