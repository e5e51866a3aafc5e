"""Every app's addresses under its own prefix, and the pages shown when something goes wrong."""

from importlib import import_module

from django.urls import include, path

_PREFIXES = [
    ("", "haizhi.portal.urls"),
    ("desk/", "haizhi.desk.urls"),
    ("", "haizhi.applications.urls"),
    ("experts/", "haizhi.experts.urls"),
    ("reviews/", "haizhi.reviews.urls"),
    ("decisions/", "haizhi.decisions.urls"),
    ("stations/", "haizhi.stations.urls"),
    ("accounts/", "haizhi.accounts.urls"),
    ("accounts/", "haizhi.accounts.urls.entrance"),
    ("notices/", "haizhi.notifications.urls"),
    ("files/", "haizhi.files.urls"),
]


def _there(module: str) -> bool:  # while the apps are being written; goes before the end
    try:
        import_module(module)
    except ImportError:
        return False
    return True


urlpatterns = [path(prefix, include(module)) for prefix, module in _PREFIXES if _there(module)]

handler400 = "haizhi.ui.errors.bad_request"
handler403 = "haizhi.ui.errors.forbidden"
handler404 = "haizhi.ui.errors.not_found"
handler500 = "haizhi.ui.errors.server_error"
