"""附件3 and 附件4 as typed tables: official labels, maxima in integer tenths of a point, checked at import."""

from collections.abc import Mapping
from dataclasses import dataclass

from haizhi.regulation.citations import Citation, assessment_indicators, review_indicators
from haizhi.regulation.findings import Finding
from haizhi.regulation.parameters import ASSESSMENT_BONUS, ASSESSMENT_TOTAL, REVIEW_TOTAL, SCORE_STEP


@dataclass(frozen=True, slots=True)
class Indicator:
    """A second-level indicator. `key` is stable and ASCII; `maximum` is in tenths of a point."""

    key: str
    label: str
    maximum: int
    group: int


@dataclass(frozen=True, slots=True)
class IndicatorGroup:
    """A first-level indicator. `maximum` is in tenths; `bonus` marks points on top of the hundred."""

    number: int
    label: str
    maximum: int
    indicators: tuple[Indicator, ...]
    bonus: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """A table of indicators. Raises ValueError at construction when its sums don't agree."""

    name: str
    cite: Citation
    groups: tuple[IndicatorGroup, ...]
    total: int
    bonus: int = 0

    def __post_init__(self) -> None:
        for group in self.groups:
            if sum(i.maximum for i in group.indicators) != group.maximum:
                raise ValueError(f"{self.name}: group {group.number} does not add up to {group.maximum}")
        if sum(g.maximum for g in self.groups) != self.total:
            raise ValueError(f"{self.name}: the groups do not add up to {self.total}")
        if sum(g.maximum for g in self.groups if g.bonus) != self.bonus:
            raise ValueError(f"{self.name}: the bonus is not {self.bonus}")
        if len(self.maxima) != len(self.indicators):
            raise ValueError(f"{self.name}: a key stands twice")

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator, in order."""
        return tuple(i for g in self.groups for i in g.indicators)

    @property
    def maxima(self) -> dict[str, int]:
        """Maximum in tenths by key, in order."""
        return {i.key: i.maximum for i in self.indicators}


def _table(
    name: str,
    cite: Citation,
    letter: str,
    total: int,
    *groups: tuple[str, int, tuple[tuple[str, int], ...]],
    bonus: int = 0,
) -> IndicatorTable:
    """Build a table from points as the annex prints them, keys numbered through; with a bonus, it is the last group."""
    built: list[IndicatorGroup] = []
    serial = 0
    for number, (label, points, rows) in enumerate(groups, start=1):
        indicators = []
        for row_label, row_points in rows:
            serial += 1
            indicators.append(Indicator(f"{letter}{serial}", row_label, row_points * 10, number))
        built.append(
            IndicatorGroup(number, label, points * 10, tuple(indicators), bonus=bool(bonus) and number == len(groups))
        )
    return IndicatorTable(name, cite, tuple(built), total, bonus)


REVIEW = _table(
    "重庆海智工作站评定指标",
    review_indicators(),
    "a",
    REVIEW_TOTAL.value,
    (
        "建站单位科协组织及近两年活动情况",
        10,
        (
            ("有科协组织", 5),
            ("近两年参与市科协及自行开展活动的情况", 5),
        ),
    ),
    (
        "建站单位重视海智工作情况",
        10,
        (("专（兼）职工作人员、办公场地和专项工作经费情况", 10),),
    ),
    (
        "建站单位基础条件",
        40,
        (
            ("承担国家或市级重大项目情况", 10),
            ("创新创业载体和工作平台、研发机构和研发团队情况", 10),
            ("科技创新与成果转化任务、对外项目合作需求情况", 10),
            ("有广泛的规模以上高新企业、高校、科研院所为服务对象", 5),
            (
                (
                    "建有市级以上企业技术中心、工程（技术研究）中心、工程研究中心、科技创新中心、"
                    "工程实验室、重点实验室并承担国家或市级重大项目"
                ),
                5,
            ),
        ),
    ),
    (
        "建站单位已开展或拟开展国际民间科技交流与合作情况",
        30,
        (
            ("已经或计划引进高科技项目情况", 5),
            ("已经或计划引进海外高层次科技人才情况", 5),
            ("已经或计划开展的国际民间科技交流、人才培养等活动情况", 5),
            ("已经或计划开展的决策咨询活动情况", 5),
            ("与海外科技团体、科技工作者建立的合作关系情况", 5),
            ("引进的海外高层次人才和申报单位之间核心专利技术转让的情况", 5),
        ),
    ),
    (
        "海智工作站建设经济社会效益预期",
        10,
        (
            ("通过海智工作站为企业产生经济效益情况", 5),
            ("通过海智工作站产生的社会效益情况", 5),
        ),
    ),
)
"""附件3: 16 indicators, 100 points."""

ASSESSMENT = _table(
    "重庆海智工作站考核评估指标",
    assessment_indicators(),
    "b",
    ASSESSMENT_TOTAL.value,
    (
        "工作站组织建设",
        30,
        (
            ("分管领导", 5),
            ("专(兼)职工作人员", 5),
            ("办公场地", 5),
            ("配套经费落实情况", 5),
            ("管理制度", 5),
            ("海智工作纳入本单位年度工作计划（或每年召开海智工作专题会议）", 5),
        ),
    ),
    (
        "海智工作开展情况",
        50,
        (
            ("引进海外人才、智力", 10),
            ("与海外开展科技项目合作、技术引进、技术攻关", 10),
            ("开展学术交流活动（国际学术会议、报告会、学术互访等）", 10),
            ("联合海外团体、人才开展决策咨询", 10),
            ("开展国际科技人才培养活动", 5),
            ("与海外科技团体、机构、高层次人才建立联系合作的情况", 5),
        ),
    ),
    (
        "开展海智工作产生的经济效益、社会效益",
        10,
        (
            ("经济效益", 5),
            ("社会效益（包括促进行业、产业、学科及区域发展等）", 5),
        ),
    ),
    (
        "完成交办任务情况",
        10,
        (
            ("完成中国科协（海智办）、市科协（海智基地）交办任务", 5),
            ("完成其它相关上级单位、部门交办任务", 5),
        ),
    ),
    (
        "加分项",
        20,
        (
            ("承担国家级、市级重大项目", 10),
            ("为社会、公众提供科技服务", 10),
        ),
    ),
    bonus=ASSESSMENT_BONUS.value,
)
"""附件4: 18 indicators, 100 points and 20 more as a bonus."""

TABLES = (REVIEW, ASSESSMENT)


def tenths(score: int) -> str:
    """A score in tenths as people read it: 85 is 8.5, 80 is 8."""
    whole, rest = divmod(score, 10)
    return f"{whole}.{rest}" if rest else str(whole)


def sheet_findings(
    table: IndicatorTable, scores: Mapping[str, int], step: int = SCORE_STEP.value
) -> tuple[Finding, ...]:
    """One finding per indicator of a sheet, in order: filled in, within 0 and the maximum, a multiple of the step.

    Scores and step are in tenths. A missing score is never 0. Raises ValueError for a key that the table lacks.
    """
    unknown = scores.keys() - table.maxima.keys()
    if unknown:
        raise ValueError(f"not indicators of {table.name}: {sorted(unknown)}")
    found = []
    for indicator in table.indicators:
        score = scores.get(indicator.key)
        met = score is not None and 0 <= score <= indicator.maximum and score % step == 0
        found.append(
            Finding(
                met,
                table.cite,
                reason=f"“{indicator.label}”" + ("未打分" if score is None else f"得{tenths(score)}分"),
                remedy="" if met else f"请打0至{tenths(indicator.maximum)}分，以{tenths(step)}分为单位",
                field=indicator.key,
            )
        )
    return tuple(found)
