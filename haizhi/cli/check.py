"""`haizhi check`: settings, database and ledger as they should be."""

from argparse import Namespace

from haizhi.cli.output import answer, load_django, say, unreachable, warn

_MIGRATE = "python -m django migrate --settings haizhi.config.settings"


def run(arguments: Namespace) -> int:
    """Check and report; 1 when something is wrong, 2 when the settings don't even load."""
    if not load_django():
        return 2
    from haizhi.accounts.demonstration import now  # noqa: PLC0415 - after the settings
    from haizhi.kernel import ledger  # noqa: PLC0415 - as above
    from haizhi.notifications.queries import worker_silence  # noqa: PLC0415 - as above

    wrongs = _database_wrongs()
    size, root = 0, ""
    if not wrongs:
        size, digest = ledger.size_and_root()
        root = digest.hex()
        wrongs = [f"账本第{fault.n}条：{fault.wrong}" for fault in ledger.faults()]
        say(f"账本共{size}条，账本根 {root}")
        silence = worker_silence(now())
        if silence is not None and silence.minutes is None:
            say(f"{silence}。到时截止、提醒、邮件和短信都由它办理，请运行 haizhi worker")
        elif silence is not None:
            wrongs.append(f"{silence}。到时截止、提醒、邮件和短信都停着，请运行 haizhi worker")
    for wrong in wrongs:
        warn(wrong)
    say("检查通过。" if not wrongs else f"发现{len(wrongs)}处问题，见上。")
    answer({"ok": not wrongs, "ledger_size": size, "ledger_root": root, "wrongs": wrongs}, wanted=arguments.json)
    return 1 if wrongs else 0


def _database_wrongs() -> list[str]:
    from django.core import checks  # noqa: PLC0415 - after the settings
    from django.db import OperationalError, connection  # noqa: PLC0415 - as above
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 - as above

    from haizhi.kernel.standing_orders import missing_triggers  # noqa: PLC0415 - as above

    wrongs = [f"系统检查：{message}" for message in checks.run_checks() if message.is_serious()]
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        return [*wrongs, unreachable(error)]
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return [*wrongs, f"数据库结构不是最新的。请运行 {_MIGRATE}"]
    missing = missing_triggers(connection)
    if missing:
        wrongs.append(f"账本的保护触发器缺失：{'、'.join(missing)}。请运行 {_MIGRATE} 恢复。")
    return wrongs
