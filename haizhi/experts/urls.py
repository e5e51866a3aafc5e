from django.urls import path, register_converter
from django.urls.converters import StringConverter

from haizhi.experts import views


class ExpertCode(StringConverter):
    """The number of an expert, by which an address of one differs from the other pages of the pool."""

    regex = r"ZJ-[0-9]{4}-[0-9]{4,}"


register_converter(ExpertCode, "expert")

app_name = "experts"
urlpatterns = [
    path("", views.experts, name="list"),
    path("new/", views.expert_new, name="new"),
    path("export/", views.export, name="export"),
    path("import/", views.import_sheet, name="import"),
    path("import/template/", views.template, name="template"),
    path("import/check/", views.import_check, name="import_check"),
    path("import/drop/", views.import_drop, name="import_drop"),
    path("statistics/", views.pool_statistics, name="statistics"),
    path("employers/", views.employers, name="employers"),
    path("disciplines/", views.disciplines, name="disciplines"),
    path("disciplines/new/", views.discipline_new, name="discipline_new"),
    path("disciplines/<str:code>/", views.discipline, name="discipline"),
    path("disciplines/<str:code>/<str:verb>/", views.discipline_act, name="discipline_act"),
    path("terms/", views.terms, name="terms"),
    path("terms/new/", views.terms_new, name="terms_new"),
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/<uuid:pk>/", views.correction, name="correction"),
    path("corrections/<uuid:pk>/<str:verb>/", views.correction_act, name="correction_act"),
    path("looks/", views.looks, name="looks"),
    path("looks/<uuid:pk>/", views.look, name="look"),
    path("looks/<uuid:pk>/file/", views.look_file, name="look_file"),
    path("welcome/<str:token>/", views.welcome, name="welcome"),
    path("<expert:code>/", views.expert, name="detail"),
    path("<expert:code>/look/", views.look_at, name="look_at"),
    path("<expert:code>/correction/", views.correction_new, name="correction_new"),
    path("<expert:code>/<str:verb>/", views.expert_act, name="act"),
]
