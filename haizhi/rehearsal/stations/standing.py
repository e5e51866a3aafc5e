"""Renewal, 整改, revocation and voluntary end of a station, and what is settled after it."""

from datetime import datetime, timedelta

from haizhi.kernel.actor import SYSTEM
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.renewal import CRITERIA
from haizhi.regulation.roles import Role
from haizhi.rehearsal.agenda import Agenda
from haizhi.rehearsal.city import City
from haizhi.rehearsal.stations.house import House
from haizhi.standing import acts, drafts
from haizhi.standing.models import Ending, Rectification, Renewal, Revocation
from haizhi.stations.acts import return_plaque
from haizhi.stations.acts.terms import fall_due


class Standing:
    """The Office's hand over who stays a station."""

    def __init__(self, city: City, agenda: Agenda) -> None:
        self.agenda = agenda
        self.clerk, self.head = city.post(Role.OFFICE_CLERK), city.post(Role.OFFICE_HEAD)

    def begin_renewal(self, house: House, at: datetime) -> Renewal:
        """The unit begins its request."""
        return acts.begin_renewal(house.station, by=house.head, at=at)

    def ask_to_renew(self, house: House, at: datetime) -> Renewal:
        """The request as it is handed in, printed, signed and scanned."""
        renewal = self.begin_renewal(house, at)
        said = {
            "account": "本周期引进海外专家五人，开展联合研究两项，举办国际研讨会三次。",
            "goals": "建成国际联合实验室。", "staff": 3, "money": 50_000_000, "late_reason": "",
            "office_area": renewal.office_area or 80, "contact": house.head.name, "phone": "023-60000000",
        }  # fmt: skip
        drafts.write_renewal(renewal, said, at)
        drafts.attach_scan(renewal, house.paper("重新授牌申请书", at), recognised=True)
        return acts.submit_renewal(renewal, by=house.head, at=at)

    def judge(self, renewal: Renewal, at: datetime) -> Renewal:
        """The Office puts its judgement, the head agrees."""
        drafts.judge(renewal, {criterion.key: (True, "") for criterion in CRITERIA})
        acts.check_renewal(renewal, by=self.clerk, at=at, opinion="建议重新授牌。")
        return acts.qualify_renewal(renewal, by=self.head, at=at, opinion="同意。")

    def award(self, renewal: Renewal, number: str, at: datetime) -> None:
        """The document is issued: a new term."""
        acts.award_renewal(renewal, by=self.head, at=at, number=number, approved_on=day_of(at))

    def fall_due(self, house: House, at: datetime) -> None:
        """The term is over and nothing was decided."""
        fall_due(house.station, by=SYSTEM, at=at)

    def order_rectification(self, house: House, at: datetime) -> Rectification:
        """A 整改 notice, thirty days to mend."""
        made = acts.prepare_rectification(
            house.station, by=self.clerk, at=at, matters="专职工作人员离岗后未补充；海外联系未持续更新。",
            due_on=day_of(at) + timedelta(days=30),
        )  # fmt: skip
        return acts.issue_rectification(made, by=self.head, at=at)

    def rectify(self, rectification: Rectification, house: House, at: datetime) -> None:
        """The station reports, the Office finds it mended."""
        acts.report_rectification(
            rectification, by=house.head, at=at, text="已配备专职人员一名，恢复与境外团体的联系。",
            evidence=[house.paper("整改材料", at)],
        )  # fmt: skip
        acts.pass_rectification(rectification, by=self.clerk, at=at, opinion="整改到位。")

    def observe(self, house: House, at: datetime) -> None:
        """The Office puts on record that a station does not work."""
        acts.note_observation(
            house.station, by=self.clerk, at=at, observed_on=day_of(at), manner="现场核查",
            text="办公场地已移作他用，无工作人员，电话无人接听。",
        )  # fmt: skip

    def begin_revocation(self, house: House, at: datetime) -> Revocation:
        """The notice: grounds, and fifteen days to speak."""
        made = acts.prepare_revocation(
            house.station, by=self.clerk, at=at, grounds="连续两年未参加年度总结检查，经现场核查已不能正常开展工作。",
            hear_by=day_of(at) + timedelta(days=15),
        )  # fmt: skip
        return acts.notify_revocation(made, by=self.head, at=at)

    def revoke(self, revocation: Revocation, house: House, number: str, at: datetime) -> None:
        """The unit speaks; the head decides with reasons, the decision is issued, and the plaque comes back later."""
        acts.state_on_revocation(revocation, by=house.head, at=at, statement="本单位业务调整，确已停办，对撤销无异议。")
        self.agenda.add(at + timedelta(days=7), lambda at: self._decide(revocation, at))
        self.agenda.add(at + timedelta(days=9), lambda at: self._issue(revocation, number, at))
        self.agenda.add(at + timedelta(days=14), lambda at: self._settle(house, at))

    def _decide(self, revocation: Revocation, at: datetime) -> None:
        acts.decide_revocation(revocation, by=self.head, at=at, reasons="事实清楚，符合《办法》第十三条规定的情形。")

    def _issue(self, revocation: Revocation, number: str, at: datetime) -> None:
        acts.issue_revocation(
            revocation, by=self.clerk, at=at, number=number, issued_on=day_of(at), public=True, no_persons=True
        )

    def end_by_wish(self, house: House, at: datetime) -> None:
        """The unit gives its station up; the head agrees three days later, and the plaque comes back."""
        asked = acts.request_ending(house.station, by=house.head, at=at, reason="研发中心迁出本市，不再具备建站条件。")
        self.agenda.add(at + timedelta(days=3), lambda at: self._agree(asked, at))
        self.agenda.add(at + timedelta(days=12), lambda at: self._settle(house, at))

    def _agree(self, asked: Ending, at: datetime) -> None:
        acts.agree_ending(asked, by=self.head, at=at, ended_on=day_of(at), opinion="同意。")

    def _settle(self, house: House, at: datetime) -> None:
        house.station.refresh_from_db()
        return_plaque(house.station, by=self.clerk, at=at, ended_on=day_of(at), opinion="牌匾已交回。")
        ending = Ending.objects.get(station=house.station, stage="settling")
        acts.close_ending(ending, by=self.clerk, at=at, opinion="牌匾、经费均已结清。")
