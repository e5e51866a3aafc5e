"""Public pages change when the ledger grows or time passes, and not otherwise: browsers ask whether they did."""

from collections.abc import Callable
from enum import StrEnum
from functools import cache, partial, wraps
from hashlib import sha256
from pathlib import Path
from typing import Concatenate, ParamSpec

from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

import haizhi
from haizhi.portal.queries import log
from haizhi.ui.requests import Asked

P = ParamSpec("P")
View = Callable[Concatenate[Asked, P], HttpResponseBase]


class Pace(StrEnum):
    """How often a page changes by the clock alone."""

    MINUTE = "%Y-%m-%dT%H:%M"
    DAY = "%Y-%m-%d"


def public_page(pace: Pace) -> Callable[[View[P]], View[P]]:
    """A page for GET and HEAD with an ETag of what it is made of: code, ledger size, time (RFC 9110 §13).

    Only who brings no cookie is answered by it: others may be shown their own name or a message.
    """

    def decorate(view: View[P]) -> View[P]:
        @require_safe
        @condition(etag_func=partial(_etag, pace))
        @wraps(view)
        def answer(asked: Asked, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            response = view(asked, *args, **kwargs)
            patch_cache_control(response, no_cache=True, **({"private": True} if _is_known(asked) else {}))
            return response

        return answer

    return decorate


def _is_known(asked: Asked) -> bool:
    return asked.actor.is_signed_in or bool(asked.COOKIES)


def _etag(pace: Pace, asked: Asked, *_: object, **__: object) -> str | None:
    if _is_known(asked):
        return None
    moment = timezone.localtime(asked.at).strftime(pace)
    state = f"{edition_of_the_code()} {log.size()} {moment} {asked.demonstration}"
    return f'"{sha256(state.encode()).hexdigest()[:32]}"'


@cache
def edition_of_the_code() -> str:
    """A digest over the code and templates that run: a new version must not be answered with 未改动."""
    root = Path(haizhi.__file__).parent
    state = sha256()
    for path in sorted(path for path in root.rglob("*") if path.suffix in {".py", ".html"}):
        state.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return state.hexdigest()
