"""Addresses under /notices/."""

from django.urls import path

from haizhi.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.notices, name="list"),
    path("read/", views.read_all, name="read_all"),
    path("preferences/", views.preferences, name="preferences"),
    path("deliveries/", views.deliveries, name="deliveries"),
    path("deliveries/retry/", views.retry_all, name="retry_all"),
    path("deliveries/<int:pk>/retry/", views.retry, name="retry"),
    path("<int:pk>/", views.follow, name="follow"),
    path("<int:pk>/read/", views.read, name="read"),
]
