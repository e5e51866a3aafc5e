from django.urls import path

from haizhi.portal.views import calls, home, notices, proof, sessions, stations, texts

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", home.health, name="health"),
    path("public/calls/", calls.calls, name="calls"),
    path("public/calls/<slug:code>/", calls.call, name="call"),
    path("public/calls/<slug:code>/form.pdf", calls.form_as_pdf, name="call_form_pdf"),
    path("public/calls/<slug:code>/form.docx", calls.form_as_docx, name="call_form_docx"),
    path("public/calls/<slug:code>/preview/", calls.preview, name="call_preview"),
    path("public/academicians/", calls.academicians, name="academicians"),
    path("public/publicities/", notices.publicities, name="publicities"),
    path("public/publicities/<slug:code>/", notices.publicity, name="publicity"),
    path("public/documents/", notices.documents, name="documents"),
    path("public/documents/<slug:code>/", notices.document, name="document"),
    path("public/stations/", stations.stations, name="stations"),
    path("public/stations/<slug:code>/", stations.station, name="station"),
    path("public/map/", stations.station_map, name="map"),
    path("public/articles/", texts.articles, name="articles"),
    path("public/procedure/", texts.procedure, name="procedure"),
    path("public/accessibility/", texts.accessibility, name="accessibility"),
    path("public/verification/", proof.verification, name="verification"),
    path("public/verification/sessions/", sessions.sessions, name="sessions"),
    path("public/verification/sessions/<slug:code>/", sessions.session, name="session"),
    path("public/verification/sessions/<slug:code>/bundle.zip", sessions.bundle, name="bundle"),
    path("public/verification/log.jsonl", proof.log_lines, name="log"),
    path("public/verification/checkpoints/", proof.checkpoints, name="checkpoints"),
    path("public/verification/checkpoints/<int:size>.note", proof.checkpoint, name="checkpoint"),
    path("public/verification/key.txt", proof.key, name="key"),
    path("public/verification/verify.pyz", proof.verifier, name="verifier"),
]
