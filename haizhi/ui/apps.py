"""The app's registration; it stands before allauth in INSTALLED_APPS so that its templates win."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Pages' dress, and what a reader keeps of them."""

    name = "haizhi.ui"
    label = "ui"
    verbose_name = "界面"
