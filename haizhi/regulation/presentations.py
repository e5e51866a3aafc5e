"""What a station shows of itself: its own words, checked for secrets and for persons before the public reads them."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.parameters import MOST_STATION_FIELDS, STATION_INTRODUCTION
from haizhi.regulation.personal import number_of_a_person
from haizhi.regulation.secrecy import Passage, levelled, marks


class StationField(StrEnum):
    """The fields of the 战略性新兴产业分类（2018）(国家统计局令第23号), and what lies outside them."""

    INFORMATION = "information"
    EQUIPMENT = "equipment"
    MATERIALS = "materials"
    BIOLOGY = "biology"
    VEHICLES = "vehicles"
    ENERGY = "energy"
    CONSERVATION = "conservation"
    CREATIVE = "creative"
    SERVICES = "services"
    AGRICULTURE = "agriculture"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The field's Chinese name."""
        return _FIELD_LABELS[self]


_FIELD_LABELS = {
    StationField.INFORMATION: "新一代信息技术",
    StationField.EQUIPMENT: "高端装备制造",
    StationField.MATERIALS: "新材料",
    StationField.BIOLOGY: "生物",
    StationField.VEHICLES: "新能源汽车",
    StationField.ENERGY: "新能源",
    StationField.CONSERVATION: "节能环保",
    StationField.CREATIVE: "数字创意",
    StationField.SERVICES: "相关服务",
    StationField.AGRICULTURE: "现代农业",
    StationField.OTHER: "其他",
}

_LANDLINE = re.compile(r"(?:(?:0\d{2,3}[- ]?)?[2-9]\d{6,7}(?:(?:转|-)\d{1,6})?|[48]00[- ]?\d{3}[- ]?\d{4})")
_ADDRESS = re.compile(r"https?://[^\s/@:]+\.[^\s/@]{2,}(?:/\S*)?", re.IGNORECASE)
_SHORTEST_NAME = 2
"""A name of one sign says nothing in a text."""


@dataclass(frozen=True, slots=True)
class Presented:
    """What is shown: `office` is the department to turn to, `picture_text` what a picture shows, in words."""

    introduction: str
    fields: frozenset[StationField]
    homepage: str
    office: str
    phone: str
    mailbox: str
    has_picture: bool
    picture_text: str

    @property
    def texts(self) -> tuple[tuple[str, str, str], ...]:
        """Every text that is typed freely, as (field, what it is called, text)."""
        return (
            ("introduction", "介绍", self.introduction),
            ("office", "对外联系部门", self.office),
            ("picture_text", "图片说明", self.picture_text),
        )


def presentation_findings(shown: Presented, people: Collection[str]) -> tuple[Finding, ...]:
    """Everything that stands before showing it, met or not; `people` are names of the unit's own people."""
    return (
        introduced(shown.introduction),
        fields_given(shown.fields),
        homepage_is_an_address(shown.homepage),
        contact_is_of_an_office(shown.office, shown.phone, shown.mailbox),
        picture_is_told(shown.picture_text, has_picture=shown.has_picture),
        *(
            finding
            for field, label, text in shown.texts
            for finding in (names_nobody(text, people, label, field), bears_no_secret(text, label, field))
        ),
    )


@ruled_by(measures(10))
def introduced(text: str) -> Finding:
    """An introduction that is there and no longer than it may be; `text` is counted in characters without gaps."""
    length, most = len("".join(text.split())), STATION_INTRODUCTION.value
    reason = f"介绍有{length}字，最多{most}字" if length else "没有填写介绍"
    return Finding(0 < length <= most, reason=reason, remedy=f"请填写不超过{most}字的介绍。", field="introduction")


@ruled_by(measures(10))
def fields_given(fields: frozenset[StationField]) -> Finding:
    """One field at least, and not all of them."""
    most = MOST_STATION_FIELDS.value
    reason = f"选了{len(fields)}个领域" if fields else "没有选择领域"
    return Finding(0 < len(fields) <= most, reason=reason, remedy=f"请选择1至{most}个领域。", field="fields")


@ruled_by(measures(10))
def homepage_is_an_address(homepage: str) -> Finding:
    """Nothing, or the address of a page."""
    met = not homepage or _ADDRESS.fullmatch(homepage) is not None
    remedy = "请填写以 https:// 或 http:// 开头的完整网址。"
    return Finding(met, reason="单位网址不完整", remedy=remedy, field="homepage")


@ruled_by(measures(15))
def contact_is_of_an_office(office: str, phone: str, mailbox: str) -> Finding:
    """Whom to turn to is an office with its own telephone, never a person's mobile number."""
    if not (phone or mailbox):
        return Finding(True)
    if not office.strip():
        return Finding(False, reason="填了电话或邮箱，没有写明是哪个部门", remedy="请填写部门名称。", field="office")
    met = not phone or _LANDLINE.fullmatch(levelled(phone).strip()) is not None
    remedy = "只公开部门的办公电话：请填写座机号码，如 023-63002858，不要填写手机号码。"
    return Finding(met, reason=f"“{phone}”不是办公电话", remedy=remedy, field="phone")


@ruled_by(measures(10))
def picture_is_told(text: str, *, has_picture: bool) -> Finding:
    """A picture comes with words for those who do not see it."""
    met = not has_picture or bool(text.strip())
    remedy = "请用一句话说明图片内容，读屏软件会读给看不见图片的人。"
    return Finding(met, reason="图片没有说明", remedy=remedy, field="picture_text")


@ruled_by(measures(15))
def names_nobody(text: str, people: Collection[str], label: str, field: str) -> Finding:
    """No mobile number, no identity number, no name of the unit's own people."""
    found = _person_in(levelled(text), people)
    remedy = "对外展示不写个人信息，请删去；需要联系的，填写部门和办公电话。"
    return Finding(not found, reason=f"{label}中有{found}", remedy=remedy, field=field)


@ruled_by(measures(15))
def bears_no_secret(text: str, label: str, field: str) -> Finding:
    """No mark of a state secret."""
    found = "、".join(str(mark) for mark in marks([Passage(label, text)]))
    remedy = "涉密内容不得填入本系统，请删去，并告知本单位保密员。"
    return Finding(not found, reason=f"出现国家秘密标志{found}", remedy=remedy, field=field)


@ruled_by(measures(15))
def looked_for_secrets(confirmed: bool) -> Finding:
    """Whoever makes it public has looked for secrets, and says so."""
    remedy = "请逐段核对后勾选；有疑问的退回修改。"
    return Finding(confirmed, reason="没有确认不涉密", remedy=remedy, field="no_secrets")


@ruled_by(measures(15))
def looked_for_persons(confirmed: bool) -> Finding:
    """Whoever makes it public has looked for persons, in the words and in the picture, and says so."""
    remedy = "请核对文字和图片后勾选；有疑问的退回修改。"
    return Finding(confirmed, reason="没有确认不含个人信息", remedy=remedy, field="no_persons")


def _person_in(text: str, people: Collection[str]) -> str:
    if number := number_of_a_person(text):
        return number
    packed = "".join(text.split())
    named = next((n for n in sorted(people) if len(n) >= _SHORTEST_NAME and "".join(n.split()) in packed), "")
    return f"人名“{named}”" if named else ""
