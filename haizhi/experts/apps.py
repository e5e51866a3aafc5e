from django.apps import AppConfig


class ExpertsConfig(AppConfig):
    name = "haizhi.experts"
    label = "experts"
    verbose_name = "专家"
