"""What districts and the Office lay down while they check: working papers, visits, paper copies, minutes."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from haizhi.applications import acts, drafts
from haizhi.applications.models import Application
from haizhi.files.drafts import receive
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.materials import MaterialKind
from haizhi.rehearsal.papers import paper

Scan = Callable[[str, Actor, datetime], Upload]

_OPINION = "该单位与海外科技团体合作多年，研发场地、人员和专项经费已经落实，申报内容与原件一致，同意推荐。"
_FINDINGS = (
    "现场查看研发场地约三百平方米，设备到位；访谈研发负责人和两名海外合作方代表（视频），合作项目处于中试阶段，"
    "专项经费已列入年度预算。建议进一步明确引进人才的到岗时间。"
)


def work_on(application: Application, clerk: Actor, scan: Scan, at: datetime, *, whole: bool) -> None:
    """A district's clerk goes through its checklist; `whole`: to the end, with visit, opinion and sealed scan."""
    if whole:
        acts.visit(
            application,
            by=clerk,
            at=at,
            visited_on=day_of(at) - timedelta(days=1),
            visitors="区县科协学会部两人、区科技局一人",
            received_by="研发负责人",
            opinion=_FINDINGS,
        )
    drafts.tick(application, "own_district", True, "营业执照住所在本区", by=clerk, at=at)
    drafts.tick(application, "signed_and_sealed", True, "", by=clerk, at=at)
    if not whole:
        return
    drafts.tick(application, "overseas_ties", True, "已看合作协议原件", by=clerk, at=at)
    drafts.tick_rest(application, by=clerk, at=at)
    drafts.draft_opinion(application, _OPINION, by=clerk, at=at)
    drafts.attach_opinion(application, scan(MaterialKind.DISTRICT_OPINION.label, clerk, at), by=clerk, at=at)


def take_in_paper(application: Application, clerk: Actor, at: datetime) -> None:
    """The paper copies come by post, with the version handed in last on their footers."""
    last = application.submissions.latest("serial")
    acts.receive_paper(
        application,
        by=clerk,
        at=at,
        copies=application.call.paper_copies,
        received_on=day_of(at),
        printed=last.digest[:12].upper(),
        handed_in_by="邮寄",
    )


def minute(applications: Sequence[Application], clerk: Actor, head: Actor, met_on: date, at: datetime) -> None:
    """The member units met on them; the head of the Office confirms the minutes."""
    number = f"资审纪要〔{met_on.year}〕{met_on.month}号"
    entered = acts.enter_minutes(
        by=clerk,
        at=at,
        applications=applications,
        minutes_number=number,
        met_on=met_on,
        attendance="市科协、市人力社保局等成员单位代表七人",
        opinion="与会单位审阅了申报材料，同意海智办的审核意见。",
        scan=receive(paper("资格审核会议纪要", number), by=clerk, at=at),
    )
    acts.confirm_minutes(entered, by=head, at=at)


def accuse(application: Application, head: Actor, at: datetime) -> None:
    """The unit is told that its agreement seems to be forged, and has five days to speak."""
    until = day_of(at) + timedelta(days=5)
    acts.notify(application, by=head, at=at, opinion="经查，所附合作协议疑系伪造。", due_on=until)


def answer(application: Application, signatory: Actor, at: datetime) -> None:
    """The unit states its case."""
    acts.state(application, by=signatory, at=at, opinion="协议由中介提供，本单位未核实其真实性。")


def cancel(application: Application, head: Actor, at: datetime) -> None:
    """Heard, and not believed."""
    acts.cancel(
        application,
        by=head,
        at=at,
        opinion="所附合作协议系伪造。",
        accountability="函告其主管部门，三年内不受理其申报。",
    )
