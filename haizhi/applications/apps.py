from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    name = "haizhi.applications"
    label = "applications"
    verbose_name = "申报"

    def ready(self) -> None:
        # The door knows an act once its module is imported; callers of the table need all of them.
        from haizhi.applications import acts

        self.acts = acts
