from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "haizhi.notifications"
    label = "notifications"
    verbose_name = "消息"
