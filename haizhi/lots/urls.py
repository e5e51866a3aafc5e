from django.urls import URLPattern

app_name = "lots"
urlpatterns: list[URLPattern] = []
