from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "haizhi.decisions"
    label = "decisions"
    verbose_name = "决定"
