"""What rank a professional title has, read from its words: 正高级, 副高级 or below (the grades of 职称)."""

import re
from enum import StrEnum

_ARTS = "(?:演|指挥|编剧|导演|作曲|美术|舞|文学|摄影|录音|剪辑|播音|律师|公证员)"
_BELOW = re.compile("助理|助教|实习|见习")
_DEPUTY = re.compile("副|主任(?:编辑|记者)|二级" + _ARTS)
_FULL = re.compile(
    "教授|研究员|研究馆员|正高|主任(?:中|中西)?医师|主任[药护技]师|院士|编审|译审|高级(?:记者|编辑)|一级" + _ARTS
)
_HIGH = re.compile("高级")


class TitleRank(StrEnum):
    """The rank by which a panel is balanced."""

    SENIOR = "senior"
    ASSOCIATE = "associate"
    OTHER = "other"

    @property
    def label(self) -> str:
        """What people call it."""
        return {"senior": "正高级", "associate": "副高级", "other": "其他职称"}[self.value]


def rank_of(title: str) -> TitleRank:
    """The rank of a title as it was entered: “教授级高级工程师” is senior, “高级工程师” associate."""
    if _BELOW.search(title):
        return TitleRank.OTHER
    if _DEPUTY.search(title):
        return TitleRank.ASSOCIATE
    if _FULL.search(title):
        return TitleRank.SENIOR
    return TitleRank.ASSOCIATE if _HIGH.search(title) else TitleRank.OTHER
