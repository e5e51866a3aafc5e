"""From the party group's resolution to the plaque."""

from collections import Counter

from haizhi.cli import main
from haizhi.regulation.roles import Role
from tests.journeys.case import DRAFTER, STATION, UNIT
from tests.journeys.people import People
from tests.journeys.visitor import scan

MINUTES = "〔2026〕第12期"
DOCUMENT = "渝科协发〔2026〕86号"
ANSWER = "经核查，所反映的情况不属实。"


def resolution(people: People) -> None:
    """The recorder of the party group decides on the ranking, and says why fewer are proposed than the call names."""
    recorder = people[Role.PARTY_RECORDER]
    recorder.go("决定")
    recorder.follow("拟定决议", first=True)
    recorder.press("确认拟定")
    recorder.follow("预览并登记", first=True)
    recorder.sees("请写明增减的理由", "没有会议纪要编号")
    recorder.follow("编辑名单", first=True)
    recorder.sees(UNIT)
    recorder.fill({"拟建站数量说明": "本年度仅一家单位通过评审。"})
    recorder.press("保存名单")
    assert recorder.downloads("打印呈批件").startswith(b"%PDF")
    recorder.follow("填写会议情况", first=True)
    meeting = {"会议纪要编号": MINUTES, "会议日期": "2026-06-18", "出席人员": "党组成员7人", "列席人员": "周䶮"}
    recorder.fill(meeting)
    recorder.press("保存会议情况")
    recorder.sees("“党组成员7人”不是一个人的姓名")
    recorder.follow("填写会议情况", first=True)
    recorder.fill({"出席人员": "李𬭎、王㛃", "会议纪要扫描件": scan("会议纪要")})
    recorder.press("保存会议情况")
    recorder.follow("预览并登记", first=True)
    recorder.sees("李𬭎、王㛃（2 人）", "拟列入建站单位", "告知哪些人", "不公开")
    recorder.press("确认登记决议")
    recorder.sees(MINUTES, "拟建站", "已决议")


def publicity(people: People) -> None:
    """The Office prepares the notice, its head publishes it, anybody reads it."""
    clerk, head = people[Role.OFFICE_CLERK], people[Role.OFFICE_HEAD]
    clerk.go("决定", "公示")
    clerk.follow("拟定公示", first=True)
    clerk.fill({"受理电话": "023-60000001", "纪检监督电话": "023-60000001"})
    clerk.press("确认拟定", refused=True)
    clerk.fill({"纪检监督电话": "023-60000002"})
    clerk.press("确认拟定")
    head.go("待办")
    head.follow("公示", first=True)
    head.act("发布公示")
    people.public.open()
    people.public.sees(UNIT, "正在公示", "2026年6月22日至2026年6月26日")
    people.public.follow("公示", within=".nav")
    people.public.follow("公示", first=True)


def objection(people: People) -> None:
    """A passer-by objects and follows it; the Office looks into it and finds nothing; 纪检 agrees."""
    public, clerk, witness = people.public, people[Role.OFFICE_CLERK], people[Role.SUPERVISOR]
    public.open()
    public.follow("提出异议", first=True)
    said = {
        "类别": "公示异议",
        "事实与理由": "所列合作项目的经费来源与公开信息不一致。",
        "真实姓名或单位名称": "欧阳𬭎",
    }
    public.fill(said)
    public.press("提交", refused=True)
    public.keeps({"事实与理由": said["事实与理由"], "真实姓名或单位名称": "欧阳𬭎"})
    public.fill({"联系方式": "objector@rehearsal.haizhi.invalid"})
    public.press("提交")
    receipt = public.reads(".receipt")
    public.follow("查询办理情况")
    public.fill({"查询码": receipt})
    public.press("查询")
    public.sees(UNIT)
    clerk.go("待办")
    clerk.follow("异议", first=True)
    clerk.sees("身份已加密")
    clerk.act("查阅身份", {"查阅事由": "核实联系方式"})
    clerk.sees("欧阳𬭎")
    clerk.follow("返回")
    clerk.act("受理", {"意见": "予以受理，该单位公示中止。"})
    found = {"反映的问题是否成立": "不成立：恢复该单位公示", "核查结论": "经费来源属实。", "给提出人的答复": ANSWER}
    clerk.act("作出核查结论", found)
    witness.go("待办")
    witness.follow("异议", first=True)
    witness.act("纪检同意", {"意见": "同意。"})
    public.open("/decisions/objections/follow/")
    public.fill({"查询码": receipt})
    public.press("查询")
    public.sees(ANSWER)


def document(people: People) -> None:
    """The period ends without more; the document is drafted, signed, countersigned, numbered."""
    clerk = people[Role.OFFICE_CLERK]
    clerk.go("待办")
    clerk.follow("公示", first=True)
    clerk.cannot("公示期满", "2026年6月26日")
    people.wait(9)
    clerk.go("待办")
    clerk.follow("公示", first=True)
    clerk.act("公示期满")
    clerk.go("决定", "联合发文")
    clerk.follow("拟稿", first=True)
    clerk.press("确认拟稿")
    for role, verb in ((Role.ASSOCIATION_SIGNER, "签发"), (Role.BUREAU_SIGNER, "会签")):
        people[role].go("待办")
        people[role].follow("重庆海智工作站", first=True)
        people[role].act(verb, {"意见": "同意。"})
    clerk.go("待办")
    clerk.follow("重庆海智工作站", first=True)
    clerk.follow("预览并编号印发")
    clerk.sees(UNIT, "批准建站")
    clerk.fill({"发文字号": "渝科协发[2026]第086号"})
    clerk.press("确认编号印发", refused=True)
    clerk.fill({"发文字号": DOCUMENT})
    clerk.press("确认编号印发")
    clerk.sees(DOCUMENT)


def plaque(people: People) -> None:
    """The plaque is handed over, a colleague looks after the station, and whoever passes by finds it."""
    clerk, public = people[Role.OFFICE_CLERK], people.public
    clerk.go("工作站")
    clerk.follow("待授牌单位", first=True)
    clerk.follow("授牌", within="#list", first=True)
    clerk.sees("请核对下列不常见的字", "牌匾字体有此字")
    clerk.keeps({"牌匾编号": "渝海智站2026001"})
    clerk.follow("返回")
    clerk.follow("授牌仪式", first=True)
    clerk.fill({"授牌地点": "市科协会堂"})
    clerk.press("下一步：核对")
    clerk.sees("将授牌建站", "渝海智站2026001", "告知和公开")
    clerk.press("确认授牌 1 家")
    clerk.follow("GZ-2026-0001")
    clerk.sees(STATION, UNIT, "市科协会堂")
    guard, drafter = people[Role.SECURITY_ADMIN], people.called(DRAFTER)
    guard.go("管理", "人员")
    guard.follow(DRAFTER)
    guard.follow("授予岗位", first=True)
    guard.fill({"岗位": Role.STATION_CLERK.label, "单位": UNIT})
    guard.press("确认授予岗位")
    drafter.go("工作站")
    drafter.follow("GZ-2026-0001")
    drafter.sees(STATION)
    public.open()
    public.follow("工作站名录", within=".nav")
    public.follow(UNIT)
    public.sees(STATION, UNIT, "有效期内")
    public.follow("关于设立2026年度重庆海智工作站的通知", within="aside")
    public.sees(DOCUMENT, UNIT)


def ledger(people: People) -> None:
    """Whoever watches over the procedure finds every step in the ledger, which is as it should be."""
    auditor = people[Role.AUDITOR]
    auditor.go("待办", "账本")
    auditor.sees("授牌", "账本根")
    met: Counter[str] = Counter()
    for visitor in (people.public, *people.present):
        visitor.look_around(met)
    assert main(["check"]) == 0
