"""What a station does, plans and keeps in touch with (办法·4). The Office finds submitted work among its 待办: of each
piece it is not told besides."""

from haizhi.regulation.citations import assessment_indicators, measures
from haizhi.regulation.moves.parties import DRAFTER, OFFICE, SIGNATORY, STATION, UNIT
from haizhi.regulation.moves.row import declare

# fmt: off

# 工作记录
BEGIN_WORK = declare("work.begin", "新建工作记录", UNIT | STATION, "> draft", measures(4))
SUBMIT_WORK = declare("work.submit", "提交", UNIT | STATION, "draft returned amending > submitted", measures(4), assessment_indicators(), duty=True, awaited="提交工作记录")
RECALL_WORK = declare("work.recall", "收回修改", UNIT | STATION, "submitted > draft amending", measures(4))
QUESTION_WORK = declare("work.question", "要求说明", OFFICE, "submitted > questioned", measures(4), assessment_indicators(), tells=UNIT | STATION)
ANSWER_WORK = declare("work.answer", "说明", UNIT | STATION, "questioned > submitted", measures(4), assessment_indicators(), duty=True, awaited="说明工作记录")
CONFIRM_WORK = declare("work.confirm", "确认", OFFICE, "submitted > confirmed", measures(4), assessment_indicators(), tells=UNIT | STATION, duty=True, awaited="审核工作记录")
RETURN_WORK = declare("work.return", "退回修改", OFFICE, "submitted questioned > returned", measures(4), assessment_indicators(), tells=UNIT | STATION)
AMEND_WORK = declare("work.amend", "更正", UNIT | STATION, "confirmed > amending", measures(4), assessment_indicators(), tells=OFFICE)
KEEP_WORK = declare("work.keep", "放弃更正", UNIT | STATION, "amending returned > confirmed", measures(4), assessment_indicators(), tells=OFFICE)
WITHDRAW_WORK = declare("work.withdraw", "作废", UNIT | STATION, "draft returned > withdrawn", measures(4))
STRIKE_WORK = declare("work.strike", "撤销确认并作废", OFFICE, "confirmed > withdrawn", measures(4), assessment_indicators(), tells=UNIT | STATION)

# 年度工作计划
BEGIN_PLAN = declare("plan.begin", "新建年度工作计划", UNIT | STATION, "> draft", assessment_indicators())
FILE_PLAN = declare("plan.file", "报送", SIGNATORY, "draft revising > filed", assessment_indicators(), measures(4), tells=OFFICE, duty=True, awaited="报送年度工作计划", prepared_by=DRAFTER | STATION, preparing="填写年度工作计划")
REVISE_PLAN = declare("plan.revise", "调整", UNIT | STATION, "filed > revising", assessment_indicators(), tells=OFFICE)
KEEP_PLAN = declare("plan.keep", "放弃调整", UNIT | STATION, "revising > filed", assessment_indicators(), tells=OFFICE)

# 海外联系
REGISTER_TIE = declare("tie.register", "登记海外联系", UNIT | STATION, "> kept", measures(4), assessment_indicators())
TAKE_OVER_TIE = declare("tie.take_over", "转入申报时的海外联系", UNIT | STATION, "> kept", measures(4), assessment_indicators())
AMEND_TIE = declare("tie.amend", "更新", UNIT | STATION, "kept > kept", measures(4), assessment_indicators())
END_TIE = declare("tie.end", "终止联系", UNIT | STATION, "kept > ended", measures(4), assessment_indicators())
RESUME_TIE = declare("tie.resume", "恢复联系", UNIT | STATION, "ended > kept", measures(4), assessment_indicators())
# fmt: on
