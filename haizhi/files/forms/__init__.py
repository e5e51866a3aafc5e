"""The one uploader: as a field of a form, and as a part of a page."""

from haizhi.files.forms.fields import UploadField, UploadInput, UploadsField
from haizhi.files.forms.tokens import (
    TICKET,
    Policy,
    count_from_public,
    new_ticket,
    owner_of,
    policy_of,
    token_of,
    upload_of,
)
from haizhi.files.forms.uploader import HandedIn, Row, Uploader, answer_to, handed_in

__all__ = [
    "TICKET",
    "HandedIn",
    "Policy",
    "Row",
    "UploadField",
    "UploadInput",
    "Uploader",
    "UploadsField",
    "answer_to",
    "count_from_public",
    "handed_in",
    "new_ticket",
    "owner_of",
    "policy_of",
    "token_of",
    "upload_of",
]
