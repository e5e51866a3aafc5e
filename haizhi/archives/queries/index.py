"""案卷目录: the year's files, or whatever the list was narrowed to, on paper."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from haizhi.archives.models import Archive
from haizhi.documents.sheets import Grid, Sheet
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.naming import chinese_date


def index_sheet(archives: Iterable[Archive], conditions: Sequence[tuple[str, str]], at: datetime) -> Sheet:
    """The index in the order of the list, with the conditions it was narrowed by."""
    rows = tuple(
        (
            str(serial),
            archive.code,
            archive.title,
            archive.application.code,
            archive.application.stage_label,
            chinese_date(day_of(archive.filed_at)),
            archive.get_retention_display(),
        )
        for serial, archive in enumerate(archives, start=1)
    )
    narrowed = "；".join(f"{label} {said}" for label, said in conditions) or "全部"
    columns = ("序号", "档号", "题名", "申报编号", "办结情况", "归档日期", "保管期限")
    return Sheet(
        title="案卷目录",
        made_at=at,
        imprint=None,
        rows=(("范围", narrowed), ("卷数", str(len(rows))), ("打印日期", chinese_date(day_of(at)))),
        tables=(Grid(columns, (3, 9, 20, 9, 7, 9, 6), rows),),
        wide=True,
    )
