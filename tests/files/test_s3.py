"""Files in S3-compatible storage: the same acts and pages, against a server on this machine."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from moto.server import ThreadedMotoServer
from pytest_django import Settings

from haizhi.config import values
from haizhi.files import queries
from haizhi.files.acts import confirm_purge, request_purge
from haizhi.files.drafts import receive
from haizhi.files.models import Upload
from haizhi.files.papers import marks_on
from haizhi.files.tasks import clear_stale
from haizhi.kernel.actor import PUBLIC
from haizhi.regulation.findings import Refused
from tests.accounts.factories import NOW, person
from tests.files import samples
from tests.files.sending import Sender
from tests.files.test_clearing import LATER
from tests.files.test_purges import BASIS, HEAD, SECURITY

pytestmark = pytest.mark.django_db
CONTENT = samples.chinese_pdf("第一页", "第二页")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """An S3 server of the tests' own."""
    moto = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    yield f"{host}:{port}"
    moto.stop()


@pytest.fixture
def bucket(server: str, settings: Settings, request: pytest.FixtureRequest) -> Iterator[str]:
    """The default storage is a new bucket, as HAIZHI_STORAGE_URL would have it."""
    name = f"haizhi-{abs(hash(request.node.name))}"
    storage = values.storage(f"s3://key:secret@{server}/{name}?tls=no&region=us-east-1")
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": storage.backend, "OPTIONS": dict(storage.options)}}
    client = client_of_storage()
    client.create_bucket(Bucket=name)
    yield name
    client.close()


def client_of_storage() -> Any:
    storage: Any = storages["default"]
    return storage.connection.meta.client


def names(bucket: str) -> set[str]:
    found = client_of_storage().list_objects_v2(Bucket=bucket)
    return {entry["Key"] for entry in found.get("Contents", [])}


def stored() -> Upload:
    return receive(SimpleUploadedFile("申报表𬭎.pdf", CONTENT), by=PUBLIC, at=NOW)


def test_a_file_is_stored_once_under_its_content_and_read_back(bucket: str) -> None:
    upload = stored()
    stored()
    assert names(bucket) == {upload.stored_at, upload.preview_at}
    assert default_storage.size(upload.stored_at) == len(CONTENT)
    with upload.open() as kept:
        assert kept.read() == CONTENT


def test_it_is_laid_out_on_this_machine_for_who_reads_its_marks_and_gone_afterwards(bucket: str) -> None:
    upload = stored()
    with upload.laid_out() as path:
        assert path.read_bytes() == CONTENT
    assert not path.exists()
    assert [page.number for page in marks_on(upload).pages] == [1, 2]
    default_storage.delete(upload.stored_at)
    with pytest.raises(OSError, match=upload.sha256), upload.laid_out():
        pass


def test_it_is_downloaded_whole_and_in_parts_through_the_page(bucket: str, rules: list[queries.Rule]) -> None:
    queries.readable_if(lambda actor, _: actor.is_signed_in)
    upload, client = stored(), Client()
    client.force_login(person())
    assert b"".join(client.get(upload.get_absolute_url())) == CONTENT
    part = client.get(upload.get_absolute_url(), headers={"Range": "bytes=100-199"})
    assert (part.status_code, b"".join(part)) == (206, CONTENT[100:200])
    assert client.get(upload.preview_url).content.startswith(b"\x89PNG")


@pytest.mark.usefixtures("small_pieces")
def test_pieces_lie_there_until_they_are_joined(bucket: str) -> None:
    sender = Sender(person())
    sender.send(CONTENT, until=1024)
    assert len(names(bucket)) == 2
    assert sender.send(CONTENT).json()["file"]["extent"] == "2页"
    upload = Upload.objects.get()
    assert names(bucket) == {upload.stored_at, upload.preview_at}


def test_a_refused_file_never_gets_there(bucket: str) -> None:
    with pytest.raises(Refused):
        receive(SimpleUploadedFile("汇报.pdf", samples.chinese_pdf("机密★1年")), by=PUBLIC, at=NOW)
    assert names(bucket) == set()


def test_a_purge_and_the_worker_remove_it(bucket: str) -> None:
    confirm_purge(request_purge(stored(), by=HEAD, at=NOW, **BASIS), by=SECURITY, at=NOW)
    assert names(bucket) == set()
    receive(SimpleUploadedFile("另.pdf", samples.pdf("other")), by=PUBLIC, at=NOW)
    assert len(names(bucket)) == 2
    clear_stale(LATER)
    assert names(bucket) == set()


def test_a_service_that_is_away_refuses_in_words(settings: Settings) -> None:
    storage = values.storage("s3://key:secret@127.0.0.1:9/nowhere?tls=no&region=us-east-1")
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": storage.backend, "OPTIONS": dict(storage.options)}}
    with pytest.raises(Refused, match="文件存储暂时不可用"):
        stored()
    client_of_storage().close()
