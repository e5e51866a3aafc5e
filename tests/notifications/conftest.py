"""A mail server and a gateway for short messages on this machine, which keep what they receive."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

from haizhi.config import values

DUMMY = "django.core.mail.backends.dummy.EmailBackend"
SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
BEHAVIOURS = {
    "nobody": "550 5.1.1 no such mailbox",
    "full": "452 4.2.2 mailbox full for now",
    "busy": "451 4.3.0 try again later",
}
"""What the server says to recipients of these names."""


@dataclass
class Sink:
    """What the server accepted, and how it treats what comes: `refuse_data` is the answer to a letter, if not 250."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    refuse_data: str = ""
    refuse_sender: str = ""
    on_data: Callable[[], str | None] = lambda: None

    def reset(self) -> None:
        """As it was at first."""
        self.letters.clear()
        self.refuse_data = self.refuse_sender = ""
        self.on_data = lambda: None

    @property
    def ids(self) -> list[str]:
        """The Message-IDs of what was accepted."""
        return [str(letter["Message-ID"]) for letter in self.letters]

    async def handle_MAIL(  # noqa: N802 - the name aiosmtpd asks for
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept a sender."""
        envelope.mail_from = address
        return self.refuse_sender or "250 OK"

    async def handle_RCPT(  # noqa: N802 - as above
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept a recipient, unless the name says otherwise."""
        if address.startswith("hangup@") and server.transport is not None:
            server.transport.close()
        answer = BEHAVIOURS.get(address.partition("@")[0], "250 OK")
        if answer == "250 OK":
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        """Keep a letter."""
        answer = self.on_data() or self.refuse_data or "250 OK"
        if answer.startswith("250"):
            letter = message_from_bytes(envelope.original_content or b"", policy=default)
            assert isinstance(letter, EmailMessage)
            self.letters.append(letter)
        return answer


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="session")
def smtp_server() -> Iterator[Sink]:
    """The server, once for all tests."""
    sink = Sink(port=free_port())
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    yield sink
    controller.stop()


@pytest.fixture
def sink(smtp_server: Sink, settings: Settings) -> Sink:
    """The platform sends its mail there."""
    smtp_server.reset()
    settings.EMAIL_BACKEND = SMTP_BACKEND
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", smtp_server.port, 5
    settings.DEFAULT_FROM_EMAIL = "haizhi@example.cn"
    settings.HAIZHI_BASE_URL = "https://haizhi.example.cn"
    return smtp_server


@pytest.fixture
def without_mail(settings: Settings) -> None:
    """No relay is set up."""
    settings.EMAIL_BACKEND = DUMMY


@dataclass
class Gateway:
    """What came to the gateway, and what it answers: a status for each phone (0: it hangs up), else 200."""

    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Gateway]:
    """A gateway for short messages, where the platform sends them."""
    found = Gateway()

    class Recorder(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            found.requests.append(told)
            found.headers.append(dict(self.headers.items()))
            if found.answers.get(told["phone"]) == 0:
                return
            self.send_response(found.answers.get(told["phone"], 200))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Recorder) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        settings.HAIZHI_SMS = values.sms(f"http://user:p%40ss@127.0.0.1:{server.server_port}/send?app=haizhi")
        yield found
        server.shutdown()
        thread.join()
