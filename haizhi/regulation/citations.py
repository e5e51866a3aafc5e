"""Citations: where in the regulation a rule, a number or a step stands."""

from dataclasses import dataclass
from enum import StrEnum

_DIGITS = "零一二三四五六七八九"


class Source(StrEnum):
    """The instruments cited, each by its short name."""

    MEASURES = "办法"
    REVIEW_RULES = "评审"
    NOTICE = "通知"
    FORM = "表"
    REVIEW_INDICATORS = "评定"
    ASSESSMENT_INDICATORS = "考核"
    CIVIL_CODE = "民法典"


_TITLES = {
    Source.MEASURES: "《办法》",
    Source.REVIEW_RULES: "《评审办法》",
    Source.NOTICE: "通知",
    Source.FORM: "《申报表》",
    Source.REVIEW_INDICATORS: "《评定指标》",
    Source.ASSESSMENT_INDICATORS: "《评估考核指标》",
    Source.CIVIL_CODE: "《民法典》",
}


def chinese_number(n: int) -> str:
    """Write 1 ≤ n ≤ 999 the way articles are numbered: 10 → 十, 17 → 十七, 202 → 二百零二.

    Raises ValueError outside that range.
    """
    if not 1 <= n <= 999:
        raise ValueError(f"article number {n} is outside 1 to 999")
    hundreds, rest = divmod(n, 100)
    tens, units = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and units:
        text += "零"
    return text + (_DIGITS[units] if units else "")


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """One place in one instrument; `str()` prints it as the public reads it."""

    source: Source
    article: int = 0
    item: int = 0
    sub: int = 0

    @property
    def code(self) -> str:
        """The short form used in code, ledger and tables: 办法·6·3."""
        return "·".join([self.source.value, *(str(n) for n in (self.article, self.item, self.sub) if n)])

    def __str__(self) -> str:
        text = _TITLES[self.source]
        if self.source is Source.NOTICE:
            text += f"第{chinese_number(self.article)}部分" if self.article else ""
        elif self.article:
            text += f"第{chinese_number(self.article)}条"
        if self.item:
            text += f"第{self.item}项"
        return text + (f"第（{self.sub}）目" if self.sub else "")


def measures(article: int, item: int = 0, sub: int = 0) -> Citation:
    """《重庆海智工作站建设管理办法》."""
    return Citation(Source.MEASURES, article, item, sub)


def review_rules(article: int, item: int = 0) -> Citation:
    """《重庆海智工作站评审办法》 (附件2)."""
    return Citation(Source.REVIEW_RULES, article, item)


def notice(part: int = 0, item: int = 0) -> Citation:
    """The yearly notice that calls for applications, by its part."""
    return Citation(Source.NOTICE, part, item)


def form() -> Citation:
    """《重庆海智工作站申报表》 (附件1)."""
    return Citation(Source.FORM)


def review_indicators() -> Citation:
    """《重庆海智工作站评定指标》 (附件3)."""
    return Citation(Source.REVIEW_INDICATORS)


def assessment_indicators() -> Citation:
    """《重庆海智工作站考核评估指标》 (附件4)."""
    return Citation(Source.ASSESSMENT_INDICATORS)


def civil_code(article: int) -> Citation:
    """《中华人民共和国民法典》: how periods and terms are counted."""
    return Citation(Source.CIVIL_CODE, article)
