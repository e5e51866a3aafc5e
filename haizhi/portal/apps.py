from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "haizhi.portal"
    label = "portal"
    verbose_name = "门户"
