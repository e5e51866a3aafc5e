"""The one uploader: as a field of a form, and as a part of a page."""

from haizhi.files.forms.fields import UploadField, UploadInput
from haizhi.files.forms.tokens import Policy, owner_of, policy_of, token_of, upload_of
from haizhi.files.forms.uploader import HandedIn, Row, Uploader, answer_to, handed_in

__all__ = [
    "HandedIn",
    "Policy",
    "Row",
    "UploadField",
    "UploadInput",
    "Uploader",
    "answer_to",
    "handed_in",
    "owner_of",
    "policy_of",
    "token_of",
    "upload_of",
]
