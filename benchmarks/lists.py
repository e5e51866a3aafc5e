"""Pages over many applications: the list plain, filtered, sorted and searched, a case, the desk, the export."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from urllib.parse import quote

import xlsxwriter
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from benchmarks.asking import asking
from benchmarks.measure import Figure, cpu
from benchmarks.stock import Stock

MOST_EXPORTED = 10_000
"""Applications up to which the export is measured: it takes as long as there are rows."""

LIST, CASE, PUBLIC = "≤ 30 倍", "≤ 20 倍", "≤ 6 倍"


def floor() -> float:
    """Seconds of CPU of a bare view with one indexed SELECT, without middleware."""
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF="benchmarks.floor"):
        return cpu(asking(WSGIHandler(), "/"), times=400)


def pages(stock: Stock, least: float) -> Iterator[Figure]:
    """Each page with its cost, the floor, and how many queries it takes."""
    unit, case = stock.units[len(stock.units) // 3], stock.case
    rare, common = unit.name[2:7], "重庆"
    looks = {
        "申报件清单": "",
        "筛选：状态、区县": f"stage={case.stage}&district={case.district}",
        "筛选：年度、渠道、单位类别": f"call={stock.calls[-1].code}&route=direct&kind=university",
        "筛选：待我办理": "mine=on",
        "筛选：逾期": "overdue=on",
        "排序：单位（拼音）": "sort=unit",
        "排序：提交时间": "sort=-at",
        "排序：办理期限": "sort=due",
        "查询：名称的一部分": f"q={quote(rare)}",
        "查询：到处都有的字": f"q={quote(common)}",
        "查询：信用代码": f"q={unit.code}",
        "查询：申报编号": f"q={case.code}",
        "查询：拼音首字母": f"q={unit.initials[2:9]}",
        "查询：没有的": f"q={quote('龘靐齉')}",
        "第20页": "page=20",
    }
    addresses = {name: (f"/applications/?{query}", LIST) for name, query in looks.items()}
    addresses["全站查询"] = (f"/desk/search/?q={quote(rare)}", LIST)
    addresses["待办"] = ("/desk/todo/", LIST)
    addresses["申报件页面"] = (f"/applications/{case.code}/", CASE)
    for name, (address, target) in addresses.items():
        yield page(name, address, least, target, stock.cookie)
    yield page("公开首页", "/", least, PUBLIC)
    yield page("公开首页，未改动", "/", least, PUBLIC, unchanged=True)
    yield page("工作站名录", "/public/stations/", least, PUBLIC)


def page(name: str, address: str, least: float, target: str, cookie: str = "", *, unchanged: bool = False) -> Figure:
    """What one page costs; `unchanged`: asked by who has it already."""
    handler = WSGIHandler()
    first = asking(handler, address, cookie)
    etag = first()
    with CaptureQueriesContext(connection) as captured:
        first()
    queries = len(captured)
    again = asking(handler, address, cookie, etag) if unchanged else first
    return Figure(name, cpu(again, times=20), least, target, queries=queries)


def export(stock: Stock) -> Figure:
    """All applications as Excel, beside the library writing as many cells of the same kinds."""
    columns, moment = 13, datetime(2026, 3, 16, 9)  # noqa: DTZ001 - as a worksheet has it

    def bare() -> None:
        with xlsxwriter.Workbook(BytesIO(), {"constant_memory": True}) as workbook:
            sheet = workbook.add_worksheet()
            look = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
            for row in range(stock.size):
                for column in range(columns - 3):
                    sheet.write_string(row, column, "重庆智造云科技有限公司")
                sheet.write_number(row, columns - 3, row)
                sheet.write_number(row, columns - 2, row)
                sheet.write_datetime(row, columns - 1, moment, look)

    whole = asking(WSGIHandler(), "/applications/?export=xlsx", stock.cookie)
    return Figure(f"导出 Excel，{stock.size:,} 件", cpu(whole, 1, rounds=2), cpu(bare, 1, rounds=2), "≤ 3 倍")
