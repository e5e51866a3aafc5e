"""Checkpoints: signed by a key that verifies offline, refused when the key can't be opened."""

import pytest
from django.test import override_settings

from haizhi.fairness import note
from haizhi.kernel import ledger, signing
from haizhi.kernel.models import Checkpoint, LogKey
from tests.kernel.conftest import AT, CLERK, Procedure

pytestmark = pytest.mark.django_db


def test_a_sealed_move_signs_size_and_root_and_the_note_verifies_with_the_plain_python_check(
    procedure: Procedure,
) -> None:
    assert signing.public_key() is None
    calendar = procedure.begin(by=CLERK, at=AT, year=1998)
    assert not Checkpoint.objects.exists()
    procedure.sealed(calendar, by=CLERK, at=AT)
    procedure.sealed(calendar, by=CLERK, at=AT)
    first, second = Checkpoint.objects.all()
    assert (first.size, second.size) == (2, 3)
    assert (second.size, bytes.fromhex(second.root)) == ledger.size_and_root()
    signed = note.parse_note(second.note.encode())
    key = signing.public_key()
    assert key is not None
    assert note.verdict(signed, key) is note.Verdict.SIGNED
    assert note.parse_checkpoint(signed.text) == note.Checkpoint(signing.ORIGIN, 3, bytes.fromhex(second.root))
    assert LogKey.objects.count() == 1


def test_the_private_half_is_not_readable_in_the_database_nor_under_another_secret(procedure: Procedure) -> None:
    calendar = procedure.begin(by=CLERK, at=AT, year=1998)
    procedure.sealed(calendar, by=CLERK, at=AT)
    with override_settings(SECRET_KEY="another"), pytest.raises(signing.KeyUnreadable, match="HAIZHI_SECRET_KEY"):
        procedure.sealed(calendar, by=CLERK, at=AT)
    calendar.refresh_from_db()
    assert calendar.version == 2, "nothing is done that can't be signed"
