"""From the call to the day on which the Office finds the unit qualified."""

from haizhi.accounts.models import Person
from haizhi.accounts.queries import reset_path
from haizhi.applications.forms.scans import COMPARED
from haizhi.regulation.applicants import Affiliation, ApplicantKind
from haizhi.regulation.bodies import body
from haizhi.regulation.eligibility import conditions_for
from haizhi.regulation.materials import MaterialKind, Step, required_materials
from haizhi.regulation.roles import Role
from haizhi.regulation.routing import Route
from haizhi.rehearsal.city import HOME_DISTRICT
from tests.journeys.case import (
    DECLARATIONS,
    DRAFTER,
    DRAFTER_MAILBOX,
    LONG,
    NUMBER,
    PASSWORD,
    RECORDS,
    SHORTER,
    SIGNATORY,
    SIGNATORY_MAILBOX,
    STATION,
    UNIT,
    UNIT_CODE,
)
from tests.journeys.people import People
from tests.journeys.visitor import Fields, Visitor, scan


def call(people: People) -> None:
    """The Office composes the call of the year, its head publishes it, anybody can read it."""
    people.public.open()
    people.public.sees("申报通知发布后，这里会写明截止时间")
    clerk, head = people[Role.OFFICE_CLERK], people[Role.OFFICE_HEAD]
    clerk.go("申报", "年度申报")
    clerk.follow("拟定通知", first=True)
    clerk.press("确认拟定")
    clerk.sees("海智办负责人")
    clerk.follow("修改")
    clerk.fill({"拟建站数": "10", "受理部门": "重庆海智办（演示）"})
    clerk.press("保存")
    head.go("待办")
    head.follow("2026", first=True)
    head.act("发布")
    people.public.open()
    people.public.sees("2026年5月30日 24:00")
    people.public.follow("申报通知", within=".nav")
    people.public.follow("2026", first=True)
    people.public.sees("向谁申报", "申报条件", "申报材料", "重庆海智办（演示）")


def registration(people: People) -> None:
    """A unit registers with its head, who signs in again by mailbox; the administrators add a colleague."""
    signatory = people.arrives(SIGNATORY)
    signatory.open()
    signatory.follow("单位登记")
    said = {
        "单位名称": UNIT,
        "统一社会信用代码": UNIT_CODE[:-1] + ("0" if UNIT_CODE[-1] != "0" else "1"),
        "单位类别": ApplicantKind.ENTERPRISE.label,
        "隶属关系": Affiliation.PRIVATE.label,
        "所在区县": body(HOME_DISTRICT).name,
        "单位地址": "重庆市北碚区演示路1号",
        "邮编": "400700",
        "电话": "68000001",
        "姓名": SIGNATORY,
        "电子信箱": SIGNATORY_MAILBOX,
        "密码": PASSWORD,
        "再输一次密码": PASSWORD,
    }
    signatory.fill(said)
    signatory.press("确认登记", refused=True)
    signatory.sees("统一社会信用代码的校验位不符，其中可能有一位录错")
    signatory.keeps({"单位名称": UNIT, "姓名": SIGNATORY, "单位地址": "重庆市北碚区演示路1号"})
    signatory.fill({"统一社会信用代码": UNIT_CODE})
    signatory.press("确认登记")
    signatory.sees(UNIT)
    signatory.sign_out()
    signatory.sign_in(SIGNATORY_MAILBOX, PASSWORD)
    _colleague(people)


def _colleague(people: People) -> None:
    """The system administrator opens an account, the security administrator grants its role."""
    administrator, guard = people[Role.SYSTEM_ADMIN], people[Role.SECURITY_ADMIN]
    administrator.go("管理", "人员")
    administrator.follow("开户", first=True)
    administrator.fill({"姓名": DRAFTER, "电子信箱": DRAFTER_MAILBOX})
    administrator.press("确认开户")
    administrator.sees("设置密码的链接将发到")
    guard.go("管理", "人员")
    guard.follow(DRAFTER)
    guard.follow("授予岗位", first=True)
    guard.fill({"岗位": Role.DRAFTER.label, "单位": UNIT})
    guard.press("确认授予岗位")
    drafter = people.arrives(DRAFTER)
    drafter.open(reset_path(Person.objects.get(email=DRAFTER_MAILBOX)))  # as the letter says
    drafter.fill({"密码": PASSWORD, "再输一次密码": PASSWORD})
    drafter.press("设置新密码")
    drafter.sign_in(DRAFTER_MAILBOX, PASSWORD)


def filling_in(people: People) -> None:
    """The colleague fills in section by section with one 字 too many; the head is shown it, shortens, signs, submits."""
    drafter, signatory = people.called(DRAFTER), people.called(SIGNATORY)
    drafter.go("申报")
    drafter.follow("开始申报", first=True)
    drafter.sees("科协初审：北碚区科协")
    drafter.press("开始申报")
    drafter.sees("未开始", "填写中")
    drafter.follow("单位与联系人", first=True)
    answers: tuple[Fields, ...] = (
        {"常设联系人": DRAFTER, "电子信箱": DRAFTER_MAILBOX},
        {"工作站简称": STATION},
        LONG,
        {"工作人员": "3", "专项经费": "60", "办公场地": "160.5", "高新技术企业": True},
    )
    for fields in answers:
        drafter.fill(fields)
        drafter.press("保存并继续")
    for label, told in RECORDS.items():
        drafter.follow(f"添加{label}")
        drafter.fill(told)
        drafter.press("保存并返回")
    drafter.follow("附件材料", first=True)
    for label in _attached():
        drafter.hand_in(label, scan(label))
    drafter.follow("核对与提交", first=True)
    drafter.sees("1001字", "例示东亚装备学会")
    drafter.fill(dict.fromkeys(DECLARATIONS, True))
    drafter.press("保存承诺")
    signatory.go("待办")
    signatory.follow(UNIT)
    signatory.cannot("提交", "1001字")
    signatory.follow("填写申报表", first=True)
    signatory.follow("项目概述", first=True)
    signatory.fill(SHORTER)
    signatory.press("保存并继续")
    signatory.follow("核对与提交", first=True)
    _signed(signatory)
    signatory.act("提交", {"申请单位意见": "同意申报，所填属实。"})
    signatory.sees("同意申报，所填属实。")


def _attached() -> list[str]:
    """What is handed in as files: introductions are printed from records."""
    materials = required_materials(ApplicantKind.ENTERPRISE, Route.VIA_DISTRICT, Step.SUBMISSION)
    apart = (MaterialKind.SIGNED_FORM, MaterialKind.OVERSEAS_GROUPS, MaterialKind.EXPERTS)
    return [m.label for m in materials if m.kind not in apart]


def _signed(visitor: Visitor) -> None:
    """Print the form to be signed, and upload what comes back: the very paper, as its marks are on it."""
    visitor.follow("打印申报表", first=True)
    printed = visitor.takes("打印申报表（PDF）")
    visitor.follow(NUMBER)
    visitor.follow("填写申报表", first=True)
    visitor.follow("核对与提交", first=True)
    label = MaterialKind.SIGNED_FORM.label
    visitor.hand_in(label, {"name": f"{label}.pdf", "mimeType": "application/pdf", "buffer": printed})
    visitor.again()
    visitor.sees("各项已完成，可由负责人提交")


def endorsing(people: People) -> None:
    """The district's clerk goes through the checklist; its head endorses with the signed and sealed page."""
    clerk, head = people[Role.DISTRICT_CLERK], people[Role.DISTRICT_HEAD]
    clerk.go("申报")
    clerk.follow(NUMBER)
    clerk.sees(UNIT)
    clerk.follow("初审", first=True)
    clerk.press("其余均符合")
    clerk.sees("待判断 0 项")
    head.go("待办")
    head.follow(UNIT)
    opinion = "情况属实，同意推荐。"
    head.act("初审通过", {"初审意见": opinion}, refused=True)
    head.keeps({"初审意见": opinion})
    label = MaterialKind.DISTRICT_OPINION.label
    head.fill({label: scan(label)})
    head.press("确认初审通过", refused=True)
    head.fill({COMPARED: True})
    head.press("确认初审通过")
    head.sees(opinion)


def qualifying(people: People) -> None:
    """The Office judges what has to be judged in one form, and finds the unit qualified."""
    clerk = people[Role.OFFICE_CLERK]
    clerk.go("待办")
    clerk.follow(UNIT)
    clerk.cannot("资格通过", "不符合或待判断")
    clerk.follow("逐项审核")
    first = next(row for row in conditions_for(ApplicantKind.ENTERPRISE) if row.judged)
    clerk.fill({first.label: "符合"})
    clerk.press("其余均符合")
    clerk.follow("返回")
    clerk.act("资格通过", {"意见": "经审核，符合申报条件。"})
    clerk.sees("资格通过")
    signatory = people.called(SIGNATORY)
    people.let_time_work()
    signatory.read_notices()
    signatory.sees("资格通过")
