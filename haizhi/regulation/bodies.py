"""The bodies that recommend units (通知, 办法·7·2): district and county associations, as dated records.

Codes follow GB/T 2260; the two development zones that have none carry letters of our own. The register begins when
every code in it was in force (武隆区, end of 2016, was the last change before 2025). On 2025-11-06 江北区 and 渝北区
were abolished and 两江新区 was set up: 38 districts and counties became 37.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from haizhi.regulation.citations import measures, notice
from haizhi.regulation.computes import computes

REGISTER_FROM = date(2017, 1, 1)
_REFORM = date(2025, 11, 6)
_BEFORE_REFORM = date(2025, 11, 5)


class BodyKind(StrEnum):
    """What kind of place a body belongs to."""

    DISTRICT = "district"
    COUNTY = "county"
    AUTONOMOUS_COUNTY = "autonomous_county"
    DEVELOPMENT_ZONE = "development_zone"

    @property
    def label(self) -> str:
        """The kind's Chinese name."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    BodyKind.DISTRICT: "区",
    BodyKind.COUNTY: "县",
    BodyKind.AUTONOMOUS_COUNTY: "自治县",
    BodyKind.DEVELOPMENT_ZONE: "开发区",
}


@dataclass(frozen=True, slots=True)
class Body:
    """A recommending body from `valid_from` to `valid_to`, both inclusive; `successor` is the code that took over."""

    code: str
    name: str
    short_name: str
    pinyin: str
    initials: str
    kind: BodyKind
    valid_from: date = REGISTER_FROM
    valid_to: date | None = None
    successor: str = ""
    note: str = ""

    @property
    def association(self) -> str:
        """The name of its association for science and technology."""
        return f"{self.name}科协"

    def exists_on(self, day: date) -> bool:
        """Whether the body exists on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


_D, _C, _A, _Z = BodyKind.DISTRICT, BodyKind.COUNTY, BodyKind.AUTONOMOUS_COUNTY, BodyKind.DEVELOPMENT_ZONE

BODIES: tuple[Body, ...] = (
    Body("500101", "万州区", "万州", "wanzhou", "wz", _D),
    Body("500102", "涪陵区", "涪陵", "fuling", "fl", _D),
    Body("500103", "渝中区", "渝中", "yuzhong", "yz", _D),
    Body("500104", "大渡口区", "大渡口", "dadukou", "ddk", _D),
    Body("500105", "江北区", "江北", "jiangbei", "jb", _D, valid_to=_BEFORE_REFORM, successor="500157"),
    Body("500106", "沙坪坝区", "沙坪坝", "shapingba", "spb", _D),
    Body("500107", "九龙坡区", "九龙坡", "jiulongpo", "jlp", _D),
    Body("500108", "南岸区", "南岸", "nanan", "na", _D),
    Body(
        "500109",
        "北碚区",
        "北碚",
        "beibei",
        "bb",
        _D,
        note="2025年11月起，原渝北区大湾、统景、大盛、兴隆、茨竹五镇归北碚区；"
        "水土、复兴、蔡家岗三街道和施家梁、童家溪两镇归两江新区",
    ),
    Body("500110", "綦江区", "綦江", "qijiang", "qj", _D),
    Body("500111", "大足区", "大足", "dazu", "dz", _D),
    Body(
        "500112",
        "渝北区",
        "渝北",
        "yubei",
        "yb",
        _D,
        valid_to=_BEFORE_REFORM,
        successor="500157",
        note="大湾、统景、大盛、兴隆、茨竹五镇归北碚区",
    ),
    Body("500113", "巴南区", "巴南", "banan", "bn", _D),
    Body("500114", "黔江区", "黔江", "qianjiang", "qj", _D),
    Body("500115", "长寿区", "长寿", "changshou", "cs", _D),
    Body("500116", "江津区", "江津", "jiangjin", "jj", _D),
    Body("500117", "合川区", "合川", "hechuan", "hc", _D),
    Body("500118", "永川区", "永川", "yongchuan", "yc", _D),
    Body("500119", "南川区", "南川", "nanchuan", "nc", _D),
    Body("500120", "璧山区", "璧山", "bishan", "bs", _D),
    Body("500151", "铜梁区", "铜梁", "tongliang", "tl", _D),
    Body("500152", "潼南区", "潼南", "tongnan", "tn", _D),
    Body("500153", "荣昌区", "荣昌", "rongchang", "rc", _D),
    Body("500154", "开州区", "开州", "kaizhou", "kz", _D),
    Body("500155", "梁平区", "梁平", "liangping", "lp", _D),
    Body("500156", "武隆区", "武隆", "wulong", "wl", _D),
    Body("500157", "两江新区", "两江新区", "liangjiangxinqu", "ljxq", _D, valid_from=_REFORM),
    Body("500229", "城口县", "城口", "chengkou", "ck", _C),
    Body("500230", "丰都县", "丰都", "fengdu", "fd", _C),
    Body("500231", "垫江县", "垫江", "dianjiang", "dj", _C),
    Body("500233", "忠县", "忠县", "zhongxian", "zx", _C),
    Body("500235", "云阳县", "云阳", "yunyang", "yy", _C),
    Body("500236", "奉节县", "奉节", "fengjie", "fj", _C),
    Body("500237", "巫山县", "巫山", "wushan", "ws", _C),
    Body("500238", "巫溪县", "巫溪", "wuxi", "wx", _C),
    Body("500240", "石柱土家族自治县", "石柱", "shizhu", "sz", _A),
    Body("500241", "秀山土家族苗族自治县", "秀山", "xiushan", "xs", _A),
    Body("500242", "酉阳土家族苗族自治县", "酉阳", "youyang", "yy", _A),
    Body("500243", "彭水苗族土家族自治县", "彭水", "pengshui", "ps", _A),
    Body("CQGXQ", "西部科学城重庆高新区", "重庆高新区", "chongqinggaoxinqu", "cqgxq", _Z),
    Body("WSJKQ", "万盛经开区", "万盛经开区", "wanshengjingkaiqu", "wsjkq", _Z),
)
"""Every body the register knows, in the order of their codes, the development zones last."""

_BY_CODE = {b.code: b for b in BODIES}


def body(code: str) -> Body:
    """The body of a code, whether it still exists or not. Raises KeyError for an unknown code."""
    return _BY_CODE[code]


def body_on(code: str, day: date) -> Body | None:
    """The body of a code if it exists on the day, else None."""
    found = _BY_CODE.get(code)
    return found if found and found.exists_on(day) else None


@computes(notice(), measures(7, 2))
def bodies_on(day: date) -> tuple[Body, ...]:
    """The recommending bodies on a day, in the order of their codes: 39 since 2025-11-06 (通知, 办法·7·2).

    Empty before the register begins.
    """
    return tuple(b for b in BODIES if b.exists_on(day))


def bodies_by_pinyin(day: date) -> tuple[Body, ...]:
    """The recommending bodies on a day, in the order of their pinyin."""
    return tuple(sorted(bodies_on(day), key=lambda b: (b.pinyin, b.code)))


def successor(code: str, day: date) -> Body | None:
    """The body that stands in for `code` on the day: itself while it exists, else who took over.

    None before it began. Raises KeyError for an unknown code.
    """
    found = body(code)
    while found.valid_to and found.valid_to < day:
        found = body(found.successor)
    return found if found.exists_on(day) else None


def predecessors(code: str) -> tuple[Body, ...]:
    """The abolished bodies that `code` took over from, in the order of their codes."""
    return tuple(b for b in BODIES if b.successor == code)
