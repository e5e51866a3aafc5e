from django.urls import path

from haizhi.decisions.views import documents, objections, public, publicities, resolutions

app_name = "decisions"
urlpatterns = [
    path("resolutions/", resolutions.resolutions, name="resolutions"),
    path("resolutions/new/", resolutions.resolution_new, name="resolution_new"),
    path("resolutions/<str:code>/", resolutions.resolution, name="resolution"),
    path("resolutions/<str:code>/lines/", resolutions.resolution_lines, name="resolution_lines"),
    path("resolutions/<str:code>/<str:verb>/", resolutions.resolution_act, name="resolution_act"),
    path("publicities/", publicities.publicities, name="publicities"),
    path("publicities/new/", publicities.publicity_new, name="publicity_new"),
    path("publicities/<str:code>/", publicities.publicity, name="publicity"),
    path("publicities/<str:code>/object/", public.object_to, name="object"),
    path("publicities/<str:code>/<str:verb>/", publicities.publicity_act, name="publicity_act"),
    path("objections/", objections.objections, name="objections"),
    path("objections/follow/", public.follow, name="follow"),
    path("objections/<str:code>/", objections.objection, name="objection"),
    path("objections/<str:code>/unseal/", objections.objection_identity, name="objection_identity"),
    path("objections/<str:code>/<str:verb>/", objections.objection_act, name="objection_act"),
    path("documents/", documents.documents, name="documents"),
    path("documents/new/", documents.document_new, name="document_new"),
    path("documents/<str:code>/", documents.document, name="document"),
    path("documents/<str:code>/<str:verb>/", documents.document_act, name="document_act"),
]
