"""Money: budgets, grants, spending, spot checks, recovery (办法·11, 12, 14)."""

from haizhi.regulation.citations import measures
from haizhi.regulation.moves.parties import CLERK, HEAD, OFFICE, SIGNATORY, STATION, SYSTEM, UNIT, WITNESS
from haizhi.regulation.moves.row import declare

_HOUSE = UNIT | STATION

# fmt: off

# 年度经费预算
SET_BUDGET = declare("budget.set", "下达年度预算", HEAD, "> set", measures(11), tells=CLERK)
AMEND_BUDGET = declare("budget.amend", "调整年度预算", HEAD, "set > set", measures(11), tells=CLERK)

# 财务管理制度备案
FILE_FINANCE_RULES = declare("finance_rules.file", "报送财务管理制度", _HOUSE, "> filed", measures(14), tells=OFFICE)
ACCEPT_FINANCE_RULES = declare("finance_rules.accept", "同意备案", OFFICE, "filed > accepted", measures(14), tells=_HOUSE, duty=True, awaited="核对财务管理制度")
RETURN_FINANCE_RULES = declare("finance_rules.return", "退回修改", OFFICE, "filed > returned", measures(14), tells=_HOUSE)
SUPERSEDE_FINANCE_RULES = declare("finance_rules.supersede", "由新版替代", SYSTEM, "accepted > superseded", measures(14), cause="finance_rules.accept")

# 经费资助
PROPOSE_GRANT = declare("grant.propose", "拟定资助", OFFICE, "> proposed", measures(11), measures(12), tells=HEAD)
APPROVE_GRANT = declare("grant.approve", "批准资助", HEAD, "proposed > approved", measures(11), measures(12), tells=_HOUSE | CLERK, duty=True, awaited="审批资助")
REFUSE_GRANT = declare("grant.refuse", "不予批准", HEAD, "proposed > refused", measures(11), measures(12), tells=CLERK)
WITHDRAW_GRANT = declare("grant.withdraw", "撤回拟定", OFFICE, "proposed > withdrawn", measures(11), tells=OFFICE)
REDUCE_GRANT = declare("grant.reduce", "核减资助", HEAD, "approved > approved", measures(11), tells=_HOUSE | CLERK)
CLOSE_GRANT = declare("grant.close", "停止入账", SYSTEM, "approved > settling", measures(14), cause="account.sign account.draw_up")
REOPEN_GRANT = declare("grant.reopen", "恢复入账", SYSTEM, "settling > approved", measures(14), cause="account.return")
SETTLE_GRANT = declare("grant.settle", "办结资助", SYSTEM, "settling > settled", measures(14), cause="account.accept")

# 拨付
PAY_GRANT = declare("payment.enter", "登记拨付", OFFICE, "> paid", measures(11), measures(14), tells=_HOUSE)
REVERSE_PAYMENT = declare("payment.reverse", "冲正拨付", HEAD, "paid > reversed", measures(14), tells=_HOUSE | CLERK)

# 支出
BEGIN_SPENDING = declare("spending.begin", "登记支出", _HOUSE, "> draft", measures(14))
SUBMIT_SPENDING = declare("spending.submit", "提交支出", _HOUSE, "draft returned > submitted flagged", measures(14), tells=OFFICE, duty=True)
WITHDRAW_SPENDING = declare("spending.withdraw", "撤回支出", _HOUSE, "draft returned submitted > withdrawn", measures(14), tells=OFFICE)
CONFIRM_SPENDING = declare("spending.confirm", "确认支出", OFFICE, "submitted > confirmed", measures(14), tells=_HOUSE, duty=True)
QUESTION_SPENDING = declare("spending.question", "要求说明", OFFICE, "submitted > questioned", measures(14), tells=_HOUSE)
ANSWER_SPENDING = declare("spending.answer", "作出说明", _HOUSE, "questioned > submitted", measures(14), tells=OFFICE, duty=True, awaited="说明支出")
RETURN_SPENDING = declare("spending.return", "退回修改", OFFICE, "submitted questioned flagged > returned", measures(14), tells=_HOUSE)
FLAG_SPENDING = declare("spending.flag", "提请认定", OFFICE, "submitted questioned > flagged", measures(14), tells=HEAD)
ALLOW_SPENDING = declare("spending.allow", "认定符合规定", HEAD, "flagged > confirmed", measures(14), tells=_HOUSE | CLERK, duty=True, awaited="认定支出")
MISUSE_SPENDING = declare("spending.misuse", "认定违规使用", HEAD, "flagged confirmed > misused", measures(14), tells=_HOUSE | CLERK)
DROP_SPENDING = declare("spending.drop", "不再办理", SYSTEM, "draft returned > withdrawn", measures(14), cause="account.draw_up", tells=_HOUSE)
CLEAR_SPENDING = declare("spending.clear", "撤销违规认定", SYSTEM, "misused > confirmed", measures(14), cause="recovery.revoke", tells=_HOUSE)

# 决算
SIGN_ACCOUNT = declare("account.sign", "报送决算", SIGNATORY, "> signed", measures(14), tells=OFFICE)
DRAW_UP_ACCOUNT = declare("account.draw_up", "代办决算", OFFICE, "> signed", measures(14), tells=_HOUSE | OFFICE)
ACCEPT_ACCOUNT = declare("account.accept", "审核通过", OFFICE, "signed > owing closed", measures(14), tells=_HOUSE, duty=True, awaited="审核决算")
RETURN_ACCOUNT = declare("account.return", "退回决算", OFFICE, "signed > returned", measures(14), tells=_HOUSE)
RETURN_REST = declare("account.return_rest", "登记退回结余", OFFICE, "owing > owing closed", measures(14), tells=_HOUSE, duty=True)
WRITE_OFF_REST = declare("account.write_off", "核销结余", HEAD, "owing > closed", measures(14), tells=_HOUSE | CLERK | WITNESS)

# 抽查
OPEN_CHECK_ROUND = declare("check_round.open", "组织随机抽查", OFFICE, "> drawing", measures(14))
REDRAW_CHECK_ROUND = declare("check_round.redraw", "重新抽取", OFFICE, "drawing > drawing", measures(14), duty=True)
TAKE_UP_CHECK_ROUND = declare("check_round.take_up", "确定抽查对象", OFFICE, "drawing > begun", measures(14), duty=True)
PUBLISH_CHECK_ROUND = declare("check_round.publish", "公开抽取过程", OFFICE, "begun > open", measures(14), duty=True)
DROP_CHECK_ROUND = declare("check_round.drop", "取消抽查", HEAD, "drawing > dropped", measures(14), tells=OFFICE)
DRAW_CHECK = declare("check.draw", "抽中", OFFICE, "> drawn", measures(14), cause="check_round.take_up")
OPEN_CHECK = declare("check.open", "决定有因抽查", HEAD, "> drawn", measures(14), tells=CLERK)
ANNOUNCE_CHECK = declare("check.announce", "通知抽查", OFFICE, "drawn announced > announced", measures(14), tells=_HOUSE, duty=True)
ENTER_CHECK = declare("check.enter", "登记抽查结果", OFFICE, "announced > rectifying closed", measures(14), tells=_HOUSE, duty=True)
REPORT_CHECK = declare("check.report", "报送整改报告", SIGNATORY, "rectifying > reported", measures(14), tells=OFFICE, duty=True)
ACCEPT_CHECK = declare("check.accept", "验收整改", OFFICE, "reported > closed", measures(14), tells=_HOUSE, duty=True)
REJECT_CHECK = declare("check.reject", "退回整改", OFFICE, "reported > rectifying", measures(14), tells=_HOUSE)
CANCEL_CHECK = declare("check.cancel", "取消本次抽查", HEAD, "drawn announced > cancelled", measures(14), tells=_HOUSE | CLERK)

# 追回
OPEN_RECOVERY = declare("recovery.open", "决定追回", HEAD, "> running", measures(14), tells=_HOUSE | CLERK)
REPAY_RECOVERY = declare("recovery.repay", "登记追回款", OFFICE, "running > running done", measures(14), tells=_HOUSE, duty=True)
ACCOUNT_RECOVERY = declare("recovery.hold_accountable", "登记责任追究", HEAD, "running done > running done", measures(14), tells=CLERK)
REVOKE_RECOVERY = declare("recovery.revoke", "撤销追回决定", HEAD, "running done > revoked", measures(14), tells=_HOUSE | CLERK)
DEFER_RECOVERY = declare("recovery.defer", "延长退回期限", HEAD, "running > running", measures(14), cause="plea.allow")
WRITE_OFF_RECOVERY = declare("recovery.write_off", "核销追回", HEAD, "running > written_off", measures(14), tells=_HOUSE | CLERK | WITNESS)

# 追回的延期和异议
ASK_FOR_TIME = declare("plea.ask", "申请延期或者分期退回", SIGNATORY, "> asked", measures(14), tells=OFFICE)
OBJECT_TO_RECOVERY = declare("plea.object", "提出异议", SIGNATORY, "> objected", measures(14), tells=OFFICE | WITNESS)
WITHDRAW_PLEA = declare("plea.withdraw", "撤回", SIGNATORY, "asked objected > withdrawn", measures(14), tells=OFFICE)
ALLOW_PLEA = declare("plea.allow", "同意延期", HEAD, "asked > allowed", measures(14), tells=_HOUSE | CLERK, duty=True, awaited="答复延期申请")
DENY_PLEA = declare("plea.deny", "不同意延期", HEAD, "asked > denied", measures(14), tells=_HOUSE | CLERK)
UPHOLD_PLEA = declare("plea.uphold", "异议成立", HEAD, "objected > upheld", measures(14), tells=_HOUSE | CLERK | WITNESS, duty=True, awaited="答复追回异议")
DISMISS_PLEA = declare("plea.dismiss", "异议不成立", HEAD, "objected > dismissed", measures(14), tells=_HOUSE | CLERK | WITNESS)
CEASE_PLEA = declare("plea.cease", "不再办理", SYSTEM, "asked objected > ceased", measures(14), tells=_HOUSE | CLERK)
# fmt: on
