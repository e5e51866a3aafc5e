from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    name = "haizhi.archives"
    label = "archives"
    verbose_name = "归档"
