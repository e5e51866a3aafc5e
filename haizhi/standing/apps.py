from django.apps import AppConfig


class StandingConfig(AppConfig):
    name = "haizhi.standing"
    label = "standing"
    verbose_name = "有效期与资格"

    def ready(self) -> None:
        """Enter how its letters explain it."""
        from haizhi.standing.tasks import letters  # noqa: F401 - being imported is what enters it
