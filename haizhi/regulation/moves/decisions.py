"""The party group, the 公示, objections and the joint document (办法·9, 评审·6·3, 9)."""

from haizhi.regulation.citations import measures, review_rules
from haizhi.regulation.moves.parties import (
    COSIGNER,
    HEAD,
    OFFICE,
    PARTY,
    PUBLIC,
    SIGNATORY,
    SIGNER,
    SYSTEM,
    UNIT,
    WITNESS,
)
from haizhi.regulation.moves.row import declare

# fmt: off

# 党组决议
PREPARE_RESOLUTION = declare("resolution.prepare", "拟定", PARTY, "> prepared", measures(9, 1, 3))
APPLY_RESOLUTION = declare("resolution.apply", "登记决议", PARTY, "prepared > applied", measures(9, 1, 3), review_rules(6, 2), tells=OFFICE, duty=True)
DROP_RESOLUTION = declare("resolution.drop", "撤销", PARTY, "prepared > dropped", measures(9, 1, 3))

# 公示
PREPARE_PUBLICITY = declare("publicity.prepare", "拟定", OFFICE, "> prepared", measures(9, 1, 4), tells=HEAD)
PUBLISH_PUBLICITY = declare("publicity.publish", "发布公示", HEAD, "prepared > running", measures(9, 1, 4), review_rules(6, 3), tells=OFFICE | WITNESS, duty=True)
SCHEDULE_PUBLICITY = declare("publicity.schedule", "定时发布", HEAD, "prepared > scheduled", measures(9, 1, 4), review_rules(6, 3), tells=OFFICE | WITNESS)
UNSCHEDULE_PUBLICITY = declare("publicity.unschedule", "取消定时发布", HEAD, "scheduled > prepared", measures(9, 1, 4), tells=OFFICE | WITNESS)
RELEASE_PUBLICITY = declare("publicity.release", "按时发布公示", SYSTEM, "scheduled > running", measures(9, 1, 4), review_rules(6, 3), tells=OFFICE | WITNESS)
MISS_PUBLICITY = declare("publicity.miss", "未能按时发布", SYSTEM, "scheduled > prepared", measures(9, 1, 4), tells=OFFICE)
RECOUNT_PUBLICITY = declare("publicity.recount", "重新推算公示期限", SYSTEM, "scheduled running > scheduled running", measures(9, 1, 4), tells=OFFICE)
EXTEND_PUBLICITY = declare("publicity.extend", "延长公示", HEAD, "running > running", measures(9, 1, 4), review_rules(6, 3), tells=OFFICE | WITNESS | UNIT, duty=True, awaited="核对并延长公示期限")
DROP_PUBLICITY = declare("publicity.drop", "撤销", OFFICE, "prepared > cancelled", measures(9, 1, 4))
CONCLUDE_PUBLICITY = declare("publicity.conclude", "公示期满", OFFICE, "running > concluded", measures(9, 2), tells=OFFICE, duty=True, awaited="公示期满办结")

# 异议与举报
LODGE = declare("objection.lodge", "提出", PUBLIC, "> lodged", measures(9, 1, 4), review_rules(9), tells=OFFICE | WITNESS)
ENTER_OBJECTION = declare("objection.enter", "登记来信来访", OFFICE | WITNESS, "> lodged", measures(9, 1, 4), review_rules(9), tells=OFFICE | WITNESS)
ACCEPT = declare("objection.accept", "受理", OFFICE, "lodged > accepted", review_rules(6, 3), review_rules(9), tells=WITNESS, duty=True)
DECLINE_OBJECTION = declare("objection.decline", "不予受理", OFFICE, "lodged > declined", review_rules(6, 3), tells=WITNESS)
ASK_OBJECTOR = declare("objection.ask", "请提出人补充", OFFICE, "lodged accepted > lodged accepted", review_rules(6, 3))
SUPPLEMENT = declare("objection.supplement", "补充材料", PUBLIC, "lodged accepted > lodged accepted", review_rules(6, 3), review_rules(9), tells=OFFICE)
NOTE_INVESTIGATION = declare("objection.note", "记载核查情况", OFFICE | WITNESS, "accepted > accepted", review_rules(9))
FIND = declare("objection.find", "作出核查结论", OFFICE, "accepted > found", review_rules(9), tells=WITNESS, duty=True)
AGREE_FINDING = declare("objection.agree", "纪检同意", WITNESS, "found > upheld dismissed", review_rules(9), tells=OFFICE, duty=True)
REFUSE_FINDING = declare("objection.refuse", "纪检退回", WITNESS, "found > accepted", review_rules(9), tells=OFFICE)
UNSEAL = declare("objection.unseal", "查阅身份", OFFICE | WITNESS, "lodged accepted found upheld dismissed declined > lodged accepted found upheld dismissed declined", review_rules(6, 3))

# 被反映单位的情况说明
PUT_INQUIRY = declare("inquiry.put", "请单位说明", OFFICE, "> put", review_rules(9), tells=UNIT | WITNESS)
ANSWER_INQUIRY = declare("inquiry.answer", "提交说明", SIGNATORY, "put > answered", review_rules(9), tells=OFFICE | WITNESS, duty=True)
LAPSE_INQUIRY = declare("inquiry.lapse", "逾期未说明", SYSTEM, "put > lapsed", review_rules(9), tells=UNIT | OFFICE)
WITHDRAW_INQUIRY = declare("inquiry.withdraw", "撤回", OFFICE, "put > withdrawn", review_rules(9), tells=UNIT)

# 联合发文
DRAFT_DOCUMENT = declare("document.draft", "拟稿", OFFICE, "> drafted", measures(9, 2), tells=SIGNER)
SIGN = declare("document.sign", "签发", SIGNER, "drafted > signed", measures(9, 2), tells=COSIGNER, duty=True)
COUNTERSIGN = declare("document.countersign", "会签", COSIGNER, "signed > countersigned", measures(9, 2), review_rules(6, 4), tells=OFFICE, duty=True)
ISSUE = declare("document.issue", "编号印发", OFFICE, "countersigned > issued", measures(9, 2), tells=OFFICE, duty=True)
RECALL = declare("document.recall", "撤回重拟", OFFICE | SIGNER | COSIGNER, "drafted signed countersigned > recalled", measures(9, 2), tells=OFFICE | SIGNER | COSIGNER)
ATTACH_SCAN = declare("document.attach_scan", "上传盖章扫描件", OFFICE, "countersigned issued > countersigned issued", measures(9, 2))
OPEN_SCAN = declare("document.open_scan", "调整扫描件公开范围", OFFICE, "countersigned issued > countersigned issued", measures(9, 2))

# 结果告知书
PREPARE_LETTER = declare("letter.prepare", "拟稿", OFFICE, "> prepared", measures(9, 1, 3), measures(7, 2))
SEND_LETTER = declare("letter.send", "发出结果告知书", HEAD, "prepared > sent", measures(9, 1, 3), measures(7, 2), tells=UNIT, duty=True)
DROP_LETTER = declare("letter.drop", "撤销", OFFICE, "prepared > dropped", measures(9, 1, 3))
# fmt: on
