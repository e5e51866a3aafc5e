from django.urls import path

from haizhi.assessments.views import appeals, evidence, papers, parts, rounds, sheets

app_name = "assessments"
_PART = "<str:code>/stations/<str:station>/"
_SHEET = f"{_PART}sheets/<str:slug>/"
urlpatterns = [
    path("", rounds.rounds, name="list"),
    path("new/", rounds.compose, name="compose"),
    path("sheets/", sheets.own, name="sheets"),
    path("appeals/", appeals.appeals, name="appeals"),
    path("appeals/<str:code>/", appeals.appeal, name="appeal"),
    path("appeals/<str:code>/<str:verb>/", appeals.act, name="appeal_act"),
    path("<str:code>/stations/", rounds.stations, name="stations"),
    path("<str:code>/enlist/", rounds.enlist, name="enlist"),
    path("<str:code>/late/", rounds.late, name="late"),
    path("<str:code>/preview/", rounds.preview, name="preview"),
    path("<str:code>/result/", rounds.result, name="result"),
    path("<str:code>/result.pdf", papers.result_pdf, name="result_pdf"),
    path("<str:code>/bundle.zip", papers.bundle, name="bundle"),
    path("<str:code>/supervision.zip", papers.supervision, name="supervision"),
    path(_PART, parts.part, name="part"),
    path(f"{_PART}lodge/", appeals.lodge, name="lodge"),
    path(f"{_PART}sheet.pdf", papers.part_pdf, name="part_pdf"),
    path(f"{_PART}sheet.docx", papers.part_docx, name="part_docx"),
    path(f"{_PART}certificate.pdf", papers.certificate, name="certificate"),
    path(_SHEET, sheets.sheet, name="sheet"),
    path(f"{_SHEET}save/", sheets.save, name="sheet_save"),
    path(f"{_SHEET}evidence/<str:indicator>/", evidence.choose, name="evidence"),
    path(f"{_SHEET}evidence/<str:indicator>/files/", evidence.attach, name="evidence_files"),
    path(f"{_SHEET}evidence/<str:indicator>/remove/", evidence.remove, name="evidence_remove"),
    path(f"{_SHEET}<str:verb>/", sheets.act, name="sheet_act"),
    path(f"{_PART}<str:verb>/", parts.act, name="part_act"),
    path("<str:code>/", rounds.assessment, name="round"),
    path("<str:code>/<str:verb>/", rounds.act, name="act"),
]
