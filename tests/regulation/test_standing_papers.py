"""What stations are told in writing (办法·13): complete, addressed, with the rule they rest on."""

from datetime import date

from haizhi.regulation.editions import EDITIONS
from haizhi.regulation.standing_papers import (
    decision_text,
    decision_title,
    notice_text,
    rectification_text,
    renewal_text,
    renewal_title,
)

RULE, DAY, STATION = EDITIONS[0], date(2026, 10, 20), "某大学海智工作站"


def test_what_is_to_be_put_right_stands_line_by_line_with_its_last_day() -> None:
    text = rectification_text(STATION, "一年没有活动。\n\n 专人离任。 ", DAY, RULE)
    assert text[0].startswith(f"依据《{RULE.title}》（{RULE.document_number}）第十三条")
    assert STATION in text[0]
    assert text[2:4] == ("一年没有活动。", "专人离任。")
    assert text[5].startswith("请于2026年10月20日前完成整改")


def test_the_notice_says_whether_and_where_the_unit_may_speak() -> None:
    with_meeting = "".join(notice_text(STATION, "无人。", "不能正常开展工作", DAY, "10月15日，315室", RULE))
    assert "拟撤销贵单位某大学海智工作站资格" in with_meeting
    assert "一、认定的情形不能正常开展工作。二、事实和理由无人。" in with_meeting
    assert "也可以当面陈述：10月15日，315室。" in with_meeting
    without = "".join(notice_text(STATION, "无人。", "不能正常开展工作。", DAY, " ", RULE))
    assert "不能正常开展工作。二、" in without, "a sentence that has its end gets no second one"
    assert "2026年10月20日24:00前" in without
    assert "需要当面陈述的，请在期限内与重庆海智办联系" in without


def test_the_decision_says_whether_the_unit_was_heard_and_what_follows() -> None:
    assert decision_title(STATION) == "关于撤销某大学海智工作站资格的决定"
    heard = decision_text(STATION, "情形属实", "一。\n二。", DAY, True, RULE)
    assert heard[0].endswith("经核实，情形属实。作出决定前，于2026年10月20日听取了你单位的意见。")
    assert heard[1:4] == ("一。", "二。", "现决定：撤销某大学海智工作站资格。")
    assert "牌匾" in heard[4]
    silent = decision_text(STATION, "情形属实。", "一。", DAY, False, RULE)
    assert silent[0].endswith("已通知你单位陈述意见，你单位逾期没有陈述。")


def test_the_document_of_a_re_award_bears_its_day_and_the_whole_term() -> None:
    assert renewal_title(STATION) == "关于某大学海智工作站重新授牌的通知"
    text = "".join(renewal_text(STATION, DAY, date(2026, 12, 1), date(2029, 12, 1), RULE))
    assert "某大学海智工作站评判合格，予以重新授牌" in text
    assert "批准之日为2026年10月20日，有效期自2026年12月1日至2029年12月1日（含）" in text
