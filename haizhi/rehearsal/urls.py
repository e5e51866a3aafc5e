from django.urls import path

from haizhi.rehearsal import views

app_name = "rehearsal"
urlpatterns = [
    path("", views.assistant, name="assistant"),
    path("forward/", views.forward, name="forward"),
    path("score/<str:code>/", views.score, name="score"),
]
