"""Signing in is suspended after repeated wrong passwords; the page says until when."""

import math
from typing import Any

from axes.helpers import get_client_ip_address, get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from haizhi.accounts.identifiers import canonical_login


def login_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """By what axes counts attempts: the canonical mobile number or mailbox, so that spaces don't make a new account."""
    said = credentials or {}
    field = settings.AXES_USERNAME_FORM_FIELD
    typed = request.POST.get(field) or said.get(field) or said.get("username") or said.get("email") or ""
    return canonical_login(str(typed))


def locked_out(
    request: HttpRequest, original_response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """The answer to an attempt that was one too many: 429, with the moment from which to try again."""
    now = timezone.now()
    pause = get_cool_off(request)
    tried = AccessAttempt.objects.filter(
        username=login_of(request, credentials), ip_address=get_client_ip_address(request)
    ).order_by("-attempt_time")
    last = tried.values_list("attempt_time", flat=True).first() or now
    until = last + pause
    minutes = max(1, math.ceil((until - now).total_seconds() / 60))
    context = {"failure_limit": settings.AXES_FAILURE_LIMIT, "until": until, "minutes": minutes}
    response = render(request, "account/locked_out.html", context, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response
