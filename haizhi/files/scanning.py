"""Virus scanning by clamd, when an office runs one: the INSTREAM command over its socket."""

import socket
import struct
from collections.abc import Iterable

from haizhi.regulation.findings import Finding

Address = str | tuple[str, int]

_TIMEOUT = 30
"""Seconds for each step of the conversation."""

_PIECE = 64 * 1024


def scanned(pieces: Iterable[bytes], address: Address) -> Finding:
    """Whether clamd at `address` (socket path, or host and port) finds the content clean.

    Not met either when it can't be asked: an unscanned file is not taken in.
    """
    try:
        answer = _asked(pieces, address)
    except OSError:
        return _unavailable()
    if answer.endswith("OK"):
        return Finding(True)
    if answer.endswith("FOUND"):
        name = answer.removeprefix("stream:").removesuffix("FOUND").strip()
        return Finding(False, None, f"病毒扫描发现“{name}”，文件未保存", "请先在本机查杀病毒，再重新上传。")
    return _unavailable()


def _asked(pieces: Iterable[bytes], address: Address) -> str:
    family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
    with (
        socket.socket(family, socket.SOCK_STREAM)
        if isinstance(address, str)
        else socket.create_connection(address, _TIMEOUT) as connection
    ):
        connection.settimeout(_TIMEOUT)
        if isinstance(address, str):
            connection.connect(address)
        connection.sendall(b"zINSTREAM\0")
        for piece in pieces:
            connection.sendall(struct.pack(">I", len(piece)) + piece)
        connection.sendall(struct.pack(">I", 0))
        answer = b""
        while not answer.endswith(b"\0") and (part := connection.recv(_PIECE)):
            answer += part
    return answer.rstrip(b"\0").decode(errors="replace").strip()


def _unavailable() -> Finding:
    return Finding(False, None, "病毒扫描服务暂时不可用，文件未保存", "请稍后再上传；多次失败请联系系统管理员。")
