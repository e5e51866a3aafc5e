"""The papers of a unit as a judge reads them, indicator by indicator, and who opened what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from haizhi.applications.facts import current_materials
from haizhi.applications.models import Application, Material, Record
from haizhi.applications.queries import case
from haizhi.applications.queries.coverage import Evidence, coverage
from haizhi.documents.watermarks import SHOWN
from haizhi.kernel.actor import Actor
from haizhi.regulation.indicators import Indicator, IndicatorGroup
from haizhi.regulation.materials import MaterialKind
from haizhi.reviews.models import Opening, Session, Turn
from haizhi.ui.wording import moment_text


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence: what it says, or the file that is opened for it."""

    sort: str
    text: str
    rows: tuple[tuple[str, str], ...] = ()
    file: Material | None = None

    @property
    def opens(self) -> bool:
        """Whether its file can be read on screen."""
        return self.file is not None and self.file.is_current and is_shown(self.file)


@dataclass(frozen=True, slots=True)
class IndicatorPart:
    """An indicator with its full score as printed, and what the unit holds for it."""

    indicator: Indicator
    maximum: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class GroupPart:
    """A group of indicators."""

    group: IndicatorGroup
    maximum: str
    parts: tuple[IndicatorPart, ...]


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of the application; `shown`: it can be read with a watermark."""

    material: Material
    label: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Materials:
    """Everything of an application that a judge may read."""

    overview: tuple[case.OverviewPart, ...]
    conditions: tuple[tuple[str, str], ...]
    groups: tuple[GroupPart, ...]
    files: tuple[FileLine, ...]


def materials_of(application: Application) -> Materials:
    """The papers by indicator. Of an application that `application_of` read."""
    files = {material.pk: material for material in application.materials.all()}
    return Materials(
        overview=tuple(case.overview(application)),
        conditions=tuple(case.condition_rows(application)),
        groups=tuple(
            GroupPart(
                each.group,
                each.maximum,
                tuple(IndicatorPart(row.indicator, row.maximum, _pieces(row.evidence, files)) for row in each.rows),
            )
            for each in coverage(application)
        ),
        files=_lines(application),
    )


def files_of(turn: Turn) -> tuple[FileLine, ...]:
    """The files of a turn's application, in the order of the form's list. Two queries."""
    return _lines(Application.objects.prefetch_related("materials").get(pk=turn.application_id))


def _lines(application: Application) -> tuple[FileLine, ...]:
    return tuple(
        FileLine(material, MaterialKind(material.sort).label, is_shown(material))
        for material in current_materials(application)
    )


def _pieces(evidence: Iterable[Evidence], files: Mapping[int, Material]) -> tuple[Piece, ...]:
    return tuple(_piece(each, files) for each in evidence)


def _piece(each: Evidence, files: Mapping[int, Material]) -> Piece:
    match each.source:
        case Record() as record:
            return Piece(each.sort, each.text, tuple(record.rows()), files.get(record.agreement_id or 0))
        case Material() as material:
            return Piece(each.sort, each.text, file=material)
        case _:
            return Piece(each.sort, each.text)


def is_shown(material: Material) -> bool:
    """Whether a file is still there and has pages that a watermark can be laid over."""
    return material.upload.erased_at is None and material.upload.media_type in SHOWN


def application_of(turn: Turn, *besides: str) -> Application:
    """The application of a turn with what its form shows, and the relations `besides`. Three queries and theirs."""
    found = Application.objects.select_related("unit", "call")
    return found.prefetch_related("submissions", "printings", *besides).get(pk=turn.application_id)


def copy_of(opening: Opening) -> str:
    """What a watermark says: whose copy it is and when it was opened."""
    return f"{opening.seat.serial}号评委　{moment_text(opening.at)}　仅供评审"


def openings_of(session: Session, actor: Actor) -> QuerySet[Opening]:
    """What was opened in a session, as far as the actor may see it."""
    rows = Opening.objects.visible_to(actor).filter(turn__session=session)
    return rows.select_related("seat", "turn__session", "turn__application__unit")
