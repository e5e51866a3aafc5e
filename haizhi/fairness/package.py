"""A case's package (案卷): its manifest, and whether its files and its acts are those that the ledger holds.

Format haizhi/archive/v1, written down in docs/archive.md: a ZIP with `manifest.json`, files, and under `凭证/` the
acts of the case (`acts.jsonl`: header, salt and body, audit path, what opens the names) and a checkpoint.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from haizhi.fairness import merkle
from haizhi.fairness.ceremony import body_hash
from haizhi.fairness.encoding import canonical, parse, tagged
from haizhi.fairness.note import Key, NoteError, Verdict, parse_checkpoint, parse_note, verdict

FORMAT = "haizhi/archive/v1"
MANIFEST = "manifest.json"
ACTS = "凭证/acts.jsonl"
CHECKPOINT = "凭证/checkpoint.note"

_BLOCK = 1 << 20
_BROKEN = (KeyError, TypeError, ValueError, IndexError)
"""What reading a forged line raises; EncodingError and NoteError are ValueErrors."""


def faults(package: IO[bytes], keys: Sequence[Key]) -> Iterator[str]:
    """What does not agree in a package, in Chinese; nothing when all does. Each of `keys` must have signed.

    Raises BadZipFile for what is no ZIP.
    """
    with ZipFile(package) as opened:
        try:
            manifest = json.loads(opened.read(MANIFEST))
            listed = {file["path"]: file["sha256"] for file in manifest["files"]}
            known = manifest["format"] == FORMAT
        except _BROKEN:
            yield f"没有可读的清单（{MANIFEST}），不是本平台的案卷包"
            return
        if not known:
            yield f"清单的格式不是 {FORMAT}，请用相应版本的核验程序"
            return
        yield from _files(opened, listed)
        if ACTS in listed and CHECKPOINT in listed and {ACTS, CHECKPOINT} <= set(opened.namelist()):
            yield from _acts(opened.read(ACTS), opened.read(CHECKPOINT), keys)
        else:
            yield "缺少办理记录或检查点，不能与账本核对"


def _files(package: ZipFile, listed: Mapping[str, str]) -> Iterator[str]:
    present = package.namelist()
    for path in sorted(set(present) - set(listed) - {MANIFEST}):
        yield f"清单以外的文件：{path}"
    if len(present) != len(set(present)):
        yield "有同名文件"
    for path, expected in listed.items():
        if path not in present:
            yield f"缺少文件：{path}"
            continue
        hashed = sha256()
        try:
            with package.open(path) as file:
                while block := file.read(_BLOCK):
                    hashed.update(block)
        except (BadZipFile, OSError, EOFError):
            yield f"文件损坏：{path}"
            continue
        if hashed.hexdigest() != expected:
            yield f"内容与清单不符：{path}"


def _acts(lines: bytes, checkpoint: bytes, keys: Sequence[Key]) -> Iterator[str]:
    try:
        note = parse_note(checkpoint)
        stated = parse_checkpoint(note.text)
    except NoteError:
        yield "检查点不是规定格式"
        return
    for key in keys:
        if verdict(note, key) is not Verdict.SIGNED:
            yield f"检查点没有{key.name}的有效签名"
    for number, line in enumerate(lines.splitlines(), start=1):
        try:
            act = parse(line)
            wrong = _wrong_with(act, stated.size, stated.root)
        except _BROKEN:
            wrong = "不是规定格式"
        if wrong:
            yield f"办理记录第{number}行{wrong}"


def _wrong_with(act: Any, size: int, root: bytes) -> str:
    header, body, opened = act["header"], act["body"], act.get("opened")
    leaf = merkle.leaf_hash(canonical(header))
    path = [bytes.fromhex(node) for node in act["path"]]
    if not merkle.verify_inclusion(leaf, header["n"], size, path, root):
        return f"（账本第{header['n']}条）不在检查点所签的账本里"
    if body_hash(bytes.fromhex(act["salt"]), body) != header["body"] or body["verb"] != header["verb"]:
        return f"（账本第{header['n']}条）的内容与账本中的指纹不符"
    if opened is None:
        return ""
    salt = bytes.fromhex(opened["salt"])
    who = tagged("hz/actor/v1", salt, *(opened[name] for name in ("by", "name", "behalf", "behalf_name"))).hex()
    said = tagged("hz/opinion/v1", salt, opened["opinion"]).hex() if opened["opinion"] else ""
    same = who == body["by"] and said == body["opinion"]
    return "" if same else f"（账本第{header['n']}条）的办理人或意见与账本中的指纹不符"
