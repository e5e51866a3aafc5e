"""The notice of a 公示 as a paper in the form of GB/T 9704, the same words as on its page."""

from datetime import datetime

from haizhi.decisions.models import Publicity
from haizhi.decisions.queries.publicities import notice
from haizhi.documents.official import Form, Official, Paragraph, read_paragraphs
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.naming import OFFICE_NAME, chinese_date


def notice_paper(publicity: Publicity, at: datetime) -> Official:
    """A 公示 for print, DOCX and posting on a board: dated when it was published, without a date before."""
    said = notice(publicity)
    listed = tuple(Paragraph(f"{place}. {item.unit}") for place, item in enumerate(said.items, 1))
    extended = tuple(
        Paragraph(
            f"公示期延长公告（{chinese_date(day_of(each.at))}）：原定{chinese_date(each.former_last_day)}截止，"
            f"现延长至{chinese_date(each.last_day)}24:00。{each.reason}"
        )
        for each in said.extensions
    )
    return Official(
        Form.NOTICE,
        said.heading,
        at,
        (
            *read_paragraphs(said.opening),
            *listed,
            *read_paragraphs(said.period),
            *extended,
            *read_paragraphs(said.manner),
            *read_paragraphs(said.confidentiality),
            *(Paragraph(line) for line in said.contacts),
        ),
        signers=(OFFICE_NAME,),
        dated=said.published_on,
        sealed=False,
    )
