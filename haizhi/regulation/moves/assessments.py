"""The three-yearly assessment (办法·12, 考核)."""

from haizhi.regulation.citations import assessment_indicators, measures
from haizhi.regulation.moves.parties import CLERK, DRAFTER, HEAD, OFFICE, SIGNATORY, STATION, SYSTEM, UNIT, WITNESS
from haizhi.regulation.moves.row import declare

# fmt: off

# 评估考核
COMPOSE_ASSESSMENT = declare("assessment.compose", "拟定评估安排", OFFICE, "> composing", measures(12), assessment_indicators())
AMEND_ASSESSMENT = declare("assessment.amend", "修改评估安排", OFFICE, "composing > composing", measures(12))
DROP_ASSESSMENT = declare("assessment.drop", "取消评估", OFFICE, "composing > dropped", measures(12))
ANNOUNCE_ASSESSMENT = declare("assessment.announce", "公布评估安排", HEAD, "composing > self_rating", measures(12), assessment_indicators(), tells=UNIT | STATION | OFFICE | WITNESS, duty=True, prepared_by=CLERK, preparing="拟定评估安排", sealed=True)
SEAL_PEERS = declare("assessment.seal_peers", "封存互评名单", OFFICE, "self_rating drawing > drawing", assessment_indicators(), tells=OFFICE | WITNESS)
ASSIGN_PEERS = declare("assessment.assign", "安排互评", OFFICE, "self_rating drawing > scoring", assessment_indicators(), tells=UNIT | STATION | OFFICE, duty=True)
EXTEND_ASSESSMENT = declare("assessment.extend", "延长期限", HEAD, "self_rating drawing scoring > self_rating drawing scoring", measures(12), tells=UNIT | STATION | OFFICE)
CLOSE_ASSESSMENT = declare("assessment.close", "审定评估结果", HEAD, "scoring > closed", assessment_indicators(), measures(12), tells=OFFICE | WITNESS, duty=True, prepared_by=CLERK, preparing="催收评分表", sealed=True)
PUBLISH_ASSESSMENT = declare("assessment.publish", "公布评估结果", HEAD, "closed > published", measures(12), tells=OFFICE | WITNESS, duty=True, sealed=True)

# 参评
ENLIST_STATION = declare("assessed.enlist", "列入参评", OFFICE, "> enlisted", measures(12))
STRIKE_STATION = declare("assessed.strike", "移出参评", OFFICE, "enlisted > struck", measures(12), tells=UNIT | STATION)
RESTORE_STATION = declare("assessed.restore", "恢复参评", OFFICE, "struck > enlisted", measures(12))
DECLARE_CONFLICT = declare("assessed.declare_conflict", "登记互评利害关系", SIGNATORY | OFFICE, "enlisted > enlisted", assessment_indicators(), tells=OFFICE)
LIFT_CONFLICT = declare("assessed.lift_conflict", "不予认定利害关系", OFFICE, "enlisted > enlisted", assessment_indicators(), tells=UNIT)
MISS_ASSESSMENT = declare("assessed.miss", "认定未参加", HEAD, "enlisted > absent", measures(12), tells=UNIT | STATION)
DECIDE_MISSING = declare("assessed.decide_missing", "决定缺交互评如何计分", HEAD, "enlisted > enlisted", assessment_indicators(), tells=OFFICE)
APPOINT_PEER = declare("assessed.appoint_peer", "补派互评", HEAD, "enlisted > enlisted", assessment_indicators(), tells=OFFICE)
RATE_STATION = declare("assessed.rate", "出具评估结果", SYSTEM, "enlisted > rated", assessment_indicators(), measures(12), tells=UNIT | STATION, cause="assessment.close")
RERATE_STATION = declare("assessed.rerate", "更正评估结果", SYSTEM, "rated > rated", assessment_indicators(), measures(12), tells=UNIT | STATION, cause="appeal.uphold")
PUBLISH_RESULT = declare("assessed.publish", "公布评估结果", SYSTEM, "rated > published", measures(12), tells=UNIT | STATION, cause="assessment.publish")

# 考核评分表
SUBMIT_SELF = declare("score.submit", "提交自评表", SIGNATORY, "draft returned > submitted", assessment_indicators(), tells=OFFICE, duty=True, prepared_by=DRAFTER | STATION, preparing="填写自评表")
RETURN_SELF = declare("score.return", "退回修改", OFFICE, "submitted > returned", assessment_indicators(), tells=UNIT | STATION)
LOCK_PEER = declare("score.lock", "提交互评表", SIGNATORY, "peering > locked", assessment_indicators(), tells=OFFICE, duty=True, prepared_by=DRAFTER | STATION, preparing="填写互评表")
RECUSE_PEER = declare("score.recuse", "申报回避", SIGNATORY, "peering > recusing", assessment_indicators(), tells=OFFICE)
GRANT_PEER_RECUSAL = declare("score.grant_recusal", "同意回避", HEAD, "recusing > recused", assessment_indicators(), tells=UNIT | STATION, duty=True, awaited="决定互评回避")
REFUSE_PEER_RECUSAL = declare("score.refuse_recusal", "不同意回避", HEAD, "recusing > peering", assessment_indicators(), tells=UNIT | STATION)
AGREE_SHEET = declare("score.agree", "集体评议定分", OFFICE, "marking > agreed", assessment_indicators(), tells=HEAD, duty=True)
CONFIRM_SHEET = declare("score.confirm", "确认考评分", HEAD, "agreed > confirmed", assessment_indicators(), tells=OFFICE, duty=True)
REOPEN_SHEET = declare("score.reopen", "退回重评", HEAD, "agreed > marking", assessment_indicators(), tells=OFFICE)
CHASE_SHEET = declare("score.chase", "催交评分表", OFFICE | SYSTEM, "draft returned peering > draft returned peering", assessment_indicators(), tells=UNIT | STATION)
OPEN_SHEET = declare("score.open", "开封评分表", SYSTEM, "submitted locked confirmed > submitted locked confirmed", assessment_indicators(), cause="assessment.close")
CORRECT_SHEET = declare("score.correct", "更正考评分", SYSTEM, "confirmed > replaced", assessment_indicators(), cause="appeal.uphold")
SET_ASIDE_SHEET = declare("score.set_aside", "不予计入", SYSTEM, "draft returned submitted peering recusing locked marking agreed confirmed > set_aside", assessment_indicators(), cause="appeal.uphold assessed.miss assessed.strike assessment.close")

# 考核申诉
LODGE_APPEAL = declare("appeal.lodge", "提出申诉", SIGNATORY, "> lodged", measures(12), tells=OFFICE)
WITHDRAW_APPEAL = declare("appeal.withdraw", "撤回申诉", SIGNATORY, "lodged > withdrawn", measures(12), tells=OFFICE)
UPHOLD_APPEAL = declare("appeal.uphold", "申诉成立，更正结果", HEAD, "lodged > upheld", measures(12), tells=UNIT | STATION, duty=True, awaited="答复考核申诉")
DISMISS_APPEAL = declare("appeal.dismiss", "申诉不成立", HEAD, "lodged > dismissed", measures(12), tells=UNIT | STATION)
# fmt: on
