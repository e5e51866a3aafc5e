"""The stages of every kind of subject, with the labels that people read."""

KIND_LABELS = {
    "call": "年度申报",
    "cutoff": "区县截止时间",
    "admission": "逾期提交",
    "application": "申报",
    "minutes": "资格审核会议纪要",
    "expert": "专家",
    "session": "评审会",
    "recusal": "回避",
    "turn": "评审场次",
    "sheet": "评分表",
    "resolution": "党组决议",
    "publicity": "公示",
    "objection": "异议与举报",
    "document": "联合发文",
    "station": "工作站",
    "organisation": "单位",
    "renaming": "单位更名",
    "joining": "加入单位",
    "invitation": "邀请",
    "person": "人员",
    "membership": "岗位",
    "delegation": "委托代办",
    "calendar": "工作日历",
    "purge": "应急清除",
}

STAGES: dict[str, dict[str, str]] = {
    "call": {"draft": "拟定中", "open": "受理中", "closed": "已截止"},
    "cutoff": {"set": "已设定"},
    "admission": {"granted": "已准予"},
    "application": {
        "draft": "填写中",
        "returned": "退回补正",
        "endorsing": "区县初审中",
        "declined": "区县不予推荐",
        "qualifying": "资格审核中",
        "rejected": "资格不符",
        "qualified": "资格通过",
        "in_review": "评审中",
        "reviewed": "评审完成",
        "proposed": "拟建站",
        "not_proposed": "未列入",
        "deferred": "暂缓",
        "in_publicity": "公示中",
        "frozen": "公示中止",
        "cleared": "公示无异议",
        "approved": "批准建站",
        "awarded": "已授牌",
        "withdrawn": "已撤回",
        "cancelled": "取消资格",
    },
    "minutes": {"entered": "待确认", "confirmed": "已确认", "dropped": "已撤销"},
    "expert": {"active": "在库", "suspended": "暂停", "retired": "已退出", "erased": "已删除"},
    "session": {
        "preparing": "筹备中",
        "freezing": "待会签封存",
        "frozen": "已封存",
        "seeded": "随机数已录入",
        "drawing": "待会签抽取结果",
        "drawn": "评委已确定",
        "vacant": "评委缺席待补抽",
        "in_hearing": "评审进行中",
        "closing": "待会签闭会",
        "closed": "已闭会",
        "voiding": "待会签作废",
        "dropped": "已取消",
    },
    "recusal": {
        "raised": "待海智办决定",
        "decided": "待纪检同意",
        "upheld": "应回避",
        "dismissed": "无需回避",
        "withdrawn": "已撤回",
    },
    "turn": {
        "waiting": "候场",
        "presenting": "陈述答辩",
        "scoring": "打分",
        "announced": "已公布",
        "absent": "缺席",
        "struck": "已移出",
    },
    "sheet": {
        "draft": "填写中",
        "locked": "已锁定",
        "announced": "已公布",
        "voiding": "待会签更正",
        "voided": "已作废",
    },
    "resolution": {"prepared": "拟定中", "applied": "已决议", "dropped": "已撤销"},
    "publicity": {"prepared": "拟定中", "running": "公示中", "concluded": "公示结束", "cancelled": "已撤销"},
    "objection": {
        "lodged": "待受理",
        "accepted": "核查中",
        "declined": "不予受理",
        "found": "待纪检同意",
        "upheld": "异议成立",
        "dismissed": "异议不成立",
    },
    "document": {
        "drafted": "待签发",
        "signed": "待会签",
        "countersigned": "待编号印发",
        "issued": "已印发",
        "recalled": "已撤回",
    },
    "station": {"active": "运行中"},
    "organisation": {"active": "正常", "merged": "已合并"},
    "renaming": {"requested": "待海智办确认", "confirmed": "已更名", "refused": "未予确认", "withdrawn": "已撤回"},
    "joining": {"waiting": "待答复", "approved": "已加入", "refused": "未同意", "withdrawn": "已撤回"},
    "invitation": {"open": "待接受", "accepted": "已接受", "revoked": "已撤销"},
    "person": {"active": "正常", "suspended": "停用"},
    "membership": {"active": "在岗", "ended": "已离岗"},
    "delegation": {"active": "委托中", "ended": "已终止"},
    "calendar": {"entered": "已录入"},
    "purge": {"requested": "待安全管理员确认", "erased": "已应急清除", "refused": "不予清除"},
}

PUBLIC_STAGES = ("初评", "评审", "公示", "授牌")
"""The four stages of 评审·6 that the public is shown."""

_PUBLIC_STAGE_OF = {
    "draft": 0, "returned": 0, "endorsing": 0, "declined": 0, "qualifying": 0, "rejected": 0, "qualified": 0,
    "in_review": 1, "reviewed": 1, "not_proposed": 1, "deferred": 1,
    "proposed": 2, "in_publicity": 2, "frozen": 2,
    "cleared": 3, "approved": 3, "awarded": 4,
}  # fmt: skip


def label(kind: str, stage: str) -> str:
    """The label of a stage. Raises KeyError for an unknown kind or stage."""
    return STAGES[kind][stage]


def public_stage(stage: str) -> int | None:
    """Index (0 to 3) of the public stage an application is in, 4 when all are done, None when it left."""
    return _PUBLIC_STAGE_OF.get(stage)
