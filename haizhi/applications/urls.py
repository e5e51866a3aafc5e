"""Addresses of calls and applications."""

from django.urls import path

from haizhi.applications.views import applications, calls, drafting

app_name = "applications"

urlpatterns = [
    path("applications/", applications.index, name="list"),
    path("applications/begin/", drafting.begin, name="begin"),
    path("applications/record/", drafting.record, name="record"),
    path("applications/calls/", calls.index, name="calls"),
    path("applications/calls/new/", calls.new, name="call_new"),
    path("applications/calls/<slug:code>/", calls.detail, name="call"),
    path("applications/calls/<slug:code>/edit/", calls.edit, name="call_edit"),
    path("applications/calls/<slug:code>/<slug:verb>/", calls.act, name="call_act"),
    path("applications/<slug:code>/", applications.detail, name="detail"),
    path("applications/<slug:code>/edit/", drafting.edit, name="edit"),
    path("applications/<slug:code>/save/", drafting.save, name="save"),
    path("applications/<slug:code>/print/", applications.printed, name="print"),
    path("applications/<slug:code>/judge/<slug:row>/", applications.judge, name="judge"),
    path("applications/<slug:code>/<slug:verb>/", applications.act, name="act"),
]
