"""The yearly notices that call for applications: what one announces, its text, and what it still lacks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from haizhi.regulation.citations import Citation, measures, notice
from haizhi.regulation.civil_time import day_of, end_of_day
from haizhi.regulation.computes import computes
from haizhi.regulation.deadlines import Track, closing_words, deadline_lies_ahead, opens_before_its_deadline
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.naming import chinese_date, document_number_written_well
from haizhi.regulation.parameters import PAPER_COPIES

_INSTANT = timedelta(microseconds=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class CallNotice:
    """What a notice announces.

    `opens_on` is the first day on which applications are taken, None for that of its publication; `deadline` is
    exclusive, None for academicians; `document_number` is empty when the notice bears none; `annexes`
    are the titles of what it encloses.
    """

    year: int
    title: str
    document_number: str
    issuer: str
    basis: str
    issued_on: date
    deadline: datetime | None
    department: str
    contact: str
    address: str
    postcode: str
    phone: str
    mailbox: str
    paper_copies: int
    directed_to: str
    direct_units: str
    district_units: str
    annexes: tuple[str, ...] = ()
    opens_on: date | None = None
    track: Track = Track.ANNUAL


NOTICES: dict[int, CallNotice] = {
    2026: CallNotice(
        year=2026,
        title="关于开展2026年重庆海智工作站建站申报工作的通知",
        document_number="",
        issuer="重庆市科学技术协会",
        basis="渝科协发〔2024〕60号",
        issued_on=date(2026, 3, 16),
        deadline=end_of_day(date(2026, 5, 30)),
        department="市科协国际合作部",
        contact="黄庆文",
        address="重庆市渝中区双钢路3号科协大厦裙楼315室",
        postcode="400013",
        phone="023-63002858",
        mailbox="88961219@qq.com",
        paper_copies=PAPER_COPIES.value,
        directed_to="各区县（自治县）科协、西部科学城重庆高新区科协、万盛经开区科协，"
        "各市级学会（协会、研究会），企事业科协，各有关单位",
        direct_units="国家级及市级园区，中央和市属企业、高校、科研院所，区县（自治县）科协",
        district_units="区县（自治县）所属园区、企事业单位",
        annexes=("重庆海智工作站建设管理办法",),
    ),
}
"""The notices known, by year."""


@computes(notice(), notice(1), notice(2), notice(3))
def notice_of(year: int) -> CallNotice:
    """The notice of a year (通知). Raises KeyError when it is not known."""
    return NOTICES[year]


@computes(notice(), measures(7, 4))
def notice_title(year: int, track: Track) -> str:
    """What the notice of a year is called, as that of 2026 was; that of the intake for academicians by its track."""
    if track is Track.ACADEMICIAN:
        return f"关于{year}年引进海外院士建站申请适时受理的通知"
    newest = NOTICES[max(NOTICES)]
    return newest.title.replace(str(newest.year), str(year))


@computes(notice(), notice(1), notice(2), notice(3), measures(7, 4))
def notice_text(said: CallNotice) -> str:
    """The notice in words, from what it announces: one paragraph a line, without heading and number."""
    subject = (
        "引进海外院士的建站申请全年适时受理，现就有关事宜通知如下。"
        if said.track is Track.ACADEMICIAN
        else f"现就{said.year}年重庆海智工作站建站申报工作有关事宜通知如下。"
    )
    lines = [
        f"{said.directed_to}：",
        f"根据《重庆海智工作站建设管理办法》（{said.basis}，以下简称《办法》），{subject}",
        "一、申报要求",
        "1.申报单位应符合《办法》规定的申报对象和申报条件。",
        (
            f"2.{said.direct_units}，直接向重庆海智办申报；"
            f"{said.district_units}，经区县（自治县）科协初审并签字盖章后报重庆海智办。"
        ),
        _hand_in(said),
        "二、受理时间" if said.track is Track.ACADEMICIAN else "二、申报时间",
        _until(said),
        "三、联系方式",
        f"联系人：{said.contact}",
        f"通讯地址：{said.address}",
        f"邮政编码：{said.postcode}",
        f"电话：{said.phone}",
        f"邮箱：{said.mailbox}",
    ]
    several = len(said.annexes) > 1
    lines += [
        f"{'附件：' if not n else ''}{f'{n + 1}.' if several else ''}{title}" for n, title in enumerate(said.annexes)
    ]
    return "\n".join([*lines, said.issuer, chinese_date(said.issued_on)])


def _hand_in(said: CallNotice) -> str:
    paper = f"全部材料的纸质件装订成册，一式{said.paper_copies}份，同电子版一并报送" if said.paper_copies else "报送"
    return f"3.申报单位认真填写《重庆海智工作站申报表》并附有关材料，{paper}{said.department}。"


def _until(said: CallNotice) -> str:
    opens = chinese_date(said.opens_on) if said.opens_on else ""
    if said.deadline is None:
        return f"自{opens or '本通知发布之日'}起适时受理，不设截止时间；下一年度的受理通知发布后，按新的通知受理。"
    begins = f"自{opens}起受理，" if opens else ""
    return f"{begins}申报截止时间为{closing_words(said.deadline)}，以送达重庆海智办的时间为准。"


_NEEDED: tuple[tuple[str, str, str, Citation], ...] = (
    ("heading", "title", "标题", notice()),
    ("directed_to", "directed_to", "主送单位", notice()),
    ("basis", "basis", "依据文号", notice()),
    ("issuer", "issuer", "发文单位", notice()),
    ("direct_units", "direct_units", "直接申报的单位", notice(1, 2)),
    ("district_units", "district_units", "经区县科协初审的单位", notice(1, 2)),
    ("department", "department", "受理部门", notice(1, 3)),
    ("contact", "contact", "联系人", notice(3)),
    ("phone", "phone", "电话", notice(3)),
    ("mailbox", "mailbox", "邮箱", notice(3)),
    ("address", "address", "通讯地址", notice(3)),
    ("postcode", "postcode", "邮政编码", notice(3)),
)
"""Field of a call, attribute here, label, article: without these no notice is published."""


@computes(notice(), notice(1), notice(2), notice(3))
def notice_findings(said: CallNotice, at: datetime) -> tuple[Finding, ...]:
    """Whether everything is there that a notice published now must say, one finding each; `field` is the call's."""
    filled = tuple(
        Finding(there, cite, f"{'已' if there else '未'}填写“{label}”", "" if there else "请先修改草稿", field)
        for field, name, label, cite in _NEEDED
        for there in [bool(str(getattr(said, name)).strip())]
    )
    opens = opens_before_its_deadline(said.opens_on, said.deadline)
    return (*filled, opens, *(() if said.deadline is None else (deadline_lies_ahead(said.deadline, at),)))


@computes(notice(), notice(2), notice(3))
def notice_remarks(said: CallNotice, text: str) -> tuple[Finding, ...]:
    """What the author should look at once more before publishing; none of it stands in the way.

    `text` is the notice in the author's own words: it must not contradict what is announced beside it.
    """
    remarks = [_said(text, label, value, field, cite) for label, value, field, cite in _of_the_text(said)]
    if said.document_number:
        number = document_number_written_well(said.document_number)
        remarks.append(Finding(number.met, number.cite, number.reason, number.remedy, "document_number"))
    if said.deadline is not None:
        remarks.append(deadline_on_a_workday(said.deadline))
    return tuple(remarks)


def _of_the_text(said: CallNotice) -> Iterable[tuple[str, str, str, Citation]]:
    yield "依据文号", said.basis, "basis", notice()
    if said.deadline is not None:
        yield "截止日期", chinese_date(day_of(said.deadline - _INSTANT)), "deadline", notice(2)
    for field, name, label, cite in _NEEDED:
        if cite == notice(3):
            yield label, str(getattr(said, name)), field, cite


def _said(text: str, label: str, value: str, field: str, cite: Citation) -> Finding:
    met = not value.strip() or value in text
    return Finding(
        met,
        cite,
        f"正文中写明了“{label}”" if met else f"正文中没有“{label}”{value}",
        "" if met else "正文是另行改写的，请核对是否与各项内容一致",
        field,
    )


@ruled_by(notice(2))
def deadline_on_a_workday(deadline: datetime) -> Finding:
    """Whether the last day is none of a weekend: it is open to 24:00 all the same (interpretation 9)."""
    last = day_of(deadline - _INSTANT)
    met = last.weekday() < _SATURDAY
    return Finding(
        met,
        reason=f"截止日{chinese_date(last)}" + ("不在周末" if met else f"是周{'六日'[last.weekday() - _SATURDAY]}"),
        remedy="" if met else "受理到当日24:00，不因休息日顺延；也可另定日期",
        field="deadline",
    )


@computes(notice(2))
def extension_title(title: str) -> str:
    """What a notice of extension is called: 关于延期《…》申报截止时间的通知."""
    return f"关于延长《{title}》申报时间的通知"


@computes(notice(2))
def extension_text(title: str, old: datetime, new: datetime, reason: str) -> str:
    """A notice of extension in words (interpretation 9): old deadline, new deadline, reason."""
    return (
        f"《{title}》规定的申报截止时间为{closing_words(old)}。因{reason.strip().rstrip('。')}，"
        f"现将申报截止时间延长至{closing_words(new)}，以送达重庆海智办的时间为准。其他事项不变。"
    )
