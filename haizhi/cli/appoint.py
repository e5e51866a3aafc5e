"""`haizhi appoint`: the first administrator of each kind, whom nobody else could appoint."""

from argparse import Namespace

from haizhi.cli.output import answer, load_django, prepare_database, say, warn
from haizhi.cli.parser import ADMINISTRATORS


def run(arguments: Namespace) -> int:
    """Open the account with a password to be changed at the first sign-in; 1 when there is such an administrator."""
    if not load_django() or not prepare_database():
        return 2
    from django.db import transaction  # noqa: PLC0415 - after the settings
    from django.utils import timezone  # noqa: PLC0415 - as above

    from haizhi.accounts.acts import enrol, grant  # noqa: PLC0415 - as above
    from haizhi.accounts.models import Membership, in_force_on  # noqa: PLC0415 - as above
    from haizhi.kernel.actor import SYSTEM  # noqa: PLC0415 - as above
    from haizhi.kernel.source import new_code  # noqa: PLC0415 - as above
    from haizhi.regulation.civil_time import day_of  # noqa: PLC0415 - as above
    from haizhi.regulation.findings import Refused  # noqa: PLC0415 - as above
    from haizhi.regulation.roles import Role  # noqa: PLC0415 - as above

    role, at, password = Role(ADMINISTRATORS[arguments.role]), timezone.now(), new_code(16)
    if Membership.objects.filter(in_force_on(day_of(at)), role=role).exists():
        warn(f"已有{role.label}，不再开设。增加或更换请由系统管理员开户、安全管理员授予岗位。")
        return 1
    try:
        with transaction.atomic():
            person = enrol(password, by=SYSTEM, at=at, name=arguments.name, email=arguments.mailbox, initial=True)
            grant(person, by=SYSTEM, at=at, role=role, valid_from=day_of(at))
    except Refused as refused:
        warn("；".join(str(finding) for finding in refused.findings))
        return 1
    say(f"已开设{role.label}“{person.name}”，登录名 {person.email}")
    say(f"初始密码 {password}（只显示这一次，首次登录须修改）")
    answer({"account": person.email, "role": role.value, "password": password}, wanted=arguments.json)
    return 0
