from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "haizhi.accounts"
    label = "accounts"
    verbose_name = "人员与单位"
