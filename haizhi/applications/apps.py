from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "haizhi.applications"
    label = "applications"
    verbose_name = "申报"
