from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "haizhi.decisions"
    label = "decisions"
    verbose_name = "决定"

    def ready(self) -> None:
        """Enter how its letters explain it."""
        from haizhi.decisions import tasks  # noqa: F401 - being imported is what enters it
