"""One parser for each kind of value that an environment variable may hold; each raises `Wrong` with the remedy."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

SECRET_KEY_LENGTH = 50
"""Characters; Django itself warns below this length."""

REMEDY_OF_A_KEY = '请用 python3 -c "import secrets; print(secrets.token_urlsafe(64))" 生成，并在各台服务器上设为同一值'

_HOST = re.compile(r"\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)


class Wrong(Exception):
    """A value cannot be used: what is wrong with it, and what to do; both without a closing full stop."""

    def __init__(self, wrong: str, remedy: str) -> None:
        super().__init__(wrong, remedy)
        self.wrong = wrong
        self.remedy = remedy


@dataclass(frozen=True)
class Mail:
    """An SMTP relay and the address that notices are sent from."""

    host: str
    port: int
    username: str
    password: str
    starttls: bool
    tls: bool
    sender: str


@dataclass(frozen=True)
class SmsGateway:
    """An HTTP gateway for short messages; `path` with its query as it stands in the request."""

    tls: bool
    host: str
    port: int
    path: str
    username: str
    password: str


@dataclass(frozen=True)
class Storage:
    """A Django storage backend: its import path and its options."""

    backend: str
    options: Mapping[str, Any]


def secret_key(text: str) -> str:
    """Return a key long and varied enough to sign sessions with."""
    if len(text) < SECRET_KEY_LENGTH or len(set(text)) < 5:
        raise Wrong(
            f"密钥过短或过于简单（至少 {SECRET_KEY_LENGTH} 个字符）",
            REMEDY_OF_A_KEY,
        )
    return text


def postgres(text: str) -> Mapping[str, str]:
    """Return libpq's connection parameters out of a `postgresql://` address; libpq itself parses it."""
    remedy = "请写成 postgresql://用户:密码@主机:5432/库名；不设此变量则使用内置的 SQLite 数据库"
    if not text.startswith(("postgres://", "postgresql://")):
        raise Wrong("只支持 PostgreSQL 的地址", remedy)
    try:
        parameters = conninfo_to_dict(text)
    except (ProgrammingError, ValueError) as fault:  # ValueError: percent-encoded bytes that are no UTF-8
        raise Wrong("无法识别为数据库地址", remedy) from fault
    if not parameters.get("dbname"):
        raise Wrong("缺少库名", remedy)
    return {name: str(value) for name, value in parameters.items() if value is not None}


def hosts(text: str) -> tuple[str, ...]:
    """Return the host names that the site answers to, out of a list separated by commas."""
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    wrong = [name for name in names if not (_HOST.fullmatch(name) or _is_bracketed_ipv6(name))]
    if wrong or not names:
        raise Wrong(
            f"“{'、'.join(wrong)}”不是主机名" if wrong else "没有写主机名",
            "请只写域名或 IP 地址，以英文逗号分隔，不带 https:// 与端口，不用 *，例如 haizhi.example.cn,10.1.2.3",
        )
    return names


def is_loopback(host: str) -> bool:
    """Tell whether an allowed host can only be this machine itself."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def storage(text: str) -> Storage:
    """Return the storage of uploaded files: a `file:` folder or an `s3:` bucket."""
    address = _split(text)
    if address.scheme == "file" and address.path.startswith("/") and not address.netloc:
        return folder(Path(unquote(address.path)))
    if address.scheme == "s3" and address.hostname and address.path.strip("/"):
        return _bucket(address)
    raise Wrong(
        "无法识别为存储地址",
        "请写成 file:///绝对/路径，或 s3://访问密钥:私有密钥@服务主机/桶名（桶名写在域名中的，加 ?style=virtual）；"
        "不设此变量则存于 HAIZHI_HOME 下的 files",
    )


def folder(path: Path) -> Storage:
    """Return the storage that keeps files in a local folder, readable by the service's own user alone."""
    return Storage(
        "django.core.files.storage.FileSystemStorage",
        {"location": path, "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    )


def scanner(text: str) -> str | tuple[str, int]:
    """Return the address of clamd's socket: the path of a local one, or host and port."""
    address = _split(text)
    if address.scheme == "unix" and address.path.startswith("/"):
        return unquote(address.path)
    if address.scheme == "tcp" and address.hostname:
        return address.hostname, address.port or 3310
    raise Wrong(
        "无法识别为病毒扫描服务的地址",
        "请写成 unix:/run/clamav/clamd.ctl 或 tcp://主机:3310；不设此变量则不扫描病毒",
    )


def mail(text: str) -> Mail:
    """Return the mail relay: `smtp` in clear, `smtp+tls` by STARTTLS, `smtps` by TLS from the start."""
    ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    address = _split(text)
    sender = dict(parse_qsl(address.query)).get("from", "")
    if address.scheme not in ports or not address.hostname or "@" not in sender:
        raise Wrong(
            "无法识别为邮件服务的地址" if "@" in sender else "缺少发件地址",
            "请写成 smtp+tls://用户:密码@主机:587?from=haizhi@example.cn"
            "（明文用 smtp，隐式加密用 smtps）；不设此变量则不发邮件",
        )
    return Mail(
        host=address.hostname,
        port=address.port or ports[address.scheme],
        username=unquote(address.username or ""),
        password=unquote(address.password or ""),
        starttls=address.scheme == "smtp+tls",
        tls=address.scheme == "smtps",
        sender=sender,
    )


def sms(text: str) -> SmsGateway:
    """Return the gateway for short messages: `https`, or `http` on this machine alone."""
    address = _split(text)
    here = address.hostname is not None and is_loopback(address.hostname)
    if not address.hostname or not (address.scheme == "https" or (address.scheme == "http" and here)):
        raise Wrong(
            "短信网关只能用 https 访问" if address.scheme == "http" else "无法识别为短信网关的地址",
            "请写成 https://用户:密码@主机/路径（只有本机的网关可用 http）；不设此变量则不发短信",
        )
    if not text.isascii() or re.search(r"\s", text):
        raise Wrong("短信网关的地址含有空格或中文", "请把这些字符写成百分号编码")
    return SmsGateway(
        tls=address.scheme == "https",
        host=address.hostname,
        port=address.port or (443 if address.scheme == "https" else 80),
        path=(address.path or "/") + (f"?{address.query}" if address.query else ""),
        username=unquote(address.username or ""),
        password=unquote(address.password or ""),
    )


def existing_folder(text: str) -> Path:
    """Return a folder that is there."""
    path = Path(text).expanduser().absolute()
    if not path.is_dir():
        raise Wrong("没有这个文件夹", "请改为已有的文件夹，或删去此变量")
    return path


def _bucket(address: SplitResult) -> Storage:
    from botocore.config import Config  # noqa: PLC0415 - a third of a second, which only this storage has to spend

    query = dict(parse_qsl(address.query))
    scheme = "http" if query.get("tls") == "no" else "https"
    port = f":{address.port}" if address.port else ""
    style = query.get("style", "path")
    if style not in ("path", "virtual"):
        raise Wrong("style 只能是 path 或 virtual", "请删去 style，或按存储服务的说明改为其中之一")
    return Storage(
        "storages.backends.s3.S3Storage",
        {
            "bucket_name": address.path.strip("/"),
            "endpoint_url": f"{scheme}://{address.hostname}{port}",
            "access_key": unquote(address.username or ""),
            "secret_key": unquote(address.password or ""),
            "region_name": query.get("region"),
            "default_acl": "private",
            "querystring_auth": True,
            "file_overwrite": False,
            "client_config": Config(
                signature_version="s3v4",
                s3={"addressing_style": style},  # services with buckets in the host name ask for style=virtual
                # the checksums that AWS has since added are refused by other services
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                connect_timeout=5,
                read_timeout=60,
                retries={"total_max_attempts": 3, "mode": "standard"},
            ),
        },
    )


def _split(text: str) -> SplitResult:
    try:
        address = urlsplit(text)
        _ = address.port  # read here because an impossible port only raises when it is asked for
    except ValueError as fault:
        raise Wrong("地址的写法有误", "请检查方括号与端口号；用户名、密码中的特殊字符须写成百分号编码") from fault
    return address


def _is_bracketed_ipv6(name: str) -> bool:
    if not (name.startswith("[") and name.endswith("]")):
        return False
    try:
        ipaddress.IPv6Address(name[1:-1])
    except ValueError:
        return False
    return True
