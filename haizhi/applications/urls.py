"""Addresses of calls and applications."""

from django.urls import path

from haizhi.applications.views import applications, calls, cutoffs, districts, minutes, office
from haizhi.applications.views.drafting import beginning, checking, filing, presence, records, sections

app_name = "applications"

urlpatterns = [
    path("applications/", applications.index, name="list"),
    path("applications/begin/", beginning.begin, name="begin"),
    path("applications/record/", beginning.record, name="record"),
    path("applications/calls/", calls.index, name="calls"),
    path("applications/calls/new/", calls.new, name="call_new"),
    path("applications/calls/<slug:code>/", calls.detail, name="call"),
    path("applications/calls/<slug:code>/edit/", calls.edit, name="call_edit"),
    path("applications/calls/<slug:code>/beside/", calls.beside, name="call_beside"),
    path("applications/calls/<slug:code>/cutoffs/new/", cutoffs.new, name="cutoff_new"),
    path("applications/calls/<slug:code>/cutoffs/<slug:district>/", cutoffs.detail, name="cutoff"),
    path("applications/calls/<slug:code>/cutoffs/<slug:district>/admit/", cutoffs.admit, name="cutoff_admit"),
    path("applications/calls/<slug:code>/cutoffs/<slug:district>/<slug:verb>/", cutoffs.act, name="cutoff_act"),
    path("applications/calls/<slug:code>/<slug:verb>/", calls.act, name="call_act"),
    path("applications/forwarding/", districts.forwarding, name="forwarding"),
    path("applications/minutes/", minutes.index, name="minutes_list"),
    path("applications/minutes/new/", minutes.new, name="minutes_new"),
    path("applications/minutes/<slug:code>/", minutes.detail, name="minutes"),
    path("applications/minutes/<slug:code>/<slug:verb>/", minutes.act, name="minutes_act"),
    path("applications/<slug:code>/", applications.detail, name="detail"),
    path("applications/<slug:code>/edit/", sections.edit, name="edit"),
    path("applications/<slug:code>/edit/<slug:section>/", sections.section, name="section"),
    path("applications/<slug:code>/save/", sections.save, name="save"),
    path("applications/<slug:code>/check/", checking.check, name="check"),
    path("applications/<slug:code>/coverage/", checking.coverage, name="coverage"),
    path("applications/<slug:code>/presence/", presence.presence, name="presence"),
    path("applications/<slug:code>/materials/remove/", filing.detach, name="detach"),
    path("applications/<slug:code>/materials/<slug:kind>/", filing.attach, name="attach"),
    path("applications/<slug:code>/records/former/", records.bring_in, name="record_bring_in"),
    path("applications/<slug:code>/records/<uuid:mark>/remove/", records.remove, name="record_remove"),
    path("applications/<slug:code>/records/<uuid:mark>/up/", records.move, {"way": "up"}, name="record_up"),
    path("applications/<slug:code>/records/<uuid:mark>/down/", records.move, {"way": "down"}, name="record_down"),
    path("applications/<slug:code>/records/<slug:kind>/", records.add, name="record_add"),
    path("applications/<slug:code>/records/<slug:kind>/<uuid:mark>/", records.edit, name="record_edit"),
    path("applications/<slug:code>/records/<slug:kind>/<uuid:mark>/save/", records.save, name="record_save"),
    path("applications/<slug:code>/print/", applications.printed, name="print"),
    path("applications/<slug:code>/checklist/", office.checklist, name="checklist"),
    path("applications/<slug:code>/checklist/save/", office.checklist_save, name="checklist_save"),
    path("applications/<slug:code>/preliminary/", districts.preliminary, name="preliminary"),
    path("applications/<slug:code>/preliminary/save/", districts.preliminary_save, name="preliminary_save"),
    path("applications/<slug:code>/preliminary/scan/", districts.opinion_scan, name="opinion_scan"),
    path("applications/<slug:code>/opinion/", districts.opinion, name="opinion"),
    path("applications/<slug:code>/reading/", office.reading, name="reading"),
    path("applications/<slug:code>/papers/", office.papers, name="papers"),
    path("applications/<slug:code>/receipts/<int:serial>/", office.receipt, name="receipt"),
    path("applications/<slug:code>/receipts/<int:serial>/print/", office.receipt_pdf, name="receipt_pdf"),
    path("applications/<slug:code>/versions/<int:serial>/", office.compare, name="compare"),
    path("applications/<slug:code>/<slug:verb>/", applications.act, name="act"),
]
