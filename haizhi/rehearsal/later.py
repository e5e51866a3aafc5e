"""Units that were deferred, taken up again: what the party group resolved on them, and the papers under way since."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from haizhi.applications.models import Application
from haizhi.decisions import acts, drafts, queries
from haizhi.decisions.models import JointDocument, Publicity, Resolution, ResolutionLine
from haizhi.regulation.civil_time import CHINA, day_of, end_of_day
from haizhi.regulation.deadlines import Track
from haizhi.regulation.roles import Role
from haizhi.rehearsal.agenda import Agenda
from haizhi.rehearsal.city import City
from haizhi.rehearsal.intake import DESK
from haizhi.rehearsal.outcome import PARTY_GROUP, SUPERVISION_PHONE
from haizhi.reviews.models import Session

Decision = ResolutionLine.Decision


@dataclass(frozen=True, slots=True)
class Deferred:
    """The deferred units of one year's call; each method is one step, the agenda says when."""

    city: City
    agenda: Agenda
    year: int
    track: Track = Track.ANNUAL

    def draw_up(self, many: int, at: datetime) -> Resolution | None:
        """Draw up a resolution that proposes the first `many` of them and defers the others again; None for none."""
        waiting = Application.objects.filter(stage="deferred", call__year=self.year, call__track=self.track)
        codes = list(waiting.order_by("code").values_list("code", flat=True))
        if not codes:
            return None
        session = Session.objects.get(stage="closed", turns__application__code=codes[0])
        resolution = acts.prepare_resolution(session, by=self.city.post(Role.PARTY_RECORDER), at=at)
        decisions = dict.fromkeys(codes, (Decision.DEFER.value, "条件仍待落实。"))
        decisions |= dict.fromkeys(codes[:many], (Decision.PROPOSE.value, "上次暂缓的事项已经落实，经再次研究列入。"))
        more = f"上次暂缓的单位条件成熟，增列{len(codes[:many])}家。" if self.track is Track.ANNUAL else ""
        drafts.decide_lines(resolution, decisions, more)
        return resolution

    def resolve(self, many: int, issue: int, at: datetime) -> Publicity | None:
        """Resolve it, in the minutes of that number in the year, and draw up its 公示."""
        resolution = self.draw_up(many, at)
        if resolution is None:
            return None
        drafts.note_meeting(
            resolution, minutes_number=f"〔{day_of(at).year}〕第{issue}期", met_on=day_of(at),
            attendance="、".join(PARTY_GROUP),
        )  # fmt: skip
        acts.apply_resolution(resolution, by=self.city.post(Role.PARTY_RECORDER), at=at)
        heading = f"{queries.suggested_heading(resolution)}（增列）"
        return acts.prepare_publicity(
            resolution, by=self.city.post(Role.OFFICE_CLERK), at=at, heading=heading,
            phone=DESK["phone"], supervision_phone=SUPERVISION_PHONE, address=DESK["address"],
        )  # fmt: skip

    def publicise(self, many: int, issue: int, at: datetime) -> None:
        """Resolve it and publish at once; nobody objects, and the 公示 is concluded."""
        publicity = self.resolve(many, issue, at)
        if publicity is None:
            return
        acts.publish_publicity(publicity, by=self.city.post(Role.OFFICE_HEAD), at=at)
        if publicity.last_day is None:
            raise LookupError("a published publicity has its last day")
        clerk, over = self.city.post(Role.OFFICE_CLERK), end_of_day(publicity.last_day) + timedelta(hours=9)
        self.agenda.add(over, lambda at: acts.conclude_publicity(publicity, by=clerk, at=at))

    def schedule(self, issue: int, at: datetime) -> None:
        """Resolve it and set the 公示 for a morning to come."""
        publicity = self.resolve(1, issue, at)
        if publicity is not None:
            morning = datetime.combine(day_of(at) + timedelta(days=4), time(9), CHINA)
            acts.schedule_publicity(publicity, by=self.city.post(Role.OFFICE_HEAD), at=at, publish_at=morning)

    def draft(self, at: datetime) -> JointDocument | None:
        """Draft the joint document for the first whom nothing stands against any more and no document names."""
        cleared = Application.objects.filter(stage="cleared", call__year=self.year, call__track=self.track)
        free = cleared.exclude(document_items__document__stage__in=_UNDER_WAY)
        named = list(free.order_by("code")[:1])
        if not named:
            return None
        heading, body = queries.suggested_document(named)
        clerk = self.city.post(Role.OFFICE_CLERK)
        return acts.draft_document(by=clerk, at=at, applications=named, heading=f"{heading}（增列）", body=body)

    def sign(self, at: datetime) -> JointDocument | None:
        """Draft it, and let 市科协 sign."""
        document = self.draft(at)
        if document is not None:
            acts.sign(document, by=self.city.post(Role.ASSOCIATION_SIGNER), at=at, opinion="同意印发。")
        return document

    def issue(self, serial: int, at: datetime) -> None:
        """Draft it, let both sign, and issue it under that number of the year."""
        document = self.sign(at)
        if document is not None:
            acts.countersign(document, by=self.city.post(Role.BUREAU_SIGNER), at=at, opinion="同意。")
            number = f"渝科协发〔{day_of(at).year}〕{serial}号"
            acts.issue(document, by=self.city.post(Role.OFFICE_CLERK), at=at, number=number)


_UNDER_WAY = ("drafted", "signed", "countersigned")
"""Documents that name a unit for now."""
