"""Measure everything and print the tables: `python -m benchmarks [--few 200] [--usual 10000] [--many 100000]`.

`--stations 10000` says among how many of those is measured. Each number of applications, or of stations, gets a
database of its own and a process that measures it; the caller of this module says by `HAIZHI_DATABASE_URL` on which
server (PostgreSQL), else in files of `HAIZHI_HOME` (SQLite).
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import psycopg
from psycopg import sql
from rich.console import Console
from rich.table import Table

from benchmarks.measure import Figure, figures_of


def main() -> None:
    """Print one line for each piece of work: its cost, its floor's, the ratio, the target; then how pages grow."""
    parser = argparse.ArgumentParser()
    for name, size in (("few", 200), ("usual", 10_000), ("many", 100_000), ("stations", 10_000)):
        parser.add_argument(f"--{name}", type=int, default=size)
    sizes = parser.parse_args()
    database = "PostgreSQL" if os.environ.get("HAIZHI_DATABASE_URL") else "SQLite"
    _load()
    _costs("计算与文书", _measured("pure"))
    _costs(f"{database}，评审现场", _measured("hearing", 1))
    usual = _measured("lists", sizes.usual)
    _costs(f"{database}，{sizes.usual:,} 件申报", usual)
    standing = _measured("standing", sizes.stations)
    _costs(f"{database}，{sizes.stations:,} 个工作站", standing)
    if sizes.many:
        few, many = _measured("lists", sizes.few), _measured("lists", sizes.many)
        _growth(f"{database}，随件数的增长", {sizes.few: few, sizes.usual: usual, sizes.many: many})
        young = _measured("standing", sizes.few)
        _growth(f"{database}，随工作站的增长", {sizes.few: young, sizes.stations: standing})


def _measured(what: str, size: int = 0) -> list[Figure]:
    """The figures of one process with a database of its own."""
    environ = dict(os.environ)
    if size:
        home = Path(environ["HAIZHI_HOME"]) / f"{what}{size}"
        home.mkdir()
        environ["HAIZHI_HOME"] = str(home)
        if url := environ.get("HAIZHI_DATABASE_URL"):
            with psycopg.connect(url, autocommit=True) as server:
                server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(f"haizhi_{what}{size}")))
            environ["HAIZHI_DATABASE_URL"] = url.replace("/haizhi?", f"/haizhi_{what}{size}?")
    command = [sys.executable, "-m", "benchmarks.one", what, str(size)]
    return figures_of(subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE, text=True).stdout)  # noqa: S603 - ourselves


def _load() -> None:
    """How busy the machine is with other work: on a busy one everything costs more, the floors too."""
    Console().print(f"{os.cpu_count()} 个处理器，负荷 {os.getloadavg()[0]:.1f}")


def _costs(title: str, figures: list[Figure]) -> None:
    table = Table("工作", "CPU 毫秒", "底线毫秒", "倍数", "目标", "查询数", title=title, title_justify="left")
    for figure in figures:
        table.add_row(
            figure.work,
            f"{figure.seconds * 1000:.2f}",
            f"{figure.floor * 1000:.3f}" if figure.floor else "",
            f"{figure.ratio:.1f}" if figure.ratio else "",
            figure.target,
            "" if figure.queries is None else str(figure.queries),
        )
    Console().print(table)


def _growth(title: str, measured: dict[int, list[Figure]]) -> None:
    """What a page costs among few, as usual and among many in multiples of the floor of each; the last by the first."""
    table = Table("页面", *(f"{size:,}" for size in measured), "增长", "目标", title=title, title_justify="left")
    for of_one in zip(*measured.values(), strict=False):  # the export of many is not measured
        ratios = [figure.ratio for figure in of_one if figure.ratio and figure.queries is not None]
        if len(ratios) == len(of_one):
            growth = ratios[-1] / ratios[0]
            table.add_row(of_one[0].work, *(f"{ratio:.1f} 倍" for ratio in ratios), f"{growth:.2f}", "≤ 1.3")
    Console().print(table)


if __name__ == "__main__":
    main()
