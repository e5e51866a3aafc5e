"""The last third of a year: resolution, 公示 with an objection, joint document, plaques."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeVar

from haizhi.applications.models import Application
from haizhi.archives.acts import file
from haizhi.decisions import acts, drafts, facts, queries
from haizhi.decisions.models import JointDocument, Objection, Publicity, Resolution, ResolutionLine
from haizhi.kernel.actor import PUBLIC
from haizhi.regulation import moves
from haizhi.regulation.archiving import CLOSED, usual_retention
from haizhi.regulation.citations import chinese_number
from haizhi.regulation.civil_time import day_of, end_of_day
from haizhi.regulation.roles import Role
from haizhi.rehearsal.agenda import Step, moment
from haizhi.rehearsal.intake import DESK, Year
from haizhi.reviews.models import Session
from haizhi.stations.acts import award

Decision = ResolutionLine.Decision

_ENOUGH = 6
"""Units with a rank from which on the party group departs from it."""

PARTY_GROUP = tuple(f"演示党组成员{serial}" for serial in "一二三四五六七")
"""Who decides; one of them is away on the day."""

SUPERVISION_PHONE = "023-60000001"
"""Of 纪检, in rehearsals and the demonstration."""


@dataclass(slots=True)
class Outcome:
    """What follows from a closed session. `document_serial`: the number the offices give their joint document."""

    year: Year
    session: Session
    document_serial: int
    resolution: Resolution | None = None
    publicity: Publicity | None = None
    document: JointDocument | None = None
    departures: dict[str, tuple[str, str]] = field(default_factory=dict)

    def put_down(self, day: date) -> None:
        """Put the party group's meeting of `day`, and all that follows, on the agenda."""
        self.year.agenda.add(moment(day, 10), self._resolve)

    def _resolve(self, at: datetime) -> None:
        self.resolution = acts.prepare_resolution(self.session, by=self.year.city.post(Role.PARTY_RECORDER), at=at)
        self._depart_from_rank()
        self._then(at, 1, self._apply)

    def _apply(self, at: datetime) -> None:
        day = day_of(at)
        drafts.note_meeting(
            self._resolution, minutes_number=f"〔{day.year}〕第12期", met_on=day,
            attendance="、".join(PARTY_GROUP[:6]), absent=PARTY_GROUP[6], sitting_in="演示列席人一、演示列席人二",
        )  # fmt: skip
        apply = partial(acts.apply_resolution, by=self.year.city.post(Role.PARTY_RECORDER), at=at)
        title = self._resolution.title
        if self.year.attempt(moves.APPLY_RESOLUTION, title, partial(apply, self._resolution)) is None:
            self._give_reasons()
            apply(self._resolution)
        if self._resolution.lines.filter(decision=Decision.PROPOSE).exists():
            self._then(at, 22, self._publicise)

    def _depart_from_rank(self) -> None:
        """The sixth is proposed in the place of the fifth, as the party group may with a reason; one more waits."""
        played = self.year.visitors
        codes = [line.application.code for line in facts.lines(self._resolution) if line.rank]
        if len(codes) < _ENOUGH:
            return
        self.departures = {
            codes[4]: (Decision.DEFER.value, "与近年建站的领域重复，暂缓。"),
            codes[5]: (Decision.PROPOSE.value, "所在领域尚无工作站，经研究列入。"),
        }
        waiting = next((code for code in codes[_ENOUGH:] if not played or code != played.case.code), None)
        if waiting:
            self.departures[waiting] = (Decision.DEFER.value, "专项经费尚待落实，暂缓。")
        unexplained = {code: (decision, "") for code, (decision, _) in self.departures.items()}
        drafts.decide_lines(self._resolution, unexplained, "")

    def _give_reasons(self) -> None:
        proposed = self._resolution.lines.filter(decision=Decision.PROPOSE).count()
        usual = proposed == self._resolution.session.call.soft_target
        drafts.decide_lines(self._resolution, self.departures, "" if usual else "根据当年申报质量确定。")

    def _publicise(self, at: datetime) -> None:
        self.publicity = acts.prepare_publicity(
            self._resolution, by=self.year.city.post(Role.OFFICE_CLERK), at=at,
            heading=queries.suggested_heading(self._resolution),
            phone=DESK["phone"], supervision_phone=SUPERVISION_PHONE, address=DESK["address"],
        )  # fmt: skip
        self._then(at, 1, self._publish)

    def _publish(self, at: datetime) -> None:
        acts.publish_publicity(self._publicity, by=self.year.city.post(Role.OFFICE_HEAD), at=at)
        last_day = self._publicity.last_day
        if last_day is None:
            raise LookupError("a published publicity has its last day")
        self._then(at, 26, self._object)
        self._then(at, 27, self._report)
        self._then(at, 30, self._conclude_early)
        self._then(end_of_day(last_day), 9, self._conclude)

    def _object(self, at: datetime) -> None:
        """An objection against the last unit named: it alone is frozen, is heard, and found blameless."""
        clerk, witness = self.year.city.post(Role.OFFICE_CLERK), self.year.city.post(Role.SUPERVISOR)
        objection = acts.lodge(
            self._publicity, by=PUBLIC, at=at, application=self._named()[-1], sort=Objection.Sort.OBJECTION,
            text="该单位所列合作项目的经费来源与公开信息不一致。",
            name="演练异议人", contact="objector@rehearsal.haizhi.invalid",
        )  # fmt: skip
        found = partial(acts.find, upheld=False, finding="经核查，经费来源属实。", answer="所反映的情况不属实。")
        self._then(at, 3, lambda at: acts.accept(objection, by=clerk, at=at, opinion="予以受理，该单位公示中止。"))
        self._then(at, 4, lambda at: self._hear(objection, at))
        self._then(at, 48, lambda at: found(objection, by=clerk, at=at))
        self._then(at, 98, lambda at: acts.agree(objection, by=witness, at=at, opinion="同意。"))

    def _hear(self, objection: Objection, at: datetime) -> None:
        """The unit is asked in the Office's own words, and answers the next day."""
        inquiry = acts.put_inquiry(
            objection, by=self.year.city.post(Role.OFFICE_CLERK), at=at, due_on=day_of(at) + timedelta(days=5),
            matters="请说明申报表所列合作项目的经费来源，并提供凭证。",
        )  # fmt: skip
        by, said = self.year.city.signatory_of(inquiry.unit), "经费由本单位自筹，凭证可随时查验。"
        self._then(at, 20, lambda at: acts.answer_inquiry(inquiry, by=by, at=at, answer=said))

    def _report(self, at: datetime) -> None:
        """A report without facts is declined."""
        clerk = self.year.city.post(Role.OFFICE_CLERK)
        report = acts.lodge(
            self._publicity, by=PUBLIC, at=at, application=self._named()[0], sort=Objection.Sort.REPORT,
            text="听说有问题。", anonymous=True,
        )  # fmt: skip
        declined = "未提供可供核查的事实。"
        self._then(at, 2, lambda at: acts.decline(report, by=clerk, at=at, opinion=declined))

    def _named(self) -> list[Application]:
        return list(self._publicity.applications.order_by("code"))

    def _conclude_early(self, at: datetime) -> None:
        clerk = self.year.city.post(Role.OFFICE_CLERK)
        early = partial(acts.conclude_publicity, self._publicity, by=clerk, at=at)
        self.year.attempt(moves.CONCLUDE_PUBLICITY, self._publicity.title, early)

    def _conclude(self, at: datetime) -> None:
        acts.conclude_publicity(self._publicity, by=self.year.city.post(Role.OFFICE_CLERK), at=at)
        self._then(at, 30, self._tell)
        self._then(at, 48, self._draft)

    def _tell(self, at: datetime) -> None:
        """Whoever was not chosen is told by letter, with a reason that the unit may read."""
        clerk, head = self.year.city.post(Role.OFFICE_CLERK), self.year.city.post(Role.OFFICE_HEAD)
        decided = self._resolution.lines.values("application")
        for application in list(queries.untold(clerk).filter(pk__in=decided)):
            reason = queries.suggested_reason(application) or "贵单位申报的领域与近年建站的领域相近。"
            letter = acts.prepare_letter(application, by=clerk, at=at, reason=reason)
            acts.send_letter(letter, by=head, at=at)

    def _draft(self, at: datetime) -> None:
        named = self._publicity.applications.filter(stage="cleared").order_by("code")
        applications = list(named.select_related("unit"))
        if not applications:
            return
        heading, body = queries.suggested_document(applications)
        clerk = self.year.city.post(Role.OFFICE_CLERK)
        self.document = acts.draft_document(
            by=clerk,
            at=at,
            applications=applications,
            heading=heading,
            body=body,
            printed_by=queries.usual_printer(at),
        )
        self._then(at, 5, self._sign)

    def _sign(self, at: datetime) -> None:
        acts.sign(self._document, by=self.year.city.post(Role.ASSOCIATION_SIGNER), at=at, opinion="同意印发。")
        self._then(at, 20, self._countersign)

    def _countersign(self, at: datetime) -> None:
        acts.countersign(self._document, by=self.year.city.post(Role.BUREAU_SIGNER), at=at, opinion="同意。")
        self._then(at, 24, self._issue)

    def _issue(self, at: datetime) -> None:
        clerk, day = self.year.city.post(Role.OFFICE_CLERK), day_of(at)
        issue = partial(acts.issue, self._document, by=clerk, at=at)
        plain = partial(issue, number=f"渝科协发[{day.year}]第0{self.document_serial}号")
        self.year.attempt(moves.ISSUE, self._document.title, plain)
        issue(number=f"渝科协发〔{day.year}〕{self.document_serial}号")
        self._then(at, 168, self._award)

    def _award(self, at: datetime) -> None:
        clerk, day = self.year.city.post(Role.OFFICE_CLERK), day_of(at)
        founded = self._document.applications.filter(stage="approved").order_by("code")
        for place, application in enumerate(founded, start=1):
            award(
                application, by=clerk, at=at, short_name=application.station_name,
                plaque_serial=f"渝海智站{day.year}{place:03d}", awarded_on=day,
                place="市科协会堂", handed_by="演示授牌人", received_by=f"演示接牌人{chinese_number(place)}",
            )  # fmt: skip
        self._then(at, 24 * 30, self._file)

    def _file(self, at: datetime) -> None:
        """Everything of the call that is closed becomes files, of which the worker makes packages."""
        clerk = self.year.city.post(Role.OFFICE_CLERK)
        closed = Application.objects.filter(call=self.session.call, stage__in=CLOSED).order_by("code")
        for application in closed if self.year.files else closed.none():
            file(application, by=clerk, at=at, retention=usual_retention(application.stage))

    def _then(self, at: datetime, hours: int, step: Step) -> None:
        self.year.agenda.add(at + timedelta(hours=hours), step)

    @property
    def _resolution(self) -> Resolution:
        return _there(self.resolution)

    @property
    def _publicity(self) -> Publicity:
        return _there(self.publicity)

    @property
    def _document(self) -> JointDocument:
        return _there(self.document)


T = TypeVar("T", Resolution, Publicity, JointDocument)


def _there(row: T | None) -> T:
    """The row as it stands in the database. Raises LookupError before its step was played."""
    if row is None:
        raise LookupError("this step was not played yet")
    row.refresh_from_db()
    return row
