from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "haizhi.funding"
    label = "funding"
    verbose_name = "建站经费"

    def ready(self) -> None:
        """Enter how its letters explain it, and what it says of a station's money and its settlement."""
        from haizhi.funding.queries import standing  # noqa: F401 - being imported is what enters it
        from haizhi.funding.tasks import letters  # noqa: F401 - as above
