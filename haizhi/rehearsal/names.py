"""Invented names, plainly so: every unit's name ends in a mark, no unit and no person of these exists."""

from math import lcm

from haizhi.fairness.stream import Stream
from haizhi.regulation.applicants import ApplicantKind
from haizhi.regulation.bodies import Body

_BRANDS = (
    "渝璟", "巴喆", "嘉琎", "江旻", "山昇", "渝祎", "龑腾", "镕创", "云堃", "两江𬭎", "缙云", "歌乐", "渝䶮", "㛃光",
    "海棠", "黄葛", "磁器", "南滨", "长嘉", "金佛", "仙女", "武陵", "巫云", "夔门", "鹅岭", "观音", "洪崖", "渝璟芯",
)  # fmt: skip
_FIELDS = (
    "智能装备", "生物医药", "新材料", "集成电路", "智慧农业", "生态环境", "新能源汽车", "精密仪器", "航空动力",
    "数字医疗", "储能", "卫星通信", "轨道交通", "高端轴承", "绿色化工", "页岩气",
)  # fmt: skip
_FIRMS = ("有限公司", "股份有限公司", "科技集团有限公司", "研究开发有限责任公司")
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗单仇区曾查欧阳"
_GIVEN = "堃喆琎旻昇璟祎龑镕𬭎㛃䶮文静建国明志强晓兰海涛思远雨桐立群宏伟慧敏"


def person_name(stream: Stream) -> str:
    """A surname and one or two further characters, rare ones among them."""
    given = _GIVEN[stream.below(len(_GIVEN))]
    if stream.below(3):
        given += _GIVEN[stream.below(len(_GIVEN))]
    return _SURNAMES[stream.below(len(_SURNAMES))] + given


def unit_name(kind: ApplicantKind, body: Body, serial: int, mark: str) -> str:
    """A unit's name, different for each serial from 0; `mark` says that it is invented."""
    brand, field = _BRANDS[serial % len(_BRANDS)], _FIELDS[serial * 5 % len(_FIELDS)]
    place = body.short_name
    firm = _FIRMS[serial % len(_FIRMS)]
    name = {
        ApplicantKind.ENTERPRISE: f"重庆{brand}{field}{firm}",
        ApplicantKind.UNIVERSITY: f"重庆{brand}{field}大学",
        ApplicantKind.INSTITUTE: f"重庆市{brand}{field}研究院",
        ApplicantKind.PARK: f"{place}{brand}{field}产业园管理委员会",
        ApplicantKind.DISTRICT_ASSOCIATION: f"{body.name}科学技术协会",
        ApplicantKind.OTHER: f"重庆{brand}{field}学会",
    }[kind]
    return f"{name}（{mark}）"


def short_name(serial: int) -> str:
    """What stands on the plaque, different for each serial."""
    brand, field = _BRANDS[serial % len(_BRANDS)], _FIELDS[serial * 5 % len(_FIELDS)]
    turn = serial // lcm(len(_BRANDS), len(_FIELDS))
    return f"{brand}{field}第{turn + 1}" if turn else f"{brand}{field}"


def overview(words: int, topic: str) -> str:
    """A text of exactly `words` 字 about a topic. Raises ValueError when it can't be cut so."""
    text = f"围绕{topic}，本单位已与海外科技团体建立长期合作，拟引进高层次人才开展联合攻关，推动成果在渝转化"
    repeated = (text + "。") * (words // len(text) + 1)
    return repeated[:words]
