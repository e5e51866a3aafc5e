"""Score sheets on paper: what is printed, who entered what, what the scan says; who may read the scan."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, QuerySet

from haizhi.documents.ballots import Ballot, BallotGroup
from haizhi.documents.raster import Unreadable
from haizhi.files.isolation import Unanswered
from haizhi.files.models import Upload
from haizhi.files.papers import MARKS_SECONDS, marks_on
from haizhi.files.queries import Place, names_places, readable_if
from haizhi.kernel.actor import Actor
from haizhi.regulation.citations import review_rules
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.indicators import REVIEW, Indicator, tenths
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.roles import OFFICE_ROLES, Role
from haizhi.reviews.facts import (
    applicants_of,
    differences,
    entries_of,
    imprint_of,
    marks_in,
    needed_seats,
    session_rules,
)
from haizhi.reviews.models import Paper, PaperEntry, Session, Sheet, Turn

_BOTH = 2
READS_PAPERS = OFFICE_ROLES | {Role.SUPERVISOR}
"""Who reads originals off; nobody else comes to see one before the announcement."""


def ballots_of(session: Session, turn: Turn | None = None) -> list[Ballot]:
    """A blank sheet for each judge and each unit still to be announced, or for one unit. Four queries."""
    rules = session_rules(session)
    step = tenths(rules.step) if rules else ""
    groups = tuple(
        BallotGroup(
            f"{group.number}. {group.label}",
            tenths(group.maximum),
            tuple((indicator.label, tenths(indicator.maximum)) for indicator in group.indicators),
        )
        for group in REVIEW.groups
    )
    turns = [t for t in applicants_of(session) if t.stage in ("waiting", "presenting", "scoring", "readmitting")]
    chosen = [t for t in turns if turn is None or t.pk == turn.pk]
    revisions = {
        (sheet.turn_id, sheet.seat_id): sheet.revision for sheet in Sheet.objects.filter(turn__in=chosen, stage="draft")
    }
    made = []
    for one in chosen:
        one.session = session
        for seat in needed_seats(one):
            revision = revisions.get((one.pk, seat.pk), 1)
            facts = (
                ("申报单位", str(one)),
                ("申报编号", one.application.code),
                ("陈述次序", f"第{one.position}家" if one.position else "未抽定"),
                ("评委席位", f"{seat.serial}号" + (f"（第{revision}次）" if revision > 1 else "")),
                ("时间", chinese_date(day_of(session.held_at))),
                ("地点", session.place),
            )
            note = f"各项以{step}分为单位，每项都须打分，不打分不等于零分。涂改处请签名。"
            made.append(
                Ballot(imprint_of(one, seat, revision), session.name, facts, groups, tenths(REVIEW.total), note)
            )
    return made


def papers_of(actor: Actor, session: Session) -> QuerySet[Paper]:
    """The papers of a session that the actor may see, the latest unit first."""
    papers = Paper.objects.visible_to(actor).filter(turn__session=session)
    papers = papers.select_related("seat", "turn__session", "turn__application__unit", "scan")
    return papers.order_by("-turn__position", "seat__serial", "revision")


def paper_behind(sheet: Sheet) -> Paper | None:
    """The paper from which a sheet was locked, if it was. One query."""
    taken = Paper.objects.filter(turn=sheet.turn_id, seat=sheet.seat_id, revision=sheet.revision, stage="taken")
    return taken.select_related("seat", "turn__session").first()


@dataclass(frozen=True, slots=True)
class Cell:
    """An indicator in which two entries differ: both marks, and the one settled, in tenths."""

    indicator: Indicator
    first: int
    second: int
    settled: int | None


@dataclass(frozen=True, slots=True)
class Readings:
    """How far a paper was read. `own`: the reader's own entry; `cells`: where two entries differ, for those who read.

    `agreed` once both entries are in and nothing is left to settle.
    """

    entries: tuple[PaperEntry, ...]
    third: PaperEntry | None
    own: PaperEntry | None
    cells: tuple[Cell, ...]
    agreed: bool

    @property
    def complete(self) -> bool:
        """Whether both have entered."""
        return len(self.entries) == _BOTH


def readings_of(paper: Paper, actor: Actor) -> Readings:
    """What the actor may see of the entries: nobody sees the other's before both are in. One query."""
    entries, third = entries_of(paper)
    own = next((entry for entry in entries if entry.person_id == actor.id), None)
    if len(entries) < _BOTH or paper.stage != "entering":
        return Readings(tuple(entries), third, own, (), agreed=False)
    first, second = (marks_in(entry) for entry in entries)
    differing = differences(first, second)
    settled = marks_in(third) if third else {}
    cells = [
        Cell(indicator, first[indicator.key], second[indicator.key], settled.get(indicator.key))
        for indicator in REVIEW.indicators
        if indicator.key in differing
    ]
    agreed = all(cell.settled is not None for cell in cells)
    shown = tuple(cells) if actor.holds(*READS_PAPERS) else ()
    return Readings(tuple(entries), third, own, shown, agreed)


def own_marks(paper: Paper, actor: Actor) -> dict[str, int]:
    """What the actor entered before, while it can be corrected."""
    own = readings_of(paper, actor).own
    return marks_in(own) if own else {}


def recognised(paper: Paper, upload: Upload) -> bool | None:
    """Whether the code on a scan is this paper's; None when none is legible.

    Raises Refused for a file on which nobody could look in time.
    """
    try:
        scan = marks_on(upload)
    except Unanswered as unanswered:
        why = "正在识别的扫描件较多" if unanswered.busy else f"扫描件没有在{MARKS_SECONDS:.0f}秒内识别完"
        raise Refused(
            Finding(False, review_rules(6, 2), why, "请稍后再上传，只扫描这一页（200 dpi 即可）。", "scan")
        ) from unanswered
    except (Unreadable, OSError):
        return None
    if not scan.imprints:
        return None
    return imprint_of(paper.turn, paper.seat, paper.revision) in scan.imprints


@readable_if
def originals(actor: Actor, upload: Upload) -> bool:
    """Whoever reads originals off, until 纪检 signs; afterwards, since they show who gave what, 纪检 alone."""
    papers = Paper.objects.visible_to(actor).filter(scan=upload)
    if not actor.holds(Role.SUPERVISOR):
        papers = papers.filter(stage="entering")
    return actor.holds(*READS_PAPERS) and Upload.objects.filter(Exists(papers), pk=upload.pk).exists()


@names_places
def their_papers(actor: Actor, upload: Upload) -> Iterator[Place]:
    """The paper whose original it is."""
    for paper in Paper.objects.visible_to(actor).filter(scan=upload).select_related("turn__session", "seat"):
        yield Place(str(paper), paper.get_absolute_url())
