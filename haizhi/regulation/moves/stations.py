"""The station: plaque, term and what it shows of itself (办法·9·3, 10, 13)."""

from haizhi.regulation.citations import measures
from haizhi.regulation.moves.parties import DRAFTER, HEAD, OFFICE, SIGNATORY, STATION, SYSTEM, UNIT
from haizhi.regulation.moves.row import declare

_STANDS = "active suspended due > active suspended due"
_EVER = "active suspended due lapsed revoked given_up merged > active suspended due lapsed revoked given_up merged"

# fmt: off

# 工作站
AWARD_STATION = declare("station.award", "授牌", OFFICE, "> active", measures(9, 3), measures(13), tells=UNIT)
REPLACE_PLAQUE = declare("station.replace_plaque", "换发牌匾", OFFICE, _STANDS, measures(9, 3), tells=UNIT | STATION)
HAND_OVER_PLAQUE = declare("station.hand_over_plaque", "交接牌匾", OFFICE, _STANDS, measures(9, 3), tells=UNIT | STATION)
RETURN_PLAQUE = declare("station.return_plaque", "收回牌匾", OFFICE, _EVER, measures(9, 3), tells=UNIT | STATION)
LOSE_PLAQUE = declare("station.lose_plaque", "登记牌匾遗失", OFFICE | SIGNATORY, _EVER, measures(9, 3), tells=OFFICE | UNIT)
LAY_PHOTO = declare("station.lay_photo", "登记授牌照片", OFFICE, _STANDS, measures(9, 3), tells=SIGNATORY)
AGREE_PHOTO = declare("station.agree_photo", "同意公开照片", OFFICE | SIGNATORY, _STANDS, measures(9, 3), tells=OFFICE | SIGNATORY)
HIDE_PHOTO = declare("station.hide_photo", "不再公开照片", OFFICE | SIGNATORY, _EVER, measures(9, 3), tells=OFFICE | SIGNATORY)

# 工作站登记
REGISTER_STATION = declare("station.register", "登记已建工作站", OFFICE, "> active due", measures(13), measures(9, 3), tells=UNIT | STATION)
AMEND_STATION = declare("station.amend", "更新人员和场所", UNIT | STATION | OFFICE, _STANDS, measures(10), tells=UNIT | STATION)
RENAME_STATION = declare("station.rename", "更名", OFFICE, _STANDS, measures(9, 3), tells=UNIT | STATION)
CHANGE_HOST = declare("station.change_host", "变更建站单位", HEAD, _STANDS, measures(10), tells=UNIT | STATION)
RELOCATE_STATION = declare("station.relocate", "转入其他区县", OFFICE, _STANDS, measures(7, 2), tells=UNIT | STATION)
SUSPEND_STATION = declare("station.suspend", "暂停运行", HEAD, "active due > suspended", measures(13), tells=OFFICE | UNIT | STATION)
RESUME_STATION = declare("station.resume", "恢复运行", HEAD, "suspended > active due", measures(13), tells=OFFICE | UNIT | STATION)
MERGE_STATION = declare("station.merge", "并入其他工作站", HEAD, "active suspended due > merged", measures(13), tells=OFFICE | UNIT | STATION)

# 工作站展示
BEGIN_PRESENTATION = declare("presentation.begin", "新建展示", UNIT | STATION, "> draft", measures(10))
RELEASE_PRESENTATION = declare("presentation.release", "提交审核", SIGNATORY, "draft returned > released", measures(10), tells=OFFICE, duty=True, awaited="提交工作站展示", prepared_by=DRAFTER | STATION, preparing="填写工作站展示")
RECALL_PRESENTATION = declare("presentation.recall", "收回修改", SIGNATORY, "released > draft", measures(10), tells=OFFICE)
PUBLISH_PRESENTATION = declare("presentation.publish", "审核公开", OFFICE, "released > public", measures(15), measures(10), tells=UNIT | STATION, duty=True, awaited="审核工作站展示")
RETURN_PRESENTATION = declare("presentation.return", "退回修改", OFFICE, "released > returned", measures(15), measures(10), tells=UNIT | STATION)
SUPERSEDE_PRESENTATION = declare("presentation.supersede", "由新版替代", SYSTEM, "public > superseded", measures(10), cause="presentation.publish")
WITHDRAW_PRESENTATION = declare("presentation.withdraw", "撤下", SIGNATORY | OFFICE, "public > withdrawn", measures(15), measures(10), tells=UNIT | STATION | OFFICE)
# fmt: on
