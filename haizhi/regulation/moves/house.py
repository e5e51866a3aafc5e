"""What every part rests on: archive, purge, units, people, keys, calendars (办法·3, 5, 15)."""

from haizhi.regulation.citations import measures, review_rules
from haizhi.regulation.moves.parties import (
    COSIGNER,
    DISTRICT_HEAD,
    HEAD,
    OFFICE,
    PUBLIC,
    SECURITY_ADMIN,
    SIGNATORY,
    SIGNER,
    SYSTEM,
    SYSTEM_ADMIN,
    UNIT,
    WITNESS,
)
from haizhi.regulation.moves.row import declare

# fmt: off

# 归档
FILE_CASE = declare("archive.file", "归档", OFFICE, "> binding", measures(3), sealed=True)
BIND_FILE = declare("archive.bind", "装订入库", SYSTEM, "binding > filed", measures(3), tells=OFFICE)
SUPPLEMENT_FILE = declare("archive.supplement", "补充归档", OFFICE | SYSTEM, "filed > binding", measures(3), sealed=True)
SET_RETENTION = declare("archive.set_retention", "变更保管期限", HEAD, "filed > filed", measures(3))
CONSULT_FILE = declare("archive.consult", "调阅案卷", OFFICE | WITNESS, "filed > filed", measures(3), review_rules(8))

# 应急清除
REQUEST_PURGE = declare("purge.request", "申请应急清除", HEAD, "> requested", measures(15), tells=SECURITY_ADMIN)
CONFIRM_PURGE = declare("purge.confirm", "确认清除", SECURITY_ADMIN, "requested > erased", measures(15), tells=HEAD, duty=True)
REFUSE_PURGE = declare("purge.refuse", "不予清除", SECURITY_ADMIN, "requested > refused", measures(15), tells=HEAD)

# 单位、更名、加入、邀请、人员、岗位、委托、工作日历
REGISTER = declare("organisation.register", "登记", PUBLIC | OFFICE, "> active", measures(5))
RENAME = declare("organisation.rename", "更名", OFFICE, "active > active", measures(5), tells=UNIT)
HAND_OVER = declare("organisation.hand_over", "交接", SIGNATORY, "active > active", measures(5), tells=UNIT)
INSTALL = declare("organisation.install", "确认负责人", OFFICE, "active > active", measures(3), measures(5), tells=UNIT)
CORRECT_UNIT = declare("organisation.correct", "更正登记信息", OFFICE, "active > active", measures(5), measures(7), tells=UNIT)
MERGE = declare("organisation.merge", "合并重复登记", OFFICE, "active > merged", measures(5), tells=UNIT)
REQUEST_RENAMING = declare("renaming.request", "申请更名", SIGNATORY, "> requested", measures(5), tells=OFFICE)
CONFIRM_RENAMING = declare("renaming.confirm", "确认更名", OFFICE, "requested > confirmed", measures(5), tells=UNIT, duty=True)
REFUSE_RENAMING = declare("renaming.refuse", "不予确认", OFFICE, "requested > refused", measures(5), tells=UNIT)
WITHDRAW_RENAMING = declare("renaming.withdraw", "撤回", SIGNATORY, "requested > withdrawn", measures(5), tells=OFFICE)
# whoever asks to join, or is invited, may hold no role yet: they act and are told as themselves, in the role of the public
ASK_TO_JOIN = declare("joining.ask", "申请加入单位", PUBLIC, "> waiting", measures(5), tells=SIGNATORY | OFFICE)
APPROVE_JOINING = declare("joining.approve", "同意加入", SIGNATORY | OFFICE, "waiting > approved", measures(5), tells=PUBLIC, duty=True, awaited="答复加入申请")
REFUSE_JOINING = declare("joining.refuse", "不同意加入", SIGNATORY | OFFICE, "waiting > refused", measures(5), tells=PUBLIC)
WITHDRAW_JOINING = declare("joining.withdraw", "撤回申请", PUBLIC, "waiting > withdrawn", measures(5), tells=SIGNATORY)
INVITE_PERSON = declare("invitation.send", "邀请", SIGNATORY | SECURITY_ADMIN, "> open", measures(3), measures(5), tells=PUBLIC)
RENEW_INVITATION = declare("invitation.renew", "重新发出", SIGNATORY | SECURITY_ADMIN, "open > open", measures(3), measures(5), tells=PUBLIC)
REVOKE_INVITATION = declare("invitation.revoke", "撤销邀请", SIGNATORY | SECURITY_ADMIN, "open > revoked", measures(3), measures(5), tells=PUBLIC)
ACCEPT_INVITATION = declare("invitation.accept", "接受邀请", PUBLIC, "open > accepted", measures(3), measures(5), tells=SIGNATORY | SECURITY_ADMIN)
ENROL = declare("person.enrol", "开户", SYSTEM_ADMIN | SYSTEM, "> active", measures(3))
SUSPEND_PERSON = declare("person.suspend", "停用", SYSTEM_ADMIN, "active > suspended", measures(3))
RESTORE_PERSON = declare("person.restore", "启用", SYSTEM_ADMIN, "suspended > active", measures(3))
RESET_PASSWORD = declare("person.reset_password", "重设密码", SYSTEM_ADMIN, "active > active", measures(3), tells=WITNESS)
SEND_RESET = declare("person.send_reset", "发出重设密码链接", SYSTEM_ADMIN | SYSTEM, "active > active", measures(3), tells=WITNESS)
TAKE_PASSWORD = declare("person.take_password", "以链接重设密码", PUBLIC, "active > active", measures(3), tells=PUBLIC | WITNESS)
GRANT = declare("membership.grant", "授予岗位", SECURITY_ADMIN | SIGNATORY | SYSTEM, "> active", measures(3), measures(6, 1))
END_MEMBERSHIP = declare("membership.end", "撤销岗位", SECURITY_ADMIN | SIGNATORY | SYSTEM, "active > ended", measures(3))
DELEGATE = declare("delegation.delegate", "委托代办", SIGNATORY | DISTRICT_HEAD | HEAD | SIGNER | COSIGNER, "> active", measures(3), measures(10))
END_DELEGATION = declare("delegation.end", "终止委托", SIGNATORY | DISTRICT_HEAD | HEAD | SIGNER | COSIGNER, "active > ended", measures(3))
ENTER_CALENDAR = declare("calendar.enter", "录入", SYSTEM_ADMIN | SYSTEM, "> entered", measures(9, 1, 4))
AMEND_CALENDAR = declare("calendar.amend", "调整", SYSTEM_ADMIN, "entered > entered", measures(9, 1, 4))
# a feed is its holder's own, whatever their roles: opened, renewed and ended as themselves, in the role of the public
OPEN_FEED = declare("feed.open", "开通日历订阅", PUBLIC, "> active", measures(3))
RENEW_FEED = declare("feed.renew", "更换订阅地址", PUBLIC, "active > active", measures(3))
END_FEED = declare("feed.end", "停止订阅", PUBLIC, "active > ended", measures(3))
MAKE_KEY = declare("key.make", "制作签名密钥", OFFICE | WITNESS, "> active", review_rules(7), tells=OFFICE | WITNESS)
REGISTER_KEY = declare("key.register", "登记签名公钥", OFFICE | WITNESS, "> active", review_rules(7), tells=OFFICE | WITNESS)
REPLACE_KEY = declare("key.replace", "更换", SYSTEM, "active > replaced", review_rules(7), cause="key.make key.register")
RETIRE_KEY = declare("key.retire", "报失停用", OFFICE | WITNESS, "active > retired", review_rules(7), tells=OFFICE | WITNESS)
# fmt: on
