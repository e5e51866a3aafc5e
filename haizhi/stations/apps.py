from django.apps import AppConfig


class StationsConfig(AppConfig):
    name = "haizhi.stations"
    label = "stations"
    verbose_name = "工作站"
