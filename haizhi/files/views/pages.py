"""The page of a file: what it is, who handed it in, where it is listed, and what became of it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from haizhi.files.queries import may_read, others_alike, places_of, purges_of, upload_of_id
from haizhi.regulation.moves import REQUEST_PURGE
from haizhi.ui.admission import signed_in
from haizhi.ui.requests import Asked


@require_safe
@signed_in
def about(asked: Asked, pk: UUID) -> HttpResponse:
    """Everything about a file but its content, to its readers; the public reads files, not who handed them in."""
    upload = upload_of_id(pk)
    if upload is None or not may_read(asked.actor, upload):
        raise Http404
    places, purges = places_of(asked.actor, upload), purges_of(upload)
    context = {
        "title": upload.name,
        "crumbs": [*((place.label, place.url) for place in places[:1]), ("文件信息", None)],
        "upload": upload,
        "places": places,
        "alike": others_alike(upload),
        "purge": purges[0] if purges else None,
        "held": any(purge.stage == "requested" for purge in purges),
        "may_purge": asked.actor.holds(*REQUEST_PURGE.roles),
    }
    return render(asked, "files/about.html", context)
