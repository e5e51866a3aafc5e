"""The one case of the journey: who applies, with which rare characters, and what the form says."""

from haizhi.rehearsal.names import overview
from tests.accounts.factories import code

UNIT = "重庆𬭎㛃智能装备有限公司（演示）"
STATION = "𬭎㛃智造"
UNIT_CODE = code(2026)
SIGNATORY, SIGNATORY_MAILBOX = "王䶮", "wangyan@rehearsal.haizhi.invalid"
DRAFTER, DRAFTER_MAILBOX = "李𬭎", "lihong@rehearsal.haizhi.invalid"
PASSWORD = "缙云山下的海棠花开了"
NUMBER = "HZ-2026-0001"
SESSION = "2026年重庆海智工作站评审会"

LONG = {
    "设立海智工作站的基础条件及优势": overview(300, "基础条件及优势"),
    "拟建海智工作站情况": overview(300, "拟建海智工作站情况"),
    "海智工作站预期目标": overview(401, "预期目标"),
}
"""The three parts of the overview, 1001 字 in all."""

SHORTER = {"海智工作站预期目标": overview(400, "预期目标")}

DECLARATIONS = (
    "承诺填报内容和所附材料真实",
    "承诺填报内容和所附材料不涉及国家秘密",
)

RECORDS = {
    "海外科技团体": {
        "中文名称": "例示东亚装备学会",
        "原文名称": "例示東アジア装備学会 𬭎",
        "国家或地区": "日本",
        "专业领域": "智能装备",
        "合作关系": "已开展合作",
        "简介": "每年互访一次。",
    },
    "海智专家与海外人才": {
        "姓名（原文）": "Zoë Voorbeeld 𬭎",
        "国家或地区": "荷兰",
        "所在机构": "示例大学",
        "专业领域": "智能装备",
        "联系情况": "拟引进",
        "合作方式": "柔性引进",
        "简介": "拟指导青年技术人员。",
    },
}
"""What is told record by record, by the labels of kinds and fields."""
