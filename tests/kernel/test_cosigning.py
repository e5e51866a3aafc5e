"""Keys unlocked for one case: every checkpoint of it is signed, of no other case and no longer than they are unlocked."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import override_settings

from haizhi.fairness import ed25519, note
from haizhi.kernel import cosigning, signing
from haizhi.kernel.models import CoSignature, Unlocked
from tests.kernel.conftest import AT

pytestmark = pytest.mark.django_db

SEED, ROOT = bytes(range(32)), bytes(32)
KEY = note.make_key("haizhi.example/witness/1", cosigning.public_of(SEED))
LATER = AT + timedelta(hours=1)


def test_an_unlocked_key_signs_the_checkpoints_of_its_case_until_its_end() -> None:
    case, other, key_id = uuid4(), uuid4(), uuid4()
    cosigning.unlock(case, key_id, KEY, SEED, until=LATER, at=AT)
    assert SEED.hex() not in repr(bytes(Unlocked.objects.get().sealed))
    own = signing.checkpoint(1, ROOT, "session.freeze", uuid4(), AT, case_id=case)
    foreign = signing.checkpoint(2, ROOT, "session.freeze", uuid4(), AT, case_id=other)
    late = signing.checkpoint(3, ROOT, "session.freeze", case, LATER + timedelta(seconds=1))
    assert list(CoSignature.objects.values_list("checkpoint", flat=True)) == [own.pk]
    parsed = note.parse_note(cosigning.note_of(own).encode())
    assert note.verdict(parsed, KEY) is note.Verdict.SIGNED
    assert [cosigning.note_of(row).count("— ") for row in (own, foreign, late)] == [2, 1, 1]


def test_under_another_secret_nothing_is_signed_at_all() -> None:
    case = uuid4()
    cosigning.unlock(case, uuid4(), KEY, SEED, until=LATER, at=AT)
    signing.checkpoint(1, ROOT, "session.freeze", uuid4(), AT)
    row = Unlocked.objects.get()
    with override_settings(SECRET_KEY="another"):
        cosigning.unlock(case, row.key_id, KEY, SEED, until=LATER, at=AT)
    with pytest.raises(signing.KeyUnreadable):
        signing.checkpoint(2, ROOT, "session.freeze", case, AT)


def test_what_is_locked_again_signs_nothing_more() -> None:
    one, other = uuid4(), uuid4()
    keys = [uuid4(), uuid4()]
    for case in (one, other):
        for key_id in keys:
            cosigning.unlock(case, key_id, KEY, SEED, until=LATER, at=AT)
    assert cosigning.lock_again(case_id=one, key_ids=keys[:1]) == 1
    assert cosigning.lock_again(key_ids=keys[1:]) == 2
    assert cosigning.lock_again(case_id=other) == 1
    assert not Unlocked.objects.exists()


def test_the_last_checkpoint_of_a_case_is_signed_and_the_key_destroyed_with_it() -> None:
    case = uuid4()
    cosigning.unlock(case, uuid4(), KEY, SEED, until=LATER, at=AT)
    cosigning.lock_after_next(case, AT)
    signing.checkpoint(1, ROOT, "session.close", case, AT)
    assert CoSignature.objects.count() == 1
    assert not cosigning.unlocked(case, AT).exists()
    assert not Unlocked.objects.exists()


def test_a_signature_is_taken_once_and_only_if_it_is_one() -> None:
    made = signing.checkpoint(1, ROOT, "session.freeze", uuid4(), AT)
    line = cosigning.signature_of(KEY, SEED, cosigning.text_of(made))
    key_id = uuid4()
    wrong = {
        "no line": None,
        note.signature_line(KEY, bytes(64)): note.Verdict.FORGED,
        f"{line}\n{line}": note.Verdict.SIGNED,
        made.note.splitlines()[-1]: note.Verdict.MISSING,
    }
    for text, verdict in wrong.items():
        with pytest.raises(cosigning.NotSigned) as refused:
            cosigning.cosign(made, key_id, KEY, text, AT)
        assert refused.value.verdict is verdict
    first, again = (cosigning.cosign(made, key_id, KEY, line, AT) for _ in range(2))
    assert first == again
    cosigning.unlock(uuid4(), key_id, KEY, SEED, until=AT, at=AT)
    assert cosigning.destroy_expired(AT) == 1


def test_a_line_finds_its_checkpoint_among_those_that_wait() -> None:
    first, other = (signing.checkpoint(size, ROOT, "session.freeze", uuid4(), AT) for size in (1, 2))
    line = note.signature_line(KEY, ed25519.sign(SEED, cosigning.text_of(other).encode()))
    assert cosigning.among([first, other], KEY, line) == other
    assert cosigning.among([first], KEY, line) is None
    assert cosigning.among([first, other], KEY, "no line at all") is None
