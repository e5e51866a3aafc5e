"""Signing in and out: of allauth's pages only these, under the names by which it knows them."""

from allauth.account.views import account_inactive, logout
from django.urls import path

from haizhi.accounts.views.entrance import SignInView

urlpatterns = [
    path("login/", SignInView.as_view(), name="account_login"),
    path("logout/", logout, name="account_logout"),
    path("inactive/", account_inactive, name="account_inactive"),
]
