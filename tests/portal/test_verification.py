"""What anybody can take home and check there."""

import hashlib
import json
import re
import subprocess
import sys
from base64 import b64decode
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haizhi.applications.acts import extend
from haizhi.kernel import ledger, signing
from haizhi.kernel.models import Entry
from haizhi.portal.queries import log
from haizhi.regulation.civil_time import end_of_day
from tests.portal.factories import CALLED, SPRING, a_call, a_person, office

pytestmark = pytest.mark.django_db


def page(client: Client) -> str:
    return client.get(reverse("portal:verification")).content.decode()


def checkpoints(client: Client) -> str:
    return client.get(reverse("portal:checkpoints")).content.decode()


def download(client: Client, address: str) -> bytes:
    """A file of the public's, with no cookie and to be kept."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert not answer.cookies
    return answer.getvalue()


def sign_as_it_stands() -> str:
    """A checkpoint over the ledger now; the address of its download."""
    size, root = ledger.size_and_root()
    signing.checkpoint(size, root, "session.confirm_freeze", Entry.objects.earliest("n").subject, CALLED)
    return reverse("portal:checkpoint", args=[size])


def root_in_plain_words(lines: list[bytes]) -> bytes:
    """The root as the page explains it, with nothing but SHA-256."""
    if len(lines) == 1:
        return hashlib.sha256(b"\0" + lines[0]).digest()
    split = 1
    while split * 2 < len(lines):
        split *= 2
    left, right = root_in_plain_words(lines[:split]), root_in_plain_words(lines[split:])
    return hashlib.sha256(b"\1" + left + right).digest()


def a_ledger() -> None:
    """Seven entries."""
    call = a_call()
    for day in range(1, 6):
        extend(call, by=office(), at=SPRING, opinion="延期", deadline=end_of_day(date(2026, 6, day)))


def test_the_downloaded_ledger_gives_the_published_root_by_the_words_of_the_page(client: Client) -> None:
    a_ledger()
    lines = download(client, reverse("portal:log")).splitlines()
    assert len(lines) == 7
    assert f"<dd>{len(lines)}</dd>" in page(client)
    assert root_in_plain_words(lines).hex() in page(client)
    assert [json.loads(line)["n"] for line in lines] == list(range(7))


def test_a_checkpoint_kept_from_before_agrees_with_the_ledger_of_later(client: Client) -> None:
    call = a_call()
    note = download(client, sign_as_it_stands()).decode()
    key = download(client, reverse("portal:key")).decode().strip()
    extend(call, by=office(), at=SPRING, opinion="延期", deadline=end_of_day(date(2026, 6, 25)))
    origin, size, root, *_ = note.splitlines()
    lines = download(client, reverse("portal:log")).splitlines()
    assert len(lines) > int(size)
    assert b64decode(root) == root_in_plain_words(lines[: int(size)])

    name, key_id, encoded = key.split("+", 2)
    assert name == origin
    assert hashlib.sha256(f"{name}\n".encode() + b64decode(encoded)).hexdigest().startswith(key_id)
    text, _, signatures = note.partition("\n\n")
    signature = b64decode(signatures.split()[-1])
    Ed25519PublicKey.from_public_bytes(b64decode(encoded)[1:]).verify(signature[4:], f"{text}\n".encode())
    assert signature[:4].hex() == key_id


def test_the_ledger_holds_nothing_but_number_time_step_subject_and_fingerprint(client: Client) -> None:
    a_person()
    a_ledger()
    for line in download(client, reverse("portal:log")).splitlines():
        header = json.loads(line)
        assert set(header) == {"n", "at", "verb", "subject", "body"}
        assert re.fullmatch(r"[0-9a-f]{64}", header["body"])


def test_before_the_first_checkpoint_there_is_no_key_and_the_page_says_when_there_will_be(client: Client) -> None:
    a_call()
    assert "第一个检查点签署后公布" in page(client)
    assert "还没有检查点" in checkpoints(client)
    assert reverse("portal:key") not in page(client)
    assert client.get(reverse("portal:key")).status_code == 404


def test_checkpoints_are_listed_with_their_occasion_and_download(client: Client) -> None:
    a_call()
    address = sign_as_it_stands()
    shown = checkpoints(client)
    assert "会签封存" in shown
    assert f'href="{address}"' in shown
    assert log.key_text() in page(client).replace("&#x2B;", "+")


def test_a_checkpoint_that_was_never_signed_is_not_found(client: Client) -> None:
    a_call()
    sign_as_it_stands()
    for size in (0, 1, 3, 10**30):
        assert client.get(reverse("portal:checkpoint", args=[size])).status_code == 404


def test_an_empty_ledger_is_an_empty_file(client: Client) -> None:
    assert download(client, reverse("portal:log")) == b""


def test_the_ledger_is_sent_in_batches_and_only_up_to_the_size_that_was_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(log, "BATCH", 3)
    a_ledger()
    with CaptureQueriesContext(connection) as queries:
        batches = list(log.header_lines(7))
    assert [batch.count(b"\n") for batch in batches] == [3, 3, 1]
    assert len(queries) == 3
    assert b"".join(log.header_lines(5)) == b"".join(batches)[: len(b"".join(log.header_lines(5)))]
    assert b"".join(log.header_lines(5)).count(b"\n") == 5


def test_a_ledger_that_did_not_grow_is_not_sent_twice(client: Client) -> None:
    a_call()
    address = reverse("portal:log")
    first = client.get(address)
    kept = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (kept.status_code, kept["ETag"]) == (304, first["ETag"])
    a_call(2025)
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_the_verifier_runs_with_a_bare_python(client: Client, tmp_path: Path) -> None:
    archive = tmp_path / "verify.pyz"
    archive.write_bytes(download(client, reverse("portal:verifier")))
    run = subprocess.run([sys.executable, "-I", archive], capture_output=True, cwd=tmp_path, check=False, text=True)  # noqa: S603 - our own archive
    assert run.returncode == 2
    assert "用法" in run.stderr
