"""Issuing the joint document and awarding the plaque: which dates fit (办法·9·2, 办法·9·3)."""

from datetime import date

from haizhi.regulation.citations import measures, review_rules
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.naming import chinese_date, parse_document_number


@ruled_by(measures(9, 2), review_rules(6, 4))
def issue_date_fits(issued_on: date, countersigned_on: date, today: date) -> Finding:
    """A joint document is dated on or after the day of the last signature (GB/T 9704), and not in the future."""
    met = countersigned_on <= issued_on <= today
    return Finding(
        met,
        reason=f"成文日期不得早于最后签发日期（{chinese_date(countersigned_on)}），也不得晚于今日",
        remedy="" if met else "一般填写最后签发日期，请核对",
        field="issued_on",
    )


@ruled_by(measures(9, 2))
def number_of_the_year(number: str, issued_on: date) -> Finding:
    """The year in a document's number is that of its date; a number that can't be read is another rule's matter."""
    parsed = parse_document_number(number)
    met = parsed is None or parsed.year == issued_on.year
    return Finding(
        met,
        reason=f"发文字号“{number}”的年份应与成文日期（{chinese_date(issued_on)}）一致",
        remedy="" if met else "请核对发文字号和成文日期",
        field="number",
    )


@ruled_by(measures(9, 3))
def awarded_after_approval(awarded_on: date, approved_on: date, today: date) -> Finding:
    """The plaque is handed over on or after the day of approval, and not in the future (办法·9·3)."""
    met = approved_on <= awarded_on <= today
    return Finding(
        met,
        reason=f"授牌日期不得早于批准日期（{chinese_date(approved_on)}），也不得晚于今日",
        remedy="" if met else "请核对授牌日期",
        field="awarded_on",
    )
