import pytest

from haizhi.regulation.attempts import ENDED, ended_before, may_try_again, not_cancelled_before
from haizhi.regulation.citations import form, measures, review_rules


@pytest.mark.parametrize("stage", ENDED)
def test_an_application_that_is_over_stands_in_nobodys_way(stage: str) -> None:
    assert ended_before(stage, "HZ-1").met


def test_a_unit_has_one_application_at_a_time_in_a_call() -> None:
    found = ended_before("qualifying", "HZ-1")
    assert (found.met, found.cite, found.field) == (False, form(), "unit")
    assert found.reason == "本单位在该年度已有申报HZ-1"


def test_who_lost_its_qualification_does_not_apply_again_in_that_call() -> None:
    assert not_cancelled_before("withdrawn", "HZ-1").met
    found = not_cancelled_before("cancelled", "HZ-1")
    assert (found.met, found.cite) == (False, review_rules(9))
    assert "HZ-1已被取消资格" in found.reason


@pytest.mark.parametrize(
    ("stage", "new_attempts", "met", "reason"),
    [
        ("withdrawn", False, True, "受理期内可以重新申报"),
        ("declined", True, True, "受理期内可以重新申报"),
        ("rejected", True, True, "受理期内可以重新申报"),
        ("declined", False, False, "本单位的申报HZ-1未获区县科协推荐，本次申报不接受重新申报"),
        ("rejected", False, False, "本单位的申报HZ-1经审核不符合条件，本次申报不接受重新申报"),
    ],
)
def test_who_was_declined_or_rejected_begins_again_unless_the_call_says_otherwise(
    stage: str, new_attempts: bool, met: bool, reason: str
) -> None:
    found = may_try_again(stage, "HZ-1", new_attempts=new_attempts)
    assert (found.reason, found.met, found.cite) == (reason, met, measures(7, 4))
