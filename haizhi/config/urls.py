"""Every app's addresses under its own prefix, and the pages shown when something goes wrong."""

from django.urls import include, path

urlpatterns = [
    path("", include("haizhi.portal.urls")),
    path("api/v1/", include("haizhi.portal.api.urls")),
    path("desk/", include("haizhi.desk.urls")),
    path("", include("haizhi.applications.urls")),
    path("experts/", include("haizhi.experts.urls")),
    path("reviews/", include("haizhi.reviews.urls")),
    path("decisions/", include("haizhi.decisions.urls")),
    path("stations/", include("haizhi.stations.urls")),
    path("archives/", include("haizhi.archives.urls")),
    path("accounts/", include("haizhi.accounts.urls")),
    path("accounts/", include("haizhi.accounts.urls.entrance")),
    path("notices/", include("haizhi.notifications.urls")),
    path("files/", include("haizhi.files.urls")),
    path("rehearsal/", include("haizhi.rehearsal.urls")),
]

handler400 = "haizhi.ui.errors.bad_request"
handler403 = "haizhi.ui.errors.forbidden"
handler404 = "haizhi.ui.errors.not_found"
handler500 = "haizhi.ui.errors.server_error"
