"""What is handed in with an application (办法·8, 表, 通知·一), and what of it is still missing."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from haizhi.regulation.applicants import ApplicantKind
from haizhi.regulation.citations import Citation, form, measures, notice
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.routing import Route


class MaterialKind(StrEnum):
    """A kind of material."""

    SIGNED_FORM = "signed_form"
    OVERSEAS_GROUPS = "overseas_groups"
    EXPERTS = "experts"
    AGREEMENTS = "agreements"
    STANDING_PROOF = "standing_proof"
    OTHER = "other"
    DISTRICT_OPINION = "district_opinion"

    @property
    def label(self) -> str:
        """The material's name, official where the regulation gives one."""
        return MATERIALS[self].label


class Step(StrEnum):
    """At which step a material is handed in."""

    SUBMISSION = "submission"
    ENDORSEMENT = "endorsement"


_ALL = frozenset(ApplicantKind)
_BOTH = frozenset(Route)
_RECORDED = "请逐条添加，或上传"


@dataclass(frozen=True, slots=True)
class Material:
    """A kind of material: handed in at `step`, demanded of these kinds of applicants on these routes."""

    kind: MaterialKind
    label: str
    cites: tuple[Citation, ...]
    step: Step = Step.SUBMISSION
    required_of: frozenset[ApplicantKind] = _ALL
    on_routes: frozenset[Route] = _BOTH
    remedy: str = "请上传"

    def required(self, kind: ApplicantKind, route: Route) -> bool:
        """Whether an applicant of this kind on this route must hand it in."""
        return kind in self.required_of and route in self.on_routes


MATERIALS: dict[MaterialKind, Material] = {
    m.kind: m
    for m in (
        Material(MaterialKind.SIGNED_FORM, "申报表签字盖章扫描件", (measures(8, 1), form())),
        Material(MaterialKind.OVERSEAS_GROUPS, "联系的海外科技团体简介", (measures(8, 2), form()), remedy=_RECORDED),
        Material(
            MaterialKind.EXPERTS,
            "已联系的海智专家、引进（拟引进）的海外人才简介",
            (measures(8, 2), form()),
            remedy=_RECORDED,
        ),
        Material(MaterialKind.AGREEMENTS, "项目合作协议", (measures(8, 2),)),
        Material(
            MaterialKind.STANDING_PROOF,
            "规模以上企业或高新技术企业证明",
            (measures(6, 3),),
            required_of=frozenset({ApplicantKind.ENTERPRISE}),
        ),
        Material(MaterialKind.OTHER, "其他资料", (measures(8, 2), form()), required_of=frozenset()),
        Material(
            MaterialKind.DISTRICT_OPINION,
            "区县科协意见签字盖章扫描件",
            (notice(1, 2), form()),
            step=Step.ENDORSEMENT,
            on_routes=frozenset({Route.VIA_DISTRICT}),
        ),
    )
}
"""Every kind of material, in the order in which the form lists them."""


def required_materials(kind: ApplicantKind, route: Route, *steps: Step) -> tuple[Material, ...]:
    """What an applicant must hand in at the given steps (all steps when none is named), in order."""
    return tuple(m for m in MATERIALS.values() if m.required(kind, route) and m.step in (steps or tuple(Step)))


def material_findings(
    kind: ApplicantKind, route: Route, supplied: Collection[MaterialKind], *steps: Step
) -> tuple[Finding, ...]:
    """One finding per material required at the given steps (all steps when none is named), in order."""
    return tuple(
        Finding(
            m.kind in supplied,
            m.cites[0],
            reason=f"{'已' if m.kind in supplied else '未'}提供“{m.label}”",
            remedy="" if m.kind in supplied else m.remedy,
            field=m.kind.value,
        )
        for m in required_materials(kind, route, *steps)
    )


@ruled_by(measures(8))
def materials_complete(
    kind: ApplicantKind, route: Route, supplied: Collection[MaterialKind], purged: Collection[MaterialKind] = ()
) -> Finding:
    """Everything required by the time of qualification is there (办法·8, 通知·一·2), or was and had to be purged."""
    missing = [
        f"{m.label}（已应急清除）" if m.kind in purged else m.label
        for m in required_materials(kind, route)
        if m.kind not in supplied
    ]
    return Finding(
        not missing,
        reason=f"申报材料缺：{'、'.join(missing)}" if missing else "申报材料齐全",
        remedy="请补充上传" if missing else "",
        field="materials",
    )


@ruled_by(form())
def scan_is_of_this_version(printed: str, current: str) -> Finding:
    """The signed scan shows the version now in force; editing after printing makes it void (表).

    `printed` is the mark of the version that was printed and signed, `current` that of the text as it stands.
    """
    return Finding(
        bool(printed) and printed == current,
        reason="扫描件与当前填报内容不是同一版本" if printed != current or not printed else "扫描件与填报内容一致",
        remedy="请重新打印、签字盖章后上传" if printed != current or not printed else "",
        field=MaterialKind.SIGNED_FORM.value,
    )
