"""Pages over many applications: the list plain, filtered, sorted and searched, a case, the desk, the export."""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from urllib.parse import quote

import xlsxwriter

from benchmarks import ranking
from benchmarks.asking import queries_of
from benchmarks.measure import Figure, cpu
from benchmarks.serving import Served, served
from benchmarks.stock import Stock

MOST_EXPORTED = 10_000
"""Applications up to which the export is measured: it takes as long as there are rows."""

ROUNDS = 6
"""Short rounds, of about as much time for a page as for the floor: the best of either is one that nothing disturbed."""

LIST, CASE, PUBLIC = "≤ 30 倍", "≤ 20 倍", "≤ 6 倍"


def figures(stock: Stock) -> Iterator[Figure]:
    """Each page with its cost, the floor, and how many queries it takes; then the export."""
    with served("benchmarks.bare") as bare:
        least = cpu(bare.asking("/"), times=200, rounds=ROUNDS, spent=bare.spent)
    with served("haizhi.config.settings") as site:
        yield from _pages(site, stock, least)
        yield from ranking.figures(site, stock, least)
        if stock.size <= MOST_EXPORTED:
            yield _export(site, stock)


def _pages(site: Served, stock: Stock, least: float) -> Iterator[Figure]:
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
    addresses["公开首页"] = ("/", PUBLIC)
    addresses["申报通知"] = ("/public/calls/", PUBLIC)
    addresses["工作站名录"] = ("/public/stations/", PUBLIC)
    for name, (address, target) in addresses.items():
        cookie = "" if target is PUBLIC else stock.cookie
        cost = cpu(site.asking(address, cookie), times=10, rounds=ROUNDS, spent=site.spent)
        yield Figure(name, cost, least, target, queries=queries_of(address, cookie))


def _export(site: Served, stock: Stock) -> Figure:
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

    whole = cpu(site.asking("/applications/?export=xlsx", stock.cookie), 1, rounds=2, spent=site.spent)
    return Figure(f"导出 Excel，{stock.size:,} 件", whole, cpu(bare, 1, rounds=2), "≤ 3 倍")
