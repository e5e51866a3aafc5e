from django.apps import AppConfig


class RehearsalConfig(AppConfig):
    name = "haizhi.rehearsal"
    label = "rehearsal"
    verbose_name = "演练"
