from django.urls import path

from haizhi.lots import views

app_name = "lots"
urlpatterns = [
    path("", views.lots, name="list"),
    path("<slug:code>/", views.lot, name="detail"),
    path("<slug:code>/members/", views.members, name="members"),
    path("<slug:code>/record.pdf", views.record, name="record"),
    path("<slug:code>/bundle.zip", views.bundle, name="bundle"),
    path("<slug:code>/checkpoints/<int:size>/", views.checkpoint, name="checkpoint"),
    path("<slug:code>/checkpoints/<int:size>/file/", views.checkpoint_file, name="checkpoint_file"),
    path("<slug:code>/<slug:verb>/", views.lot_act, name="act"),
]
