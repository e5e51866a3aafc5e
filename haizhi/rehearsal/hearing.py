"""The middle third of a year: panel, draw, hearing, tally."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from django.db.models import QuerySet

from haizhi.accounts.queries import actor_for
from haizhi.applications.models import Application
from haizhi.kernel.actor import Actor
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.deadlines import Track
from haizhi.regulation.indicators import REVIEW
from haizhi.regulation.recusals import InterestGround
from haizhi.regulation.review import SessionRules
from haizhi.regulation.roles import Role
from haizhi.rehearsal.agenda import Step
from haizhi.rehearsal.intake import Year
from haizhi.rehearsal.outcome import Outcome
from haizhi.rehearsal.pool import fill_pool
from haizhi.rehearsal.signers import give_keys, unlock_for_sitting
from haizhi.reviews import acts
from haizhi.reviews.models import Opening, Seat, Session, Sheet, Turn

RULES = SessionRules(leaders=2, drawn=5)

_TRACK_WORDS = {Track.ANNUAL: "", Track.ACADEMICIAN: "引进海外院士专题"}


@dataclass(slots=True)
class Hearing:
    """The session of a played year."""

    year: Year
    session: Session | None = None
    judges: dict[str, Actor] = field(default_factory=dict)
    quality: dict[str, int] = field(default_factory=dict)

    @property
    def clerk(self) -> Actor:
        """The Office's clerk."""
        return self.year.city.post(Role.OFFICE_CLERK)

    @property
    def witness(self) -> Actor:
        """The supervisor of 纪检."""
        return self.year.city.post(Role.SUPERVISOR)

    @property
    def the_session(self) -> Session:
        """The session as it stands. Raises LookupError before it is scheduled."""
        if self.session is None:
            raise LookupError("the session is not scheduled")
        self.session.refresh_from_db()
        return self.session

    def prepare(self, at: datetime) -> None:
        """Schedule the session and put down everything up to its close, if anybody qualified."""
        qualified = list(Application.objects.filter(call=self.year.the_call, stage="qualified").order_by("code"))
        if not qualified:
            return
        fill_pool(self.year.city, at, qualified[0].unit)
        held = self.year.hearing
        self.session = acts.schedule(
            self.year.the_call, by=self.clerk, at=at, held_at=held,
            name=f"{self.year.year}年重庆海智工作站{_TRACK_WORDS[self.year.track]}评审会", place="科协大厦三楼会议厅",
        )  # fmt: skip
        for application in qualified:
            acts.enlist(self.session, by=self.clerk, at=at, application=application)
        self._then(at, 1, self._set_up)
        self._then(at, 25, self._stand_aside)
        self._then(at, 48, self._freeze)
        self._then(at, 72, self._throw_dice)
        self._then(at, 96, self._replace)
        self.year.agenda.add(held, self._open)

    def _set_up(self, at: datetime) -> None:
        give_keys(self.clerk, self.witness, at=at)
        few = SessionRules(leaders=2, drawn=4)
        wrong = partial(acts.set_rules, self.the_session, by=self.clerk, at=at, rules=few)
        self.year.attempt(moves.SET_RULES, self.the_session.title, wrong)
        acts.set_rules(self.the_session, by=self.clerk, at=at, rules=RULES)
        for person, employer in self.year.city.leaders_of_members(at):
            acts.seat(self.the_session, by=self.clerk, at=at, employer=employer, person=person)

    def _stand_aside(self, at: datetime) -> None:
        """Freezing is refused until every recusal is settled; a unit asks in vain."""
        last = self.the_session.turns.order_by("application__code").last()
        if last is None:
            raise LookupError("a session has its applicants")
        asked = acts.request(
            last, by=self.year.city.signatory_of(last.application.unit), at=at, named="重庆第3研究院",
            ground=InterestGround.OTHER, explanation="曾有业务往来。",
        )  # fmt: skip
        frozen = partial(acts.freeze, self.the_session, by=self.clerk, at=at)
        self.year.attempt(moves.SEAL, self.the_session.title, frozen)
        acts.decide(asked, by=self.clerk, at=at, granted=False, opinion="一般业务往来，不构成直接利益关系。")
        acts.agree(asked, by=self.witness, at=at, opinion="同意。")
        for recusal in acts.match_all(self.the_session, by=self.clerk, at=at):
            acts.decide(recusal, by=self.clerk, at=at, granted=True, opinion="任职单位为申报单位，应予回避。")
            acts.agree(recusal, by=self.witness, at=at, opinion="同意。")

    def _freeze(self, at: datetime) -> None:
        acts.freeze(self.the_session, by=self.clerk, at=at)
        self._then(at, 1, lambda at: acts.confirm_freeze(self.the_session, by=self.witness, at=at))

    def _sit(self, at: datetime) -> None:
        """Both keys are unlocked for the sitting: what is signed by both can go on."""
        unlock_for_sitting(self.the_session, self.clerk, self.witness, at=at)

    def _throw_dice(self, at: datetime) -> None:
        """The witness misreads one die at first; both entries must agree."""
        self._sit(at)
        rolled = self._dice()
        slip = ("1" if rolled[0] == "0" else "0") + rolled[1:]
        acts.record_entropy(self.the_session, by=self.clerk, at=at, value=rolled)
        acts.witness_entropy(self.the_session, by=self.witness, at=at, value=slip)
        acts.witness_entropy(self.the_session, by=self.witness, at=at, value=rolled)
        self._draw(at)

    def _draw(self, at: datetime) -> None:
        acts.draw(self.the_session, by=self.clerk, at=at)
        acts.confirm_draw(self.the_session, by=self.witness, at=at)

    def _replace(self, at: datetime) -> None:
        """The first expert drawn can't come; a leader then stands aside for the first unit."""
        self._sit(at)
        gone = self._seats().filter(origin=Seat.Origin.DRAWN).order_by("serial")[0]
        self._answer(gone, at)
        acts.vacate(self.the_session, by=self.clerk, at=at, serial=gone.serial, opinion="因公出差，不能到会。")
        rolled = self._dice()
        acts.record_entropy(self.the_session, by=self.clerk, at=at, value=rolled)
        acts.witness_entropy(self.the_session, by=self.witness, at=at, value=rolled)
        self._draw(at)
        self._meet_judges(at)
        recusal = self.the_session.recusals.get(source="declared")
        acts.decide(recusal, by=self.clerk, at=at, granted=True, opinion="应予回避。")
        acts.agree(recusal, by=self.witness, at=at, opinion="同意。")

    def _answer(self, gone: Seat, at: datetime) -> None:
        """One of those drawn can't come; the Office heard by telephone that another will."""
        if gone.person is None:
            raise LookupError("whoever was drawn has an account")
        reason = "因公出差，不能到会。"
        acts.regret(self.the_session, by=actor_for(gone.person, at), at=at, opinion=reason)
        called = self._seats().filter(origin=Seat.Origin.DRAWN).order_by("serial").last()
        if called is not None and called.pk != gone.pk:
            said = "上午电话联系，本人确认参加。"
            acts.note_answer(self.the_session, by=self.clerk, at=at, serial=called.serial, coming=True, opinion=said)

    def _meet_judges(self, at: datetime) -> None:
        """Everybody who was drawn accepts, everybody pledges and declares; a leader has one interest."""
        first = self._turns()[0].application.code
        for place, seat in enumerate(self._seats().select_related("person").order_by("serial")):
            judge = self.judges[str(seat.pk)] = actor_for(seat.person, at)
            if seat.asked_at and not seat.answer:
                acts.accept(self.the_session, by=judge, at=at)
            acts.pledge(self.the_session, by=judge, at=at)
            interest = (InterestGround.ADVISER.value, "近三年曾任该单位顾问。")
            acts.disclose(self.the_session, by=judge, at=at, interests={} if place else {first: interest})

    def _open(self, at: datetime) -> None:
        self._sit(at)
        self._read(at)
        acts.open_hearing(self.the_session, by=self.clerk, at=at)
        turns = self._turns()
        for place, turn in enumerate(turns):
            begins = at + _slot(place)
            if place == len(turns) - 1 and place > 8:
                self.year.agenda.add(begins, partial(self._miss, turn))
            else:
                self.year.agenda.add(begins, partial(self._hear, turn))
        self.year.agenda.add(at + _slot(len(turns) - 1) + timedelta(minutes=30), self._close)

    def _read(self, at: datetime) -> None:
        """One judge looks into the papers of the second unit beforehand."""
        seat, turn = self._seats().order_by("serial")[0], self._turns()[1:2]
        for what, name in ((Opening.What.INDICATORS, "指标对照"), (Opening.What.FORM, "申报表")):
            for each in turn:
                acts.open_material(each, by=self.judges[str(seat.pk)], at=at, what=what, name=name)

    def _miss(self, turn: Turn, at: datetime) -> None:
        acts.mark_absent(fresh(turn), by=self.clerk, at=at, opinion="经通知未到会。")

    def _hear(self, turn: Turn, at: datetime) -> None:
        self._sit(at)
        acts.call_in(fresh(turn), by=self.clerk, at=at)
        self._in_minutes(at, 12, lambda at: acts.open_scoring(fresh(turn), by=self.clerk, at=at))
        self._in_minutes(at, 16, lambda at: self._score(turn, at))

    def _score(self, turn: Turn, at: datetime) -> None:
        """Every judge locks; announcing before the last sheet is refused."""
        sheets = list(turn.sheets.filter(stage="draft").select_related("seat").order_by("seat__serial"))
        *early, last = sheets
        for sheet in early:
            self._lock(sheet, turn, at)
        announce = partial(acts.announce, by=self.clerk)
        if turn.position == 1:
            self.year.attempt(moves.ANNOUNCE, turn.title, partial(announce, fresh(turn), at=at))
        self._lock(last, turn, at)
        self._in_minutes(at, 2, lambda at: announce(fresh(turn), at=at))
        if turn.position == 2:
            self._in_minutes(at, 3, lambda at: self._correct(turn, at))

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
        marks = self._marks(turn, sheet.seat)
        acts.lock(sheet, by=self.judges[str(sheet.seat_id)], at=at, marks=marks)

    def _marks(self, turn: Turn, seat: Seat) -> dict[str, int]:
        """Marks in steps of 0.5 around the unit's quality; the third and the fourth unit get the same.

        Some judges are milder than others, and one is at odds with all of them about the sixth unit.
        """
        place = 3 if turn.position == 4 else turn.position or 0
        quality = self.quality.setdefault(str(place), 60 + self.year.stream.below(34))
        lean = -18 if (place, seat.serial) == (6, 2) else seat.serial * 5 % 9 - 4
        marks = {}
        for column, (key, most) in enumerate(sorted(REVIEW.maxima.items())):
            swing = (place * 7 + seat.serial * 11 + column * 5) % 13 - 6
            marks[key] = min(most, max(0, most * (quality + lean + swing) // 100 // RULES.step * RULES.step))
        return marks

    def _close(self, at: datetime) -> None:
        self._sit(at)
        acts.close(self.the_session, by=self.clerk, at=at)
        acts.confirm_close(self.the_session, by=self.witness, at=at)
        serial = 60 + self.year.year % 100
        Outcome(self.year, self.the_session, serial).put_down(day_of(at) + timedelta(days=5))

    def _dice(self) -> str:
        return "".join(str(self.year.stream.below(10)) for _ in range(40))

    def _seats(self) -> QuerySet[Seat]:
        return self.the_session.seats.filter(vacated_at__isnull=True)

    def _turns(self) -> list[Turn]:
        return list(self.the_session.turns.select_related("application__unit", "session").order_by("position"))

    def _then(self, at: datetime, hours: int, step: Step) -> None:
        self.year.agenda.add(at + timedelta(hours=hours), step)

    def _in_minutes(self, at: datetime, minutes: int, step: Step) -> None:
        self.year.agenda.add(at + timedelta(minutes=minutes), step)


def _slot(place: int) -> timedelta:
    """How long after the opening the unit at a place (from 0) is called in: every 20 minutes, 26 a day."""
    day, slot = divmod(place, 26)
    return timedelta(days=day, minutes=15 + 20 * slot)


def fresh(turn: Turn) -> Turn:
    """The turn as it stands, its session too."""
    return Turn.objects.select_related("session", "application__unit").get(pk=turn.pk)
