"""What the demonstration shows beside its years: reports, a letter, a request to erase, files of closed cases."""

from datetime import datetime, timedelta

from haizhi.applications.models import Application
from haizhi.decisions import acts
from haizhi.decisions.models import Objection, Publicity
from haizhi.files.acts import request_purge
from haizhi.kernel.actor import PUBLIC
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import Role
from haizhi.rehearsal.agenda import Agenda
from haizhi.rehearsal.city import City


def enter_letter(city: City, agenda: Agenda, visitors: Application, at: datetime) -> None:
    """A report by letter against another unit that was passed over: entered, put to it, found to be true, agreed."""
    passed_over = Application.objects.filter(stage="not_proposed").exclude(unit=visitors.unit)
    application = passed_over.select_related("unit").order_by("code").first()
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


def ask_visitor(city: City, visitors: Application, at: datetime) -> None:
    """A report through the site against the unit that a visitor plays: taken up, and put to it to be answered."""
    clerk = city.post(Role.OFFICE_CLERK)
    report = acts.lodge(
        None, by=PUBLIC, at=at, application=visitors, sort=Objection.Sort.REPORT,
        text="该单位申报时所列的海外专家合作协议已于申报前终止。",
        name="演示举报人", contact="reporter@rehearsal.haizhi.invalid",
    )  # fmt: skip
    acts.accept(report, by=clerk, at=at, opinion="予以受理。")
    matters = "请说明申报表所列海外专家合作协议的起止时间，并提供协议复印件。"
    acts.put_inquiry(report, by=clerk, at=at, matters=matters, due_on=day_of(at) + timedelta(days=7))


def leave_lodged(at: datetime) -> None:
    """A report in the 公示 that runs, just come in."""
    publicity = Publicity.objects.filter(stage="running").first()
    named = publicity and publicity.applications.filter(stage="in_publicity").order_by("code").first()
    if named:
        acts.lodge(
            publicity, by=PUBLIC, at=at, application=named, sort=Objection.Sort.REPORT,
            text="该单位拟引进院士的工作单位与公开的任职信息不一致。", anonymous=True,
        )  # fmt: skip


def prepare_letters(city: City, year: int, at: datetime) -> None:
    """A letter to whom its district did not recommend waits for the head of the Office to send it."""
    clerk = city.post(Role.OFFICE_CLERK)
    for application in Application.objects.filter(stage="declined", call__year=year).order_by("code")[:1]:
        acts.prepare_letter(application, by=clerk, at=at, reason="合作项目尚未落实，建议落实后再行申报。")


def ask_to_erase(city: City, year: int, at: datetime) -> None:
    """A unit attached by mistake what must not be kept: the head of the Office asks that it be erased."""
    for application in Application.objects.filter(stage="rejected", call__year=year).order_by("code")[:1]:
        upload = application.materials.order_by("pk")[0].upload
        request_purge(
            upload, by=city.post(Role.OFFICE_HEAD), at=at, authority="该单位来函（演示）",
            opinion="该单位误传含个人身份证件号码的附件，请求清除。",
        )  # fmt: skip
