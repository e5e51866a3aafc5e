"""Records of invented applications: enough of each kind that every indicator of 附件3 has something to say."""

from collections.abc import Iterator
from typing import Any

from haizhi.applications.drafts import Entry
from haizhi.regulation.evidence import FEN_PER_WAN, RecordKind

_PLACES = ("德国", "日本", "新加坡", "加拿大", "瑞士", "英国", "法国", "澳大利亚")
_GROUPS = (
    ("莱茵示例工程师协会", "Rhein-Beispiel Ingenieurverein"),
    ("示例东亚材料学会", "例示東アジア材料学会"),
    ("狮城示例科技联合会", "Persatuan Contoh"),
    ("枫叶示例华人教授会", "Érable Exemple"),
    ("阿尔卑斯示例精密仪器学会", "Beispielgesellschaft für Feinwerktechnik"),
    ("泰晤士示例工程学会", "Thames Institute"),
    ("示例低碳能源协会", "Énergie Sobre"),
    ("南十字示例农业学会", "Southern Agronomists"),
)
_PEOPLE = (
    ("Anna Beispiel", "安娜·示例"),
    ("例示 太郎", "例示太郎"),
    ("Tan Wei", "陈示例"),
    ("Jean Exemple", "让·示例"),
    ("Søren Eksempel", "瑟伦·示例"),
    ("Zoë Voorbeeld", "佐伊·示例"),
    ("Łukasz Przykład", "卢卡什·示例"),
)
_FIELDS = ("智能装备", "生物医药", "新材料", "集成电路", "新能源汽车", "精密仪器", "生态环境", "储能")


def records(index: int, year: int, mark: str) -> Iterator[Entry]:
    """What the unit of that number tells of itself in a year's application; `mark` says that it is invented."""
    field = _FIELDS[index % len(_FIELDS)]
    yield from _overseas(index, year, field, mark)
    yield from _cooperation(index, year, field, mark)
    yield from _foundation(index, year, field, mark)
    yield from _doings(index, year, field, mark)


def _overseas(index: int, year: int, field: str, mark: str) -> Iterator[Entry]:
    zh, original = _GROUPS[index % len(_GROUPS)]
    place = _PLACES[index % len(_PLACES)]
    yield _entry(
        RecordKind.OVERSEAS_GROUP,
        name_zh=f"{zh}（{mark}）",
        name=original,
        region=place,
        fields=field,
        relation=("signed", "working", "linked")[index % 3],
        since=f"{year - 3}-{1 + index % 12:02}",
        summary=f"在{field}领域会员较多，每年与本单位互访一次，共同举办技术沙龙。",
    )
    for n, relation in enumerate(("expert", "arrived" if index % 2 else "planned")):
        name, name_zh = _PEOPLE[(index + n) % len(_PEOPLE)]
        yield _entry(
            RecordKind.OVERSEAS_EXPERT,
            name=name,
            name_zh=f"{name_zh}（{mark}）",
            region=_PLACES[(index + n) % len(_PLACES)],
            institution=f"{_PLACES[(index + n) % len(_PLACES)]}示例大学{field}研究所",
            post="教授",
            fields=field,
            relation=relation,
            manner=("flexible", "remote")[n],
            since=f"{year - 1}-0{1 + n}",
            summary=f"长期从事{field}研究，拟与本单位联合攻关并指导青年技术人员。",
        )


def _cooperation(index: int, year: int, field: str, mark: str) -> Iterator[Entry]:
    yield _entry(
        RecordKind.COOPERATION,
        title=f"{field}关键技术联合研发（{mark}）",
        partner=_GROUPS[index % len(_GROUPS)][0],
        region=_PLACES[index % len(_PLACES)],
        nature=("joint", "import", "technology")[index % 3],
        state="running",
        begins=f"{year - 1}-06",
        ends=f"{year + 2}-05",
        money=(60 + 10 * (index % 9)) * FEN_PER_WAN,
        summary=f"围绕{field}的共性技术开展联合攻关，成果在渝转化。",
    )
    if index % 3 == 0:
        yield _entry(
            RecordKind.TRANSFER,
            title=f"{field}在线检测方法（{mark}）",
            holder=f"{_PLACES[index % len(_PLACES)]}示例大学",
            manner="licence",
            state="planned",
            money=30 * FEN_PER_WAN,
        )


def _foundation(index: int, year: int, field: str, mark: str) -> Iterator[Entry]:
    yield _entry(
        RecordKind.PLATFORM,
        title=f"{field}工程技术研究中心（{mark}）",
        sort="engineering_technology",
        level=("municipal", "district")[index % 2],
        since=f"{year - 5}-09",
    )
    yield _entry(
        RecordKind.RD_BODY,
        title=f"{field}研究院（{mark}）",
        level="own",
        staff=20 + index % 40,
        senior=4 + index % 9,
        since=f"{year - 6}-03",
    )
    if index % 2 == 0:
        yield _entry(
            RecordKind.MAJOR_PROJECT,
            title=f"{field}重点专项（{mark}）",
            level="municipal",
            source="市级科技主管部门",
            part="lead",
            state="running",
            begins=f"{year - 1}-01",
            money=(200 + 20 * (index % 7)) * FEN_PER_WAN,
        )


def _doings(index: int, year: int, field: str, mark: str) -> Iterator[Entry]:
    yield _entry(RecordKind.ASSOCIATION, title=f"本单位科协（{mark}）", since=f"{year - 4}-05", members=60 + index)
    for family, state, held in (
        ("association", "done", f"{year - 1}-09"),
        ("exchange", "done", f"{year - 1}-11"),
        ("training", "planned", f"{year}-10"),
        ("advice", "planned", f"{year}-12"),
    ):
        yield _entry(
            RecordKind.ACTIVITY,
            title=_ACTIVITIES[family].format(field),
            family=family,
            state=state,
            held=held,
            people=80,
        )
    yield _entry(
        RecordKind.TASK,
        title=f"{field}产线的精度保持",
        sort="problem",
        summary="现有工艺稳定性不足，需引进海外智力联合攻关。",
    )
    yield _entry(RecordKind.SERVED, title=f"{field}产业链上的规模以上企业", sort="scale", service="技术咨询和检测")
    yield _entry(RecordKind.BENEFIT, sort="economic", summary="建站三年内新增产值，带动上下游企业。")
    yield _entry(RecordKind.BENEFIT, sort="social", summary="培养青年技术人才，促进区域科技交流。")


_ACTIVITIES = {
    "association": "参加市科协{}学术年会",
    "exchange": "{}国际技术沙龙",
    "training": "{}青年工程师海外研修",
    "advice": "{}产业发展决策咨询",
}


def _entry(kind: RecordKind, **values: Any) -> Entry:
    return Entry(kind, values)
