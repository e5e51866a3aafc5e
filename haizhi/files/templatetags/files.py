"""`{% load files %}`: how a file is shown, on whatever page it is listed."""

from typing import Any

from django import template

from haizhi.files.forms import Uploader
from haizhi.files.models import Upload

register = template.Library()


@register.inclusion_tag("files/file_link.html", takes_context=True)
def file_link(context: dict[str, Any], upload: Upload) -> dict[str, Any]:
    """A link to a file with its kind, pages and size, and to its page for whoever signed in; a purge is said."""
    return {"upload": upload, "page": _knows_people(context)}


@register.inclusion_tag("files/file_preview.html")
def file_preview(upload: Upload) -> dict[str, Any]:
    """The first page as a picture that leads to the whole file; nothing for a file without one."""
    return {"upload": upload}


def _knows_people(context: dict[str, Any]) -> bool:
    actor = getattr(context.get("request"), "actor", None)
    return bool(actor and actor.is_signed_in)


@register.simple_tag(takes_context=True)
def policy(context: dict[str, Any], uploader: Uploader) -> str:
    """What the uploader's script shows to be let in."""
    return uploader.policy(context["request"])
