"""How commands speak: people read lines, programs the JSON object on the last line of standard output."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


def say(text: str = "") -> None:
    """A line for the reader, on standard output."""
    print(text)  # noqa: T201 - a command speaks on standard output


def warn(text: str) -> None:
    """A line about something wrong, on standard error."""
    print(text, file=sys.stderr)  # noqa: T201 - as above


def answer(value: dict[str, Any], *, wanted: bool) -> None:
    """The one JSON object, when it was asked for."""
    if wanted:
        say(json.dumps(value, ensure_ascii=False))


def load_django() -> bool:
    """Load settings and apps, once. False, with the remedy on standard error, when a setting is missing or wrong."""
    import django  # noqa: PLC0415 - commands without a database start without it
    from django.apps import apps  # noqa: PLC0415 - as above

    from haizhi.config.environment import Misconfigured  # noqa: PLC0415 - as above

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "haizhi.config.settings")
    try:
        if not apps.ready:
            django.setup()
    except Misconfigured as wrong:
        warn(str(wrong))
        return False
    return True


def prepare_database() -> bool:
    """Bring the database's structure up to date. False, with the remedy on standard error, when it can't be reached."""
    from django.core.management import call_command  # noqa: PLC0415 - after the settings
    from django.db import OperationalError  # noqa: PLC0415 - as above

    try:
        call_command("migrate", verbosity=0, interactive=False)
    except OperationalError as error:
        warn(unreachable(error))
        return False
    return True


def unreachable(error: Exception) -> str:
    """What to do about a database that does not answer."""
    return f"连接不上数据库，请检查 HAIZHI_DATABASE_URL 或 HAIZHI_HOME 以及数据库服务。数据库的答复：{error}"


@contextmanager
def progress(words: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error; gives a function that is told the steps done and known so far."""
    from rich.console import Console  # noqa: PLC0415 - only where it is shown
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - as above

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
