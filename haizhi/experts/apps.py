from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ExpertsConfig(AppConfig):
    name = "haizhi.experts"
    label = "experts"
    verbose_name = "专家"

    def ready(self) -> None:
        """Put the first disciplines in place after each migrate; let notices know what to tell an expert."""
        from haizhi.experts import tasks  # noqa: F401 - being imported is what enters it
        from haizhi.experts.facts import establish_disciplines

        post_migrate.connect(establish_disciplines, sender=self)
