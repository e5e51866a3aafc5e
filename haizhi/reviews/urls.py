from django.urls import path

from haizhi.reviews.views import ceremony, judging, recusals, sessions, turns

app_name = "reviews"
urlpatterns = [
    path("", sessions.sessions, name="list"),
    path("new/", sessions.session_new, name="new"),
    path("desk/", judging.desk, name="desk"),
    path("<str:code>/", sessions.session, name="detail"),
    path("<str:code>/set_rules/", sessions.rules, name="rules"),
    path("<str:code>/enlist/", sessions.enlist, name="enlist"),
    path("<str:code>/seats/", sessions.seats, name="seats"),
    path("<str:code>/result/", sessions.result, name="result"),
    path("<str:code>/ceremony/", ceremony.ceremony, name="ceremony"),
    path("<str:code>/recusals/", recusals.recusals, name="recusals"),
    path("<str:code>/recusals/match/", recusals.match_all, name="match_all"),
    path("<str:code>/recusals/<uuid:pk>/", recusals.recusal, name="recusal"),
    path("<str:code>/recusals/<uuid:pk>/<str:verb>/", recusals.recusal_act, name="recusal_act"),
    path("<str:code>/turns/<str:application>/", turns.turn, name="turn"),
    path("<str:code>/turns/<str:application>/declare/", recusals.recusal_new, {"way": "declare"}, name="declare"),
    path("<str:code>/turns/<str:application>/request/", recusals.recusal_new, {"way": "request"}, name="request"),
    path("<str:code>/turns/<str:application>/match/", recusals.recusal_new, {"way": "match"}, name="match"),
    path("<str:code>/turns/<str:application>/sheets/<int:serial>/", judging.sheet, name="sheet"),
    path("<str:code>/turns/<str:application>/sheets/<int:serial>/save/", judging.sheet_save, name="sheet_save"),
    path("<str:code>/turns/<str:application>/sheets/<int:serial>/<str:verb>/", judging.sheet_act, name="sheet_act"),
    path("<str:code>/turns/<str:application>/<str:verb>/", turns.turn_act, name="turn_act"),
    path("<str:code>/<str:verb>/", sessions.session_act, name="act"),
]
