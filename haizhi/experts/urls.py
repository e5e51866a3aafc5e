from django.urls import path

from haizhi.experts import views

app_name = "experts"
urlpatterns = [
    path("", views.experts, name="list"),
    path("new/", views.expert_new, name="new"),
    path("<str:code>/", views.expert, name="detail"),
    path("<str:code>/<str:verb>/", views.expert_act, name="act"),
]
