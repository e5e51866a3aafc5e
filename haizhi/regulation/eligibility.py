"""The conditions of applying (办法·6 and 评审·5) as one checklist.

Rows a machine can check are computed from the facts; the others are judged by a person, with a note: by the district
association in its preliminary review (办法·7·2), by the Office in the check of qualification (办法·7·3).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from haizhi.regulation.applicants import ApplicantKind
from haizhi.regulation.citations import Citation, form, measures, notice, review_rules
from haizhi.regulation.evidence import RecordKind
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.materials import MaterialKind, materials_complete
from haizhi.regulation.parameters import STAFF_MINIMUM
from haizhi.regulation.routing import Route
from haizhi.regulation.sections import Section


@dataclass(frozen=True, slots=True)
class ApplicantFacts:
    """What the checklist needs of an application: money in 分, office area in m².

    `purged`: kinds of material that were handed in and are not there any more, for they had to be erased (办法·15).
    """

    kind: ApplicantKind
    route: Route
    staff: int
    money: int
    office_area: Decimal
    above_scale: bool = False
    high_tech: bool = False
    materials: frozenset[MaterialKind] = frozenset()
    purged: frozenset[MaterialKind] = frozenset()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was ticked on a row that a person must judge."""

    met: bool
    note: str = ""


@ruled_by(measures(5))
def kind_listed(facts: ApplicantFacts) -> Finding:
    """The unit is of a kind that the measures name (办法·5)."""
    return Finding(facts.kind is not ApplicantKind.OTHER, reason=f"单位类别为{facts.kind.label}")


@ruled_by(measures(6, 1), review_rules(5, 4))
def staff_present(facts: ApplicantFacts) -> Finding:
    """At least one full-time or part-time member of staff (办法·6·1, 评审·5·4)."""
    met = facts.staff >= STAFF_MINIMUM.value
    return Finding(met, reason=f"专（兼）职工作人员{facts.staff}名", remedy="" if met else "请配备并填报工作人员")


@ruled_by(measures(6, 1))
def office_present(facts: ApplicantFacts) -> Finding:
    """An office of more than 0 m² (办法·6·1)."""
    met = facts.office_area > 0
    return Finding(
        met, reason=f"办公场地{facts.office_area.normalize():f}平方米", remedy="" if met else "请落实并填报办公场地"
    )


@ruled_by(measures(6, 1), review_rules(5, 4))
def money_earmarked(facts: ApplicantFacts) -> Finding:
    """Earmarked money of more than 0 分 (办法·6·1, 评审·5·4)."""
    met = facts.money > 0
    amount = f"{Decimal(facts.money) / 1_000_000:.6f}".rstrip("0").rstrip(".")
    return Finding(met, reason=f"专项经费{amount}万元", remedy="" if met else "请落实并填报专项工作经费")


@ruled_by(measures(6, 3))
def enterprise_standing(facts: ApplicantFacts) -> Finding:
    """An enterprise is above the designated scale or a high-tech enterprise (办法·6·3)."""
    held = [name for name, has in (("规模以上企业", facts.above_scale), ("高新技术企业", facts.high_tech)) if has]
    return Finding(
        bool(held),
        reason=f"属{'、'.join(held)}" if held else "企业须为规模以上企业或高新技术企业",
        remedy="" if held else "请填报并上传任一资格证明",
    )


@ruled_by(measures(8), review_rules(6, 1))
def materials_present(facts: ApplicantFacts) -> Finding:
    """The materials of 办法·8 are complete."""
    return materials_complete(facts.kind, facts.route, facts.materials, facts.purged)


Check = Callable[[ApplicantFacts], Finding]
Shown = Section | RecordKind | MaterialKind
"""Where an application shows something: a section of the form, a kind of record, a kind of material."""

_ALL = frozenset(ApplicantKind)
_ENTERPRISE = frozenset({ApplicantKind.ENTERPRISE})
_SERVING = frozenset({ApplicantKind.PARK, ApplicantKind.DISTRICT_ASSOCIATION})
_OTHER = frozenset({ApplicantKind.OTHER})


@dataclass(frozen=True, slots=True)
class Condition:
    """One row of the checklist: judged by a person when there is no `check`; `shown_by`: where to look for it."""

    key: str
    label: str
    cites: tuple[Citation, ...]
    check: Check | None = None
    kinds: frozenset[ApplicantKind] = _ALL
    shown_by: tuple[Shown, ...] = ()

    @property
    def judged(self) -> bool:
        """Whether a person must judge it."""
        return self.check is None

    def finding(self, facts: ApplicantFacts, judgement: Judgement | None, judge: str = "海智办") -> Finding:
        """The row's answer, with the row's key as its field; `judge` is who judges the rows that no machine checks."""
        if self.check:
            found = self.check(facts)
            return Finding(found.met, self.cites[0], found.reason, found.remedy, self.key)
        if judgement is None:
            return Finding(False, self.cites[0], f"{self.label}：待{judge}判断", f"请{judge}核查后作出判断", self.key)
        note = f"（{judgement.note}）" if judgement.note else ""
        verdict = "符合" if judgement.met else "不符合"
        return Finding(judgement.met, self.cites[0], f"{self.label}：{verdict}{note}", field=self.key)


_UNIT, _OVERVIEW, _STATION = (Section.UNIT,), (Section.OVERVIEW,), (Section.CONDITIONS,)

CONDITIONS: tuple[Condition, ...] = (
    Condition("kind", "属申报对象", (measures(5),), kind_listed, _ALL - _OTHER, _UNIT),
    Condition("kind_admitted", "属“等”所含的其他单位，具备条件", (measures(5, 1),), kinds=_OTHER, shown_by=_UNIT),
    Condition("attention", "重视海智工作", (measures(6, 1),), shown_by=(Section.OVERVIEW, RecordKind.ASSOCIATION)),
    Condition("staff", "有专（兼）职工作人员", (measures(6, 1), review_rules(5, 4)), staff_present, shown_by=_STATION),
    Condition("office", "有办公场地", (measures(6, 1),), office_present, shown_by=_STATION),
    Condition("money", "有专项工作经费", (measures(6, 1), review_rules(5, 4)), money_earmarked, shown_by=_STATION),
    Condition("platform", "有创新创业载体和工作平台", (measures(6, 2),), shown_by=(RecordKind.PLATFORM,)),
    Condition(
        "overseas_ties",
        "与海外科技团体及科技工作者有长期稳定的合作关系",
        (measures(6, 2),),
        shown_by=(RecordKind.OVERSEAS_GROUP, RecordKind.OVERSEAS_EXPERT, MaterialKind.OVERSEAS_GROUPS),
    ),
    Condition(
        "innovation_tasks",
        "有明确的科技创新与成果转化任务",
        (measures(6, 2),),
        shown_by=(RecordKind.TASK, RecordKind.TRANSFER),
    ),
    Condition(
        "purpose", "建站目的明确，切实需要技术创新和海外高层次人才、智力", (review_rules(5, 1),), shown_by=_OVERVIEW
    ),
    Condition(
        "urgent_problem",
        "有迫切需要解决的重大科技难题",
        (review_rules(5, 1),),
        shown_by=(Section.OVERVIEW, RecordKind.TASK),
    ),
    Condition(
        "talent",
        "已引进海外高层次人才及团队，或有具体引进计划",
        (review_rules(5, 2),),
        shown_by=(RecordKind.OVERSEAS_EXPERT, MaterialKind.EXPERTS),
    ),
    Condition(
        "exchange", "已开展技术交流、决策咨询、人才培养等工作", (review_rules(5, 2),), shown_by=(RecordKind.ACTIVITY,)
    ),
    Condition(
        "project",
        "有与海外人才团队的合作项目，项目经费稳定",
        (review_rules(5, 3),),
        shown_by=(RecordKind.COOPERATION, MaterialKind.AGREEMENTS),
    ),
    Condition(
        "standing",
        "规模以上企业或高新技术企业",
        (measures(6, 3),),
        enterprise_standing,
        _ENTERPRISE,
        (Section.CONDITIONS, MaterialKind.STANDING_PROOF),
    ),
    Condition(
        "enterprise_needs",
        "有明确的技术创新和对外项目合作需求",
        (measures(6, 3),),
        kinds=_ENTERPRISE,
        shown_by=(RecordKind.TASK,),
    ),
    Condition(
        "research_body",
        "有自己的研发机构",
        (measures(6, 3),),
        kinds=_ENTERPRISE,
        shown_by=(RecordKind.RD_BODY,),
    ),
    Condition(
        "research_team",
        "有自己的研发团队",
        (measures(6, 3),),
        kinds=_ENTERPRISE,
        shown_by=(RecordKind.RD_BODY,),
    ),
    Condition(
        "served_units",
        "有广泛的规上创新型企业、高校、科研院所为服务对象",
        (review_rules(5, 5),),
        kinds=_SERVING,
        shown_by=(RecordKind.SERVED,),
    ),
    Condition(
        "materials",
        "申报材料齐全",
        (measures(8), review_rules(6, 1)),
        materials_present,
        shown_by=(Section.ATTACHMENTS,),
    ),
)
"""The checklist, in the order in which it is shown."""

ENDORSEMENT: tuple[Condition, ...] = (
    Condition("own_district", "属本区县（自治县）所属或在本区县登记", (measures(7, 2),), shown_by=_UNIT),
    Condition(
        "signed_and_sealed",
        "申报表已由申请单位签字并盖章",
        (form(), notice(1, 2)),
        shown_by=(MaterialKind.SIGNED_FORM,),
    ),
    Condition("true_to_originals", "申报内容与原件、实际情况一致", (measures(7, 2),), shown_by=(Section.ATTACHMENTS,)),
)
"""What only the district association looks at; it stands before the common rows."""


def conditions_for(kind: ApplicantKind) -> tuple[Condition, ...]:
    """The rows that apply to a kind of applicant, in order."""
    return tuple(c for c in CONDITIONS if kind in c.kinds)


def eligibility(facts: ApplicantFacts, judgements: Mapping[str, Judgement]) -> tuple[Finding, ...]:
    """One finding per applicable row, in order; a row to be judged that nobody judged is unmet.

    `judgements` is keyed by the row's key. Raises ValueError for a key that is no row to be judged for this kind.
    """
    rows = conditions_for(facts.kind)
    unknown = judgements.keys() - {c.key for c in rows if c.judged}
    if unknown:
        raise ValueError(f"not a condition to be judged for {facts.kind}: {sorted(unknown)}")
    return tuple(c.finding(facts, judgements.get(c.key)) for c in rows)


def preliminary_conditions(kind: ApplicantKind) -> tuple[Condition, ...]:
    """The rows of a district's preliminary review of a kind of applicant, in order (办法·7·2)."""
    return (*ENDORSEMENT, *conditions_for(kind))


def preliminary(facts: ApplicantFacts, judgements: Mapping[str, Judgement]) -> tuple[Finding, ...]:
    """One finding per row of the preliminary review, in order; the district's own opinion is still to come.

    Raises ValueError for a key that is no row to be judged for this kind.
    """
    rows = preliminary_conditions(facts.kind)
    if unknown := judgements.keys() - {c.key for c in rows if c.judged}:
        raise ValueError(f"not a row to be judged for {facts.kind}: {sorted(unknown)}")
    before = replace(facts, materials=facts.materials | {MaterialKind.DISTRICT_OPINION})
    return tuple(c.finding(before, judgements.get(c.key), "区县科协") for c in rows)
