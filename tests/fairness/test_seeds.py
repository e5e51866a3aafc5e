from hashlib import md5, sha256

import pytest

from haizhi.fairness.encoding import canonical, tagged
from haizhi.fairness.order import presentation_order
from haizhi.fairness.seeds import draw_seed, entropy_hash, freeze_hash, read_digits, read_numbers
from tests.fairness.staged import POOL, freeze_detail

FREEZE = freeze_detail(POOL)


def test_the_ceremony_reads_its_sources_as_rfc_3797_does() -> None:
    # The worked example of RFC 3797 §6: 16 of 25 from three lotteries, the second drawn as 2 5 12 8 10.
    sources = [("9319", 1), ("2 5 12 8 10", 5), ("9, 18, 26, 34, 41, 45", 6)]
    key = "".join(read_numbers(text, count) + "/" for text, count in sources)
    assert key == "9319./2.5.8.10.12./9.18.26.34.41.45./"
    left, selected = list(range(1, 26)), []
    for i in range(16):
        index = i.to_bytes(2, "big")
        number = int.from_bytes(md5(index + key.encode() + index, usedforsecurity=False).digest(), "big")
        selected.append(left.pop(number % len(left)))
    assert selected == [17, 7, 2, 16, 25, 23, 8, 24, 19, 13, 22, 5, 18, 9, 1, 4]


@pytest.mark.parametrize(
    "text", ["0123456789", "01234 56789", "0,1,2,3,4,5,6,7,8,9", "０１２３４５６７８９", "01234\n56789 "]
)
def test_dice_are_read_as_they_were_rolled(text: str) -> None:
    assert read_digits(text, 10) == "0123456789"


@pytest.mark.parametrize("text", ["", "012345678", "01234567890", "012345678x", "01234567८", "-012345678"])
def test_dice_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="10 digits"):
        read_digits(text, 10)


@pytest.mark.parametrize("text", ["", "1 2", "1 2 3 4", "1 2 x", "1 2 -3", "1 2 ८"])
def test_lottery_numbers_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="3 numbers"):
        read_numbers(text, 3)


def test_the_seed_commits_to_freeze_entropy_kind_and_round() -> None:
    frozen, entropy = freeze_hash(FREEZE), entropy_hash(["0123", "9.18."])
    assert frozen == sha256(canonical(FREEZE)).digest()
    assert entropy == sha256(b'["0123","9.18."]').digest()
    assert draw_seed(frozen, entropy, "replacement", 12) == tagged(
        "hz/draw-seed/v1", frozen, entropy, "replacement", "12"
    )


def test_what_else_the_act_recorded_does_not_enter_the_seed() -> None:
    assert freeze_hash({**FREEZE, "remark": "会议室改在三楼"}) == freeze_hash(FREEZE)
    with pytest.raises(KeyError):
        freeze_hash({key: value for key, value in FREEZE.items() if key != "size"})


def test_the_order_of_presentation_depends_on_the_seed_alone() -> None:
    applicants = [f"HZ-2026-{i:04}" for i in range(1, 13)]
    order = presentation_order(applicants, b"seed")
    assert sorted(order) == applicants
    assert order == presentation_order(applicants[::-1], b"seed")
    assert order != presentation_order(applicants, b"another seed")


def test_an_applicant_listed_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        presentation_order(["A", "A"], b"seed")
