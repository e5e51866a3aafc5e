"""What the worker clears away, and what it must leave."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from haizhi.applications.models import Minutes
from haizhi.decisions.models import Objection
from haizhi.files.drafts import receive
from haizhi.files.models import Purge, Reception, Upload
from haizhi.files.tasks import clear_stale, unused
from haizhi.kernel.actor import PUBLIC
from tests.accounts.factories import NOW, person
from tests.files import samples
from tests.files.conftest import places
from tests.files.sending import Sender

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=8)


def stored(name: str = "甲.pdf", content: bytes | None = None) -> Upload:
    return receive(SimpleUploadedFile(name, content or samples.pdf("clearing")), by=PUBLIC, at=NOW)


@pytest.mark.usefixtures("small_pieces")
def test_a_file_that_stands_still_for_a_day_is_forgotten() -> None:
    before = places()
    Sender(person()).send(samples.pdf("still"), until=512)
    now = timezone.now()
    assert clear_stale(now + timedelta(hours=23)) == 0
    assert clear_stale(now + timedelta(hours=25)) == 1
    assert not Reception.objects.exists()
    assert places() == before


def test_an_upload_that_nothing_names_goes_after_a_week_with_its_content_and_preview() -> None:
    upload = stored()
    assert clear_stale(NOW + timedelta(days=6)) == 0
    assert clear_stale(LATER) == 1
    assert not Upload.objects.exists()
    assert not default_storage.exists(upload.stored_at)
    assert not default_storage.exists(upload.preview_at)
    assert clear_stale(LATER) == 0


def test_what_an_act_named_stays() -> None:
    Purge.objects.create(
        code="QC-2026-0001", upload=stored(), authority="a", reason="b", requested_at=NOW, stage="requested"
    )
    assert clear_stale(LATER) == 0


def test_a_content_that_another_upload_needs_stays() -> None:
    stored("甲.pdf")
    needed = stored("乙.pdf")
    Purge.objects.create(
        code="QC-2026-0001", upload=needed, authority="a", reason="b", requested_at=NOW, stage="refused"
    )
    assert clear_stale(LATER) == 1
    assert Upload.objects.get() == needed
    assert default_storage.exists(needed.stored_at)


def test_every_app_that_refers_to_files_is_heard_without_declaring_anything() -> None:
    models = {relation.related_model for relation in Upload._meta.related_objects}
    assert {Objection, Purge} < models
    assert "decisions_objection" in str(unused().query)


def test_a_content_that_is_handed_in_again_is_stored_again() -> None:
    stored()
    clear_stale(LATER)
    with stored().open() as kept:
        assert kept.read() == samples.pdf("clearing")


def test_what_is_named_by_a_relation_with_no_way_back_stays_too() -> None:
    upload = stored()
    Minutes.objects.create(
        code="ZS-2026-01",
        minutes_number="1",
        met_on=NOW.date(),
        attendance="a",
        scan=upload,
        entered_at=NOW,
        stage="entered",
    )
    assert clear_stale(LATER) == 0
    assert default_storage.exists(upload.stored_at)
