"""Who is admitted to a page at all; which rows they then see is the querysets' answer."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase

from haizhi.regulation.roles import Role
from haizhi.ui.requests import Asked

P = ParamSpec("P")
View = Callable[Concatenate[Asked, P], HttpResponseBase]


def for_roles(roles: Iterable[Role]) -> Callable[[View[P]], View[P]]:
    """Admit the holders of any of the roles: others signed in get 403, nobody signed in the sign-in page."""
    admitted = frozenset(roles)

    def declare(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(asked: Asked, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not asked.actor.is_signed_in:
                return redirect_to_login(asked.get_full_path())
            if not asked.actor.holds(*admitted):
                raise PermissionDenied
            return view(asked, *args, **kwargs)

        return guarded

    return declare


def signed_in(view: View[P]) -> View[P]:
    """Admit everybody who signed in."""

    @wraps(view)
    def guarded(asked: Asked, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not asked.actor.is_signed_in:
            return redirect_to_login(asked.get_full_path())
        return view(asked, *args, **kwargs)

    return guarded
