from django.apps import AppConfig


class StandingConfig(AppConfig):
    name = "haizhi.standing"
    label = "standing"
    verbose_name = "有效期与资格"
