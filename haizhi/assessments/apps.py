from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "haizhi.assessments"
    label = "assessments"
    verbose_name = "评估考核"
