"""The call, the application, the district's and the Office's checks (办法·5–8, 评审·6·1)."""

from haizhi.regulation.citations import measures, notice, review_rules
from haizhi.regulation.moves.parties import (
    CLERK,
    DISTRICT,
    DISTRICT_CLERK,
    DISTRICT_HEAD,
    DRAFTER,
    HEAD,
    OFFICE,
    PARTY,
    SIGNATORY,
    SYSTEM,
    UNIT,
    WITNESS,
)
from haizhi.regulation.moves.row import declare

_HANDED_IN = "returned endorsing declined qualifying rejected qualified in_review reviewed proposed not_proposed deferred in_publicity frozen cleared approved awarded"
"""The stages of an application that was submitted and neither withdrawn nor cancelled."""
_CANCELLABLE = "draft returned endorsing qualifying qualified in_review reviewed proposed deferred in_publicity frozen cleared approved"
"""Those in which it can still lose its qualification."""

# fmt: off

# 年度申报
COMPOSE_CALL = declare("call.compose", "拟定", OFFICE, "> draft", measures(7, 4), tells=HEAD)
PUBLISH_CALL = declare("call.publish", "发布", HEAD, "draft > open", notice(), tells=UNIT | DISTRICT, duty=True)
EXTEND_CALL = declare("call.extend", "延期", HEAD, "open > open", notice(2), tells=UNIT | DISTRICT)
CLOSE_CALL = declare("call.close", "截止", SYSTEM, "open > closed", notice(2), tells=OFFICE)
ANSWER = declare("call.answer", "答复常见问题", OFFICE, "draft open closed > draft open closed", notice(1))
TAKE_BACK_ANSWER = declare("call.take_back_answer", "撤下常见问题", OFFICE, "draft open closed > draft open closed", notice(1))
SUPPLY = declare("call.supply", "提供下载", OFFICE, "draft open closed > draft open closed", notice())
WITHDRAW_DOWNLOAD = declare("call.withdraw_download", "撤下下载", OFFICE, "draft open closed > draft open closed", notice())
SET_CUTOFF = declare("cutoff.set", "设定区县截止时间", DISTRICT_HEAD, "> set", notice(2), measures(7, 2), tells=UNIT | OFFICE)
CHANGE_CUTOFF = declare("cutoff.change", "变更区县截止时间", DISTRICT_HEAD, "set > set", notice(2), measures(7, 2), tells=UNIT | OFFICE)
ADMIT_LATE = declare("admission.grant", "准予逾期提交", DISTRICT_HEAD, "> granted", notice(2), measures(7, 2), tells=UNIT)

# 申报
BEGIN = declare("application.begin", "新建", UNIT, "> draft", measures(8))
RECORD = declare("application.record", "代录", CLERK, "> draft", measures(8), tells=UNIT)
SUBMIT = declare("application.submit", "提交", SIGNATORY | CLERK, "draft returned > endorsing qualifying", measures(7, 1), measures(7, 2), tells=DISTRICT | OFFICE, duty=True, prepared_by=DRAFTER, preparing="填写申报")
ADOPT = declare("application.adopt", "接办代录件", UNIT, "draft returned > draft returned", measures(8), tells=OFFICE)
WITHDRAW = declare("application.withdraw", "撤回", SIGNATORY, "draft returned endorsing qualifying qualified > withdrawn", review_rules(6), tells=DISTRICT | OFFICE)
VISIT = declare("application.visit", "登记实地考察", DISTRICT, "endorsing > endorsing", measures(7, 2), tells=DISTRICT_HEAD)
ENDORSE = declare("application.endorse", "初审通过", DISTRICT_HEAD, "endorsing > qualifying", measures(7, 2), tells=UNIT | OFFICE, duty=True, awaited="区县初审", prepared_by=DISTRICT_CLERK, preparing="准备初审意见")
RETURN = declare("application.return", "退回", DISTRICT_HEAD, "endorsing > returned", measures(7, 2), tells=UNIT)
DECLINE = declare("application.decline", "不予推荐", DISTRICT_HEAD, "endorsing > declined", measures(7, 2), tells=UNIT | OFFICE)
REROUTE = declare("application.reroute", "变更渠道", OFFICE, "endorsing qualifying > qualifying endorsing", measures(7), tells=UNIT | DISTRICT)
CORRECT = declare("application.correct", "退回补正", OFFICE, "qualifying > returned", measures(7, 3), review_rules(6, 1), tells=UNIT | DISTRICT)
QUALIFY = declare("application.qualify", "资格通过", OFFICE, "qualifying > qualified", measures(7, 3), review_rules(6, 1), tells=UNIT | DISTRICT, duty=True, awaited="资格审核")
REJECT = declare("application.reject", "资格不符", HEAD, "returned endorsing qualifying > rejected", measures(7, 3), review_rules(6, 1), tells=UNIT | DISTRICT)
RECEIVE_PAPER = declare("application.receive_paper", "签收纸质件", OFFICE, f"{_HANDED_IN} > {_HANDED_IN}", notice(1, 3), measures(8), tells=UNIT)
MINUTE = declare("application.minute", "载入会议纪要", HEAD, f"{_HANDED_IN} > {_HANDED_IN}", review_rules(6, 1), cause="minutes.confirm")
LIST = declare("application.list", "列入评审", OFFICE, "qualified > in_review", review_rules(6, 2), tells=UNIT, cause="turn.enlist")
DELIST = declare("application.delist", "退出评审", SYSTEM, "in_review > qualified", review_rules(6, 2), cause="turn.strike")
RANK = declare("application.rank", "评审完成", SYSTEM, "in_review > reviewed", review_rules(6, 2), tells=UNIT, cause="session.confirm_close")
PROPOSE = declare("application.propose", "拟建站", PARTY, "reviewed deferred > proposed", measures(9, 1, 3), tells=UNIT | OFFICE, cause="resolution.apply")
PASS_OVER = declare("application.pass_over", "未列入", PARTY, "reviewed deferred > not_proposed", measures(9, 1, 3), tells=UNIT, cause="resolution.apply")
DEFER = declare("application.defer", "暂缓", PARTY, "reviewed deferred > deferred", measures(9, 1, 3), tells=UNIT, cause="resolution.apply")
INFORM = declare("application.inform", "告知结果", HEAD, "declined not_proposed deferred > declined not_proposed deferred", measures(9, 1, 3), cause="letter.send")
PUBLICISE = declare("application.publicise", "公示", OFFICE | SYSTEM, "proposed > in_publicity", measures(9, 1, 4), tells=UNIT | DISTRICT, cause="publicity.publish publicity.release")
FREEZE = declare("application.freeze", "中止", OFFICE, "in_publicity > frozen", review_rules(6, 3), tells=UNIT, cause="objection.accept")
RESUME = declare("application.resume", "恢复", SYSTEM, "frozen > in_publicity cleared", review_rules(6, 3), tells=UNIT, cause="objection.agree")
CLEAR = declare("application.clear", "公示无异议", OFFICE, "in_publicity > cleared", measures(9, 2), tells=UNIT, cause="publicity.conclude objection.decline")
APPROVE = declare("application.approve", "批准建站", OFFICE, "cleared > approved", measures(9, 2), tells=UNIT | DISTRICT, cause="document.issue")
AWARD = declare("application.award", "授牌", OFFICE, "approved > awarded", measures(9, 3), tells=UNIT, cause="station.award")
NOTIFY = declare("application.notify", "拟取消资格告知", HEAD, f"{_CANCELLABLE} > {_CANCELLABLE}", review_rules(9), tells=UNIT)
STATE = declare("application.state", "陈述申辩", SIGNATORY, f"{_CANCELLABLE} > {_CANCELLABLE}", review_rules(9), tells=OFFICE)
SPARE = declare("application.spare", "不予取消资格", HEAD, f"{_CANCELLABLE} > {_CANCELLABLE}", review_rules(9), tells=UNIT)
CANCEL = declare("application.cancel", "取消资格", HEAD, f"{_CANCELLABLE} > cancelled", review_rules(9), tells=UNIT | DISTRICT | CLERK | WITNESS | PARTY)
DISQUALIFY = declare("application.disqualify", "异议成立取消资格", SYSTEM, "in_publicity frozen cleared approved > cancelled", review_rules(9), tells=UNIT | DISTRICT, cause="objection.agree")

# 资格审核会议纪要
ENTER_MINUTES = declare("minutes.enter", "登记", OFFICE, "> entered", review_rules(6, 1), tells=HEAD)
CONFIRM_MINUTES = declare("minutes.confirm", "确认", HEAD, "entered > confirmed", review_rules(6, 1), measures(7, 3), duty=True)
DROP_MINUTES = declare("minutes.drop", "撤销登记", OFFICE, "entered > dropped", review_rules(6, 1))
# fmt: on
