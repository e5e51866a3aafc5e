"""Issuing the joint document and awarding the plaque: which dates fit (办法·9·2, 办法·9·3)."""

from collections.abc import Sequence
from datetime import date

from haizhi.regulation.citations import measures, review_rules
from haizhi.regulation.computes import computes
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.naming import chinese_date, parse_document_number


@computes(measures(9, 2))
def official_title(issuers: Sequence[str], heading: str) -> str:
    """A document's title, a line for each issuer before what it is about (党政机关公文处理工作条例, art. 9(7)).

    A heading that names its first issuer already is the title.
    """
    return heading if heading.startswith(issuers[0]) else "\n".join([*issuers, heading])


@ruled_by(measures(9, 2), review_rules(6, 4))
def signed_for_this_text(signed: str, present: str) -> Finding:
    """A signature holds for the text that was signed alone; both are SHA-256 (hex), `signed` empty where none is kept.

    A joint document bears the date of its last signature (GB/T 9704-2012, 7.3.5), so all of them are for one text.
    """
    met = signed in ("", present)
    return Finding(
        met,
        reason="签发之后，文稿内容有变化（如单位更名、工作站名称更正）",
        remedy="" if met else "请撤回本稿，核对后重新拟稿、签发",
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
