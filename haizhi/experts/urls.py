from django.urls import path

from haizhi.experts import views

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
    path("<str:code>/", views.expert, name="detail"),
    path("<str:code>/look/", views.look_at, name="look_at"),
    path("<str:code>/correction/", views.correction_new, name="correction_new"),
    path("<str:code>/<str:verb>/", views.expert_act, name="act"),
]
