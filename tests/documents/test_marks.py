"""What a QR says, and the QR of every page made of one."""

import re

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from haizhi.documents.codes import MODULES, base, flips
from haizhi.documents.marks import Imprint, Mark, Sort, parse, short_hash
from tests.documents.papers import DIGEST, IMPRINT

PLACES = st.integers(1, 9999).flatmap(lambda pages: st.tuples(st.integers(1, pages), st.just(pages)))


@given(
    PLACES,
    st.sampled_from(Sort),
    st.from_regex(r"[0-9A-Z.\-]{1,24}", fullmatch=True),
    st.binary(min_size=32, max_size=32),
)
def test_a_mark_is_read_back_from_its_text(place: tuple[int, int], sort: Sort, code: str, digest: bytes) -> None:
    mark = Mark(Imprint(sort, code, digest.hex()), *place)
    assert parse(str(mark)) == mark


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.org/",
        f"HAIZHI1:00000008:F:HZ-2026-0001:{DIGEST.upper()}",
        f"HAIZHI1:00090008:F:HZ-2026-0001:{DIGEST.upper()}",
        f"HAIZHI1:00010008:X:HZ-2026-0001:{DIGEST.upper()}",
        f"HAIZHI1:00010008:F:HZ-2026-0001:{DIGEST.upper()[:-1]}",
        f"HAIZHI2:00010008:F:HZ-2026-0001:{DIGEST.upper()}",
    ],
)
def test_another_text_is_no_mark(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(("code", "digest"), [("hz-1", DIGEST), ("HZ:1", DIGEST), ("HZ-1", "ab"), ("", DIGEST)])
def test_a_number_or_digest_that_no_qr_can_hold_is_refused(code: str, digest: str) -> None:
    with pytest.raises(ValueError, match="no mark can hold"):
        Imprint(Sort.FORM, code, digest)


def test_the_hash_is_printed_in_three_groups_of_four() -> None:
    assert short_hash(DIGEST) == IMPRINT.short == "0123 4567 89AB"


@given(PLACES)
def test_the_flips_make_of_one_qr_that_of_every_page(place: tuple[int, int]) -> None:
    drawn = _cells(base(IMPRINT))
    digits = f"{place[0]:04}{place[1]:04}"
    for pair in range(4):
        value = int(digits[2 * pair]) * 45 + int(digits[2 * pair + 1])
        for bit, path in enumerate(flips()[pair]):
            if value >> bit & 1:
                drawn ^= _cells(path)
    whole = segno.make_qr(
        str(Mark(IMPRINT, *place)), mode="alphanumeric", version=5, error="m", mask=3, boost_error=False
    )
    assert len(whole.matrix) == MODULES
    assert drawn == {(x, y) for y, row in enumerate(whole.matrix) for x, dark in enumerate(row) if dark}


def _cells(path: str) -> set[tuple[int, int]]:
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path)
    assert "".join(f"M{x} {y}h{run}v1h-{run}z" for x, y, run in runs) == path
    return {(int(x) + step, int(y)) for x, y, run in runs for step in range(int(run))}
