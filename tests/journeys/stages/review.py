"""From the preparation of the session to its co-signed close."""

from haizhi.experts.models import FirstDiscipline
from haizhi.regulation.indicators import REVIEW, tenths
from haizhi.regulation.recusals import InterestGround
from haizhi.regulation.roles import Role
from tests.journeys.case import NUMBER, SESSION, SIGNATORY, UNIT, UNIT_CODE
from tests.journeys.people import People
from tests.journeys.visitor import Visitor

EXPERT = "曾㛃"
OTHER = f"{InterestGround.OTHER.label}（{InterestGround.OTHER.facts}）"
PASSPHRASE = "长江嘉陵江 两江交汇在朝天门码头"
STEP = 5
"""Tenths of a point in which the rules let judges mark, as the page proposes."""


def preparing(people: People) -> None:
    """The call closes; the Office schedules the session, publishes its rules, seats leaders, lists the unit."""
    people.wait(80)
    clerk = people[Role.OFFICE_CLERK]
    clerk.go("专家")
    clerk.follow("专家入库", first=True)
    clerk.fill({"姓名": EXPERT, "学科": FirstDiscipline.choices[0][1], "工作单位": UNIT, "手机号码": "13800000001"})
    clerk.fill({"工作单位统一社会信用代码": UNIT_CODE})
    clerk.press("确认入库")
    clerk.go("评审")
    clerk.follow("安排评审会", first=True)
    clerk.fill({"评审会名称": SESSION, "时间": "2026-06-18T08:30", "地点": "科协大厦三楼会议厅"})
    clerk.take_only("申报通知")
    clerk.press("确认排期")
    clerk.follow("公布规则")
    clerk.press("公布规则")
    clerk.follow("列入申报单位")
    clerk.fill({"资格通过的申报单位": f"{UNIT}（{NUMBER}）"})
    clerk.press("列入评审")
    clerk.follow("确定领导评委")
    for name, employer, mailbox in (
        ("评委（演示）", "重庆市科学技术协会", "judge@demo.haizhi.invalid"),
        ("欧阳喆", "重庆市人力资源和社会保障局", "leader@rehearsal.haizhi.invalid"),
    ):
        clerk.act("确定领导评委", {"姓名": name, "单位": employer, "电子信箱": mailbox})
    clerk.sees("欧阳喆", "共 7 名")
    for visitor in (clerk, people[Role.SUPERVISOR]):
        visitor.open_account()
        visitor.follow("我的签名密钥")
        visitor.follow("制作签名密钥", first=True)
        visitor.fill({"口令": PASSPHRASE, "再输一次口令": PASSPHRASE})
        visitor.press("确认制作签名密钥")


def _enable_keys(*visitors: Visitor) -> None:
    """Both sides unlock their keys, so that what follows is signed as it happens."""
    for visitor in visitors:
        visitor.go("评审")
        visitor.follow("PS-2026-01")
        visitor.follow("签名密钥")
        visitor.act("启用签名密钥", {"口令": PASSPHRASE})
        visitor.sees("已启用")


def recusals(people: People) -> None:
    """The unit's own expert stands aside, the unit's request does not hold; 纪检 agrees to both."""
    clerk, witness, signatory = people[Role.OFFICE_CLERK], people[Role.SUPERVISOR], people.called(SIGNATORY)
    signatory.go("评审")
    signatory.follow("PS-2026-01")
    signatory.follow("申请评委回避")
    signatory.follow("申请评委回避", first=True)
    signatory.fill({"需回避的评委姓名或其工作单位": "重庆第3研究院", "关系": OTHER, "理由": "曾有业务往来。"})
    signatory.press("确认申请评委回避")
    clerk.go("评审")
    clerk.follow("PS-2026-01")
    clerk.follow("办理回避")
    clerk.follow("单位比对")
    clerk.sees("发现 1 项，尚未登记", "专家库专家")
    clerk.sees_not(EXPERT)
    clerk.press("登记比对结果")
    _decide(clerk, "专家库专家", "应予回避", "任职单位即申报单位。")
    clerk.follow("回避", within=".crumbs")
    _decide(clerk, "重庆第3研究院", "无需回避", "一般业务往来，不构成直接利益关系。")
    for _ in range(2):
        witness.go("待办")
        witness.follow("回避", first=True)
        witness.act("纪检同意", {"意见": "同意。"})
        witness.sees("同意。")


def _decide(clerk: Visitor, source: str, decision: str, why: str) -> None:
    clerk.follow(UNIT, within=f"tr:has-text('{source}')")
    clerk.act("决定", {"决定": decision, "理由": why})
    clerk.sees(decision, why)


def drawing(people: People) -> None:
    """Sealed and co-signed; the dice read twice, once misread; drawn and co-signed."""
    clerk, witness = people[Role.OFFICE_CLERK], people[Role.SUPERVISOR]
    clerk.go("评审")
    clerk.follow("PS-2026-01")
    clerk.follow("封存并抽取评委")
    clerk.follow("核验能否抽出评委")
    clerk.sees("能够抽出评委")
    clerk.follow("返回评委抽取")
    clerk.act("封存")
    witness.go("待办")
    witness.follow(SESSION)
    witness.follow("评委抽取")
    witness.act("会签封存")
    _enable_keys(clerk, witness)
    clerk.follow("演示助手", within=".demonstration-bar")
    dice = clerk.reads(".big-dice")
    slip = ("1" if dice[0] == "0" else "0") + dice[1:]
    for visitor in (clerk, witness):
        visitor.go("评审")
        visitor.follow("PS-2026-01")
        visitor.follow("评委抽取")
    clerk.act("录入随机数", {"40个骰子的点数": dice})
    witness.act("监督录入随机数", {"40个骰子的点数": slip})
    witness.sees("两人录入的不一致", "不同的是第 1 位")
    witness.act("监督录入随机数", {"40个骰子的点数": dice})
    clerk.go("待办")
    clerk.follow(SESSION)
    clerk.follow("评委抽取")
    clerk.act("抽取")
    witness.go("待办")
    witness.follow(SESSION)
    witness.follow("评委抽取")
    witness.act("会签抽取结果")
    witness.sees("陈述次序", UNIT)
    witness.sees_not(EXPERT)


def hearing(people: People) -> None:
    """The judges pledge, the unit is heard, a judge marks on the pad, the score is announced, the session closes."""
    clerk, witness, judge = people[Role.OFFICE_CLERK], people[Role.SUPERVISOR], people[Role.JUDGE]
    judge.go("评审")
    judge.follow("我的评审", first=True)
    judge.follow("签署评审承诺")
    judge.press("确认签署评审承诺", refused=True)
    judge.fill({"我已阅读并作出以上承诺": True})
    judge.press("确认签署评审承诺")
    judge.follow("评委事项")
    judge.follow("申报利害关系")
    judge.press("确认申报利害关系", refused=True)
    judge.fill({"与各申报单位均无利害关系": True})
    judge.press("确认申报利害关系")
    judge.follow("查阅材料")
    judge.sees("打开指标对照")
    people.wait(14)
    clerk.press("请其余评委完成")
    witness.go("评审")
    witness.follow("PS-2026-01")
    witness.follow("签名密钥")
    witness.act("制作会议密钥")
    witness.follow("已经记下")
    _enable_keys(clerk, witness)
    clerk.go("待办")
    clerk.follow(SESSION)
    clerk.act("开会")
    clerk.follow(UNIT)
    clerk.act("请单位入场")
    clerk.act("开始打分")
    clerk.cannot("公布得分", "评分表")
    _mark(judge)
    clerk.follow("演示助手", within=".demonstration-bar")
    clerk.press("请其余评委完成")
    clerk.go("待办")
    clerk.follow(UNIT)
    clerk.sees("评分表已齐，可以公布得分")
    clerk.act("公布得分")
    clerk.sees("得分构成")
    clerk.follow("PS-2026-01")
    clerk.follow("评审现场")
    clerk.act("闭会")
    witness.go("待办")
    witness.follow(SESSION)
    witness.follow("核对排名")
    witness.act("会签闭会")
    signatory = people.called(SIGNATORY)
    signatory.go("评审")
    signatory.follow("PS-2026-01")
    signatory.follow("评审结果", first=True)
    signatory.sees(UNIT)


def _mark(judge: Visitor) -> None:
    """Sixteen marks of nine tenths of the most, looked over, locked."""
    judge.go("评审")
    judge.follow("我的评审", first=True)
    judge.follow("打开评分表")
    judge.press("检查并锁定")
    judge.sees("还有 16 项没有打分")
    judge.follow("返回修改")
    for indicator in REVIEW.indicators:
        judge.fill({indicator.label: tenths(indicator.maximum * 9 // 10 // STEP * STEP)})
    judge.press("检查并锁定")
    judge.press("锁定评分表")
    judge.sees("已锁定")
