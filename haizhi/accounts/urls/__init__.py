"""Addresses under /accounts/; signing in and out is in `entrance`, whose names have no namespace."""

from django.urls import path

from haizhi.accounts.views import calendars, delegations, entrance, memberships, organisations, people, profile

app_name = "accounts"
urlpatterns = [
    path("register/", entrance.register, name="register"),
    path("profile/", profile.profile, name="profile"),
    path("password/", profile.password, name="password"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/<uuid:pk>/", people.person, name="person"),
    path("people/<uuid:pk>/grant/", people.grant_role, name="grant"),
    path("people/<uuid:pk>/<slug:verb>/", people.person_act, name="person_act"),
    path("memberships/", memberships.memberships, name="memberships"),
    path("memberships/<uuid:pk>/", memberships.membership, name="membership"),
    path("memberships/<uuid:pk>/<slug:verb>/", memberships.membership_act, name="membership_act"),
    path("delegations/", delegations.delegations, name="delegations"),
    path("delegations/new/", delegations.new_delegation, name="new_delegation"),
    path("delegations/<uuid:pk>/", delegations.delegation, name="delegation"),
    path("delegations/<uuid:pk>/<slug:verb>/", delegations.delegation_act, name="delegation_act"),
    path("calendars/", calendars.calendars, name="calendars"),
    path("calendars/new/", calendars.new_calendar, name="new_calendar"),
    path("calendars/<int:year>/", calendars.calendar, name="calendar"),
    path("calendars/<int:year>/<slug:verb>/", calendars.calendar_act, name="calendar_act"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/new/", organisations.new_organisation, name="new_organisation"),
    path("organisations/<str:code>/", organisations.organisation, name="organisation"),
]
