from django.urls import path

from haizhi.stations.views import awarding, plaques, presenting
from haizhi.stations.views import stations as views

app_name = "stations"
urlpatterns = [
    path("", views.stations, name="list"),
    path("award/", awarding.award, name="award"),
    path("award/ceremony/", awarding.ceremony, name="ceremony"),
    path("award/<str:code>/", awarding.award_one, name="award_one"),
    path("award/<str:code>/artwork/", plaques.artwork, name="artwork"),
    path("plaques/", plaques.register, name="plaques"),
    path("presentations/<str:code>/", presenting.presentation, name="presentation"),
    path("presentations/<str:code>/edit/", presenting.edit, name="presentation_edit"),
    path("presentations/<str:code>/<str:verb>/", presenting.act, name="presentation_act"),
    path("<str:code>/presentations/", presenting.begin, name="presentation_begin"),
    path("<str:code>/certificate/", plaques.certificate, name="certificate"),
    path("<str:code>/artwork/", plaques.station_artwork, name="station_artwork"),
    path("<str:code>/<str:verb>/", plaques.act, name="act"),
    path("<str:code>/", views.detail, name="detail"),
]
