"""Addresses under /files/."""

from django.urls import path

from haizhi.files import views

app_name = "files"
urlpatterns = [path("<uuid:pk>/", views.download, name="download")]
