"""The workbook that is handed out to be filled in."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from django.http import FileResponse

from haizhi.documents.blank_sheet import write_blank
from haizhi.files.sheets import MOST_ROWS, SheetPlan
from haizhi.ui.exporting import WORKBOOK


def blank_workbook(plan: SheetPlan, heading: str, lists: Mapping[str, Sequence[str]]) -> FileResponse:
    """The template of a plan; `lists` is what there is to choose from on this day, by the field of its column."""
    book = BytesIO()
    note = f"{heading}　每行一{plan.counted}，一次最多{MOST_ROWS}{plan.counted}；带＊的列必填"
    write_blank(plan.thing, note, [column.blank(lists.get(column.field, ())) for column in plan.columns], book)
    book.seek(0)
    return FileResponse(book, as_attachment=True, filename=f"{heading}模板.xlsx", content_type=WORKBOOK)
