"""The second quarter of a year: session, recusals, draw, replacement; then the sitting."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from django.db.models import QuerySet

from haizhi.accounts.queries import actor_for
from haizhi.applications.models import Application
from haizhi.kernel.actor import Actor
from haizhi.regulation import moves
from haizhi.regulation.deadlines import Track
from haizhi.regulation.recusals import InterestGround
from haizhi.regulation.review import SessionRules
from haizhi.regulation.roles import Role
from haizhi.rehearsal.agenda import Step
from haizhi.rehearsal.intake import Year
from haizhi.rehearsal.pool import fill_pool
from haizhi.rehearsal.signers import give_keys, unlock_for_sitting
from haizhi.rehearsal.sitting import RULES, Sitting
from haizhi.reviews import acts
from haizhi.reviews.models import Seat, Session, Turn

_TRACK_WORDS = {Track.ANNUAL: "", Track.ACADEMICIAN: "引进海外院士专题"}


@dataclass(slots=True)
class Hearing:
    """The session of a played year, up to its opening."""

    year: Year
    session: Session | None = None
    judges: dict[str, Actor] = field(default_factory=dict)

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

    def _open(self, at: datetime) -> None:
        Sitting(self.year, self.the_session, self.clerk, self.witness, self.judges).begin(at)

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
        asking = self._asking()
        asked = acts.request(
            asking, by=self.year.city.signatory_of(asking.application.unit), at=at, named="重庆第3研究院",
            ground=InterestGround.OTHER, explanation="曾有业务往来。",
        )  # fmt: skip
        frozen = partial(acts.freeze, self.the_session, by=self.clerk, at=at)
        self.year.attempt(moves.SEAL, self.the_session.title, frozen)
        acts.decide(asked, by=self.clerk, at=at, granted=False, opinion="一般业务往来，不构成直接利益关系。")
        acts.agree(asked, by=self.witness, at=at, opinion="同意。")
        for recusal in acts.match_all(self.the_session, by=self.clerk, at=at):
            acts.decide(recusal, by=self.clerk, at=at, granted=True, opinion="任职单位为申报单位，应予回避。")
            acts.agree(recusal, by=self.witness, at=at, opinion="同意。")

    def _asking(self) -> Turn:
        """The unit that a visitor plays; where there is none, the last by its number."""
        turns = {turn.application_id: turn for turn in self.the_session.turns.order_by("application__code")}
        played = self.year.visitors
        return turns[played.case.pk] if played else list(turns.values())[-1]

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

    def _dice(self) -> str:
        return "".join(str(self.year.stream.below(10)) for _ in range(40))

    def _seats(self) -> QuerySet[Seat]:
        return self.the_session.seats.filter(vacated_at__isnull=True)

    def _turns(self) -> list[Turn]:
        return list(self.the_session.turns.select_related("application__unit", "session").order_by("position"))

    def _then(self, at: datetime, hours: int, step: Step) -> None:
        self.year.agenda.add(at + timedelta(hours=hours), step)
