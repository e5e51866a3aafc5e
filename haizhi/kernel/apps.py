from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KernelConfig(AppConfig):
    name = "haizhi.kernel"
    label = "kernel"
    verbose_name = "内核"

    def ready(self) -> None:
        from haizhi.kernel.standing_orders import establish

        post_migrate.connect(establish, sender=self)
