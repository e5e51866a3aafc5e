"""Requests to the whole stack below the web server, in this process, where its queries can be counted."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(address: str, cookie: str = "") -> int:
    """How many queries a page takes once its process has answered before. Raises RuntimeError unless answered 200."""
    ask = _asking(WSGIHandler(), address, cookie)
    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)


def _asking(application: WSGIHandler, address: str, cookie: str) -> Callable[[], None]:
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        **({"HTTP_COOKIE": cookie} if cookie else {}),
    }

    def ask() -> None:
        answered: list[str] = []

        def start_response(
            status: str, _headers: list[tuple[str, str]], _fault: Any = None
        ) -> Callable[[bytes], object]:
            answered.append(status)
            return BytesIO().write

        response = application({**environ, "wsgi.input": BytesIO()}, start_response)
        for _ in response:
            pass
        response.close()
        if answered != ["200 OK"]:
            raise RuntimeError(f"{address} answered {answered}")

    return ask
