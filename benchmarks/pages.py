"""Pages: the whole stack below the web server, on the embedded database, so that one process holds all the CPU."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from benchmarks.measure import Figure, cpu


def public_home() -> Figure:
    """The public home page, with whatever the database holds."""
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF="benchmarks.floor"):
        floor = cpu(_asking(WSGIHandler(), "/"), times=300)
    page = cpu(_asking(WSGIHandler(), "/"), times=50)
    return Figure("公开首页", page, floor, "≤ 6 倍")


def _asking(application: WSGIHandler, address: str) -> Callable[[], None]:
    def ask() -> None:
        statuses: list[str] = []

        def start_response(
            status: str, _headers: list[tuple[str, str]], _fault: Any = None
        ) -> Callable[[bytes], object]:
            statuses.append(status)
            return BytesIO().write

        response = application(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": address,
                "SERVER_NAME": "127.0.0.1",
                "SERVER_PORT": "80",
                "SERVER_PROTOCOL": "HTTP/1.1",
                "wsgi.url_scheme": "http",
                "wsgi.input": BytesIO(),
            },
            start_response,
        )
        b"".join(response)
        response.close()
        if statuses != ["200 OK"]:
            raise RuntimeError(f"{address} answered {statuses}")

    return ask
