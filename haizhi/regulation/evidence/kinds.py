"""The kinds of records, each with its fields: one table drives pages, printed annexes and comparisons."""

from haizhi.regulation.evidence.record_types import RecordKind, RecordType
from haizhi.regulation.evidence.shapes import RecordField, Shape
from haizhi.regulation.sections import Section


def _choice(key: str, label: str, *choices: tuple[str, str]) -> RecordField:
    return RecordField(key, label, Shape.CHOICE, choices=choices)


def _month(key: str, label: str, *, required: bool = False) -> RecordField:
    return RecordField(key, label, Shape.MONTH, required=required)


def _money(label: str) -> RecordField:
    return RecordField("money", label, Shape.MONEY, required=False, unit="万元")


def _summary(label: str = "简介", *, required: bool = True, hint: str = "") -> RecordField:
    return RecordField("summary", label, Shape.LONG, required=required, longest=2000, hint=hint)


_ORIGINAL = RecordField("name", "原文名称", longest=200, hint="以其本国文字书写。")
_REGION = RecordField("region", "国家或地区", longest=40)
_STATE = _choice("state", "进展", ("done", "已完成"), ("running", "进行中"), ("planned", "计划中"))
_LEVEL = _choice(
    "level", "级别", ("national", "国家级"), ("municipal", "市级"), ("district", "区县级"), ("own", "本单位")
)

RECORDS: dict[RecordKind, RecordType] = {
    r.kind: r
    for r in (
        RecordType(
            RecordKind.OVERSEAS_GROUP,
            Section.OVERSEAS,
            (
                RecordField("name_zh", "中文名称"),
                _ORIGINAL,
                _REGION,
                RecordField("fields", "专业领域"),
                _choice(
                    "relation",
                    "合作关系",
                    ("signed", "已签合作协议"),
                    ("working", "已开展合作"),
                    ("linked", "已建立联系"),
                    ("planned", "拟建立联系"),
                ),
                _month("since", "建立联系时间"),
                _summary(),
            ),
            title="name_zh",
            has_agreement=True,
        ),
        RecordType(
            RecordKind.OVERSEAS_EXPERT,
            Section.OVERSEAS,
            (
                RecordField("name", "姓名（原文）", longest=120, hint="以其本国文字书写。"),
                RecordField("name_zh", "姓名（中文）", required=False, longest=60),
                _REGION,
                RecordField("institution", "所在机构", longest=200),
                RecordField("post", "职务、职称", required=False),
                RecordField("fields", "专业领域"),
                _choice(
                    "relation", "联系情况", ("expert", "已联系的海智专家"), ("arrived", "已引进"), ("planned", "拟引进")
                ),
                _choice(
                    "manner",
                    "合作方式",
                    ("full", "全职"),
                    ("flexible", "柔性引进"),
                    ("short", "短期工作"),
                    ("remote", "线上合作"),
                    ("other", "其他"),
                ),
                _month("since", "联系或引进时间"),
                _summary(),
            ),
            title="name",
            has_agreement=True,
        ),
        RecordType(
            RecordKind.COOPERATION,
            Section.COOPERATION,
            (
                RecordField("title", "项目名称", longest=200),
                RecordField("partner", "合作方", longest=200),
                _REGION,
                _choice(
                    "nature",
                    "合作性质",
                    ("import", "引进高科技项目"),
                    ("joint", "联合研发"),
                    ("technology", "技术引进"),
                    ("transfer", "成果转化"),
                    ("other", "其他"),
                ),
                _STATE,
                _month("begins", "起始年月"),
                _month("ends", "截止年月"),
                _money("合作经费"),
                _summary("合作内容"),
            ),
            has_agreement=True,
        ),
        RecordType(
            RecordKind.TRANSFER,
            Section.COOPERATION,
            (
                RecordField("title", "专利或技术名称", longest=200),
                RecordField("number", "专利号", required=False, longest=60),
                RecordField("holder", "转让方", longest=200, hint="引进的海外高层次人才或其机构。"),
                _choice(
                    "manner",
                    "转让方式",
                    ("sale", "转让"),
                    ("licence", "许可"),
                    ("share", "作价入股"),
                    ("joint", "合作申请"),
                ),
                _STATE,
                _month("since", "时间"),
                _money("合同金额"),
                _summary("情况说明", required=False),
            ),
            has_agreement=True,
        ),
        RecordType(
            RecordKind.PLATFORM,
            Section.FOUNDATION,
            (
                RecordField("title", "平台名称", longest=200),
                _choice(
                    "sort",
                    "平台类型",
                    ("technology_centre", "企业技术中心"),
                    ("engineering_technology", "工程（技术研究）中心"),
                    ("engineering_research", "工程研究中心"),
                    ("innovation_centre", "科技创新中心"),
                    ("engineering_laboratory", "工程实验室"),
                    ("key_laboratory", "重点实验室"),
                    ("incubator", "创新创业载体"),
                    ("other", "其他"),
                ),
                _LEVEL,
                RecordField("approved_by", "认定部门", required=False),
                _month("since", "认定时间"),
                _summary(required=False),
            ),
        ),
        RecordType(
            RecordKind.RD_BODY,
            Section.FOUNDATION,
            (
                RecordField("title", "机构或团队名称", longest=200),
                _LEVEL,
                RecordField("staff", "研发人员", Shape.COUNT, unit="名"),
                RecordField("senior", "其中高级职称或博士", Shape.COUNT, required=False, unit="名"),
                _month("since", "成立时间"),
                _summary("主要方向", required=False),
            ),
        ),
        RecordType(
            RecordKind.MAJOR_PROJECT,
            Section.FOUNDATION,
            (
                RecordField("title", "项目名称", longest=200),
                _LEVEL,
                RecordField("source", "下达部门"),
                RecordField("number", "项目编号", required=False, longest=60),
                _choice("part", "承担方式", ("lead", "牵头"), ("join", "参与")),
                _STATE,
                _month("begins", "起始年月"),
                _month("ends", "截止年月"),
                _money("项目经费"),
                _summary("主要内容", required=False),
            ),
        ),
        RecordType(
            RecordKind.ASSOCIATION,
            Section.ACTIVITIES,
            (
                RecordField("title", "组织名称", longest=200),
                _month("since", "成立时间"),
                RecordField("members", "会员", Shape.COUNT, required=False, unit="名"),
                _summary("组织情况", required=False),
            ),
        ),
        RecordType(
            RecordKind.ACTIVITY,
            Section.ACTIVITIES,
            (
                RecordField("title", "活动名称", longest=200),
                _choice(
                    "family",
                    "活动类别",
                    ("association", "参与市科协活动"),
                    ("own", "自行开展的科技活动"),
                    ("exchange", "国际民间科技交流"),
                    ("training", "国际科技人才培养"),
                    ("advice", "决策咨询"),
                ),
                _choice("state", "进展", ("done", "已开展"), ("planned", "拟开展")),
                _month("held", "时间", required=True),
                RecordField("place", "地点", required=False),
                RecordField("people", "参加人数", Shape.COUNT, required=False, unit="人"),
                _summary("主要内容", required=False),
            ),
        ),
        RecordType(
            RecordKind.TASK,
            Section.BENEFITS,
            (
                RecordField("title", "名称", longest=200),
                _choice(
                    "sort",
                    "类别",
                    ("problem", "急需解决的重大技术难题"),
                    ("innovation", "科技创新与成果转化任务"),
                    ("demand", "对外项目合作需求"),
                ),
                _summary("内容"),
            ),
        ),
        RecordType(
            RecordKind.SERVED,
            Section.BENEFITS,
            (
                RecordField("title", "名称", longest=200),
                _choice(
                    "sort",
                    "类别",
                    ("scale", "规模以上企业"),
                    ("high_tech", "高新技术企业"),
                    ("university", "高校"),
                    ("institute", "科研院所"),
                    ("other", "其他"),
                ),
                RecordField("service", "服务内容", required=False, longest=200),
            ),
        ),
        RecordType(
            RecordKind.BENEFIT,
            Section.BENEFITS,
            (
                _choice("sort", "效益类别", ("economic", "经济效益"), ("social", "社会效益")),
                _summary("预期情况"),
            ),
            title="sort",
        ),
    )
}
"""Every kind of record, in the order in which it is filled in and printed."""


def of_section(section: Section) -> tuple[RecordType, ...]:
    """The kinds of records that a section asks for, in order."""
    return tuple(r for r in RECORDS.values() if r.section is section)
