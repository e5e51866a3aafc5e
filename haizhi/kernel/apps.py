from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class KernelConfig(AppConfig):
    name = "haizhi.kernel"
    label = "kernel"
    verbose_name = "内核"

    def ready(self) -> None:
        from haizhi.kernel.standing_orders import establish

        post_migrate.connect(establish, sender=self)
        # The door knows an act once its module is imported, and whoever asks the door needs all of them.
        autodiscover_modules("acts")
