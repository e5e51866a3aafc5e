from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "haizhi.applications"
    label = "applications"
    verbose_name = "申报"

    def ready(self) -> None:
        """Let notices know how their letters explain calls and applications."""
        from haizhi.applications.tasks import letters  # noqa: F401 - being imported is what enters them
