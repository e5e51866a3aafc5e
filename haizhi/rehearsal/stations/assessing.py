"""A round of assessment: own sheets, peers by the drawn lot, the Office's team, the result, an appeal."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from haizhi.assessments import acts, drafts
from haizhi.assessments.facts import records_for, work_for
from haizhi.assessments.facts.peers import needs_lot
from haizhi.assessments.models import Appeal, Assessed, Part, Round, Score
from haizhi.kernel.actor import Actor
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.indicators import ASSESSMENT
from haizhi.regulation.roles import Role
from haizhi.rehearsal.city import City
from haizhi.rehearsal.stations.drawing import lead, make_keys
from haizhi.rehearsal.stations.house import House

SHARES = (0.9, 0.8, 0.7, 0.85)
"""How much of each maximum the stations are worth, in turn."""

POOR = 0.3
"""What a station is worth that fails."""

_SAID = {
    "b1": "由一名班子成员分管，每季度听取一次海智工作汇报。",
    "b2": "专职人员1名，兼职人员2名。",
    "b3": "固定办公场地120平方米。",
    "b4": "配套经费列入本单位年度预算。",
    "b5": "制定了海智工作站管理办法和经费管理办法。",
}
"""What every station says beside its own marks."""

_STEP = 5
_BONUS = ("b17", "b18")


def marks_of(share: float) -> dict[str, int]:
    """Marks in tenths for every indicator: the same share of each maximum, no bonus."""
    return {i.key: 0 if i.key in _BONUS else int(i.maximum * share) // _STEP * _STEP for i in ASSESSMENT.indicators}


class Assessing:
    """One round. `worth` is each station's share by its code; who is not named there gets the usual ones in turn."""

    def __init__(self, city: City, houses: Sequence[House], worth: Mapping[str, float]) -> None:
        self.city, self.houses = city, {house.station.code: house for house in houses}
        usual = {code: SHARES[n % len(SHARES)] for n, code in enumerate(self.houses)}
        self.worth = usual | dict(worth)
        self.clerk, self.head = city.post(Role.OFFICE_CLERK), city.post(Role.OFFICE_HEAD)

    def announce(self, year: int, at: datetime, *, days: tuple[int, int, int] = (20, 50, 70)) -> Round:
        """Compose and announce a round of all stations, its three parts due after so many days."""
        today = day_of(at)
        self_due, peer_due, office_due = (today + timedelta(days=count) for count in days)
        made = acts.compose(
            by=self.clerk, at=at, year=year, name=f"{year}年评估考核", by_cohort=False,
            first_day=date(year - 3, 1, 1), last_day=today - timedelta(days=1), self_due=self_due, peer_due=peer_due,
            office_due=office_due, publishes_points=False,
        )  # fmt: skip
        return acts.announce(made, by=self.head, at=at)

    def leave_out(self, assessment: Round, houses: Sequence[House], opinion: str, at: datetime) -> None:
        """Strike stations from the list, with the reason."""
        for house in houses:
            part = assessment.parts.select_related("assessment", "station").get(station=house.station)
            acts.strike(part, by=self.clerk, at=at, opinion=opinion)

    def rate_themselves(self, assessment: Round, at: datetime, *, but: frozenset[str] = frozenset()) -> None:
        """Every station but those of these codes hands its own sheet in."""
        for score in self._sheets(assessment, Part.SELF):
            code = score.assessed.station.code
            if code not in but:
                self._show_evidence(score, at)
                acts.submit(score, by=self._head_of(code), at=at, marks=marks_of(min(1.0, self.worth[code] + 0.05)))

    def _show_evidence(self, score: Score, at: datetime) -> None:
        """What it says of its house, and for every indicator the work, plans and ties that belong to it."""
        head = self._head_of(score.assessed.station.code)
        drafts.save_marks(score, {}, by=head, at=at, texts=_SAID)
        work = work_for(score)
        for indicator in ASSESSMENT.indicators:
            fitting = [entry for entry in work if indicator.key in entry.indicators]
            if chosen := [piece.pk for piece in (*records_for(score, indicator.key), *fitting)]:
                drafts.choose(score, indicator.key, chosen, by=head, at=at)

    def draw_peers(self, assessment: Round, at: datetime) -> None:
        """Seal the list, draw, and give each peer its sheets; a small round needs no lot."""
        make_keys(self.city, at)
        if needs_lot(assessment.parts.filter(stage="enlisted").count()):
            acts.seal_peers(assessment, by=self.clerk, at=at)
            assessment.refresh_from_db()
            if assessment.lot is not None:
                lead(self.city, assessment.lot, at)
        acts.assign(assessment, by=self.clerk, at=at)

    def rate_each_other(self, assessment: Round, at: datetime, *, but: frozenset[str] = frozenset()) -> None:
        """Every peer but those of these codes hands its sheets in."""
        for score in self._sheets(assessment, Part.PEER):
            if score.rater and score.rater.code not in but:
                worth = self.worth[score.assessed.station.code]
                acts.lock(score, by=self._head_of(score.rater.code), at=at, marks=marks_of(worth))

    def rate_some(self, assessment: Round, code: str, count: int, at: datetime) -> None:
        """The peer of this code hands in the first so many of its sheets."""
        own = [s for s in self._sheets(assessment, Part.PEER) if s.rater and s.rater.code == code]
        for score in own[:count]:
            acts.lock(score, by=self._head_of(code), at=at, marks=marks_of(self.worth[score.assessed.station.code]))

    def rate_by_office(self, assessment: Round, at: datetime, *, but: frozenset[str] = frozenset()) -> None:
        """Clerk and head mark, agree and confirm each station's sheet but those of these codes."""
        for score in self._sheets(assessment, Part.OFFICE):
            if score.assessed.station.code in but:
                continue
            marks = marks_of(self.worth[score.assessed.station.code])
            for person in (self.clerk, self.head):
                drafts.save_team_marks(score, marks, by=person, at=at)
            acts.agree(score, by=self.clerk, at=at, marks=marks)
            acts.confirm(score, by=self.head, at=at)

    def close(self, assessment: Round, at: datetime) -> None:
        """The head closes it; each station is told its result."""
        acts.close(assessment, by=self.head, at=at, opinion="同意考核组意见。")

    def appeal(self, assessment: Round, code: str, at: datetime) -> Appeal:
        """One station appeals."""
        part = Assessed.objects.select_related("assessment", "station__unit").get(
            assessment=assessment, station__code=code
        )
        return acts.lodge_appeal(part, by=self._head_of(code), at=at, reasons="学术交流一项应计入赴外互访一次。")

    def dismiss(self, appeal: Appeal, at: datetime) -> None:
        """In vain."""
        acts.dismiss_appeal(appeal, by=self.head, at=at, opinion="该次互访不在评估期内，维持原结果。")

    def publish(self, assessment: Round, at: datetime) -> None:
        """Make the results public, once the time for appeals is over."""
        acts.publish(assessment, by=self.head, at=at)

    def _head_of(self, code: str) -> Actor:
        return self.houses[code].head

    def _sheets(self, assessment: Round, part: Part) -> list[Score]:
        rows = Score.objects.filter(assessed__assessment=assessment, assessed__stage="enlisted", part=part)
        ordered = rows.order_by("assessed__station__code", "rater__code")
        return list(ordered.select_related("assessed__assessment", "assessed__station", "rater__unit"))
