from django.apps import AppConfig


class StationsConfig(AppConfig):
    name = "haizhi.stations"
    label = "stations"
    verbose_name = "工作站"

    def ready(self) -> None:
        """Enter how letters explain its tasks and summaries."""
        from haizhi.stations.tasks import letters  # noqa: F401 - being imported is what enters them
