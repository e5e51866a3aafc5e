"""Requests to the whole stack below the web server, in this process, so that its CPU is the whole of theirs."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.handlers.wsgi import WSGIHandler


def asking(application: WSGIHandler, address: str, cookie: str = "", etag: str = "") -> Callable[[], str]:
    """A GET that can be repeated; it answers with the ETag. Raises RuntimeError unless answered 200 (304 for a tag)."""
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
        **({"HTTP_IF_NONE_MATCH": etag} if etag else {}),
    }
    wanted = "304 Not Modified" if etag else "200 OK"

    def ask() -> str:
        answered: list[str] = []
        tags: list[str] = []

        def start_response(
            status: str, headers: list[tuple[str, str]], _fault: Any = None
        ) -> Callable[[bytes], object]:
            answered.append(status)
            tags.extend(value for name, value in headers if name == "ETag")
            return BytesIO().write

        response = application({**environ, "wsgi.input": BytesIO()}, start_response)
        for _ in response:
            pass
        response.close()
        if answered != [wanted]:
            raise RuntimeError(f"{address} answered {answered}")
        return "".join(tags)

    return ask
