"""`{% load files %}`: how a file is shown, on whatever page it is listed."""

from typing import Any

from django import template

from haizhi.files.forms import Uploader
from haizhi.files.models import Upload

register = template.Library()


@register.inclusion_tag("files/file_link.html")
def file_link(upload: Upload) -> dict[str, Any]:
    """A link to a file with its kind, pages and size; what was purged is said to be."""
    return {"upload": upload}


@register.inclusion_tag("files/file_preview.html")
def file_preview(upload: Upload) -> dict[str, Any]:
    """The first page as a picture that leads to the whole file; nothing for a file without one."""
    return {"upload": upload}


@register.simple_tag(takes_context=True)
def policy(context: dict[str, Any], uploader: Uploader) -> str:
    """What the uploader's script shows to be let in."""
    return uploader.policy(context["request"])
