"""Tasks handed down and the yearly summary (办法·4·4, 办法·12)."""

from haizhi.regulation.citations import measures
from haizhi.regulation.moves.parties import DRAFTER, HEAD, OFFICE, SIGNATORY, STATION, SYSTEM, UNIT
from haizhi.regulation.moves.row import declare

_ENDS = "station.merge station.lapse station.revoke station.give_up"

# fmt: off

# 交办任务
DRAFT_TASK = declare("task.draft", "新建任务", OFFICE, "> draft", measures(4, 4))
ISSUE_TASK = declare("task.issue", "下达任务", OFFICE, "draft > issued", measures(4, 4), duty=True)
WIDEN_TASK = declare("task.widen", "增发工作站", OFFICE, "issued > issued", measures(4, 4))
EXTEND_TASK = declare("task.extend", "延长期限", OFFICE, "issued > issued", measures(4, 4))
WITHDRAW_TASK = declare("task.withdraw", "撤回任务", OFFICE, "draft issued > withdrawn", measures(4, 4))

# 任务办理
SEND_ASSIGNMENT = declare("assignment.send", "下达", OFFICE, "> sent", measures(4, 4), tells=UNIT | STATION, cause="task.issue task.widen")
ACCEPT_ASSIGNMENT = declare("assignment.accept", "接收任务", UNIT | STATION, "sent > accepted", measures(4, 4), tells=OFFICE, duty=True)
REPORT_ASSIGNMENT = declare("assignment.report", "报送办理情况", SIGNATORY, "accepted returned > reported", measures(4, 4), tells=OFFICE, duty=True, prepared_by=DRAFTER | STATION, preparing="填写办理情况")
RECALL_ASSIGNMENT = declare("assignment.recall", "收回修改", SIGNATORY, "reported > accepted", measures(4, 4), tells=OFFICE)
APPROVE_ASSIGNMENT = declare("assignment.approve", "验收", OFFICE, "reported > done", measures(4, 4), tells=UNIT | STATION, duty=True, awaited="验收任务")
RETURN_ASSIGNMENT = declare("assignment.return", "退回修改", OFFICE, "reported > returned", measures(4, 4), tells=UNIT | STATION)
EXTEND_ASSIGNMENT = declare("assignment.extend", "延长期限", OFFICE, "sent accepted returned > sent accepted returned", measures(4, 4), tells=UNIT | STATION)
WITHDRAW_ASSIGNMENT = declare("assignment.withdraw", "撤回", OFFICE, "sent accepted reported returned > withdrawn", measures(4, 4), tells=UNIT | STATION)
CEASE_ASSIGNMENT = declare("assignment.cease", "因站终止撤回", SYSTEM, "sent accepted returned > withdrawn", measures(4, 4), measures(13), cause=_ENDS)

# 年度总结检查
OPEN_SUMMARIES = declare("summary_round.open", "布置年度工作总结", HEAD, "> open", measures(12))
INCLUDE_STATION = declare("summary_round.include", "补入工作站", HEAD, "open > open", measures(12))
EXTEND_SUMMARIES = declare("summary_round.extend", "延长报送期限", HEAD, "open > open", measures(12))
CLOSE_SUMMARIES = declare("summary_round.close", "结束年度总结检查", HEAD, "open > closed", measures(12), measures(13), duty=True)

# 年度工作总结
ASK_SUMMARY = declare("summary.ask", "布置报送", HEAD, "> draft", measures(12), tells=UNIT | STATION, cause="summary_round.open summary_round.include")
SUBMIT_SUMMARY = declare("summary.submit", "提交年度工作总结", SIGNATORY, "draft returned > submitted", measures(12), tells=OFFICE, duty=True, prepared_by=DRAFTER | STATION, preparing="填写年度工作总结")
RECALL_SUMMARY = declare("summary.recall", "收回修改", SIGNATORY, "submitted > draft", measures(12), tells=OFFICE)
ACCEPT_SUMMARY = declare("summary.accept", "审核通过", OFFICE, "submitted > accepted", measures(12), measures(15), tells=UNIT | STATION, duty=True, awaited="审核年度工作总结")
RETURN_SUMMARY = declare("summary.return", "退回修改", OFFICE, "submitted > returned", measures(12), tells=UNIT | STATION)
EXTEND_SUMMARY = declare("summary.extend", "延长报送期限", HEAD, "draft returned > draft returned", measures(12), tells=UNIT | STATION)
EXCUSE_SUMMARY = declare("summary.excuse", "免报", HEAD, "draft returned > excused", measures(12), tells=UNIT | STATION)
MISS_SUMMARY = declare("summary.miss", "记为未参加", HEAD, "draft returned > missed", measures(12), measures(13), tells=UNIT | STATION)
READMIT_SUMMARY = declare("summary.readmit", "准予补报", HEAD, "missed excused > draft", measures(12), tells=UNIT | STATION)
CEASE_SUMMARY = declare("summary.cease", "因站终止免报", SYSTEM, "draft returned > excused", measures(12), measures(13), cause=_ENDS)
# fmt: on
