"""The regulation as the public reads it: who files where, conditions, materials, articles, readings, procedure."""

from collections.abc import Collection
from dataclasses import dataclass

from haizhi.regulation.applicants import ApplicantKind, affiliations_of
from haizhi.regulation.citations import Citation, Source
from haizhi.regulation.coverage import ArticleEntry, articles
from haizhi.regulation.doubts import Interpretation
from haizhi.regulation.eligibility import CONDITIONS
from haizhi.regulation.indicators import tenths
from haizhi.regulation.interpretations import INTERPRETATIONS
from haizhi.regulation.kinds import KIND_LABELS
from haizhi.regulation.materials import MATERIALS, Material, Step
from haizhi.regulation.moves import MOVES, Move, moves_of
from haizhi.regulation.parameters import Parameter
from haizhi.regulation.roles import Role
from haizhi.regulation.routing import Route, route_for
from haizhi.regulation.stages import STAGES, label

_TENTHS = "个十分之一分"
"""The unit of parameters that are scores in tenths."""


@dataclass(frozen=True, slots=True)
class FilingRoute:
    """A way of 办法·7 with everybody who takes it."""

    label: str
    cite: Citation
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A condition of applying: whom it binds, whether a person judges it."""

    label: str
    whom: str
    judged: bool
    cites: str


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """A material: who hands it in, at which step."""

    label: str
    whom: str
    step: str
    cites: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article as the page shows it: `anchor` its address there, `moves` as (kind, their labels)."""

    anchor: str
    entry: ArticleEntry
    moves: tuple[tuple[str, str], ...]
    parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument with its articles; `title` is the name by which articles are cited."""

    anchor: str
    title: str
    full_title: str
    articles: tuple[ArticleView, ...]


@dataclass(frozen=True, slots=True)
class ReadingView:
    """A doubtful reading with (text, anchor) of the articles it concerns."""

    reading: Interpretation
    articles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the procedure in words; `course` names the step in whose course it happens."""

    label: str
    course: str
    who: str
    before: str
    after: str
    cites: str
    told: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """What is done with one kind of subject."""

    anchor: str
    label: str
    steps: tuple[StepRow, ...]


def filing_routes() -> tuple[FilingRoute, ...]:
    """Who files straight to the Office and who by way of a district association."""
    cites: dict[Route, Citation] = {}
    who: dict[Route, dict[str, None]] = {route: {} for route in Route}
    for kind in ApplicantKind:
        for affiliation in affiliations_of(kind):
            routing = route_for(kind, affiliation)
            cites[routing.route] = routing.cite
            who[routing.route][routing.reason] = None
    return tuple(FilingRoute(route.label, cites[route], tuple(who[route])) for route in Route)


def conditions() -> tuple[ConditionRow, ...]:
    """The checklist of 办法·6 and 评审·5, in order."""
    return tuple(ConditionRow(c.label, whom(c.kinds), c.judged, cites_text(c.cites)) for c in CONDITIONS)


def materials() -> tuple[MaterialRow, ...]:
    """Everything that is handed in, in the order of the form's list."""
    return tuple(
        MaterialRow(m.label, _who_hands_in(m), _STEPS[m.step], cites_text(m.cites)) for m in MATERIALS.values()
    )


_STEPS = {Step.SUBMISSION: "提交申报时", Step.ENDORSEMENT: "区县科协初审时"}


def _who_hands_in(material: Material) -> str:
    if not material.required_of:
        return "如有"
    by_route = "、".join(route.label for route in Route if route in material.on_routes)
    return whom(material.required_of) + ("" if len(material.on_routes) == len(Route) else f"（{by_route}的）")


def whom(kinds: Collection[ApplicantKind]) -> str:
    """Some kinds of applicants in words."""
    if len(kinds) == len(ApplicantKind):
        return "各类单位"
    left_out = [kind.label for kind in ApplicantKind if kind not in kinds]
    if len(left_out) == 1:
        return f"除{left_out[0]}外的各类单位"
    return "、".join(kind.label for kind in ApplicantKind if kind in kinds)


def cites_text(cites: Collection[Citation]) -> str:
    """Several citations in one line."""
    return "、".join(str(cite) for cite in cites)


def parameter_text(parameter: Parameter[object]) -> str:
    """A number of the regulation with its label and unit, scores in points, and whether it may be set otherwise."""
    text = str(parameter)
    if parameter.unit == _TENTHS and isinstance(parameter.value, int):
        text = f"{parameter.label}：{tenths(parameter.value).removesuffix('.0')}分"
    return f"{text}（可另行规定）" if parameter.discretionary else text


_FULL_TITLES = {
    Source.NOTICE: "年度申报通知",
    Source.MEASURES: "《重庆海智工作站建设管理办法》",
    Source.FORM: "附件1《重庆海智工作站申报表》",
    Source.REVIEW_RULES: "附件2《重庆海智工作站评审办法》",
    Source.REVIEW_INDICATORS: "附件3《重庆海智工作站评定指标》",
    Source.ASSESSMENT_INDICATORS: "附件4《重庆海智工作站评估考核指标》",
    Source.CIVIL_CODE: "《中华人民共和国民法典》",
}


def anchor_of(cite: Citation) -> str:
    """The address of an article on the page."""
    return f"{_slug(cite.source)}-{cite.article}"


def _slug(source: Source) -> str:
    return source.name.lower().replace("_", "-")


def instruments() -> tuple[Instrument, ...]:
    """Every instrument with its articles, in their order."""
    by_source: dict[Source, list[ArticleView]] = {}
    for entry in articles():
        view = ArticleView(
            anchor_of(entry.cite),
            entry,
            _moves_by_kind(entry.moves),
            tuple(parameter_text(p) for p in entry.parameters),
        )
        by_source.setdefault(entry.cite.source, []).append(view)
    return tuple(
        Instrument(_slug(source), str(Citation(source)), _FULL_TITLES[source], tuple(views))
        for source, views in by_source.items()
    )


def _moves_by_kind(moves: Collection[Move]) -> tuple[tuple[str, str], ...]:
    labels: dict[str, list[str]] = {}
    for move in moves:
        labels.setdefault(move.kind, []).append(move.label)
    return tuple((KIND_LABELS[kind], "、".join(found)) for kind, found in labels.items())


def readings() -> tuple[ReadingView, ...]:
    """The doubtful readings by number."""
    return tuple(ReadingView(i, tuple((str(cite), anchor_of(cite)) for cite in i.cites)) for i in INTERPRETATIONS)


def procedures() -> tuple[Procedure, ...]:
    """The procedure, kind by kind, in the order of the table of moves."""
    return tuple(Procedure(kind, KIND_LABELS[kind], tuple(_step(move) for move in moves_of(kind))) for kind in STAGES)


def _step(move: Move) -> StepRow:
    causes = [MOVES[name] for name in move.causes]
    keeps = bool(move.sources) and set(move.sources) == set(move.targets)
    return StepRow(
        move.label,
        "”或“".join(f"{KIND_LABELS[cause.kind]}·{cause.label}" for cause in causes),
        _roles(move.roles),
        _stages(move.kind, move.sources) or "新建",
        "不变" if keeps else _stages(move.kind, move.targets),
        cites_text(move.cites),
        _roles(move.tells),
    )


def _roles(roles: Collection[Role]) -> str:
    return "、".join(role.label for role in Role if role in roles)


def _stages(kind: str, stages: Collection[str]) -> str:
    return "、".join(label(kind, stage) for stage in stages)
