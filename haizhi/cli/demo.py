"""`haizhi demo`: the demonstration in an empty database; where it is already, only its accounts."""

from argparse import Namespace

from haizhi.cli.output import answer, load_django, prepare_database, progress, say, warn


def run(arguments: Namespace) -> int:
    """Build, or find built, and list the accounts; 1 when the database holds real cases."""
    if not load_django() or not prepare_database():
        return 2
    from django.utils import timezone  # noqa: PLC0415 - after the settings

    from haizhi.accounts.demonstration import demonstration_accounts, is_demonstration  # noqa: PLC0415 - as above
    from haizhi.rehearsal.demonstration import build  # noqa: PLC0415 - as above
    from haizhi.rehearsal.player import NotEmpty  # noqa: PLC0415 - as above

    built = not is_demonstration()
    if built:
        try:
            with progress("建立演示数据") as tick:
                build(timezone.now(), tick)
        except NotEmpty as not_empty:
            warn(str(not_empty))
            return 1
    accounts = demonstration_accounts()
    say("演示数据已建立。" if built else "演示数据已经存在。")
    say("演示账号（一个岗位一个，密码相同）：")
    for account in accounts:
        say(f"  {account.role.label}　{account.mailbox}　{account.password}")
    rows = [{"role": a.role.value, "account": a.mailbox, "password": a.password} for a in accounts]
    answer({"built": built, "accounts": rows}, wanted=arguments.json)
    return 0
