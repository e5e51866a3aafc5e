"""Every app's addresses under its own prefix, and the pages shown when something goes wrong."""

from django.urls import include, path

urlpatterns = [
    # what has a prefix first: it is passed over at a glance, the addresses without one are looked at one by one
    path("api/v1/", include("haizhi.portal.api.urls")),
    path("desk/", include("haizhi.desk.urls")),
    path("experts/", include("haizhi.experts.urls")),
    path("reviews/", include("haizhi.reviews.urls")),
    path("decisions/", include("haizhi.decisions.urls")),
    path("stations/", include("haizhi.stations.urls")),
    path("lots/", include("haizhi.lots.urls")),
    path("assessments/", include("haizhi.assessments.urls")),
    path("standing/", include("haizhi.standing.urls")),
    path("funding/", include("haizhi.funding.urls")),
    path("archives/", include("haizhi.archives.urls")),
    path("accounts/", include("haizhi.accounts.urls")),
    path("accounts/", include("haizhi.accounts.urls.entrance")),
    path("notices/", include("haizhi.notifications.urls")),
    path("files/", include("haizhi.files.urls")),
    path("rehearsal/", include("haizhi.rehearsal.urls")),
    path("", include("haizhi.portal.urls")),
    path("", include("haizhi.applications.urls")),
]

handler400 = "haizhi.ui.errors.bad_request"
handler403 = "haizhi.ui.errors.forbidden"
handler404 = "haizhi.ui.errors.not_found"
handler500 = "haizhi.ui.errors.server_error"
