"""What a unit is told that was not chosen: the outcome, the reason it may read, where to ask, how to apply again."""

from dataclasses import dataclass

from haizhi.regulation.citations import Citation, measures

OUTCOMES: dict[str, tuple[str, Citation]] = {
    "not_proposed": ("经资格审核、评审和市科协党组研究，未列入{year}年度拟建站单位名单", measures(9, 1, 3)),
    "deferred": ("经资格审核、评审和市科协党组研究，{year}年度暂缓列入拟建站单位名单", measures(9, 1, 3)),
    "declined": ("经区县科协初审，未予推荐，不进入{year}年度资格审核和评审", measures(7, 2)),
}
"""The outcomes that are told by letter, in words, with the article each rests on.

资格不符 and 取消资格 have papers of their own, made from the acts themselves.
"""

_AGAIN = {
    "not_proposed": "本申报件就此办结。贵单位可以在以后年度按当年申报通知再次申报，已填报的内容可以带入。",
    "deferred": "本申报件予以保留。市科协党组再次研究时，可以直接列入拟建站单位名单，贵单位无需重新申报。",
    "declined": "本申报件就此办结。符合条件后，贵单位可以按当年或者以后年度申报通知再次申报，已填报的内容可以带入。",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a unit asks."""

    department: str
    phone: str
    mailbox: str
    address: str


def result_letter(outcome: str, *, year: int, code: str, reason: str, desk: Desk) -> tuple[str, ...]:
    """The paragraphs of 结果告知书, `reason` in the words that the unit reads. Raises KeyError for another outcome."""
    said, cite = OUTCOMES[outcome]
    ended = "" if reason.rstrip().endswith(("。", "！", "？", "；")) else "。"
    asking = (
        f"二、查询。贵单位对结果有疑问，可向{desk.department}查询；需要反映意见的，"
        "请书面写明单位名称、申报编号、事实和理由，加盖公章。"
        f"电话：{desk.phone}，信箱：{desk.mailbox}，地址：{desk.address}。"
    )
    return (
        f"贵单位申报{year}年度重庆海智工作站，编号{code}，{said.format(year=year)}（{cite}）。",
        f"一、理由。{reason.strip()}{ended}",
        asking,
        f"三、再次申报。{_AGAIN[outcome]}",
    )
