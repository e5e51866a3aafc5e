from django.urls import path

from haizhi.archives import views

app_name = "archives"
urlpatterns = [
    path("", views.archives, name="list"),
    path("file/", views.filing, name="file"),
    path("index.pdf", views.index, name="index"),
    path("<str:code>/", views.detail, name="detail"),
    path("<str:code>/packages/<int:serial>.zip", views.package, name="package"),
    path("<str:code>/<str:verb>/", views.archive_act, name="act"),
]
