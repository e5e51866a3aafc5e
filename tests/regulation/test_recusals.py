import pytest

from haizhi.regulation.recusals import InterestGround, ground_explained, requests_within_limit, same_employer


def test_every_ground_of_recusal_has_its_line_in_the_menu() -> None:
    assert InterestGround.ADVISER.label == "近3年任申报单位顾问"
    assert all(ground.label and ground.facts.startswith("写明") for ground in InterestGround)


@pytest.mark.parametrize("employer", ["重庆大学", " 重庆 大学 "])
def test_a_judge_does_not_judge_an_employer(employer: str) -> None:
    finding = same_employer([employer], "重庆大学")
    assert not finding.met
    assert finding.remedy == "请回避"


def test_brackets_of_either_width_name_the_same_employer() -> None:
    assert not same_employer(["迪比(重庆)公司"], "迪比（重庆）公司").met
    assert same_employer(["重庆医科大学"], "重庆大学").met


def test_an_applicant_may_name_three_judges_and_no_fourth() -> None:
    assert requests_within_limit(2).met
    assert not requests_within_limit(3).met


def test_a_recusal_states_the_facts() -> None:
    assert ground_explained(InterestGround.DISPUTE, "2024年有合同纠纷").met
    refused = ground_explained(InterestGround.OTHER, "\n")
    assert not refused.met
    assert "其他可能影响公正评审" in refused.reason
