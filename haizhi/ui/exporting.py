"""The answer of a list: its page, or all of it as it is filtered and sorted, as Excel or CSV."""

from collections.abc import Callable, Iterable
from tempfile import TemporaryFile
from typing import Any, TypeVar

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from haizhi.documents.spreadsheet import MOST_ROWS, Column, Sheet, TooManyRows, csv_lines, write_workbook
from haizhi.ui.listing import Listing
from haizhi.ui.reads import READS
from haizhi.ui.requests import Asked
from haizhi.ui.templatetags.ui import query_of
from haizhi.ui.wording import day_text, moment_text

__all__ = ["WORKBOOK", "Column", "exported", "list_page", "not_kept"]

_AT_ONCE = 2000
"""Rows fetched at a time."""

R = TypeVar("R", bound=HttpResponseBase)

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def list_page(
    asked: Asked,
    template: str,
    context: dict[str, Any],
    columns: tuple[Column, ...],
    *,
    personal: bool = False,
    show: Callable[[Asked, str, dict[str, Any]], HttpResponse] = render,
    told: Callable[[Iterable[Any]], Iterable[Any]] = iter,
) -> HttpResponseBase:
    """The page of the listing in `context`, or with `?export=xlsx` or `csv` everything that it filters and sorts.

    `personal`: the list says something of persons, so that taking it away is noted in the log. `show` draws the page;
    `told` makes of the rows what the columns speak of.
    """
    listing: Listing[Any] = context["listing"]
    export = asked.GET.get("export")
    if export not in ("xlsx", "csv"):
        return show(asked, template, context | {"exports": True})
    title = str(context["title"])
    sheet = Sheet(title, _note(asked, title, listing), columns, told(listing.rows.iterator(chunk_size=_AT_ONCE)))
    if personal:
        READS.info("%s exported %s", asked.actor.id, asked.path)  # not what was asked for: it may name somebody
    return exported(asked, sheet, export)


def exported(asked: Asked, sheet: Sheet, export: str) -> HttpResponseBase:
    """A sheet as a file, `csv` or else `xlsx`, named after the sheet and the day."""
    name = f"{sheet.name} {day_text(asked.at)}.{export}"
    if export == "csv":
        answer = StreamingHttpResponse(csv_lines(sheet), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return not_kept(answer)
    book = TemporaryFile()  # noqa: SIM115 - the response closes it when the last byte is sent
    try:
        write_workbook(sheet, book)
    except TooManyRows:
        book.close()
        messages.error(
            asked, f"Excel 工作表最多{MOST_ROWS:,}行，符合条件的比这多，没有导出。请用条件缩小范围，或导出 CSV。"
        )
        return HttpResponseRedirect(asked.path + query_of(asked, export=None))
    book.seek(0)
    return not_kept(FileResponse(book, as_attachment=True, filename=name, content_type=WORKBOOK))


def not_kept(answer: R) -> R:
    """The answer, kept by no cache: it says something that is not everybody's."""
    answer["Cache-Control"] = "private, no-store"
    return answer


def _note(asked: Asked, title: str, listing: Listing[Any]) -> str:
    """What the sheet holds, by whom and when it was made: 申报件　条件：状态 待审核　张三 2026年11月23日 16:02 导出."""
    asked_for = listing.form.conditions() if listing.form else []
    conditions = "；".join(f"{label} {said}" for label, said in asked_for) or "无"
    return f"{title}　条件：{conditions}　{asked.actor.name} {moment_text(asked.at)}导出"
