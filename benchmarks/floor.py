"""The floor that pages are measured against: a bare Django view with one indexed SELECT."""

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.urls import path


def one_row(_request: HttpRequest) -> HttpResponse:
    """Answer with a column of one row found by its key."""
    return HttpResponse(ContentType.objects.filter(pk=1).values_list("model", flat=True).get())


urlpatterns = [path("", one_row)]
