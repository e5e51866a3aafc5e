"""Why a judge stands aside (评审·7): the menu of interests, and what a request must give."""

from collections.abc import Collection
from enum import StrEnum

from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.parameters import RECUSAL_REQUESTS, RECUSAL_YEARS


class InterestGround(StrEnum):
    """A direct interest of a judge in an applicant."""

    EMPLOYED = "employed"
    DIRECTOR = "director"
    SHAREHOLDER = "shareholder"
    ADVISER = "adviser"
    KIN = "kin"
    DISPUTE = "dispute"
    TEACHER = "teacher"
    COAUTHOR = "coauthor"
    OVERSEAS_PARTNER = "overseas_partner"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The ground as the menu shows it."""
        return _GROUND_LABELS[self]

    @property
    def facts(self) -> str:
        """What its explanation has to state."""
        return _GROUND_FACTS[self]


_YEARS = f"近{RECUSAL_YEARS.value}年"
_GROUND_LABELS = {
    InterestGround.EMPLOYED: f"{_YEARS}在申报单位任职",
    InterestGround.DIRECTOR: f"{_YEARS}任申报单位董事、监事",
    InterestGround.SHAREHOLDER: f"{_YEARS}持有申报单位股权",
    InterestGround.ADVISER: f"{_YEARS}任申报单位顾问",
    InterestGround.KIN: "与申报单位负责人有夫妻、直系血亲、三代以内旁系血亲或近姻亲关系",
    InterestGround.DISPUTE: "与申报单位有纠纷",
    InterestGround.TEACHER: "与申报单位负责人或项目主要人员有师生关系",
    InterestGround.COAUTHOR: "与申报单位项目主要人员合作发表成果",
    InterestGround.OVERSEAS_PARTNER: "与申报单位有相同的海外合作方",
    InterestGround.OTHER: "其他可能影响公正评审的直接利益关系",
}
_GROUND_FACTS = {
    InterestGround.EMPLOYED: "写明部门、职务和起止时间；兼职、返聘、离任不足三年的同样适用",
    InterestGround.DIRECTOR: "写明职务和任期",
    InterestGround.SHAREHOLDER: "写明持股方式和比例，包括代持和通过其他单位持有",
    InterestGround.ADVISER: "写明顾问事项、起止时间和有无报酬",
    InterestGround.KIN: "写明与单位负责人的亲属关系；三代以内旁系血亲如兄弟姐妹、叔伯姑舅姨及其子女，"
    "近姻亲如配偶的父母、兄弟姐妹",
    InterestGround.DISPUTE: "写明纠纷的事由和现状，例如诉讼、仲裁、举报",
    InterestGround.TEACHER: "写明师生关系的起止时间和涉及的人员",
    InterestGround.COAUTHOR: "写明成果名称、发表时间和合作人",
    InterestGround.OVERSEAS_PARTNER: "写明海外合作方的名称和合作事项",
    InterestGround.OTHER: "写明具体事实，以及为什么可能影响公正评审",
}


@ruled_by(review_rules(7))
def same_employer(judge_employers: Collection[str], applicant: str) -> Finding:
    """The judge does not work for the applicant; names are compared without blanks, brackets in one width."""
    met = plain_name(applicant) not in {plain_name(name) for name in judge_employers}
    return Finding(
        met,
        reason="评委单位与申报单位不同" if met else f"评委任职单位即申报单位“{applicant}”",
        remedy="" if met else "请回避",
    )


def plain_name(name: str) -> str:
    """A name as names are compared: without blanks, brackets in one width."""
    return "".join(name.split()).replace("(", "（").replace(")", "）")


@ruled_by(review_rules(7))
def requests_within_limit(already_named: int) -> Finding:
    """An applicant may ask that at most three judges stand aside; `already_named` counts those before this one."""
    met = already_named < RECUSAL_REQUESTS.value
    return Finding(
        met,
        reason=f"每个申报单位最多可申请{RECUSAL_REQUESTS.value}名评委回避",
        remedy="" if met else "请撤回一项申请后再提出",
    )


@ruled_by(review_rules(7))
def ground_explained(ground: InterestGround, explanation: str) -> Finding:
    """A request or declaration states the facts; 「其他」 cannot stand alone (评审·7)."""
    met = bool(explanation.strip())
    return Finding(
        met,
        reason=f"回避事由：{ground.label}",
        remedy="" if met else "请写明具体情况",
        field="explanation",
    )
