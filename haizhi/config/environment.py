"""The HAIZHI_* environment variables, read once and refused with the remedy when wrong.

Nothing else in the project reads the environment. Every fault is found before any is reported, so that an
operator repairs a first installation in one go.
"""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from haizhi.config import values
from haizhi.config.values import Mail, SmsGateway, Storage, Wrong

Value = TypeVar("Value")

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
KNOWN = {
    "HAIZHI_HOME": "存放数据的文件夹",
    "HAIZHI_DATABASE_URL": "PostgreSQL 数据库的地址",
    "HAIZHI_SECRET_KEY": "签名用的密钥",
    "HAIZHI_ALLOWED_HOSTS": "对外的主机名",
    "HAIZHI_STORAGE_URL": "上传文件的存储地址",
    "HAIZHI_CLAMD": "病毒扫描服务的地址",
    "HAIZHI_EMAIL_URL": "邮件服务的地址",
    "HAIZHI_SMS_URL": "短信网关的地址",
    "HAIZHI_FONT_DIR": "本单位字体所在的文件夹",
}
"""Every variable there is, and what it says."""


@dataclass(frozen=True)
class Fault:
    """One variable that is missing or wrong: its name, what is wrong with it, and what to do."""

    name: str
    wrong: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.name}：{self.wrong}。{self.remedy}。"


class Misconfigured(Exception):
    """The environment does not let the system start; `str()` is the message for the operator, in Chinese."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(("环境变量有误，系统未启动：", *(f"  {fault}" for fault in self.faults)))


@dataclass(frozen=True)
class Environment:
    """What the operator decided, in the shape that the settings need."""

    home: Path
    postgres: Mapping[str, str] | None
    """libpq's connection parameters; None means the embedded SQLite database in `home`."""
    secret_key: str
    allowed_hosts: tuple[str, ...]
    storage: Storage
    clamd: str | tuple[str, int] | None
    """Where the virus scanner listens: a socket's path, or host and port; None when there is none."""
    mail: Mail | None
    sms: SmsGateway | None
    font_dir: Path | None

    @property
    def served_to_others(self) -> bool:
        """True when a host beyond this machine is allowed: then only HTTPS is spoken."""
        return not all(values.is_loopback(host) for host in self.allowed_hosts)

    @property
    def base_url(self) -> str:
        """Where a letter's links lead: the first host that others reach, or this machine where `serve` listens."""
        host = next((host for host in self.allowed_hosts if not values.is_loopback(host)), None)
        return f"https://{host.lstrip('.')}" if host else "http://127.0.0.1:8000"


def read(environ: Mapping[str, str]) -> Environment:
    """Read the environment; raise `Misconfigured` with every fault in it.

    On the embedded database the secret key is made on first use and kept in the home folder, readable by its
    owner alone; with PostgreSQL, which several machines may share, it has to be given.
    """
    faults = [
        Fault(name, "没有这个变量，可能拼写有误", f"请删去，或改为 {'、'.join(KNOWN)} 之一")
        for name in sorted(environ)
        if name.startswith("HAIZHI_") and name not in KNOWN
    ]

    def take(name: str, parse: Callable[[str], Value]) -> Value | None:
        text = environ.get(name, "").strip()
        try:
            return parse(text) if text else None
        except Wrong as fault:
            faults.append(Fault(name, fault.wrong, fault.remedy))
            return None

    home = Path(environ.get("HAIZHI_HOME", "").strip() or "var").expanduser().absolute()
    postgres = take("HAIZHI_DATABASE_URL", values.postgres)
    secret_key = take("HAIZHI_SECRET_KEY", values.secret_key)
    hosts = take("HAIZHI_ALLOWED_HOSTS", values.hosts)
    storage = take("HAIZHI_STORAGE_URL", values.storage)
    clamd = take("HAIZHI_CLAMD", values.scanner)
    mail = take("HAIZHI_EMAIL_URL", values.mail)
    sms = take("HAIZHI_SMS_URL", values.sms)
    font_dir = take("HAIZHI_FONT_DIR", values.existing_folder)
    if postgres is not None and not environ.get("HAIZHI_SECRET_KEY", "").strip():
        faults.append(Fault("HAIZHI_SECRET_KEY", "使用 PostgreSQL 时必须设置", values.REMEDY_OF_A_KEY))
    if not faults and secret_key is None:
        try:
            secret_key = kept_secret_key(home)
        except Wrong as fault:
            faults.append(Fault("HAIZHI_HOME", fault.wrong, fault.remedy))
    if faults or secret_key is None:
        raise Misconfigured(*faults)
    return Environment(
        home=home,
        postgres=postgres,
        secret_key=secret_key,
        allowed_hosts=hosts or LOOPBACK,
        storage=storage or values.folder(home / "files"),
        clamd=clamd,
        mail=mail,
        sms=sms,
        font_dir=font_dir,
    )


def kept_secret_key(home: Path) -> str:
    """Return the key kept in the home folder, making both on first use; raise `Wrong` when that cannot be done.

    Web and worker may start in the same instant, so the file appears whole or not at all: it is written beside
    its place and linked there, and whoever comes second reads the first one's key.
    """
    path = home / "secret.key"
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            with tempfile.NamedTemporaryFile("w", dir=home, prefix="secret.", encoding="ascii") as draft:
                draft.write(secrets.token_urlsafe(64))
                draft.flush()
                os.fsync(draft.fileno())
                with contextlib.suppress(FileExistsError):
                    os.link(draft.name, path)
        if path.stat().st_mode & 0o077:
            raise Wrong("secret.key 可被他人读取", f"请执行 chmod 600 {path}，如已泄露请删去该文件后重新启动")
        return values.secret_key(path.read_text(encoding="ascii").strip())
    except (OSError, UnicodeDecodeError) as fault:
        raise Wrong(f"不能在 {home} 中读写密钥", "请改为本用户可读写的文件夹") from fault
