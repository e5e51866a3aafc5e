"""A browser's uploader without the browser: it announces a file, sends its pieces, and hears the answers."""

import hashlib
from typing import Any

from django.test import Client
from django.urls import reverse

from haizhi.accounts.models import Person
from haizhi.files.forms import Policy
from haizhi.files.kinds import KINDS, LARGEST, PIECE, Kind

HEAD = 65536


class Sender:
    """One window of one person (or of the public) with an uploader on the page."""

    def __init__(
        self,
        person: Person | None = None,
        *,
        kinds: tuple[Kind, ...] = KINDS,
        largest: int = LARGEST,
        target: str = "/x/",
    ) -> None:
        self.client = Client()
        if person is not None:
            self.client.force_login(person)
        self.policy = Policy(target, kinds, largest, str(person.pk) if person else "").signed()

    def announce(self, content: bytes, name: str = "申报表.pdf", **said: Any) -> Any:
        """Announce a file; `said` replaces what a browser would say."""
        head = hashlib.sha256(content[:HEAD]).hexdigest()
        announced = {"name": name, "size": len(content), "modified": 1_700_000_000_000, "head": head} | said
        return self.client.post(reverse("files:receive"), announced, headers={"X-Policy": self.policy})

    def piece(self, address: str, content: bytes, offset: int | str) -> Any:
        """Send some bytes."""
        return self.client.post(
            f"{address}?offset={offset}",
            content,
            content_type="application/octet-stream",
            headers={"X-Policy": self.policy},
        )

    def send(self, content: bytes, name: str = "申报表.pdf", *, until: int | None = None) -> Any:
        """Send a file from where the server stands, up to `until` bytes; answers with the last answer."""
        answer = self.announce(content, name)
        while answer.status_code == 200 and "file" not in (said := answer.json()):
            offset = said["received"]
            if until is not None and offset >= until:
                break
            answer = self.piece(said["reception"], content[offset : offset + PIECE], offset)
        return answer

    def stop(self, address: str) -> Any:
        """Cancel."""
        return self.client.post(f"{address}stop/", headers={"X-Policy": self.policy})
