"""The procedure as a table: who may do what, from which stage to which, under which article.

Everything else is derived from it: permission, buttons, to-do lists, trail, public proof, state diagram.
A move with no source creates its subject. `duty` marks what a stage waits for (it becomes a 待办); whoever prepares it has a 待办 of their own.
`cause` names the moves, a space between them, in whose course alone this one happens; after a `sealed` one a
checkpoint is signed. Moves of two people stand as two rows: each signs in their own account.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from haizhi.regulation.citations import Citation, measures, notice, review_rules
from haizhi.regulation.roles import Role
from haizhi.regulation.stages import STAGES


@dataclass(frozen=True, slots=True)
class Move:
    """One verb on one kind of subject. `roles` may do it; `tells` are told of it."""

    kind: str
    verb: str
    label: str
    roles: frozenset[Role]
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    cites: tuple[Citation, ...]
    tells: frozenset[Role] = field(default=frozenset())
    duty: bool = False
    cause: str = ""
    sealed: bool = False
    awaited: str = ""
    prepared_by: frozenset[Role] = field(default=frozenset())
    preparing: str = ""

    @property
    def task(self) -> str:
        """What it is called while it is still to be done: a duty does not tell its outcome."""
        return self.awaited or self.label

    def task_of(self, role: Role) -> str:
        """What its stage waits for from a role: the task, or what goes before it; empty for everybody else."""
        if not self.duty or role is Role.SYSTEM:
            return ""
        return self.task if role in self.roles else self.preparing if role in self.prepared_by else ""

    @property
    def name(self) -> str:
        """`kind.verb`, unique in the table and what the ledger records as the verb."""
        return f"{self.kind}.{self.verb}"

    @property
    def creates(self) -> bool:
        """Whether the subject comes into being by it."""
        return not self.sources

    @property
    def causes(self) -> tuple[str, ...]:
        """The names of the moves in whose course alone it happens; none for a move done by itself."""
        return tuple(self.cause.split())

    @property
    def cite(self) -> Citation:
        """The article it stands under before all."""
        return self.cites[0]


MOVES: dict[str, Move] = {}

_DRAFTER, _SIGNATORY = frozenset({Role.DRAFTER}), frozenset({Role.SIGNATORY})
_UNIT = _DRAFTER | _SIGNATORY
_CLERK, _HEAD = frozenset({Role.OFFICE_CLERK}), frozenset({Role.OFFICE_HEAD})
_OFFICE = _CLERK | _HEAD
_DISTRICT_HEAD = frozenset({Role.DISTRICT_HEAD})
_DISTRICT_CLERK = frozenset({Role.DISTRICT_CLERK})
_DISTRICT = _DISTRICT_HEAD | _DISTRICT_CLERK
_JUDGE, _WITNESS = frozenset({Role.JUDGE}), frozenset({Role.SUPERVISOR})
_PARTY, _PUBLIC, _SYSTEM = frozenset({Role.PARTY_RECORDER}), frozenset({Role.PUBLIC}), frozenset({Role.SYSTEM})
_SIGNER, _COSIGNER = frozenset({Role.ASSOCIATION_SIGNER}), frozenset({Role.BUREAU_SIGNER})
_STATION = frozenset({Role.STATION_CLERK})
_SYSTEM_ADMIN, _SECURITY_ADMIN = frozenset({Role.SYSTEM_ADMIN}), frozenset({Role.SECURITY_ADMIN})

_HANDED_IN = "returned endorsing declined qualifying rejected qualified in_review reviewed proposed not_proposed deferred in_publicity frozen cleared approved awarded"
"""The stages of an application that was submitted and neither withdrawn nor cancelled."""
_CANCELLABLE = "draft returned endorsing qualifying qualified in_review reviewed proposed deferred in_publicity frozen cleared approved"
"""Those in which it can still lose its qualification."""
_BEFORE_THE_HEARING = "preparing freezing frozen seeded drawing drawn vacant voiding"
"""The stages of a session that was not opened yet."""
_WHILE_SEATED = "preparing freezing frozen seeded drawing drawn vacant in_hearing"
"""Those in which whoever sits on the panel can sign and declare."""

_WHILE_SIGNED = "frozen seeded drawing drawn vacant voiding in_hearing closing closed"
"""Those in which checkpoints are signed: from the countersigned freeze on."""


def _move(
    name: str,
    label: str,
    roles: frozenset[Role],
    path: str,
    *cites: Citation,
    tells: Iterable[Role] = (),
    duty: bool = False,
    cause: str = "",
    sealed: bool = False,
    awaited: str = "",
    prepared_by: Iterable[Role] = (),
    preparing: str = "",
) -> Move:
    kind, verb = name.split(".")
    left, right = (side.split() for side in path.split(">"))
    unknown = {*left, *right} - STAGES[kind].keys()
    if unknown or name in MOVES or not right or not cites:
        raise ValueError(f"{name}: stages {unknown}, twice, or without target or article")
    ends = tuple(left), tuple(right)
    told, preparers = frozenset(tells), frozenset(prepared_by)
    move = Move(kind, verb, label, roles, *ends, cites, told, duty, cause, sealed, awaited, preparers, preparing)
    MOVES[name] = move
    return move


# The table is read row by row, so each row stays on one line.
# fmt: off

# 年度申报
COMPOSE_CALL = _move("call.compose", "拟定", _OFFICE, "> draft", measures(7, 4), tells=_HEAD)
PUBLISH_CALL = _move("call.publish", "发布", _HEAD, "draft > open", notice(), tells=_UNIT | _DISTRICT, duty=True)
EXTEND_CALL = _move("call.extend", "延期", _HEAD, "open > open", notice(2), tells=_UNIT | _DISTRICT)
CLOSE_CALL = _move("call.close", "截止", _SYSTEM, "open > closed", notice(2), tells=_OFFICE)
ANSWER = _move("call.answer", "答复常见问题", _OFFICE, "draft open closed > draft open closed", notice(1))
TAKE_BACK_ANSWER = _move("call.take_back_answer", "撤下常见问题", _OFFICE, "draft open closed > draft open closed", notice(1))
SUPPLY = _move("call.supply", "提供下载", _OFFICE, "draft open closed > draft open closed", notice())
WITHDRAW_DOWNLOAD = _move("call.withdraw_download", "撤下下载", _OFFICE, "draft open closed > draft open closed", notice())
SET_CUTOFF = _move("cutoff.set", "设定区县截止时间", _DISTRICT_HEAD, "> set", notice(2), measures(7, 2), tells=_UNIT | _OFFICE)
CHANGE_CUTOFF = _move("cutoff.change", "变更区县截止时间", _DISTRICT_HEAD, "set > set", notice(2), measures(7, 2), tells=_UNIT | _OFFICE)
ADMIT_LATE = _move("admission.grant", "准予逾期提交", _DISTRICT_HEAD, "> granted", notice(2), measures(7, 2), tells=_UNIT)

# 申报
BEGIN = _move("application.begin", "新建", _UNIT, "> draft", measures(8))
RECORD = _move("application.record", "代录", _CLERK, "> draft", measures(8), tells=_UNIT)
SUBMIT = _move("application.submit", "提交", _SIGNATORY | _CLERK, "draft returned > endorsing qualifying", measures(7, 1), measures(7, 2), tells=_DISTRICT | _OFFICE, duty=True, prepared_by=_DRAFTER, preparing="填写申报")
ADOPT = _move("application.adopt", "接办代录件", _UNIT, "draft returned > draft returned", measures(8), tells=_OFFICE)
WITHDRAW = _move("application.withdraw", "撤回", _SIGNATORY, "draft returned endorsing qualifying qualified > withdrawn", review_rules(6), tells=_DISTRICT | _OFFICE)
VISIT = _move("application.visit", "登记实地考察", _DISTRICT, "endorsing > endorsing", measures(7, 2), tells=_DISTRICT_HEAD)
ENDORSE = _move("application.endorse", "初审通过", _DISTRICT_HEAD, "endorsing > qualifying", measures(7, 2), tells=_UNIT | _OFFICE, duty=True, awaited="区县初审", prepared_by=_DISTRICT_CLERK, preparing="准备初审意见")
RETURN = _move("application.return", "退回", _DISTRICT_HEAD, "endorsing > returned", measures(7, 2), tells=_UNIT)
DECLINE = _move("application.decline", "不予推荐", _DISTRICT_HEAD, "endorsing > declined", measures(7, 2), tells=_UNIT | _OFFICE)
REROUTE = _move("application.reroute", "变更渠道", _OFFICE, "endorsing qualifying > qualifying endorsing", measures(7), tells=_UNIT | _DISTRICT)
CORRECT = _move("application.correct", "退回补正", _OFFICE, "qualifying > returned", measures(7, 3), review_rules(6, 1), tells=_UNIT | _DISTRICT)
QUALIFY = _move("application.qualify", "资格通过", _OFFICE, "qualifying > qualified", measures(7, 3), review_rules(6, 1), tells=_UNIT | _DISTRICT, duty=True, awaited="资格审核")
REJECT = _move("application.reject", "资格不符", _HEAD, "returned endorsing qualifying > rejected", measures(7, 3), review_rules(6, 1), tells=_UNIT | _DISTRICT)
RECEIVE_PAPER = _move("application.receive_paper", "签收纸质件", _OFFICE, f"{_HANDED_IN} > {_HANDED_IN}", notice(1, 3), measures(8), tells=_UNIT)
MINUTE = _move("application.minute", "载入会议纪要", _HEAD, f"{_HANDED_IN} > {_HANDED_IN}", review_rules(6, 1), cause="minutes.confirm")
LIST = _move("application.list", "列入评审", _OFFICE, "qualified > in_review", review_rules(6, 2), tells=_UNIT, cause="turn.enlist")
DELIST = _move("application.delist", "退出评审", _SYSTEM, "in_review > qualified", review_rules(6, 2), cause="turn.strike")
RANK = _move("application.rank", "评审完成", _SYSTEM, "in_review > reviewed", review_rules(6, 2), tells=_UNIT, cause="session.confirm_close")
PROPOSE = _move("application.propose", "拟建站", _PARTY, "reviewed deferred > proposed", measures(9, 1, 3), tells=_UNIT | _OFFICE, cause="resolution.apply")
PASS_OVER = _move("application.pass_over", "未列入", _PARTY, "reviewed deferred > not_proposed", measures(9, 1, 3), tells=_UNIT, cause="resolution.apply")
DEFER = _move("application.defer", "暂缓", _PARTY, "reviewed deferred > deferred", measures(9, 1, 3), tells=_UNIT, cause="resolution.apply")
INFORM = _move("application.inform", "告知结果", _HEAD, "declined not_proposed deferred > declined not_proposed deferred", measures(9, 1, 3), cause="letter.send")
PUBLICISE = _move("application.publicise", "公示", _OFFICE | _SYSTEM, "proposed > in_publicity", measures(9, 1, 4), tells=_UNIT | _DISTRICT, cause="publicity.publish publicity.release")
FREEZE = _move("application.freeze", "中止", _OFFICE, "in_publicity > frozen", review_rules(6, 3), tells=_UNIT, cause="objection.accept")
RESUME = _move("application.resume", "恢复", _SYSTEM, "frozen > in_publicity cleared", review_rules(6, 3), tells=_UNIT, cause="objection.agree")
CLEAR = _move("application.clear", "公示无异议", _OFFICE, "in_publicity > cleared", measures(9, 2), tells=_UNIT, cause="publicity.conclude objection.decline")
APPROVE = _move("application.approve", "批准建站", _OFFICE, "cleared > approved", measures(9, 2), tells=_UNIT | _DISTRICT, cause="document.issue")
AWARD = _move("application.award", "授牌", _OFFICE, "approved > awarded", measures(9, 3), tells=_UNIT, cause="station.award")
NOTIFY = _move("application.notify", "拟取消资格告知", _HEAD, f"{_CANCELLABLE} > {_CANCELLABLE}", review_rules(9), tells=_UNIT)
STATE = _move("application.state", "陈述申辩", _SIGNATORY, f"{_CANCELLABLE} > {_CANCELLABLE}", review_rules(9), tells=_OFFICE)
SPARE = _move("application.spare", "不予取消资格", _HEAD, f"{_CANCELLABLE} > {_CANCELLABLE}", review_rules(9), tells=_UNIT)
CANCEL = _move("application.cancel", "取消资格", _HEAD, f"{_CANCELLABLE} > cancelled", review_rules(9), tells=_UNIT | _DISTRICT | _CLERK | _WITNESS | _PARTY)
DISQUALIFY = _move("application.disqualify", "异议成立取消资格", _SYSTEM, "in_publicity frozen cleared approved > cancelled", review_rules(9), tells=_UNIT | _DISTRICT, cause="objection.agree")

# 资格审核会议纪要
ENTER_MINUTES = _move("minutes.enter", "登记", _OFFICE, "> entered", review_rules(6, 1), tells=_HEAD)
CONFIRM_MINUTES = _move("minutes.confirm", "确认", _HEAD, "entered > confirmed", review_rules(6, 1), measures(7, 3), duty=True)
DROP_MINUTES = _move("minutes.drop", "撤销登记", _OFFICE, "entered > dropped", review_rules(6, 1))

# 学科
ADD_DISCIPLINE = _move("discipline.add", "新增学科", _OFFICE, "> in_force", review_rules(7))
AMEND_DISCIPLINE = _move("discipline.amend", "修改学科", _OFFICE, "in_force withdrawn > in_force withdrawn", review_rules(7))
WITHDRAW_DISCIPLINE = _move("discipline.withdraw", "停用学科", _OFFICE, "in_force > withdrawn", review_rules(7))
RESTORE_DISCIPLINE = _move("discipline.restore", "重新启用学科", _OFFICE, "withdrawn > in_force", review_rules(7))

# 抽取条件
SET_TERMS = _move("terms.set", "设定抽取条件", _HEAD, "> set", review_rules(7), tells=_CLERK | _WITNESS)

# 专家
ENTER_EXPERT = _move("expert.enter", "入库", _OFFICE, "> active", review_rules(7))
AMEND_EXPERT = _move("expert.amend", "更正资料", _OFFICE, "active suspended > active suspended", review_rules(7))
REACH_EXPERT = _move("expert.reach", "更正联系方式", _JUDGE, "active suspended > active suspended", review_rules(7))
IDENTIFY_EMPLOYER = _move("expert.identify", "核定工作单位", _OFFICE, "active suspended > active suspended", review_rules(7))
INVITE_EXPERT = _move("expert.invite", "邀请", _OFFICE | _SYSTEM, "active > active", review_rules(7), tells=_JUDGE)
PLEDGE = _move("expert.pledge", "签署承诺", _JUDGE, "active > active", review_rules(8))
DECLARE_INTEREST = _move("expert.declare_interest", "申报利益关系", _JUDGE | _OFFICE, "active > active", review_rules(7), tells=_OFFICE)
NOTE_ABSENCE = _move("expert.note_absence", "登记不便时间", _JUDGE | _OFFICE, "active suspended > active suspended", review_rules(7))
DROP_ABSENCE = _move("expert.drop_absence", "撤销不便时间", _JUDGE | _OFFICE, "active suspended > active suspended", review_rules(7))
SUSPEND_EXPERT = _move("expert.suspend", "暂停", _OFFICE, "active > suspended", review_rules(8), tells=_JUDGE)
REINSTATE_EXPERT = _move("expert.reinstate", "恢复", _HEAD, "suspended > active", review_rules(7), tells=_JUDGE)
RETIRE_EXPERT = _move("expert.retire", "退出", _OFFICE, "active suspended > retired", review_rules(7))
ERASE_EXPERT = _move("expert.erase", "删除资料", _HEAD, "retired > erased", review_rules(8))

# 专家资料更正
ASK_CORRECTION = _move("correction.ask", "申请更正资料", _JUDGE, "> waiting", review_rules(7), tells=_OFFICE)
ACCEPT_CORRECTION = _move("correction.accept", "同意更正", _OFFICE, "waiting > accepted", review_rules(7), tells=_JUDGE, duty=True, awaited="确认专家更正资料")
DECLINE_CORRECTION = _move("correction.decline", "不予更正", _OFFICE, "waiting > declined", review_rules(7), tells=_JUDGE)
WITHDRAW_CORRECTION = _move("correction.withdraw", "撤回更正申请", _JUDGE, "waiting > withdrawn", review_rules(7))

# 专家资料查阅
TAKE_LOOK = _move("look.take", "查阅专家资料", _OFFICE | _WITNESS, "> taken", review_rules(8))

# 评审会
SCHEDULE = _move("session.schedule", "排期", _OFFICE, "> preparing", measures(9, 1, 2), tells=_WITNESS)
RESCHEDULE = _move("session.reschedule", "改期", _OFFICE, f"{_BEFORE_THE_HEARING} > {_BEFORE_THE_HEARING}", measures(9, 1, 2), tells=_WITNESS | _JUDGE | _UNIT)
DROP_SESSION = _move("session.drop", "取消", _OFFICE, "preparing > dropped", measures(9, 1, 2), tells=_WITNESS)
SET_RULES = _move("session.set_rules", "公布规则", _OFFICE, "preparing > preparing", review_rules(6, 2), tells=_WITNESS | _JUDGE | _UNIT, duty=True)
SEAT = _move("session.seat", "确定领导评委", _OFFICE, "preparing > preparing", measures(9, 1, 2), tells=_JUDGE)
UNSEAT = _move("session.unseat", "撤下领导评委", _OFFICE, "preparing > preparing", measures(9, 1, 2), tells=_JUDGE)
SEAL = _move("session.freeze", "封存", _OFFICE, "preparing > freezing", review_rules(7), tells=_WITNESS, duty=True)
CONFIRM_SEAL = _move("session.confirm_freeze", "会签封存", _WITNESS, "freezing > frozen", review_rules(7), tells=_OFFICE, duty=True, sealed=True)
REFUSE_SEAL = _move("session.refuse_freeze", "不予会签", _WITNESS, "freezing > preparing", review_rules(7), tells=_OFFICE)
PLEDGE_SESSION = _move("session.pledge", "签署评审承诺", _JUDGE, f"{_WHILE_SEATED} > {_WHILE_SEATED}", review_rules(8), duty=True)
DISCLOSE = _move("session.disclose", "申报利害关系", _JUDGE, f"{_WHILE_SEATED} > {_WHILE_SEATED}", review_rules(7), tells=_OFFICE)
ACCEPT_SEAT = _move("session.accept", "确认参加评审", _JUDGE, "drawn vacant > drawn vacant", review_rules(7), tells=_OFFICE)
REGRET = _move("session.regret", "不能参加评审", _JUDGE, "drawn vacant > drawn vacant", review_rules(7), tells=_OFFICE)
NOTE_ANSWER = _move("session.note_answer", "登记电话答复", _OFFICE, "drawn vacant > drawn vacant", review_rules(7), tells=_WITNESS)
RECORD_ENTROPY = _move("session.record_entropy", "录入随机数", _OFFICE, "frozen vacant > frozen vacant seeded", review_rules(7), duty=True, sealed=True)
WITNESS_ENTROPY = _move("session.witness_entropy", "监督录入随机数", _WITNESS, "frozen vacant > frozen vacant seeded", review_rules(7), duty=True, sealed=True)
DRAW = _move("session.draw", "抽取", _OFFICE, "seeded > drawing", review_rules(7), tells=_WITNESS, duty=True)
CONFIRM_DRAW = _move("session.confirm_draw", "会签抽取结果", _WITNESS, "drawing > drawn", review_rules(7), tells=_OFFICE | _JUDGE, duty=True, sealed=True)
VACATE = _move("session.vacate", "登记评委缺席", _OFFICE, "drawn > vacant", review_rules(7), tells=_WITNESS)
VOID = _move("session.void", "提请作废", _OFFICE, "frozen seeded drawing drawn vacant > voiding", review_rules(7), tells=_WITNESS)
CONFIRM_VOID = _move("session.confirm_void", "会签作废", _WITNESS, "voiding > preparing", review_rules(7), tells=_OFFICE, duty=True, sealed=True)
REFUSE_VOID = _move("session.refuse_void", "不予作废", _WITNESS, "voiding > frozen seeded drawing drawn vacant", review_rules(7), tells=_OFFICE)
OPEN_SESSION = _move("session.open", "开会", _OFFICE, "drawn > in_hearing", review_rules(6, 2), tells=_JUDGE | _WITNESS, duty=True)
CLOSE_SESSION = _move("session.close", "闭会", _OFFICE, "in_hearing > closing", review_rules(6, 2), tells=_WITNESS, duty=True)
CONFIRM_CLOSE = _move("session.confirm_close", "会签闭会", _WITNESS, "closing > closed", review_rules(6, 2), tells=_OFFICE | _PARTY, duty=True, sealed=True)
REFUSE_CLOSE = _move("session.refuse_close", "不予会签闭会", _WITNESS, "closing > in_hearing", review_rules(6, 2), tells=_OFFICE)
MAKE_SHEET_KEY = _move("session.make_sheet_key", "制作会议密钥", _WITNESS, f"{_WHILE_SIGNED} > {_WHILE_SIGNED}", review_rules(8), tells=_OFFICE)
ENABLE_KEY = _move("session.enable_key", "启用签名密钥", _OFFICE | _WITNESS, f"{_WHILE_SIGNED} > {_WHILE_SIGNED}", review_rules(7))
TAKE_COPY = _move("session.take_copy", "领取复核包", _WITNESS, "closed > closed", review_rules(8))
DISABLE_KEY = _move("session.disable_key", "停用签名密钥", _OFFICE | _WITNESS, f"{_WHILE_SIGNED} > {_WHILE_SIGNED}", review_rules(7))

# 场次
ENLIST = _move("turn.enlist", "列入评审", _OFFICE, "> waiting", review_rules(6, 2))
STRIKE = _move("turn.strike", "移出评审", _OFFICE, "waiting > struck", review_rules(6, 2), tells=_UNIT)
CALL_IN = _move("turn.call_in", "请单位入场", _OFFICE, "waiting > presenting", review_rules(6, 2), duty=True)
MARK_ABSENT = _move("turn.mark_absent", "登记缺席", _OFFICE, "waiting presenting > absent", review_rules(6, 2), tells=_UNIT)
OPEN_SCORING = _move("turn.open_scoring", "开始打分", _OFFICE, "presenting > scoring", review_rules(6, 2), tells=_JUDGE, duty=True)
ANNOUNCE = _move("turn.announce", "公布得分", _OFFICE, "scoring > announced", review_rules(6, 2), duty=True, sealed=True)
REANNOUNCE = _move("turn.reopen", "重新计分", _SYSTEM, "announced > scoring", review_rules(6, 2), cause="sheet.confirm_void recusal.agree")
READMIT = _move("turn.readmit", "提请补陈述", _OFFICE, "absent > readmitting", review_rules(6, 2), tells=_WITNESS)
CONFIRM_READMIT = _move("turn.confirm_readmit", "同意补陈述", _WITNESS, "readmitting > waiting", review_rules(6, 2), tells=_OFFICE | _UNIT, duty=True)
REFUSE_READMIT = _move("turn.refuse_readmit", "不同意补陈述", _WITNESS, "readmitting > absent", review_rules(6, 2), tells=_OFFICE | _UNIT)

# 评分表
LOCK = _move("sheet.lock", "锁定提交", _JUDGE | _SYSTEM, "draft > locked", review_rules(6, 2), review_rules(8), duty=True)
REVEAL = _move("sheet.reveal", "公布", _SYSTEM, "locked > announced", review_rules(6, 2), cause="turn.announce")
VOID_SHEET = _move("sheet.void", "申请更正", _JUDGE, "locked announced > voiding", review_rules(8), tells=_WITNESS)
CONFIRM_VOID_SHEET = _move("sheet.confirm_void", "会签更正", _WITNESS, "voiding > voided", review_rules(8), tells=_JUDGE | _OFFICE, duty=True)
REFUSE_VOID_SHEET = _move("sheet.refuse_void", "不予更正", _WITNESS, "voiding > locked announced", review_rules(8), tells=_JUDGE | _OFFICE)

# 纸质评分
BEGIN_PAPER = _move("paper.begin", "改用纸质评分", _OFFICE, "> entering", review_rules(6, 2), tells=_WITNESS)
TAKE_PAPER = _move("paper.take", "会签纸质评分", _WITNESS, "entering > taken", review_rules(6, 2), tells=_OFFICE | _JUDGE, duty=True)
DROP_PAPER = _move("paper.drop", "撤销纸质评分", _OFFICE, "entering > dropped", review_rules(6, 2), tells=_WITNESS)

# 评委离会
DEPART = _move("departure.raise", "登记评委离会", _OFFICE, "> raised", review_rules(7), tells=_WITNESS)
AGREE_DEPARTURE = _move("departure.agree", "同意离会", _WITNESS, "raised > agreed", review_rules(7), tells=_OFFICE | _JUDGE, duty=True)
REFUSE_DEPARTURE = _move("departure.refuse", "不同意离会", _WITNESS, "raised > refused", review_rules(7), tells=_OFFICE)

# 回避
DECLARE_RECUSAL = _move("recusal.declare", "申报回避", _JUDGE, "> raised", review_rules(7), tells=_OFFICE)
REQUEST_RECUSAL = _move("recusal.request", "申请评委回避", _SIGNATORY, "> raised", review_rules(7), tells=_OFFICE)
MATCH_RECUSAL = _move("recusal.match", "登记利害关系", _OFFICE | _SYSTEM, "> raised", review_rules(7), tells=_OFFICE)
LEAVE_RECUSAL = _move("recusal.leave", "评委离会", _SYSTEM, "> decided", review_rules(7), cause="departure.agree turn.confirm_readmit")
DECIDE_RECUSAL = _move("recusal.decide", "决定", _OFFICE, "raised > decided", review_rules(7), tells=_WITNESS, duty=True)
AGREE_RECUSAL = _move("recusal.agree", "纪检同意", _WITNESS, "decided > upheld dismissed", review_rules(7), tells=_OFFICE | _JUDGE, duty=True)
REFUSE_RECUSAL = _move("recusal.refuse", "纪检退回", _WITNESS, "decided > raised", review_rules(7), tells=_OFFICE)
WITHDRAW_RECUSAL = _move("recusal.withdraw", "撤回申请", _SIGNATORY, "raised > withdrawn", review_rules(7), tells=_OFFICE)

# 查阅评审材料
OPEN_MATERIAL = _move("opening.open", "查阅评审材料", _JUDGE, "> opened", review_rules(8))

# 党组决议
PREPARE_RESOLUTION = _move("resolution.prepare", "拟定", _PARTY, "> prepared", measures(9, 1, 3))
APPLY_RESOLUTION = _move("resolution.apply", "登记决议", _PARTY, "prepared > applied", measures(9, 1, 3), review_rules(6, 2), tells=_OFFICE, duty=True)
DROP_RESOLUTION = _move("resolution.drop", "撤销", _PARTY, "prepared > dropped", measures(9, 1, 3))

# 公示
PREPARE_PUBLICITY = _move("publicity.prepare", "拟定", _OFFICE, "> prepared", measures(9, 1, 4), tells=_HEAD)
PUBLISH_PUBLICITY = _move("publicity.publish", "发布公示", _HEAD, "prepared > running", measures(9, 1, 4), review_rules(6, 3), tells=_OFFICE | _WITNESS, duty=True)
SCHEDULE_PUBLICITY = _move("publicity.schedule", "定时发布", _HEAD, "prepared > scheduled", measures(9, 1, 4), review_rules(6, 3), tells=_OFFICE | _WITNESS)
UNSCHEDULE_PUBLICITY = _move("publicity.unschedule", "取消定时发布", _HEAD, "scheduled > prepared", measures(9, 1, 4), tells=_OFFICE | _WITNESS)
RELEASE_PUBLICITY = _move("publicity.release", "按时发布公示", _SYSTEM, "scheduled > running", measures(9, 1, 4), review_rules(6, 3), tells=_OFFICE | _WITNESS)
MISS_PUBLICITY = _move("publicity.miss", "未能按时发布", _SYSTEM, "scheduled > prepared", measures(9, 1, 4), tells=_OFFICE)
RECOUNT_PUBLICITY = _move("publicity.recount", "重新推算公示期限", _SYSTEM, "scheduled running > scheduled running", measures(9, 1, 4), tells=_OFFICE)
EXTEND_PUBLICITY = _move("publicity.extend", "延长公示", _HEAD, "running > running", measures(9, 1, 4), review_rules(6, 3), tells=_OFFICE | _WITNESS | _UNIT, duty=True, awaited="核对并延长公示期限")
DROP_PUBLICITY = _move("publicity.drop", "撤销", _OFFICE, "prepared > cancelled", measures(9, 1, 4))
CONCLUDE_PUBLICITY = _move("publicity.conclude", "公示期满", _OFFICE, "running > concluded", measures(9, 2), tells=_OFFICE, duty=True, awaited="公示期满办结")

# 异议与举报
LODGE = _move("objection.lodge", "提出", _PUBLIC, "> lodged", measures(9, 1, 4), review_rules(9), tells=_OFFICE | _WITNESS)
ENTER_OBJECTION = _move("objection.enter", "登记来信来访", _OFFICE | _WITNESS, "> lodged", measures(9, 1, 4), review_rules(9), tells=_OFFICE | _WITNESS)
ACCEPT = _move("objection.accept", "受理", _OFFICE, "lodged > accepted", review_rules(6, 3), review_rules(9), tells=_WITNESS, duty=True)
DECLINE_OBJECTION = _move("objection.decline", "不予受理", _OFFICE, "lodged > declined", review_rules(6, 3), tells=_WITNESS)
ASK_OBJECTOR = _move("objection.ask", "请提出人补充", _OFFICE, "lodged accepted > lodged accepted", review_rules(6, 3))
SUPPLEMENT = _move("objection.supplement", "补充材料", _PUBLIC, "lodged accepted > lodged accepted", review_rules(6, 3), review_rules(9), tells=_OFFICE)
NOTE_INVESTIGATION = _move("objection.note", "记载核查情况", _OFFICE | _WITNESS, "accepted > accepted", review_rules(9))
FIND = _move("objection.find", "作出核查结论", _OFFICE, "accepted > found", review_rules(9), tells=_WITNESS, duty=True)
AGREE_FINDING = _move("objection.agree", "纪检同意", _WITNESS, "found > upheld dismissed", review_rules(9), tells=_OFFICE, duty=True)
REFUSE_FINDING = _move("objection.refuse", "纪检退回", _WITNESS, "found > accepted", review_rules(9), tells=_OFFICE)
UNSEAL = _move("objection.unseal", "查阅身份", _OFFICE | _WITNESS, "lodged accepted found upheld dismissed declined > lodged accepted found upheld dismissed declined", review_rules(6, 3))

# 被反映单位的情况说明
PUT_INQUIRY = _move("inquiry.put", "请单位说明", _OFFICE, "> put", review_rules(9), tells=_UNIT | _WITNESS)
ANSWER_INQUIRY = _move("inquiry.answer", "提交说明", _SIGNATORY, "put > answered", review_rules(9), tells=_OFFICE | _WITNESS, duty=True)
LAPSE_INQUIRY = _move("inquiry.lapse", "逾期未说明", _SYSTEM, "put > lapsed", review_rules(9), tells=_UNIT | _OFFICE)
WITHDRAW_INQUIRY = _move("inquiry.withdraw", "撤回", _OFFICE, "put > withdrawn", review_rules(9), tells=_UNIT)

# 联合发文
DRAFT_DOCUMENT = _move("document.draft", "拟稿", _OFFICE, "> drafted", measures(9, 2), tells=_SIGNER)
SIGN = _move("document.sign", "签发", _SIGNER, "drafted > signed", measures(9, 2), tells=_COSIGNER, duty=True)
COUNTERSIGN = _move("document.countersign", "会签", _COSIGNER, "signed > countersigned", measures(9, 2), review_rules(6, 4), tells=_OFFICE, duty=True)
ISSUE = _move("document.issue", "编号印发", _OFFICE, "countersigned > issued", measures(9, 2), tells=_OFFICE, duty=True)
RECALL = _move("document.recall", "撤回重拟", _OFFICE | _SIGNER | _COSIGNER, "drafted signed countersigned > recalled", measures(9, 2), tells=_OFFICE | _SIGNER | _COSIGNER)
ATTACH_SCAN = _move("document.attach_scan", "上传盖章扫描件", _OFFICE, "countersigned issued > countersigned issued", measures(9, 2))
OPEN_SCAN = _move("document.open_scan", "调整扫描件公开范围", _OFFICE, "countersigned issued > countersigned issued", measures(9, 2))

# 结果告知书
PREPARE_LETTER = _move("letter.prepare", "拟稿", _OFFICE, "> prepared", measures(9, 1, 3), measures(7, 2))
SEND_LETTER = _move("letter.send", "发出结果告知书", _HEAD, "prepared > sent", measures(9, 1, 3), measures(7, 2), tells=_UNIT, duty=True)
DROP_LETTER = _move("letter.drop", "撤销", _OFFICE, "prepared > dropped", measures(9, 1, 3))

# 工作站
AWARD_STATION = _move("station.award", "授牌", _OFFICE, "> active", measures(9, 3), measures(13), tells=_UNIT)
REPLACE_PLAQUE = _move("station.replace_plaque", "换发牌匾", _OFFICE, "active > active", measures(9, 3), tells=_UNIT | _STATION)
HAND_OVER_PLAQUE = _move("station.hand_over_plaque", "交接牌匾", _OFFICE, "active > active", measures(9, 3), tells=_UNIT | _STATION)
RETURN_PLAQUE = _move("station.return_plaque", "收回牌匾", _OFFICE, "active > active", measures(9, 3), tells=_UNIT | _STATION)
LOSE_PLAQUE = _move("station.lose_plaque", "登记牌匾遗失", _OFFICE | _SIGNATORY, "active > active", measures(9, 3), tells=_OFFICE | _UNIT)
LAY_PHOTO = _move("station.lay_photo", "登记授牌照片", _OFFICE, "active > active", measures(9, 3), tells=_SIGNATORY)
AGREE_PHOTO = _move("station.agree_photo", "同意公开照片", _OFFICE | _SIGNATORY, "active > active", measures(9, 3), tells=_OFFICE | _SIGNATORY)
HIDE_PHOTO = _move("station.hide_photo", "不再公开照片", _OFFICE | _SIGNATORY, "active > active", measures(9, 3), tells=_OFFICE | _SIGNATORY)

# 工作站展示
BEGIN_PRESENTATION = _move("presentation.begin", "新建展示", _UNIT | _STATION, "> draft", measures(10))
RELEASE_PRESENTATION = _move("presentation.release", "提交审核", _SIGNATORY, "draft returned > released", measures(10), tells=_OFFICE, duty=True, awaited="提交工作站展示", prepared_by=_DRAFTER | _STATION, preparing="填写工作站展示")
RECALL_PRESENTATION = _move("presentation.recall", "收回修改", _SIGNATORY, "released > draft", measures(10), tells=_OFFICE)
PUBLISH_PRESENTATION = _move("presentation.publish", "审核公开", _OFFICE, "released > public", measures(15), measures(10), tells=_UNIT | _STATION, duty=True, awaited="审核工作站展示")
RETURN_PRESENTATION = _move("presentation.return", "退回修改", _OFFICE, "released > returned", measures(15), measures(10), tells=_UNIT | _STATION)
SUPERSEDE_PRESENTATION = _move("presentation.supersede", "由新版替代", _SYSTEM, "public > superseded", measures(10), cause="presentation.publish")
WITHDRAW_PRESENTATION = _move("presentation.withdraw", "撤下", _SIGNATORY | _OFFICE, "public > withdrawn", measures(15), measures(10), tells=_UNIT | _STATION | _OFFICE)

# 归档
FILE_CASE = _move("archive.file", "归档", _OFFICE, "> binding", measures(3), sealed=True)
BIND_FILE = _move("archive.bind", "装订入库", _SYSTEM, "binding > filed", measures(3), tells=_OFFICE)
SUPPLEMENT_FILE = _move("archive.supplement", "补充归档", _OFFICE | _SYSTEM, "filed > binding", measures(3), sealed=True)
SET_RETENTION = _move("archive.set_retention", "变更保管期限", _HEAD, "filed > filed", measures(3))
CONSULT_FILE = _move("archive.consult", "调阅案卷", _OFFICE | _WITNESS, "filed > filed", measures(3), review_rules(8))

# 应急清除
REQUEST_PURGE = _move("purge.request", "申请应急清除", _HEAD, "> requested", measures(15), tells=_SECURITY_ADMIN)
CONFIRM_PURGE = _move("purge.confirm", "确认清除", _SECURITY_ADMIN, "requested > erased", measures(15), tells=_HEAD, duty=True)
REFUSE_PURGE = _move("purge.refuse", "不予清除", _SECURITY_ADMIN, "requested > refused", measures(15), tells=_HEAD)

# 单位、更名、加入、邀请、人员、岗位、委托、工作日历
REGISTER = _move("organisation.register", "登记", _PUBLIC | _OFFICE, "> active", measures(5))
RENAME = _move("organisation.rename", "更名", _OFFICE, "active > active", measures(5), tells=_UNIT)
HAND_OVER = _move("organisation.hand_over", "交接", _SIGNATORY, "active > active", measures(5), tells=_UNIT)
INSTALL = _move("organisation.install", "确认负责人", _OFFICE, "active > active", measures(3), measures(5), tells=_UNIT)
CORRECT_UNIT = _move("organisation.correct", "更正登记信息", _OFFICE, "active > active", measures(5), measures(7), tells=_UNIT)
MERGE = _move("organisation.merge", "合并重复登记", _OFFICE, "active > merged", measures(5), tells=_UNIT)
REQUEST_RENAMING = _move("renaming.request", "申请更名", _SIGNATORY, "> requested", measures(5), tells=_OFFICE)
CONFIRM_RENAMING = _move("renaming.confirm", "确认更名", _OFFICE, "requested > confirmed", measures(5), tells=_UNIT, duty=True)
REFUSE_RENAMING = _move("renaming.refuse", "不予确认", _OFFICE, "requested > refused", measures(5), tells=_UNIT)
WITHDRAW_RENAMING = _move("renaming.withdraw", "撤回", _SIGNATORY, "requested > withdrawn", measures(5), tells=_OFFICE)
# whoever asks to join, or is invited, may hold no role yet: they act and are told as themselves, in the role of the public
ASK_TO_JOIN = _move("joining.ask", "申请加入单位", _PUBLIC, "> waiting", measures(5), tells=_SIGNATORY | _OFFICE)
APPROVE_JOINING = _move("joining.approve", "同意加入", _SIGNATORY | _OFFICE, "waiting > approved", measures(5), tells=_PUBLIC, duty=True, awaited="答复加入申请")
REFUSE_JOINING = _move("joining.refuse", "不同意加入", _SIGNATORY | _OFFICE, "waiting > refused", measures(5), tells=_PUBLIC)
WITHDRAW_JOINING = _move("joining.withdraw", "撤回申请", _PUBLIC, "waiting > withdrawn", measures(5), tells=_SIGNATORY)
INVITE_PERSON = _move("invitation.send", "邀请", _SIGNATORY | _SECURITY_ADMIN, "> open", measures(3), measures(5), tells=_PUBLIC)
RENEW_INVITATION = _move("invitation.renew", "重新发出", _SIGNATORY | _SECURITY_ADMIN, "open > open", measures(3), measures(5), tells=_PUBLIC)
REVOKE_INVITATION = _move("invitation.revoke", "撤销邀请", _SIGNATORY | _SECURITY_ADMIN, "open > revoked", measures(3), measures(5), tells=_PUBLIC)
ACCEPT_INVITATION = _move("invitation.accept", "接受邀请", _PUBLIC, "open > accepted", measures(3), measures(5), tells=_SIGNATORY | _SECURITY_ADMIN)
ENROL = _move("person.enrol", "开户", _SYSTEM_ADMIN | _SYSTEM, "> active", measures(3))
SUSPEND_PERSON = _move("person.suspend", "停用", _SYSTEM_ADMIN, "active > suspended", measures(3))
RESTORE_PERSON = _move("person.restore", "启用", _SYSTEM_ADMIN, "suspended > active", measures(3))
RESET_PASSWORD = _move("person.reset_password", "重设密码", _SYSTEM_ADMIN, "active > active", measures(3))
GRANT = _move("membership.grant", "授予岗位", _SECURITY_ADMIN | _SIGNATORY | _SYSTEM, "> active", measures(3), measures(6, 1))
END_MEMBERSHIP = _move("membership.end", "撤销岗位", _SECURITY_ADMIN | _SIGNATORY | _SYSTEM, "active > ended", measures(3))
DELEGATE = _move("delegation.delegate", "委托代办", _SIGNATORY | _DISTRICT_HEAD | _HEAD | _SIGNER | _COSIGNER, "> active", measures(3), measures(10))
END_DELEGATION = _move("delegation.end", "终止委托", _SIGNATORY | _DISTRICT_HEAD | _HEAD | _SIGNER | _COSIGNER, "active > ended", measures(3))
ENTER_CALENDAR = _move("calendar.enter", "录入", _SYSTEM_ADMIN | _SYSTEM, "> entered", measures(9, 1, 4))
AMEND_CALENDAR = _move("calendar.amend", "调整", _SYSTEM_ADMIN, "entered > entered", measures(9, 1, 4))
MAKE_KEY = _move("key.make", "制作签名密钥", _OFFICE | _WITNESS, "> active", review_rules(7), tells=_OFFICE | _WITNESS)
REGISTER_KEY = _move("key.register", "登记签名公钥", _OFFICE | _WITNESS, "> active", review_rules(7), tells=_OFFICE | _WITNESS)
REPLACE_KEY = _move("key.replace", "更换", _SYSTEM, "active > replaced", review_rules(7), cause="key.make key.register")
RETIRE_KEY = _move("key.retire", "报失停用", _OFFICE | _WITNESS, "active > retired", review_rules(7), tells=_OFFICE | _WITNESS)
# fmt: on


def moves_of(kind: str) -> tuple[Move, ...]:
    """The moves of one kind of subject, in table order."""
    return tuple(m for m in MOVES.values() if m.kind == kind)
