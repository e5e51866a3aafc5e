"""Files that nobody would write: whatever comes, the answer is a file or a refusal in words, and refused is not stored."""

import json
import random
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.files.base import ContentFile
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from haizhi.files.drafts import receive
from haizhi.files.inspection.answer import Answer, answer_about
from haizhi.files.models import Upload
from haizhi.kernel.actor import PUBLIC
from haizhi.regulation.findings import Refused
from tests.accounts.factories import NOW
from tests.files import samples
from tests.files.conftest import places

SEEDS = {
    "pdf": samples.chinese_pdf("第一页", "第二页"),
    "xref.pdf": samples.pdf_with_stream(),
    "encrypted.pdf": samples.encrypted_pdf(""),
    "docx": samples.docx(),
    "xlsx": samples.xlsx("甲", "乙"),
    "jpg": samples.jpg(b"remark"),
    "png": samples.png(5, 5, b"remark"),
}
"""Valid files, made once, that are mutated."""

MUTATION = st.tuples(st.sampled_from(("flip", "cut", "double", "insert", "zero")), st.integers(0, 2**32))


def mutated(content: bytes, mutations: list[tuple[str, int]]) -> bytes:
    """A file with a few of its bytes otherwise."""
    out = bytearray(content)
    for kind, seed in mutations:
        chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
        at, length = chance.randrange(len(out) + 1), chance.choice((1, 2, 4, 16, 200))
        if kind == "flip" and at < len(out):
            out[at] ^= 1 << chance.randrange(8)
        elif kind == "cut":
            del out[at : at + length]
        elif kind == "double":
            out[at:at] = out[at : at + length]
        elif kind == "insert":
            out[at:at] = chance.randbytes(length)
        elif kind == "zero":
            out[at : at + length] = bytes(len(out[at : at + length]))
    return bytes(out)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(SEEDS)), st.lists(MUTATION, min_size=1, max_size=4))
def test_a_mutated_file_is_read_or_refused_in_words(name: str, mutations: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(mutated(SEEDS[name], mutations))
        answer = answer_about(path)
    assert Answer.of(json.loads(json.dumps(answer.said()))) == answer
    assert all(flaw.reason and flaw.remedy for flaw in answer.flaws)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from((b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"\xd0\xcf\x11\xe0")),
    st.binary(max_size=400),
)
@example(b"\xff\xd8\xff", b"\xff" * 40)
@example(b"%PDF-1.7\n", b"startxref\n9\n%%EOF")
def test_random_bytes_are_never_a_file(head: bytes, rest: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(head + rest)
        answer = answer_about(path)
    assert answer.kind is None or answer.flaws


@pytest.mark.django_db
def test_what_is_refused_is_never_stored() -> None:
    chance = random.Random(20261123)  # noqa: S311 - repeatable, not secret
    stored, refused = 0, 0
    for round_ in range(60):
        name = sorted(SEEDS)[round_ % len(SEEDS)]
        content = mutated(SEEDS[name], [("flip", chance.randrange(2**32)) for _ in range(3)])
        before = places()
        try:
            receive(ContentFile(content, name=f"文件.{name.rpartition('.')[2]}"), by=PUBLIC, at=NOW)
        except Refused as refusal:
            assert all(finding.remedy for finding in refusal.findings)
            assert places() == before
            refused += 1
        else:
            stored += 1
    assert Upload.objects.count() == stored
    assert refused
