from django.urls import path

from haizhi.stations import views

app_name = "stations"
urlpatterns = [
    path("", views.stations, name="list"),
    path("award/", views.award, name="award"),
    path("award/<str:code>/", views.award_one, name="award_one"),
    path("<str:code>/", views.detail, name="detail"),
]
