"""Handing files out: whole or in ranges (RFC 9110, 14), to be kept or looked at; never what was purged."""

import re
from collections.abc import Iterator
from typing import IO
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header, http_date, parse_etags, quote_etag
from django.views.decorators.http import require_safe

from haizhi.files.forms import upload_of
from haizhi.files.keeping import Unavailable, piece_at, reaching
from haizhi.files.kinds import PDF, SHOWN_INLINE, kind_of
from haizhi.files.models import Upload
from haizhi.files.queries import may_read, purges_of, upload_of_id
from haizhi.ui.requests import Asked

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_BLOCK = 64 * 1024

_SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; sandbox"
_PDF_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'"
"""Without `sandbox`: a browser's own PDF viewer does not start in one. What a PDF might run was refused at the door.
Framed by our own pages alone: answers are read beside the file."""


@require_safe
def download(asked: Asked, pk: UUID) -> HttpResponseBase:
    """A file under its own name (RFC 6266, RFC 8187), with `?inline` to look at; 404 to whoever may not read it."""
    upload = _readable(asked, pk)
    if gone := _gone(asked, upload):
        return gone
    kind = kind_of(upload.media_type)
    inline = "inline" in asked.GET and kind in SHOWN_INLINE
    tag = quote_etag(upload.sha256)
    try:
        with reaching():
            content = upload.open()
            response = _answer(asked, content, upload.size, tag)
    except Unavailable:
        return _away(asked)
    response["Content-Type"] = upload.media_type
    response["Content-Disposition"] = content_disposition_header(not inline, upload.name) or "attachment"
    response["ETag"], response["Last-Modified"] = tag, http_date(upload.uploaded_at.timestamp())
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-store"
    framed = inline and kind is PDF
    if framed:
        response["X-Frame-Options"] = "SAMEORIGIN"
    return _guarded(response, _PDF_POLICY if framed else _SANDBOX)


@require_safe
def preview(asked: Asked, pk: UUID) -> HttpResponseBase:
    """The first page as a picture, to the file's readers, and with `?token=` to whoever has just handed it in."""
    upload = _known(pk)
    token = asked.GET.get("token", "")
    if not upload.has_preview or not ((token and upload_of(token, asked) == upload) or may_read(asked.actor, upload)):
        raise Http404
    if gone := _gone(asked, upload):
        return gone
    tag = quote_etag(f"preview-{upload.sha256}")
    if tag in parse_etags(asked.headers.get("If-None-Match", "")):
        response = HttpResponse(status=304)
    else:
        try:
            response = HttpResponse(piece_at(upload.preview_at), content_type="image/png")
        except Unavailable as unavailable:
            raise Http404 from unavailable
    response["ETag"], response["Cache-Control"] = tag, "private, no-cache"
    return _guarded(response, _SANDBOX)


def _readable(asked: Asked, pk: UUID) -> Upload:
    upload = _known(pk)
    if not may_read(asked.actor, upload):
        raise Http404
    return upload


def _known(pk: UUID) -> Upload:
    upload = upload_of_id(pk)
    if upload is None:
        raise Http404
    return upload


def _gone(asked: Asked, upload: Upload) -> HttpResponse | None:
    """410 for what was purged, 423 for what waits for it: both say so."""
    purges, erased = purges_of(upload), upload.erased_at is not None
    if not erased and not any(purge.stage == "requested" for purge in purges):
        return None
    context = {"upload": upload, "purge": purges[0], "title": "文件已应急清除" if erased else "文件暂停下载"}
    return render(asked, "files/gone.html", context, status=410 if erased else 423)


def _away(asked: Asked) -> HttpResponse:
    return render(asked, "files/away.html", {"title": "文件暂时取不到"}, status=503)


def _guarded(response: HttpResponseBase, policy: str) -> HttpResponseBase:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = policy
    return response


def _answer(asked: Asked, content: IO[bytes], size: int, tag: str) -> HttpResponseBase:
    span = _span(asked, size, tag)
    if span is None:
        return FileResponse(content)
    if not span:
        content.close()
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return response
    ranged = StreamingHttpResponse(_Part(content, span), status=206)
    ranged["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
    ranged["Content-Length"] = str(len(span))
    return ranged


def _span(asked: Asked, size: int, tag: str) -> range | None:
    """The bytes asked for: None for all of them, an empty range for some that do not exist. One range only."""
    match = _RANGE.fullmatch(asked.headers.get("Range", ""))
    if match is None or match.groups() == ("", "") or asked.headers.get("If-Range", tag) != tag:
        return None
    first, last = match.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(size, int(last) + 1 if last else size))


class _Part:
    """Some bytes of an open file; closed with the answer, whether or not it was sent."""

    def __init__(self, content: IO[bytes], span: range) -> None:
        self._content, self._span = content, span
        self.close = content.close

    def __iter__(self) -> Iterator[bytes]:
        self._content.seek(self._span.start)
        left = len(self._span)
        while left and (block := self._content.read(min(_BLOCK, left))):
            left -= len(block)
            yield block
