"""The big screens' question, answered before sessions and accounts are looked at."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from haizhi.reviews.views.screen import board

_BOARD = re.compile(r"/reviews/screens/([A-Z2-9]{1,32})/board/")


class BoardMiddleware:
    """Two hundred screens ask once a second; what every other page needs would cost them twice what they ask for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = _BOARD.fullmatch(request.path_info)
        return board(request, found[1]) if found else self.get_response(request)
