"""Handing files out."""

from uuid import UUID

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from haizhi.files.models import Upload
from haizhi.files.queries import may_read
from haizhi.ui.requests import Asked


@require_safe
def download(asked: Asked, pk: UUID) -> FileResponse:
    """A file as an attachment under its own name (RFC 6266, RFC 8187); 404 to whoever may not read it."""
    upload = get_object_or_404(Upload, pk=pk)
    if not may_read(asked.actor, upload):
        raise Http404
    response = FileResponse(upload.open(), as_attachment=True, filename=upload.name, content_type=upload.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
