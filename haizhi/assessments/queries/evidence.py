"""What the page of an indicator's evidence offers, first what fits it, the rest after; who reads evidence."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from haizhi.assessments.facts import records_for, work_for
from haizhi.assessments.models import COUNTED, GONE, AppealFile, Evidence, Part, Score
from haizhi.files.models import Upload
from haizhi.files.queries import Place, names_places, readable_if, through
from haizhi.kernel.actor import Actor
from haizhi.regulation.indicators import ASSESSMENT, Indicator
from haizhi.regulation.roles import UNIT_ROLES
from haizhi.stations.models import Plan, Tie, WorkEntry, WorkFile


@dataclass(frozen=True, slots=True)
class EvidenceChoice:
    """For one indicator: the plans or ties it asks for, the work that fits it by its sort or benefit, all other work,
    what is chosen, the files.
    """

    indicator: Indicator
    records: tuple[Plan | Tie, ...]
    fitting: tuple[WorkEntry, ...]
    others: tuple[WorkEntry, ...]
    chosen: frozenset[UUID]
    files: tuple[Evidence, ...]


def evidence_choice(score: Score, indicator: Indicator) -> EvidenceChoice:
    """What the page of an indicator's evidence offers. Three queries, and one for plans or ties."""
    entries = work_for(score)
    named = list(score.evidence.filter(indicator=indicator.key).select_related("upload", "entry", "plan", "tie"))
    return EvidenceChoice(
        indicator,
        tuple(records_for(score, indicator.key)),
        tuple(entry for entry in entries if indicator.key in entry.indicators),
        tuple(entry for entry in entries if indicator.key not in entry.indicators),
        frozenset(row.piece.pk for row in named if row.piece),
        tuple(row for row in named if row.upload_id),
    )


def indicator_named(key: str) -> Indicator | None:
    """An indicator of 附件4 by its key."""
    return next((i for i in ASSESSMENT.indicators if i.key == key), None)


@through("stations")
@readable_if
def evidence_of_a_station(actor: Actor, upload: Upload) -> bool:
    """A file of evidence: for those who watch, the station itself, and its peers once its sheet was submitted."""
    return _sheets_with(actor, upload).exists()


@readable_if
def file_of_an_appeal(actor: Actor, upload: Upload) -> bool:
    """A file of an appeal: for those who watch and the station."""
    rows = AppealFile.objects.filter(upload=upload)
    if actor.holds(*Score.readers):
        return rows.exists()
    return rows.filter(appeal__assessed__station__unit__id__in=actor.places(*UNIT_ROLES)).exists()


@through("stations")
@names_places
def sheets_that_name_it(actor: Actor, upload: Upload) -> Iterator[Place]:
    """The sheets on which the file is evidence, as far as the actor opens them."""
    for score in _sheets_with(actor, upload).select_related("assessed__assessment", "assessed__station")[:20]:
        if actor.holds(*Score.readers) or score.place_for(next(iter(UNIT_ROLES))) in actor.places(*UNIT_ROLES):
            yield Place(str(score), score.get_absolute_url())


def _sheets_with(actor: Actor, upload: Upload) -> QuerySet[Score]:
    of_work = WorkFile.objects.filter(upload=upload).values("entry")
    named = Evidence.objects.filter(
        Q(upload=upload) | Q(paper=upload) | Q(plan__paper=upload, frozen={}) | Q(entry__in=of_work),
        score=OuterRef("pk"),
    )
    rows = Score.objects.filter(Exists(named), part=Part.SELF)
    if actor.holds(*Score.readers):
        return rows
    places = actor.places(*UNIT_ROLES)
    peer = Score.objects.filter(assessed=OuterRef("assessed"), part=Part.PEER, rater__unit__id__in=places)
    by_peers = Exists(peer.exclude(stage__in=GONE)) & Q(stage__in=COUNTED)
    return rows.filter(Q(rater__unit__id__in=places) | by_peers)
