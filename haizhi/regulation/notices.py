"""The yearly notices that call for applications, as data: the 2026 one (市科协, 2026-03-16)."""

from dataclasses import dataclass
from datetime import date, datetime

from haizhi.regulation.citations import notice
from haizhi.regulation.civil_time import end_of_day
from haizhi.regulation.computes import computes
from haizhi.regulation.parameters import PAPER_COPIES


@dataclass(frozen=True, slots=True)
class CallNotice:
    """What a notice announces. `deadline` is exclusive; `document_number` is empty when the notice bears none."""

    year: int
    title: str
    document_number: str
    issuer: str
    basis: str
    issued_on: date
    deadline: datetime
    department: str
    contact: str
    address: str
    postcode: str
    phone: str
    mailbox: str
    paper_copies: int


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
    ),
}
"""The notices known, by year."""


@computes(notice(), notice(1), notice(2), notice(3))
def notice_of(year: int) -> CallNotice:
    """The notice of a year (通知). Raises KeyError when it is not known."""
    return NOTICES[year]
