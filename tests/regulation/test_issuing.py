from datetime import date

import pytest

from haizhi.regulation.issuing import (
    awarded_after_approval,
    number_of_the_year,
    official_title,
    signed_for_this_text,
)

SIGNED, TODAY = date(2026, 7, 20), date(2026, 7, 24)


def test_a_title_names_the_issuers_once() -> None:
    both = ("重庆市科学技术协会", "重庆市人力资源和社会保障局")
    title = "重庆市科学技术协会\n重庆市人力资源和社会保障局\n关于设立工作站的通知"
    assert official_title(both, "关于设立工作站的通知") == title
    typed = "重庆市科学技术协会关于设立工作站的通知"
    assert official_title(both, typed) == typed


@pytest.mark.parametrize(("signed", "met"), [("", True), ("ab" * 32, True), ("cd" * 32, False)])
def test_a_signature_holds_for_the_text_that_was_signed_alone(signed: str, met: bool) -> None:
    finding = signed_for_this_text(signed, "ab" * 32)
    assert finding.met is met
    assert ("重新拟稿、签发" in finding.remedy) is not met


def test_the_year_in_the_number_is_that_of_the_document() -> None:
    assert number_of_the_year("渝科协发〔2026〕60号", SIGNED).met
    refused = number_of_the_year("渝科协发〔2025〕60号", SIGNED)
    assert not refused.met
    assert "年份应与成文日期（2026年7月20日）一致" in str(refused)


def test_a_number_that_cannot_be_read_is_left_to_the_rule_on_its_form() -> None:
    assert number_of_the_year("60号", SIGNED).met


@pytest.mark.parametrize(
    ("awarded_on", "met"), [(date(2026, 7, 19), False), (SIGNED, True), (TODAY, True), (date(2026, 7, 25), False)]
)
def test_a_plaque_is_handed_over_after_the_approval_and_not_in_the_future(awarded_on: date, met: bool) -> None:
    finding = awarded_after_approval(awarded_on, SIGNED, TODAY)
    assert finding.met is met
    assert str(finding.cite) == "《办法》第九条第3项"
