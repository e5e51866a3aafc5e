"""What the demonstration shows beside its years: a report that came by letter, and a 公示 set for a time."""

from datetime import datetime, time, timedelta

from haizhi.applications.models import Application
from haizhi.decisions import acts, drafts, queries
from haizhi.decisions.models import Objection, ResolutionLine
from haizhi.regulation.civil_time import CHINA, day_of
from haizhi.regulation.deadlines import Track
from haizhi.regulation.roles import Role
from haizhi.rehearsal.agenda import Agenda
from haizhi.rehearsal.city import City
from haizhi.rehearsal.intake import DESK
from haizhi.rehearsal.outcome import PARTY_GROUP
from haizhi.reviews.models import Session

SUPERVISION_PHONE = "023-60000001"
"""Of 纪检, in rehearsals and the demonstration."""


def enter_letter(city: City, agenda: Agenda, at: datetime) -> None:
    """A report by letter against a unit that was passed over: entered, put to the unit, found to be true, agreed."""
    application = Application.objects.filter(stage="not_proposed").select_related("unit").order_by("code").first()
    if application is None:
        return
    clerk, witness = city.post(Role.OFFICE_CLERK), city.post(Role.SUPERVISOR)
    report = acts.enter_objection(
        None, by=witness, at=at, channel=Objection.Channel.POST, received_on=day_of(at),
        sort=Objection.Sort.REPORT, named_unit=application.unit.name,
        text="来信反映该单位申报表所列成果转化合同的签订日期与实际不符。",
        name="演示来信人", contact="writer@rehearsal.haizhi.invalid",
    )  # fmt: skip
    acts.accept(report, by=clerk, at=at, opinion="予以受理。")
    said = "已调阅合同原件和银行回单。"
    inquiry = acts.put_inquiry(
        report, by=clerk, at=at, matters="请说明成果转化合同的签订日期。", due_on=day_of(at) + timedelta(days=5)
    )
    by = city.signatory_of(inquiry.unit)  # a name may be borne by two; the matter is about the latest case

    def settle(at: datetime) -> None:
        acts.answer_inquiry(inquiry, by=by, at=at, answer="签订日期填写有误，我单位承认并更正。")
        acts.note_investigation(report, by=clerk, at=at, text=said)
        acts.find(
            report, by=clerk, at=at, upheld=True, finding="合同签订日期晚于申报表所填日期，情况属实。",
            answer="经核查，来信反映的情况属实，已按规定处理。",
        )  # fmt: skip
        acts.agree(report, by=witness, at=at, opinion="同意。")

    agenda.add(at + timedelta(days=3), settle)


def take_up_deferred(city: City, at: datetime) -> None:
    """The party group takes up a unit that it had deferred; its 公示 is set for the morning after the next."""
    deferred = Application.objects.filter(stage="deferred", call__track=Track.ANNUAL).order_by("-code").first()
    if deferred is None:
        return
    session = Session.objects.get(stage="closed", turns__application=deferred)
    recorder = city.post(Role.PARTY_RECORDER)
    resolution = acts.prepare_resolution(session, by=recorder, at=at)
    reason = "上次暂缓的事项已经落实，经再次研究列入。"
    drafts.decide_line(resolution, deferred, ResolutionLine.Decision.PROPOSE, reason)
    drafts.explain_target(resolution, "上次暂缓的单位条件成熟，增列1家。")
    drafts.note_meeting(
        resolution, minutes_number=f"〔{day_of(at).year}〕第16期", met_on=day_of(at),
        attendance="、".join(PARTY_GROUP),
    )  # fmt: skip
    acts.apply_resolution(resolution, by=recorder, at=at)
    publicity = acts.prepare_publicity(
        resolution, by=city.post(Role.OFFICE_CLERK), at=at, heading=queries.suggested_heading(resolution),
        phone=DESK["phone"], supervision_phone=SUPERVISION_PHONE, address=DESK["address"],
    )  # fmt: skip
    morning = datetime.combine(day_of(at) + timedelta(days=4), time(9), CHINA)
    acts.schedule_publicity(publicity, by=city.post(Role.OFFICE_HEAD), at=at, publish_at=morning)
