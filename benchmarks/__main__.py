"""Measure everything and print the table."""

import django
from rich.console import Console
from rich.table import Table


def main() -> None:
    """Print one line for each piece of work: its cost, its floor's, the ratio, the target."""
    django.setup()
    from benchmarks import pages, papers, pure  # noqa: PLC0415 - pages need the apps

    table = Table("工作", "CPU 毫秒", "底线毫秒", "倍数", "目标")
    for measure in (pure.draw, pure.append, pages.public_home, papers.form, papers.dossier):
        figure = measure()
        table.add_row(
            figure.work,
            f"{figure.seconds * 1000:.2f}",
            f"{figure.floor * 1000:.3f}" if figure.floor else "",
            f"{figure.ratio:.1f}" if figure.ratio else "",
            figure.target,
        )
    Console().print(table)


if __name__ == "__main__":
    main()
