"""One process of a benchmark: its figures as lines of JSON.

`python -m benchmarks.one pure|hearing|lists|standing SIZE`.
"""

import sys
from collections.abc import Iterator

import django
from django.core.management import call_command

from benchmarks.measure import Figure, line


def main() -> None:
    """Measure what is asked for, and say each figure as soon as it is known."""
    what, size = sys.argv[1], int(sys.argv[2])
    django.setup()
    of_size = {"lists": _lists, "standing": _standing}
    for figure in of_size[what](size) if what in of_size else {"pure": _pure, "hearing": _hearing}[what]():
        print(line(figure), flush=True)


def _pure() -> Iterator[Figure]:
    from benchmarks import bundles, papers, pure  # noqa: PLC0415 - after the settings

    for measure in (pure.draw, pure.peers, pure.append, bundles.check, papers.form, papers.dossier):
        yield measure()


def _hearing() -> Iterator[Figure]:
    from benchmarks import hearing  # noqa: PLC0415 - models need the settings

    call_command("migrate", verbosity=0)
    yield from hearing.figures()


def _lists(size: int) -> Iterator[Figure]:
    from benchmarks import lists, stock  # noqa: PLC0415 - models need the settings

    call_command("migrate", verbosity=0)
    yield from lists.figures(stock.Stock(size))


def _standing(size: int) -> Iterator[Figure]:
    from benchmarks import standing  # noqa: PLC0415 - models need the settings

    call_command("migrate", verbosity=0)
    yield from standing.figures(standing.Standing(size))


if __name__ == "__main__":
    main()
