"""Addresses under /files/."""

from django.urls import path

from haizhi.files.views import downloads, pages, purges, receiving

app_name = "files"
urlpatterns = [
    path("receive/", receiving.receive, name="receive"),
    path("receive/<uuid:pk>/", receiving.piece, name="piece"),
    path("receive/<uuid:pk>/stop/", receiving.stop, name="stop"),
    path("purges/", purges.purges, name="purges"),
    path("purges/request/", purges.request, name="request_purge"),
    path("purges/<str:code>/", purges.purge, name="purge"),
    path("purges/<str:code>/<str:verb>/", purges.purge_act, name="purge_act"),
    path("<uuid:pk>/", downloads.download, name="download"),
    path("<uuid:pk>/about/", pages.about, name="about"),
    path("<uuid:pk>/preview/", downloads.preview, name="preview"),
]
