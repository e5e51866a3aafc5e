"""The third quarter of a year: the hearing of every unit, what may come in between, the tally."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from django.db.models import QuerySet

from haizhi.files.drafts import receive
from haizhi.kernel.actor import Actor
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.indicators import REVIEW
from haizhi.regulation.review import SessionRules
from haizhi.regulation.roles import Role
from haizhi.rehearsal.agenda import Step
from haizhi.rehearsal.intake import Year
from haizhi.rehearsal.outcome import Outcome
from haizhi.rehearsal.papers import paper as scanned
from haizhi.rehearsal.signers import unlock_for_sitting
from haizhi.reviews import acts, drafts
from haizhi.reviews.models import Opening, Paper, Seat, Session, Sheet, Turn

RULES = SessionRules(leaders=2, drawn=5)

FULL = 8
"""Units from which on a hearing has everything: with fewer, nobody stays away, comes late or leaves."""

PASSED_OVER = 45
"""Of a hundred, around which the unit that a visitor plays is marked: nobody else's come near."""

CORRECTED, TIED, SAME, CLOSE, ON_PAPER, LATE = 2, 3, 4, 5, 6, 7
"""Positions: the second is corrected; the fourth gets the marks of the third, the fifth the sums of the second; the
sixth is scored on paper, where one judge is at odds with all others; the seventh comes late, and so is heard last.
"""

_LIKE = {SAME: TIED, CLOSE: CORRECTED}
"""Whose quality a position shares."""

_GROUPS = {indicator.key: indicator.group for indicator in REVIEW.indicators}


@dataclass(slots=True)
class Sitting:
    """The hall on the day of the hearing: the Office's clerk, the supervisor, `judges` by the id of their seat."""

    year: Year
    session: Session
    clerk: Actor
    witness: Actor
    judges: dict[str, Actor]
    quality: dict[int, int] = field(default_factory=dict)

    def begin(self, at: datetime) -> None:
        """Open the hearing, and put down a slot for each unit and the close."""
        self._sit(at)
        self._read(at)
        acts.open_hearing(self.session, by=self.clerk, at=at)
        turns = self._turns()
        full = len(turns) >= FULL
        present = self._mark_down(turns)
        missing = next((turn for turn in reversed(turns) if turn != present), None)
        for place, turn in enumerate(turns):
            step = self._hear
            if full and turn.position == LATE:
                step = self._await
            elif full and turn == missing:
                step = self._miss
            self.year.agenda.add(at + slot(place), partial(step, turn))
        last = len(turns) - 1
        if full:
            last, late = last + 1, turns[LATE - 1]
            self.year.agenda.add(at + slot(LATE) + timedelta(minutes=10), partial(self._readmit, late))
            self.year.agenda.add(at + slot(last), partial(self._hear, late))
        self.year.agenda.add(at + slot(last) + timedelta(minutes=30), self._close)

    def _mark_down(self, turns: list[Turn]) -> Turn | None:
        """Whoever a visitor plays is there, and marked low."""
        played = self.year.visitors
        turn = next((turn for turn in turns if played and turn.application_id == played.case.pk), None)
        if turn and turn.position:
            self.quality[_LIKE.get(turn.position, turn.position)] = PASSED_OVER
        return turn

    def _sit(self, at: datetime) -> None:
        unlock_for_sitting(self.session, self.clerk, self.witness, at=at)

    def _read(self, at: datetime) -> None:
        """One judge looks into the papers of the second unit beforehand."""
        seat, turn = self._seats()[0], self._turns()[1:2]
        for what, name in ((Opening.What.INDICATORS, "指标对照"), (Opening.What.FORM, "申报表")):
            for each in turn:
                acts.open_material(each, by=self.judges[str(seat.pk)], at=at, what=what, name=name)

    def _miss(self, turn: Turn, at: datetime) -> None:
        acts.mark_absent(fresh(turn), by=self.clerk, at=at, opinion="经通知未到会。")

    def _await(self, turn: Turn, at: datetime) -> None:
        """Nobody comes when the unit is called; in the time that is left, a judge has to leave."""
        self._miss(turn, at)
        self._in_minutes(at, 5, self._leave)

    def _leave(self, at: datetime) -> None:
        """The judge who was drawn last leaves, and stands aside for whoever is still to be heard."""
        gone = self._seats().filter(origin__in=[Seat.Origin.DRAWN, Seat.Origin.REPLACEMENT]).last()
        if gone is None:
            raise LookupError("a panel has judges who were drawn")
        left = acts.depart(self.session, by=self.clerk, at=at, serial=gone.serial, opinion="突发身体不适，需就医。")
        acts.agree_departure(left, by=self.witness, at=at, opinion="同意。")

    def _readmit(self, turn: Turn, at: datetime) -> None:
        """Held up on the way, the unit comes after all; it is heard after all others."""
        acts.readmit(fresh(turn), by=self.clerk, at=at, opinion="途中车辆故障，已到会。")
        acts.confirm_readmit(fresh(turn), by=self.witness, at=at, opinion="情况属实，同意。")

    def _hear(self, turn: Turn, at: datetime) -> None:
        self._sit(at)
        acts.call_in(fresh(turn), by=self.clerk, at=at)
        self._in_minutes(at, 12, lambda at: acts.open_scoring(fresh(turn), by=self.clerk, at=at))
        self._in_minutes(at, 16, partial(self._on_paper if turn.position == ON_PAPER else self._score, turn))

    def _score(self, turn: Turn, at: datetime) -> None:
        """Every judge locks; announcing before the last sheet is refused."""
        *early, last = self._drafts(turn)
        for sheet in early:
            self._lock(sheet, turn, at)
        if turn.position == 1:
            self.year.attempt(moves.ANNOUNCE, turn.title, partial(acts.announce, fresh(turn), by=self.clerk, at=at))
        self._lock(last, turn, at)
        self._announce(turn, at)
        if turn.position == CORRECTED:
            self._in_minutes(at, 3, partial(self._correct, turn))

    def _announce(self, turn: Turn, at: datetime) -> None:
        self._in_minutes(at, 2, lambda at: acts.announce(fresh(turn), by=self.clerk, at=at))

    def _on_paper(self, turn: Turn, at: datetime) -> None:
        """The hall has no network: every sheet is read twice, one of them wrongly at first, and signed for by 纪检."""
        reason = "会场网络中断，改用纸质评分。"
        papers = acts.begin_papers(fresh(turn), by=self.clerk, at=at, opinion=reason)
        for place, paper in enumerate(papers):
            self._take(paper, turn, at, misread=place == 0)
        self._announce(turn, at)

    def _take(self, paper: Paper, turn: Turn, at: datetime, *, misread: bool) -> None:
        marks, head = self._marks(turn, paper.seat), self.year.city.post(Role.OFFICE_HEAD)
        drafts.enter_paper(paper, marks, by=self.clerk, at=at)
        if misread:
            key = next(key for key, mark in marks.items() if mark)
            drafts.enter_paper(paper, marks | {key: marks[key] - RULES.step}, by=head, at=at)
            drafts.settle_paper(paper, {key: marks[key]}, by=self.clerk, at=at)
        else:
            drafts.enter_paper(paper, marks, by=head, at=at)
        content = scanned(f"{paper.seat.serial}号评委评分表", str(turn), self.session.code)
        drafts.attach_paper(paper, receive(content, by=self.clerk, at=at), recognised=None)
        acts.take_paper(Paper.objects.get(pk=paper.pk), by=self.witness, at=at, opinion="与签字原件一致。")

    def _correct(self, turn: Turn, at: datetime) -> None:
        """A judge found a slip of the pen: voided, signed, given again, announced again."""
        sheet = turn.sheets.filter(stage="announced").select_related("seat").order_by("seat__serial")[0]
        judge = self.judges[str(sheet.seat_id)]
        acts.void_sheet(sheet, by=judge, at=at, opinion="第3项误填。")
        acts.confirm_void_sheet(sheet, by=self.witness, at=at, opinion="同意更正。")
        again = turn.sheets.get(seat=sheet.seat, stage="draft")
        self._lock(again, turn, at)
        acts.announce(fresh(turn), by=self.clerk, at=at)

    def _lock(self, sheet: Sheet, turn: Turn, at: datetime) -> None:
        acts.lock(sheet, by=self.judges[str(sheet.seat_id)], at=at, marks=self._marks(turn, sheet.seat))

    def _marks(self, turn: Turn, seat: Seat) -> dict[str, int]:
        """Marks in steps of 0.5 around the unit's quality, as the unit's position has it.

        Some judges are milder than others, and one is at odds with all of them about the unit on paper.
        """
        place = _LIKE.get(turn.position or 0, turn.position or 0)
        quality = self.quality.setdefault(place, 60 + self.year.stream.below(34))
        lean = -18 if (place, seat.serial) == (ON_PAPER, 2) else seat.serial * 5 % 9 - 4
        marks = {}
        for column, (key, most) in enumerate(sorted(REVIEW.maxima.items())):
            swing = (place * 7 + seat.serial * 11 + column * 5) % 13 - 6
            marks[key] = min(most, max(0, most * (quality + lean + swing) // 100 // RULES.step * RULES.step))
        return _shifted(marks) if turn.position == CLOSE else marks

    def _close(self, at: datetime) -> None:
        self._sit(at)
        acts.close(self.session, by=self.clerk, at=at)
        self.session.refresh_from_db()
        acts.confirm_close(self.session, by=self.witness, at=at)
        serial = 60 + self.year.year % 100
        Outcome(self.year, self.session, serial).put_down(day_of(at) + timedelta(days=5))

    def _seats(self) -> QuerySet[Seat]:
        return self.session.seats.filter(vacated_at__isnull=True).order_by("serial")

    def _drafts(self, turn: Turn) -> list[Sheet]:
        return list(turn.sheets.filter(stage="draft").select_related("seat").order_by("seat__serial"))

    def _turns(self) -> list[Turn]:
        return list(self.session.turns.select_related("application__unit", "session").order_by("position"))

    def _in_minutes(self, at: datetime, minutes: int, step: Step) -> None:
        self.year.agenda.add(at + timedelta(minutes=minutes), step)


def slot(place: int) -> timedelta:
    """How long after the opening the unit at a place (from 0) is called in: every 20 minutes, 26 a day."""
    day, within = divmod(place, 26)
    return timedelta(days=day, minutes=15 + 20 * within)


def fresh(turn: Turn) -> Turn:
    """The turn as it stands, its session too."""
    return Turn.objects.select_related("session", "application__unit").get(pk=turn.pk)


def _shifted(marks: dict[str, int]) -> dict[str, int]:
    """The same sum with less in the first group by which equal scores are told apart, and more in none of them."""
    first = RULES.tie_groups[0]
    less = next(key for key, mark in marks.items() if _GROUPS[key] == first and mark)
    free = (key for key in marks if _GROUPS[key] not in RULES.tie_groups)
    more = next(key for key in free if marks[key] < REVIEW.maxima[key])
    return marks | {less: marks[less] - RULES.step, more: marks[more] + RULES.step}
