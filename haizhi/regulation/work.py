"""What a station does, as it is logged: sorts of work, each under a family of 办法·4 and for indicators of 附件4."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from haizhi.regulation.citations import assessment_indicators, measures
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.personal import contact_in
from haizhi.regulation.presentations import bears_no_secret
from haizhi.regulation.task_families import TaskFamily

ECONOMIC, SOCIAL = "b13", "b14"
"""The indicators of 附件4 that any work is evidence for by its benefits."""


class Detail(StrEnum):
    """What is asked of a piece of work beside its name, its days and its account."""

    PARTNER = "partner"
    COUNTRY = "country"
    OVERSEAS = "overseas"
    PEOPLE = "people"
    PLACE = "place"
    AUTHORITY = "authority"
    ECONOMIC = "economic"
    SOCIAL = "social"

    @property
    def label(self) -> str:
        """What people call it."""
        return _DETAIL_LABELS[self]


_DETAIL_LABELS = {
    Detail.PARTNER: "海外团体或机构",
    Detail.COUNTRY: "国家或地区",
    Detail.OVERSEAS: "海外人员人数",
    Detail.PEOPLE: "参加人数",
    Detail.PLACE: "地点",
    Detail.AUTHORITY: "交办或立项单位",
    Detail.ECONOMIC: "经济效益",
    Detail.SOCIAL: "社会效益",
}


class WorkSort(StrEnum):
    """A sort of work."""

    TALENT = "talent"
    PROJECT = "project"
    IMPORTED = "imported"
    TACKLED = "tackled"
    EXCHANGE = "exchange"
    CONSULTATION = "consultation"
    TRAINING = "training"
    TIES = "ties"
    CITY_TASK = "city_task"
    OTHER_TASK = "other_task"
    MAJOR_PROJECT = "major_project"
    PUBLIC_SERVICE = "public_service"

    @property
    def label(self) -> str:
        """The sort's Chinese name."""
        return WORK[self].label

    @property
    def family(self) -> TaskFamily:
        """The family of tasks it belongs to (办法·4)."""
        return WORK[self].family

    @property
    def needs(self) -> frozenset[Detail]:
        """What has to be told of it before it is handed in."""
        return WORK[self].needs

    @property
    def asks(self) -> frozenset[Detail]:
        """What can be told of it; the rest does not concern it."""
        return WORK[self].needs | WORK[self].may | ALWAYS

    @property
    def indicators(self) -> tuple[str, ...]:
        """The keys of the indicators of 附件4 that it is evidence for by itself."""
        return WORK[self].indicators


@dataclass(frozen=True, slots=True)
class WorkType:
    """What a sort of work is called, where it belongs, what it is evidence for, what it needs and may tell."""

    label: str
    family: TaskFamily
    indicators: tuple[str, ...]
    needs: frozenset[Detail] = frozenset()
    may: frozenset[Detail] = frozenset()


_PARTNERS = frozenset({Detail.PARTNER, Detail.COUNTRY})
_MEETING = frozenset({Detail.PEOPLE, Detail.PLACE})
_ABROAD = _PARTNERS | {Detail.OVERSEAS}
_ORDERED = frozenset({Detail.AUTHORITY})

ALWAYS = frozenset({Detail.ECONOMIC, Detail.SOCIAL})
"""Any work may have brought a benefit."""

WORK: dict[WorkSort, WorkType] = {
    WorkSort.TALENT: WorkType(
        "引进海外人才、智力", TaskFamily.SERVICE, ("b7",), _ABROAD - {Detail.PARTNER}, frozenset({Detail.PARTNER})
    ),
    WorkSort.TIES: WorkType("建立联系合作", TaskFamily.SERVICE, ("b12",), _PARTNERS, frozenset({Detail.OVERSEAS})),
    WorkSort.MAJOR_PROJECT: WorkType(
        "承担国家级、市级重大项目", TaskFamily.SERVICE, ("b17",), _ORDERED, _ABROAD | {Detail.PEOPLE}
    ),
    WorkSort.CONSULTATION: WorkType("决策咨询", TaskFamily.CONSULTATION, ("b10",), _ABROAD, _MEETING),
    WorkSort.PROJECT: WorkType("科技项目合作", TaskFamily.EXCHANGE, ("b8",), _PARTNERS, frozenset({Detail.OVERSEAS})),
    WorkSort.IMPORTED: WorkType("技术引进", TaskFamily.EXCHANGE, ("b8",), _PARTNERS, frozenset({Detail.OVERSEAS})),
    WorkSort.TACKLED: WorkType("技术攻关", TaskFamily.EXCHANGE, ("b8",), _PARTNERS, frozenset({Detail.OVERSEAS})),
    WorkSort.EXCHANGE: WorkType("学术交流", TaskFamily.EXCHANGE, ("b9",), _ABROAD | _MEETING),
    WorkSort.TRAINING: WorkType(
        "国际科技人才培养", TaskFamily.EXCHANGE, ("b11",), _PARTNERS | {Detail.PEOPLE}, _ABROAD | _MEETING
    ),
    WorkSort.PUBLIC_SERVICE: WorkType("为社会、公众提供科技服务", TaskFamily.EXCHANGE, ("b18",), _MEETING, _ABROAD),
    WorkSort.CITY_TASK: WorkType(
        "完成中国科协海智办、市科协交办任务", TaskFamily.ASSIGNED, ("b15",), _ORDERED, _ABROAD | _MEETING
    ),
    WorkSort.OTHER_TASK: WorkType(
        "完成其他上级单位、部门交办任务", TaskFamily.ASSIGNED, ("b16",), _ORDERED, _ABROAD | _MEETING
    ),
}
"""In the order of 办法·4."""


def sorts_of(family: TaskFamily) -> tuple[WorkSort, ...]:
    """The sorts of work of a family, in their order."""
    return tuple(sort for sort in WORK if sort.family is family)


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work as the rules know it; `details` are texts, whole numbers and 分, `evidence` counts files."""

    sort: WorkSort
    name: str
    began_on: date
    ended_on: date
    account: str
    details: Mapping[Detail, str | int | None]
    evidence: int

    @property
    def texts(self) -> tuple[tuple[str, str, str], ...]:
        """Every text that is typed freely, as (field, what it is called, text)."""
        told = [(d.value, d.label, v) for d, v in self.details.items() if isinstance(v, str)]
        return (("name", "名称", self.name), ("account", "内容与成效", self.account), *told)


def work_findings(work: Work, *, since: date, today: date) -> tuple[Finding, ...]:
    """Everything that stands before handing it in, met or not; `since` is the first day of the station."""
    return (
        named(work.name),
        in_the_stations_time(work.began_on, since, today),
        ends_after_it_begins(work.began_on, work.ended_on),
        told(work.account),
        *(detail_given(work.sort, detail, work.details.get(detail)) for detail in Detail if detail in work.sort.needs),
        proved(work.evidence),
        *(
            finding
            for place, label, text in work.texts
            for finding in (names_no_contact(text, label, place), bears_no_secret(text, label, place))
        ),
    )


@ruled_by(measures(4))
def named(name: str) -> Finding:
    """A piece of work has a name."""
    return Finding(bool(name.strip()), reason="没有填写名称", remedy="请填写这项工作的名称。", field="name")


@ruled_by(measures(4))
def in_the_stations_time(began_on: date, since: date, today: date) -> Finding:
    """It began while there was the station, and not in the future."""
    if began_on > today:
        reason, remedy = f"开始日期{chinese_date(began_on)}还没有到", "请在开始以后提交；计划中的工作写入年度工作计划。"
        return Finding(False, reason=reason, remedy=remedy, field="began_on")
    reason = f"开始日期早于建站有效期起始日{chinese_date(since)}"
    return Finding(began_on >= since, reason=reason, remedy="请核对日期；建站以前的工作不计入。", field="began_on")


@ruled_by(measures(4))
def ends_after_it_begins(began_on: date, ended_on: date) -> Finding:
    """The days stand in their order; work that goes on names the day on which it is to end."""
    remedy = "请核对；尚未结束的填写预计日期。"
    return Finding(ended_on >= began_on, reason="结束日期早于开始日期", remedy=remedy, field="ended_on")


@ruled_by(assessment_indicators())
def told(account: str) -> Finding:
    """What was done and what came of it is told: it is judged by that."""
    remedy = "请写明做了什么、有什么成效，几句话即可。"
    return Finding(bool(account.strip()), reason="没有填写内容与成效", remedy=remedy, field="account")


@ruled_by(assessment_indicators())
def detail_given(sort: WorkSort, detail: Detail, value: str | int | None) -> Finding:
    """What the sort of work needs is told; of people, at least one."""
    met = bool(value.strip()) if isinstance(value, str) else bool(value)
    reason = f"没有填写{detail.label}"
    return Finding(met, reason=reason, remedy=f"“{sort.label}”须填写{detail.label}。", field=detail.value)


@ruled_by(assessment_indicators())
def proved(evidence: int) -> Finding:
    """At least one file proves it."""
    remedy = "请上传至少一个文件，如现场照片、协议、会议通知、新闻截图。"
    return Finding(evidence > 0, reason="没有证明材料", remedy=remedy, field="evidence")


@ruled_by(measures(15))
def names_no_contact(text: str, label: str, place: str) -> Finding:
    """Of a person there stands a name and a field at most: no number, no mailbox."""
    found = contact_in(text)
    remedy = "工作记录不写个人号码和联系方式，请删去。"
    return Finding(not found, reason=f"{label}中有{found}", remedy=remedy, field=place)


@dataclass(frozen=True, slots=True)
class WorkFigures:
    """What a station did within a span: pieces of work by their sort, people, and benefit in 分."""

    counts: Mapping[WorkSort, int] = field(default_factory=dict)
    people: int = 0
    overseas: int = 0
    economic: int = 0

    @property
    def total(self) -> int:
        """All pieces of work."""
        return sum(self.counts.values())

    def of_family(self, family: TaskFamily) -> int:
        """Those of a family of 办法·4."""
        return sum(count for sort, count in self.counts.items() if sort.family is family)

    def __add__(self, other: "WorkFigures") -> "WorkFigures":
        """Both together."""
        counts = {sort: self.counts.get(sort, 0) + other.counts.get(sort, 0) for sort in WORK}
        return WorkFigures(
            {sort: count for sort, count in counts.items() if count},
            self.people + other.people,
            self.overseas + other.overseas,
            self.economic + other.economic,
        )
