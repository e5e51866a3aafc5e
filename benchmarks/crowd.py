"""Many devices that ask a server at once, played by one thread: whoever asks must not eat what is to be measured."""

from collections.abc import Callable, Iterable
from selectors import EVENT_READ, DefaultSelector
from socket import create_connection, socket
from urllib.parse import urlencode

_PIECE = 65_536

Asking = Iterable[bytes]
"""What one device sends, one request after the other's answer."""


def post(address: str, cookie: str, fields: dict[str, str]) -> bytes:
    """A request as a browser sends a form."""
    body = urlencode(fields).encode()
    head = (
        f"POST {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def ask_at_once(port: int, devices: Iterable[Asking], wanted: bytes) -> None:
    """Let every device send what it has, each as fast as it is answered, and return when all are done.

    Answers must have no body. Raises RuntimeError unless each begins with the status line `wanted`.
    """
    with DefaultSelector() as waiting:
        for requests in devices:
            _Device(port, requests, waiting.register, waiting.unregister).begin()
        while waiting.get_map():
            for key, _ in waiting.select():
                key.data.hear(wanted)


class _Device:
    def __init__(
        self, port: int, requests: Asking, wait: Callable[..., object], leave: Callable[[socket], object]
    ) -> None:
        self._port, self._requests = port, iter(requests)
        self._wait, self._leave = wait, leave
        self._sent = self._heard = b""

    def begin(self) -> None:
        """Open a line and send the first request."""
        self._sent = next(self._requests)
        self._open()

    def _open(self) -> None:
        self._line = create_connection(("127.0.0.1", self._port))
        self._wait(self._line, EVENT_READ, self)
        self._line.sendall(self._sent)

    def hear(self, wanted: bytes) -> None:
        """Take what was answered; once it is whole, send the next."""
        piece = self._line.recv(_PIECE)
        self._heard += piece
        if not piece:
            self._close()
            if self._heard:
                raise RuntimeError(f"half an answer: {self._heard!r}")
            self._open()  # the server closed a line that was idle; a browser asks once more
        elif self._heard.endswith(b"\r\n\r\n"):
            if not self._heard.startswith(wanted):
                raise RuntimeError(f"answered {self._heard!r}")
            self._heard, self._sent = b"", next(self._requests, b"")
            if self._sent:
                self._send()
            else:
                self._close()

    def _send(self) -> None:
        try:
            self._line.sendall(self._sent)
        except ConnectionError:
            self._close()
            self._open()

    def _close(self) -> None:
        self._leave(self._line)
        self._line.close()
