"""Experts, the draw and the session (评审·6·2, 7, 8)."""

from haizhi.regulation.citations import measures, review_rules
from haizhi.regulation.moves.parties import CLERK, HEAD, JUDGE, OFFICE, PARTY, SIGNATORY, SYSTEM, UNIT, WITNESS
from haizhi.regulation.moves.row import declare

_BEFORE_THE_HEARING = "preparing freezing frozen seeded drawing drawn vacant voiding"
"""The stages of a session that was not opened yet."""
_WHILE_SEATED = "preparing freezing frozen seeded drawing drawn vacant in_hearing"
"""Those in which whoever sits on the panel can sign and declare."""
_WHILE_SIGNED = "frozen seeded drawing drawn vacant voiding in_hearing closing closed"
"""Those in which checkpoints are signed: from the countersigned freeze on."""

# fmt: off

# 学科
ADD_DISCIPLINE = declare("discipline.add", "新增学科", OFFICE, "> in_force", review_rules(7))
AMEND_DISCIPLINE = declare("discipline.amend", "修改学科", OFFICE, "in_force withdrawn > in_force withdrawn", review_rules(7))
WITHDRAW_DISCIPLINE = declare("discipline.withdraw", "停用学科", OFFICE, "in_force > withdrawn", review_rules(7))
RESTORE_DISCIPLINE = declare("discipline.restore", "重新启用学科", OFFICE, "withdrawn > in_force", review_rules(7))

# 抽取条件
SET_TERMS = declare("terms.set", "设定抽取条件", HEAD, "> set", review_rules(7), tells=CLERK | WITNESS)

# 专家
ENTER_EXPERT = declare("expert.enter", "入库", OFFICE, "> active", review_rules(7))
AMEND_EXPERT = declare("expert.amend", "更正资料", OFFICE, "active suspended > active suspended", review_rules(7))
REACH_EXPERT = declare("expert.reach", "更正联系方式", JUDGE, "active suspended > active suspended", review_rules(7))
IDENTIFY_EMPLOYER = declare("expert.identify", "核定工作单位", OFFICE, "active suspended > active suspended", review_rules(7))
INVITE_EXPERT = declare("expert.invite", "邀请", OFFICE | SYSTEM, "active > active", review_rules(7), tells=JUDGE)
PLEDGE = declare("expert.pledge", "签署承诺", JUDGE, "active > active", review_rules(8))
DECLARE_INTEREST = declare("expert.declare_interest", "申报利益关系", JUDGE | OFFICE, "active > active", review_rules(7), tells=OFFICE)
NOTE_ABSENCE = declare("expert.note_absence", "登记不便时间", JUDGE | OFFICE, "active suspended > active suspended", review_rules(7))
DROP_ABSENCE = declare("expert.drop_absence", "撤销不便时间", JUDGE | OFFICE, "active suspended > active suspended", review_rules(7))
SUSPEND_EXPERT = declare("expert.suspend", "暂停", OFFICE, "active > suspended", review_rules(8), tells=JUDGE)
REINSTATE_EXPERT = declare("expert.reinstate", "恢复", HEAD, "suspended > active", review_rules(7), tells=JUDGE)
RETIRE_EXPERT = declare("expert.retire", "退出", OFFICE, "active suspended > retired", review_rules(7))
ERASE_EXPERT = declare("expert.erase", "删除资料", HEAD, "retired > erased", review_rules(8))

# 专家资料更正
ASK_CORRECTION = declare("correction.ask", "申请更正资料", JUDGE, "> waiting", review_rules(7), tells=OFFICE)
ACCEPT_CORRECTION = declare("correction.accept", "同意更正", OFFICE, "waiting > accepted", review_rules(7), tells=JUDGE, duty=True, awaited="确认专家更正资料")
DECLINE_CORRECTION = declare("correction.decline", "不予更正", OFFICE, "waiting > declined", review_rules(7), tells=JUDGE)
WITHDRAW_CORRECTION = declare("correction.withdraw", "撤回更正申请", JUDGE, "waiting > withdrawn", review_rules(7))

# 专家资料查阅
TAKE_LOOK = declare("look.take", "查阅专家资料", OFFICE | WITNESS, "> taken", review_rules(8))

# 评审会
SCHEDULE = declare("session.schedule", "排期", OFFICE, "> preparing", measures(9, 1, 2), tells=WITNESS)
RESCHEDULE = declare("session.reschedule", "改期", OFFICE, f"{_BEFORE_THE_HEARING} > {_BEFORE_THE_HEARING}", measures(9, 1, 2), tells=WITNESS | JUDGE | UNIT)
DROP_SESSION = declare("session.drop", "取消", OFFICE, "preparing > dropped", measures(9, 1, 2), tells=WITNESS)
SET_RULES = declare("session.set_rules", "公布规则", OFFICE, "preparing > preparing", review_rules(6, 2), tells=WITNESS | JUDGE | UNIT, duty=True)
SEAT = declare("session.seat", "确定领导评委", OFFICE, "preparing > preparing", measures(9, 1, 2), tells=JUDGE)
UNSEAT = declare("session.unseat", "撤下领导评委", OFFICE, "preparing > preparing", measures(9, 1, 2), tells=JUDGE)
SEAL = declare("session.freeze", "封存", OFFICE, "preparing > freezing", review_rules(7), tells=WITNESS, duty=True)
CONFIRM_SEAL = declare("session.confirm_freeze", "会签封存", WITNESS, "freezing > frozen", review_rules(7), tells=OFFICE, duty=True, sealed=True)
REFUSE_SEAL = declare("session.refuse_freeze", "不予会签", WITNESS, "freezing > preparing", review_rules(7), tells=OFFICE)
PLEDGE_SESSION = declare("session.pledge", "签署评审承诺", JUDGE, f"{_WHILE_SEATED} > {_WHILE_SEATED}", review_rules(8), duty=True)
DISCLOSE = declare("session.disclose", "申报利害关系", JUDGE, f"{_WHILE_SEATED} > {_WHILE_SEATED}", review_rules(7), tells=OFFICE)
ACCEPT_SEAT = declare("session.accept", "确认参加评审", JUDGE, "drawn vacant > drawn vacant", review_rules(7), tells=OFFICE)
REGRET = declare("session.regret", "不能参加评审", JUDGE, "drawn vacant > drawn vacant", review_rules(7), tells=OFFICE)
NOTE_ANSWER = declare("session.note_answer", "登记电话答复", OFFICE, "drawn vacant > drawn vacant", review_rules(7), tells=WITNESS)
RECORD_ENTROPY = declare("session.record_entropy", "录入随机数", OFFICE, "frozen vacant > frozen vacant seeded", review_rules(7), duty=True, sealed=True)
WITNESS_ENTROPY = declare("session.witness_entropy", "监督录入随机数", WITNESS, "frozen vacant > frozen vacant seeded", review_rules(7), duty=True, sealed=True)
DRAW = declare("session.draw", "抽取", OFFICE, "seeded > drawing", review_rules(7), tells=WITNESS, duty=True)
CONFIRM_DRAW = declare("session.confirm_draw", "会签抽取结果", WITNESS, "drawing > drawn", review_rules(7), tells=OFFICE | JUDGE, duty=True, sealed=True)
VACATE = declare("session.vacate", "登记评委缺席", OFFICE, "drawn > vacant", review_rules(7), tells=WITNESS)
VOID = declare("session.void", "提请作废", OFFICE, "frozen seeded drawing drawn vacant > voiding", review_rules(7), tells=WITNESS)
CONFIRM_VOID = declare("session.confirm_void", "会签作废", WITNESS, "voiding > preparing", review_rules(7), tells=OFFICE, duty=True, sealed=True)
REFUSE_VOID = declare("session.refuse_void", "不予作废", WITNESS, "voiding > frozen seeded drawing drawn vacant", review_rules(7), tells=OFFICE)
OPEN_SESSION = declare("session.open", "开会", OFFICE, "drawn > in_hearing", review_rules(6, 2), tells=JUDGE | WITNESS, duty=True)
CLOSE_SESSION = declare("session.close", "闭会", OFFICE, "in_hearing > closing", review_rules(6, 2), tells=WITNESS, duty=True)
CONFIRM_CLOSE = declare("session.confirm_close", "会签闭会", WITNESS, "closing > closed", review_rules(6, 2), tells=OFFICE | PARTY, duty=True, sealed=True)
REFUSE_CLOSE = declare("session.refuse_close", "不予会签闭会", WITNESS, "closing > in_hearing", review_rules(6, 2), tells=OFFICE)
MAKE_SHEET_KEY = declare("session.make_sheet_key", "制作会议密钥", WITNESS, f"{_WHILE_SIGNED} > {_WHILE_SIGNED}", review_rules(8), tells=OFFICE)
ENABLE_KEY = declare("session.enable_key", "启用签名密钥", OFFICE | WITNESS, f"{_WHILE_SIGNED} > {_WHILE_SIGNED}", review_rules(7))
TAKE_COPY = declare("session.take_copy", "领取复核包", WITNESS, "closed > closed", review_rules(8))
DISABLE_KEY = declare("session.disable_key", "停用签名密钥", OFFICE | WITNESS, f"{_WHILE_SIGNED} > {_WHILE_SIGNED}", review_rules(7))

# 场次
ENLIST = declare("turn.enlist", "列入评审", OFFICE, "> waiting", review_rules(6, 2))
STRIKE = declare("turn.strike", "移出评审", OFFICE, "waiting > struck", review_rules(6, 2), tells=UNIT)
CALL_IN = declare("turn.call_in", "请单位入场", OFFICE, "waiting > presenting", review_rules(6, 2), duty=True)
MARK_ABSENT = declare("turn.mark_absent", "登记缺席", OFFICE, "waiting presenting > absent", review_rules(6, 2), tells=UNIT)
OPEN_SCORING = declare("turn.open_scoring", "开始打分", OFFICE, "presenting > scoring", review_rules(6, 2), tells=JUDGE, duty=True)
ANNOUNCE = declare("turn.announce", "公布得分", OFFICE, "scoring > announced", review_rules(6, 2), duty=True, sealed=True)
REANNOUNCE = declare("turn.reopen", "重新计分", SYSTEM, "announced > scoring", review_rules(6, 2), cause="sheet.confirm_void recusal.agree")
READMIT = declare("turn.readmit", "提请补陈述", OFFICE, "absent > readmitting", review_rules(6, 2), tells=WITNESS)
CONFIRM_READMIT = declare("turn.confirm_readmit", "同意补陈述", WITNESS, "readmitting > waiting", review_rules(6, 2), tells=OFFICE | UNIT, duty=True)
REFUSE_READMIT = declare("turn.refuse_readmit", "不同意补陈述", WITNESS, "readmitting > absent", review_rules(6, 2), tells=OFFICE | UNIT)

# 评分表
LOCK = declare("sheet.lock", "锁定提交", JUDGE | SYSTEM, "draft > locked", review_rules(6, 2), review_rules(8), duty=True)
REVEAL = declare("sheet.reveal", "公布", SYSTEM, "locked > announced", review_rules(6, 2), cause="turn.announce")
VOID_SHEET = declare("sheet.void", "申请更正", JUDGE, "locked announced > voiding", review_rules(8), tells=WITNESS)
CONFIRM_VOID_SHEET = declare("sheet.confirm_void", "会签更正", WITNESS, "voiding > voided", review_rules(8), tells=JUDGE | OFFICE, duty=True)
REFUSE_VOID_SHEET = declare("sheet.refuse_void", "不予更正", WITNESS, "voiding > locked announced", review_rules(8), tells=JUDGE | OFFICE)

# 纸质评分
BEGIN_PAPER = declare("paper.begin", "改用纸质评分", OFFICE, "> entering", review_rules(6, 2), tells=WITNESS)
TAKE_PAPER = declare("paper.take", "会签纸质评分", WITNESS, "entering > taken", review_rules(6, 2), tells=OFFICE | JUDGE, duty=True)
DROP_PAPER = declare("paper.drop", "撤销纸质评分", OFFICE, "entering > dropped", review_rules(6, 2), tells=WITNESS)

# 评委离会
DEPART = declare("departure.raise", "登记评委离会", OFFICE, "> raised", review_rules(7), tells=WITNESS)
AGREE_DEPARTURE = declare("departure.agree", "同意离会", WITNESS, "raised > agreed", review_rules(7), tells=OFFICE | JUDGE, duty=True)
REFUSE_DEPARTURE = declare("departure.refuse", "不同意离会", WITNESS, "raised > refused", review_rules(7), tells=OFFICE)

# 回避
DECLARE_RECUSAL = declare("recusal.declare", "申报回避", JUDGE, "> raised", review_rules(7), tells=OFFICE)
REQUEST_RECUSAL = declare("recusal.request", "申请评委回避", SIGNATORY, "> raised", review_rules(7), tells=OFFICE)
MATCH_RECUSAL = declare("recusal.match", "登记利害关系", OFFICE | SYSTEM, "> raised", review_rules(7), tells=OFFICE)
LEAVE_RECUSAL = declare("recusal.leave", "评委离会", SYSTEM, "> decided", review_rules(7), cause="departure.agree turn.confirm_readmit")
DECIDE_RECUSAL = declare("recusal.decide", "决定", OFFICE, "raised > decided", review_rules(7), tells=WITNESS, duty=True)
AGREE_RECUSAL = declare("recusal.agree", "纪检同意", WITNESS, "decided > upheld dismissed", review_rules(7), tells=OFFICE | JUDGE, duty=True)
REFUSE_RECUSAL = declare("recusal.refuse", "纪检退回", WITNESS, "decided > raised", review_rules(7), tells=OFFICE)
WITHDRAW_RECUSAL = declare("recusal.withdraw", "撤回申请", SIGNATORY, "raised > withdrawn", review_rules(7), tells=OFFICE)

# 查阅评审材料
OPEN_MATERIAL = declare("opening.open", "查阅评审材料", JUDGE, "> opened", review_rules(8))
# fmt: on
