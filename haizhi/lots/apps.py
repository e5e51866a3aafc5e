from django.apps import AppConfig


class LotsConfig(AppConfig):
    name = "haizhi.lots"
    label = "lots"
    verbose_name = "抽签"
