from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "haizhi.funding"
    label = "funding"
    verbose_name = "建站经费"
