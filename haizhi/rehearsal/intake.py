"""The first third of a year: the call, applications, 区县初审, 资格审核."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from haizhi.applications import acts, drafts
from haizhi.applications.facts import kind_of, supplied
from haizhi.applications.models import Application, Call
from haizhi.fairness.stream import Stream
from haizhi.files.drafts import receive
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.regulation import moves
from haizhi.regulation.bodies import bodies_by_pinyin
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.deadlines import Track
from haizhi.regulation.eligibility import conditions_for
from haizhi.regulation.materials import MaterialKind, required_materials
from haizhi.regulation.materials import Step as HandedIn
from haizhi.regulation.moves import Move
from haizhi.regulation.parameters import OVERVIEW_WORDS
from haizhi.regulation.roles import Role
from haizhi.regulation.routing import Route
from haizhi.rehearsal import checking
from haizhi.rehearsal.agenda import Agenda, Step, moment
from haizhi.rehearsal.applicant import Applicant, answers
from haizhi.rehearsal.city import HOME_DISTRICT, City
from haizhi.rehearsal.evidence import records
from haizhi.rehearsal.fates import Fate, fate_of, pattern_of
from haizhi.rehearsal.names import overview
from haizhi.rehearsal.papers import paper
from haizhi.rehearsal.report import Report

TO_DEADLINE = timedelta(days=76)
"""From the day of publication to the exclusive deadline, as in 2026: 16 March to 31 May, 0:00."""

_COMING_IN = 52
"""Days over which units begin, at most."""

_TO_QUALIFY = timedelta(days=18)
"""Before the review nobody begins any more who could not have qualified by the time it is prepared."""


DESK = {
    "contact": "向示范",
    "phone": "023-60000000",
    "mailbox": "office@rehearsal.haizhi.invalid",
    "address": "重庆市渝中区示范路1号",
    "postcode": "400000",
}
"""Whom an invented notice names: nobody."""


@dataclass(slots=True)
class Year:
    """One year's call being played from `published_on`; `applications` units take part.

    `unfinished`: some of what was submitted is left to districts and Office, as a demonstration needs it.
    `visitor`: the number of the applicant whom somebody who tries the demonstration plays. `files`: whether closed
    cases become files.
    """

    year: int
    published_on: date
    applications: int
    city: City
    agenda: Agenda
    report: Report
    stream: Stream
    track: Track = Track.ANNUAL
    heard_at: datetime | None = None
    unfinished: bool = False
    visitor: int | None = None
    files: bool = True
    call: Call | None = None
    applicants: list[Applicant] = field(default_factory=list)

    @property
    def deadline(self) -> datetime:
        """The exclusive deadline."""
        return moment(self.published_on + TO_DEADLINE, 0)

    @property
    def hearing(self) -> datetime:
        """When the review begins: 18 days after the deadline at 8:30, unless said otherwise."""
        return self.heard_at or self.deadline + timedelta(days=18, hours=8, minutes=30)

    @property
    def the_call(self) -> Call:
        """The call as it stands. Raises LookupError before it is composed."""
        if self.call is None:
            raise LookupError(f"the call of {self.year} is not composed")
        self.call.refresh_from_db()
        return self.call

    @property
    def visitors(self) -> Applicant | None:
        """The unit whom a visitor plays: it asks that a judge stand aside, and is not chosen. None in a rehearsal."""
        return next((each for each in self.applicants if each.index == self.visitor), None)

    def put_down(self, then: Step) -> None:
        """Put the year on the agenda; `then` follows once the Office has checked everybody."""
        opening = moment(self.published_on, 9)
        self.agenda.add(opening, self._compose)
        self.agenda.add(opening + timedelta(hours=1), self._publish)
        for index in range(self.applications):
            self._put_down_applicant(index)
        self.agenda.add(self.deadline, acts.close_due)
        self.agenda.add(moment(day_of(self.hearing) - timedelta(days=7), 16), self._minute)
        self.agenda.add(moment(day_of(self.hearing) - timedelta(days=6), 9), then)

    def _compose(self, at: datetime) -> None:
        self.call = acts.compose(by=self.city.post(Role.OFFICE_CLERK), at=at, year=self.year, track=self.track)
        wanted: dict[str, Any] = {"issued_on": self.published_on} | DESK
        if self.track is Track.ANNUAL:
            wanted["deadline"] = self.deadline
        drafts.edit_call(self.call, wanted, by=self.city.post(Role.OFFICE_CLERK), at=at)

    def _publish(self, at: datetime) -> None:
        clerk = self.city.post(Role.OFFICE_CLERK)
        self.attempt(moves.PUBLISH_CALL, self.the_call.title, partial(acts.publish, self.the_call, by=clerk, at=at))
        acts.publish(self.the_call, by=self.city.post(Role.OFFICE_HEAD), at=at)

    def _put_down_applicant(self, index: int) -> None:
        fate = fate_of(index, self.applications)
        day = self.published_on + timedelta(days=1 + self._place_of(index))
        if fate is Fate.LATE:
            day = day_of(self.deadline) - timedelta(days=2)
        begun = moment(day, 9 + self.stream.below(8), self.stream.below(60))
        self.agenda.add(begun, lambda at: self._begin(index, fate, at))

    def _place_of(self, index: int) -> int:
        """On which day after the first a unit begins: spread evenly, so that at any moment something is under way.

        The offset lets a unit of the demonstration's district wait for it 45 days after the publication.
        """
        days = min(_COMING_IN, (day_of(self.hearing - _TO_QUALIFY) - self.published_on).days)
        return (37 * index + 28) % days

    def _begin(self, index: int, fate: Fate, at: datetime) -> None:
        places = bodies_by_pinyin(day_of(at))
        pattern = pattern_of(index, fate)
        district = HOME_DISTRICT if index % 5 == 0 else places[index * 7 % len(places)].code
        unit = self.city.new_unit(pattern, district, at)
        applicant = Applicant(index, fate, unit, self.city.signatory_of(unit), self.city.units - 1)
        self.applicants.append(applicant)
        if fate is Fate.PAPER:
            clerk = self.city.post(Role.OFFICE_CLERK)
            applicant.application = acts.record_paper(self.the_call, by=clerk, at=at, unit=unit)
        else:
            applicant.application = acts.begin(self.the_call, by=applicant.signatory, at=at, unit=unit)
        if fate is Fate.TWICE:
            again = partial(acts.begin, self.the_call, by=applicant.signatory, at=at, unit=unit)
            self.attempt(moves.BEGIN, unit.name, again)
        ready = self.deadline + timedelta(hours=9) if fate is Fate.LATE else at + timedelta(days=2, hours=1)
        self.agenda.add(at + timedelta(hours=2), lambda at: self._fill_in(applicant, at))
        self.agenda.add(ready, lambda at: self._submit(applicant, at))

    def _fill_in(self, applicant: Applicant, at: datetime) -> None:
        who = self._fills_in(applicant)
        drafts.save(applicant.case, answers(applicant), by=who, at=at)
        drafts.add_records(applicant.case, records(applicant.serial, self.year, self.city.mark), by=who, at=at)
        self._attach(applicant, at, signed=applicant.fate is not Fate.UNSIGNED)

    def _attach(self, applicant: Applicant, at: datetime, *, signed: bool) -> None:
        case, who = applicant.case, self._fills_in(applicant)
        wanted = required_materials(kind_of(applicant.unit), Route(case.route), HandedIn.SUBMISSION)
        present = supplied(case)
        for material in wanted:
            if material.kind is not MaterialKind.SIGNED_FORM and material.kind not in present:
                drafts.attach(case, material.kind, self._scan(applicant, material.label, who, at), by=who, at=at)
        if signed:
            scan = self._scan(applicant, MaterialKind.SIGNED_FORM.label, who, at)
            drafts.attach(applicant.case, MaterialKind.SIGNED_FORM, scan, by=who, at=at)

    def _submit(self, applicant: Applicant, at: datetime) -> None:
        who, name = self._fills_in(applicant), applicant.unit.name
        submit = partial(acts.submit, by=who, at=at, opinion="同意申报")
        if self.attempt(moves.SUBMIT, name, partial(submit, applicant.case)) is None:
            if applicant.fate is Fate.LATE:
                return
            self._mend(applicant, at)
            submit(applicant.case)
        self._after_submission(applicant, at)

    def _mend(self, applicant: Applicant, at: datetime) -> None:
        """Put right what the refusal named: shorten, sign the form anew."""
        shorter = {"overview_goals": overview(OVERVIEW_WORDS.value - 600, "预期目标")}
        if applicant.fate is Fate.TOO_LONG:
            drafts.save(applicant.case, shorter, by=self._fills_in(applicant), at=at)
        self._attach(applicant, at, signed=True)

    def _after_submission(self, applicant: Applicant, at: datetime) -> None:
        if self.unfinished and applicant.index % 5 in (0, 3) and applicant.fate is Fate.PLAIN:
            self.agenda.add(at + timedelta(days=1), lambda at: self._leave_at_work(applicant, at))
            return
        if applicant.case.stage == "endorsing":
            due = self.deadline + timedelta(hours=9) if applicant.fate is Fate.LATE_FORWARD else at + timedelta(days=3)
            self.agenda.add(due, lambda at: self._endorse(applicant, at))
        else:
            self.agenda.add(at + timedelta(days=4), lambda at: self._check(applicant, at))

    def _leave_at_work(self, applicant: Applicant, at: datetime) -> None:
        """A demonstration shows districts and Office in the middle of their work."""
        case = applicant.case
        if case.stage == "endorsing":
            self.city.head_of(case.district, at)
            scan = partial(self._scan, applicant)
            checking.work_on(case, self.city.clerks[case.district], scan, at, whole=applicant.index % 3 == 0)
        elif case.stage == "qualifying" and applicant.index % 2:
            checking.take_in_paper(case, self.city.post(Role.OFFICE_CLERK), at)

    def _minute(self, at: datetime) -> None:
        """The member units meet once most have been checked."""
        found = list(Application.objects.filter(call=self.the_call, stage="qualified").order_by("code"))
        if found:
            clerk, head = self.city.post(Role.OFFICE_CLERK), self.city.post(Role.OFFICE_HEAD)
            checking.minute(found, clerk, head, day_of(at), at)

    def _endorse(self, applicant: Applicant, at: datetime) -> None:
        case, fate, name = applicant.case, applicant.fate, applicant.unit.name
        if case.stage != "endorsing":
            return
        head = self.city.head_of(case.district, at)
        if fate is Fate.RETURNED and case.submissions.count() == 1:
            why = {"overview": "请补充与海外科技团体合作的年限。"}
            acts.send_back(case, by=head, at=at, opinion=why["overview"], sections=["overview"], reasons=why)
            self.agenda.add(at + timedelta(days=2), lambda at: self._resubmit(applicant, at))
            return
        if fate is Fate.DECLINED:
            acts.decline(case, by=head, at=at, opinion="合作项目尚未落实，建议下一年度再行申报。")
            return
        if fate is Fate.REROUTED:
            clerk = self.city.post(Role.OFFICE_CLERK)
            acts.reroute(
                case, by=clerk, at=at, route=Route.DIRECT, opinion="经核，该单位由市级部门主管，改为直接申报。"
            )
            self.agenda.add(at + timedelta(days=1), lambda at: self._check(applicant, at))
            return
        scan = self._scan(applicant, MaterialKind.DISTRICT_OPINION.label, head, at)
        if fate is Fate.FOREIGN:
            other = self.city.head_of("500101" if case.district != "500101" else "500102", at)
            wrong = partial(acts.endorse, applicant.case, by=other, at=at, opinion="同意推荐", scan=scan)
            self.attempt(moves.ENDORSE, name, wrong)
        endorse = partial(acts.endorse, applicant.case, by=head, at=at, opinion="情况属实，同意推荐。", scan=scan)
        if self.attempt(moves.ENDORSE, name, endorse) is not None:
            self.agenda.add(at + timedelta(days=4), lambda at: self._check(applicant, at))
        else:
            self.agenda.add(at + timedelta(days=1), lambda at: self._reject(applicant, "逾期送达。", at))

    def _resubmit(self, applicant: Applicant, at: datetime) -> None:
        who = self._fills_in(applicant)
        longer = {"overview_basis": overview(290, "基础条件及优势（补充合作年限）")}
        drafts.save(applicant.case, longer, by=who, at=at)
        self._attach(applicant, at, signed=True)
        acts.submit(applicant.case, by=who, at=at, opinion="已按要求补正")
        self._after_submission(applicant, at)

    def _check(self, applicant: Applicant, at: datetime) -> None:
        case, fate, clerk = applicant.case, applicant.fate, self.city.post(Role.OFFICE_CLERK)
        if case.stage != "qualifying":
            return
        if fate is Fate.WITHDRAWN:
            acts.withdraw(case, by=applicant.signatory, at=at, opinion="合作方计划调整，申请撤回。")
            return
        if fate is Fate.CORRECTED and case.submissions.count() == 1:
            why = {
                "overview": "合作年限与协议所载不一致，请核对后改正。",
                "conditions": "专项经费与财务承诺不一致，请核对。",
            }
            acts.correct(case, by=clerk, at=at, opinion="请逐项补正。", sections=list(why), reasons=why, workdays=5)
            self.agenda.add(at + timedelta(days=3), lambda at: self._resubmit(applicant, at))
            return
        for row in conditions_for(kind_of(applicant.unit)):
            if row.judged:
                drafts.judge(applicant.case, row.key, True, "材料可证", by=clerk, at=at)
        qualify = partial(acts.qualify, applicant.case, by=clerk, at=at, opinion="经审核，符合申报条件。")
        if self.attempt(moves.QUALIFY, applicant.unit.name, qualify) is None:
            self._reject(applicant, "不符合申报条件。", at)
        elif fate is Fate.FRAUD:
            head, who = self.city.post(Role.OFFICE_HEAD), applicant.signatory
            accused, said = at + timedelta(days=1), at + timedelta(days=1, hours=6)
            self.agenda.add(accused, lambda at: checking.accuse(applicant.case, head, at))
            self.agenda.add(said, lambda at: checking.answer(applicant.case, who, at))
            self.agenda.add(at + timedelta(days=2), lambda at: checking.cancel(applicant.case, head, at))

    def _reject(self, applicant: Applicant, reason: str, at: datetime) -> None:
        acts.reject(applicant.case, by=self.city.post(Role.OFFICE_HEAD), at=at, opinion=reason)

    def attempt(self, move: Move, subject: str, deed: Callable[[], Any]) -> Any:
        """An act that may be refused; the refusal is part of the rehearsal."""
        return self.report.attempt(move, subject, deed)

    def _fills_in(self, applicant: Applicant) -> Actor:
        return self.city.post(Role.OFFICE_CLERK) if applicant.fate is Fate.PAPER else applicant.signatory

    def _scan(self, applicant: Applicant, title: str, by: Actor, at: datetime) -> Upload:
        return receive(
            paper(title, applicant.unit.name, f"{self.year}年度", f"第{applicant.case.version}稿"), by=by, at=at
        )
