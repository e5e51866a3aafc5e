"""Renewal, 整改, revocation and the end of a station (办法·13)."""

from haizhi.regulation.citations import measures
from haizhi.regulation.moves.parties import DRAFTER, HEAD, OFFICE, SIGNATORY, STATION, SYSTEM, UNIT, WITNESS
from haizhi.regulation.moves.row import declare

_ALL = UNIT | STATION | OFFICE

# fmt: off

# 有效期
RENEW_STATION = declare("station.renew", "续定有效期", HEAD, "active suspended due > active suspended", measures(13), cause="renewal.award")
FALL_DUE = declare("station.fall_due", "有效期届满", SYSTEM, "active > due", measures(13), tells=_ALL)
LAPSE_STATION = declare("station.lapse", "到期失效", HEAD | SYSTEM, "suspended due > lapsed", measures(13), duty=True, awaited="决定重新授牌或者到期终止", cause="ending.expire")
REVOKE_STATION = declare("station.revoke", "撤销工作站资格", OFFICE, "active suspended due > revoked", measures(13), cause="revocation.revoke")
GIVE_UP_STATION = declare("station.give_up", "终止建站", HEAD, "active suspended due > given_up", measures(13), cause="ending.agree")

# 重新授牌
BEGIN_RENEWAL = declare("renewal.begin", "申请重新授牌", UNIT | STATION, "> draft", measures(13))
SUBMIT_RENEWAL = declare("renewal.submit", "提交申请", SIGNATORY, "draft returned > submitted", measures(13), tells=OFFICE, duty=True, awaited="提交重新授牌申请", prepared_by=DRAFTER | STATION, preparing="填写重新授牌申请")
WITHDRAW_RENEWAL = declare("renewal.withdraw", "撤回申请", SIGNATORY, "draft returned submitted > withdrawn", measures(13), tells=OFFICE)
RETURN_RENEWAL = declare("renewal.return", "退回补充", OFFICE, "submitted > returned", measures(13), tells=UNIT | STATION)
CHECK_RENEWAL = declare("renewal.check", "提出综合评判意见", OFFICE, "submitted > checked", measures(13), tells=HEAD, duty=True)
RECHECK_RENEWAL = declare("renewal.recheck", "退回重新核对", HEAD, "checked > submitted", measures(13), tells=OFFICE)
HEAR_RENEWAL = declare("renewal.hear", "拟评不合格并听取意见", HEAD, "checked > hearing", measures(13), tells=_ALL)
STATE_ON_RENEWAL = declare("renewal.state", "陈述意见", SIGNATORY, "hearing > heard", measures(13), tells=OFFICE, duty=True)
CLOSE_RENEWAL_HEARING = declare("renewal.pass_over", "期满未陈述意见", SYSTEM, "hearing > heard", measures(13), tells=_ALL)
QUALIFY_RENEWAL = declare("renewal.qualify", "评判合格", HEAD, "checked heard > qualified", measures(13), tells=_ALL, duty=True, awaited="审定综合评判")
FAIL_RENEWAL = declare("renewal.fail", "评判不合格", HEAD, "heard > unqualified", measures(13), tells=_ALL)
AWARD_RENEWAL = declare("renewal.award", "发文重新授牌", HEAD, "qualified > renewed", measures(13), tells=_ALL, duty=True)
CEASE_RENEWAL = declare("renewal.cease", "不再办理", SYSTEM, "draft submitted returned checked hearing heard qualified > ceased", measures(13), tells=_ALL)

# 运行情况记载
NOTE_OBSERVATION = declare("observation.note", "记载不能正常开展工作", OFFICE, "> noted", measures(13), tells=HEAD)
WITHDRAW_OBSERVATION = declare("observation.withdraw", "撤回记载", OFFICE, "noted > withdrawn", measures(13), tells=HEAD)

# 整改
PREPARE_RECTIFICATION = declare("rectification.prepare", "拟稿整改通知", OFFICE, "> prepared", measures(13), tells=HEAD)
ISSUE_RECTIFICATION = declare("rectification.issue", "发出整改通知", HEAD, "prepared > issued", measures(13), tells=_ALL, duty=True)
DROP_RECTIFICATION = declare("rectification.drop", "撤销", OFFICE, "prepared > dropped", measures(13))
REPORT_RECTIFICATION = declare("rectification.report", "提交整改报告", SIGNATORY, "issued > reported", measures(13), tells=OFFICE, duty=True, prepared_by=DRAFTER | STATION, preparing="填写整改报告")
EXTEND_RECTIFICATION = declare("rectification.extend", "延长整改期限", OFFICE, "issued > issued", measures(13), tells=_ALL)
RETURN_RECTIFICATION = declare("rectification.return", "退回继续整改", OFFICE, "reported > issued", measures(13), tells=_ALL)
PASS_RECTIFICATION = declare("rectification.pass", "整改合格", OFFICE, "reported > passed", measures(13), tells=_ALL, duty=True, awaited="复核整改情况")
FAIL_RECTIFICATION = declare("rectification.fail", "整改不合格", HEAD, "issued reported > failed", measures(13), tells=_ALL)
CEASE_RECTIFICATION = declare("rectification.cease", "不再办理", SYSTEM, "prepared issued reported > dropped ceased", measures(13), tells=_ALL)

# 撤销资格
PREPARE_REVOCATION = declare("revocation.prepare", "拟稿撤销资格", OFFICE, "> prepared", measures(13), tells=HEAD)
NOTIFY_REVOCATION = declare("revocation.notify", "通知并听取意见", HEAD, "prepared > noticed", measures(13), tells=_ALL | WITNESS, duty=True)
DROP_REVOCATION = declare("revocation.drop", "撤回拟稿", OFFICE, "prepared > dropped", measures(13))
POSTPONE_REVOCATION = declare("revocation.postpone", "延长陈述期限", HEAD, "noticed > noticed", measures(13), tells=_ALL)
STATE_ON_REVOCATION = declare("revocation.state", "陈述意见", SIGNATORY, "noticed > heard", measures(13), tells=OFFICE | WITNESS, duty=True)
RECORD_HEARING = declare("revocation.record_hearing", "登记当面听取意见", OFFICE, "noticed heard > noticed heard", measures(13), tells=_ALL | WITNESS)
CLOSE_REVOCATION_HEARING = declare("revocation.pass_over", "陈述意见期满", SYSTEM, "noticed > heard", measures(13), tells=_ALL | WITNESS)
DECIDE_REVOCATION = declare("revocation.decide", "决定撤销资格", HEAD, "heard > decided", measures(13), tells=OFFICE | WITNESS, duty=True, awaited="决定是否撤销资格")
SPARE_STATION = declare("revocation.spare", "决定不予撤销", HEAD, "heard > spared", measures(13), tells=_ALL | WITNESS)
CEASE_REVOCATION = declare("revocation.cease", "不再办理", SYSTEM, "prepared noticed heard decided > dropped ceased", measures(13), tells=_ALL | WITNESS)
ISSUE_REVOCATION = declare("revocation.revoke", "编号印发撤销决定", OFFICE, "decided > revoked", measures(13), tells=_ALL | WITNESS, duty=True)

# 终止与善后
REQUEST_ENDING = declare("ending.request", "申请终止建站", SIGNATORY, "> requested", measures(13), tells=OFFICE)
WITHDRAW_ENDING = declare("ending.withdraw", "撤回申请", SIGNATORY, "requested > withdrawn", measures(13), tells=OFFICE)
AGREE_ENDING = declare("ending.agree", "同意终止", HEAD, "requested > settling", measures(13), tells=_ALL, duty=True, awaited="审定终止申请")
REFUSE_ENDING = declare("ending.refuse", "不同意终止", HEAD, "requested > refused", measures(13), tells=_ALL)
EXPIRE = declare("ending.expire", "到期终止", HEAD | SYSTEM, "> settling", measures(13), tells=_ALL)
FOLLOW_REVOCATION = declare("ending.follow", "撤销后善后", OFFICE, "> settling", measures(13), cause="revocation.revoke")
FOLLOW_MERGER = declare("ending.follow_merger", "并站后善后", SYSTEM, "> settling", measures(13), tells=_ALL)
CEASE_ENDING = declare("ending.cease", "不再办理", SYSTEM, "requested > ceased", measures(13), tells=_ALL)
CLOSE_ENDING = declare("ending.close", "善后办结", OFFICE, "settling > closed", measures(13), measures(14), tells=_ALL, duty=True, awaited="收回牌匾、结清经费并办结善后")
# fmt: on
