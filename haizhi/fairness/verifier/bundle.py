"""The files of a sunshine bundle and their lines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from haizhi.fairness.ceremony import body_hash
from haizhi.fairness.encoding import EncodingError, canonical, parse
from haizhi.fairness.formats import SHAPES, Header, NameRow, OpenedBody, PoolRow, SeatRow, fits
from haizhi.fairness.verifier.report import Check, Report, entry


@dataclass(frozen=True, slots=True)
class Bundle:
    """The bytes of each file. `old_notes`: checkpoints that somebody kept from earlier.

    Pool and names are None as long as they are not public. `lot`: of a round of assessment, the files of the lot by
    which its peers were drawn; both share the log.
    """

    log: bytes
    bodies: bytes
    pool: bytes | None
    checkpoints: Mapping[str, bytes]
    names: bytes | None = None
    seats: bytes | None = None
    old_notes: Mapping[str, bytes] = field(default_factory=dict)
    lot: "Bundle | None" = None


@dataclass(frozen=True, slots=True)
class Files:
    """The parsed lines; `bodies` by entry number, those that agree with the log alone."""

    headers: list[Header]
    bodies: dict[int, dict[str, Any]]
    pool: list[PoolRow] | None
    names: list[NameRow] | None
    seats: list[SeatRow] | None


def write_lines(rows: Iterable[object]) -> bytes:
    """The bytes of a .jsonl file of the bundle: each row as canonical JSON, ended by LF."""
    return b"".join(canonical(row) + b"\n" for row in rows)


def parse_files(bundle: Bundle, report: Report) -> Files | None:
    """All lines of the bundle, or None when a file does not have its format."""
    log = _lines("log", bundle.log, report)
    bodies = _lines("bodies", bundle.bodies, report)
    pool = _lines("pool", bundle.pool, report)
    names = _lines("names", bundle.names, report)
    seats = _lines("seats", bundle.seats, report)
    if report.failures:
        return None
    headers = cast("list[Header]", log)
    return Files(
        headers,
        _opened(headers, cast("list[OpenedBody]", bodies), report),
        None if bundle.pool is None else cast("list[PoolRow]", pool),
        None if bundle.names is None else cast("list[NameRow]", names),
        None if bundle.seats is None else cast("list[SeatRow]", seats),
    )


def _lines(name: str, octets: bytes | None, report: Report) -> list[Any]:
    """The values of a file of canonical JSON lines; each line ends in LF."""
    values: list[Any] = []
    if not octets:
        return values
    *lines, rest = octets.split(b"\n")
    if rest:
        report.fail(Check.FORMAT, f"{name}.jsonl", "末行不完整")
    for number, line in enumerate(lines, start=1):
        try:
            value = parse(line)
        except EncodingError:
            value = None
        if not fits(value, SHAPES[name]):
            report.fail(Check.FORMAT, f"{name}.jsonl第{number}行", "不是规定格式")
        values.append(value)
    return values


_ALTERED = {
    "sheet.lock": (Check.SHEET_ALTERED, "锁定的评分表与当时留下的指纹不符，记录曾被改动"),
    "sheet.reveal": (Check.SHEET_ALTERED, "评分表与开封时留下的指纹不符，分数曾被改动"),
    "session.freeze": (Check.FREEZE_ALTERED, "封存的规则与当时留下的指纹不符，规则曾被改动"),
    "session.draw": (Check.PANEL, "抽取结果与当时留下的指纹不符，评委曾被调换"),
    "session.confirm_close": (Check.RANKING, "排名与会签闭会时留下的指纹不符，排名曾被改动"),
    "lot.seal": (Check.LIST_ALTERED, "封存的名单、数量或避嫌关系与当时留下的指纹不符，曾被改动"),
    "lot.draw": (Check.CHOSEN, "抽签结果与当时留下的指纹不符，曾被改动"),
}


def _opened(headers: list[Header], rows: list[OpenedBody], report: Report) -> dict[int, dict[str, Any]]:
    """The bodies that agree with their headers; everything else is a failure."""
    bodies: dict[int, dict[str, Any]] = {}
    for row in rows:
        n, body = row["n"], row["body"]
        is_sheet = body["verb"] in ("sheet.lock", "sheet.reveal")
        if n >= len(headers) or n in bodies:
            check = Check.SHEET_ADDED if is_sheet else Check.BODY_ALTERED
            report.fail(check, entry(n), "日志中没有这一条，或正文重复")
            continue
        header = headers[n]
        if body_hash(bytes.fromhex(row["salt"]), body) != header["body"]:
            check, message = _ALTERED.get(header["verb"], (Check.BODY_ALTERED, "正文与日志中的指纹不符，内容曾被改动"))
            report.fail(check, entry(n), message)
        elif any(body[key] != header[key] for key in ("verb", "subject", "at")):
            report.fail(Check.BODY_ALTERED, entry(n), "正文与记录头所写的事项、对象或时间不同")
        elif not fits(body["detail"], SHAPES.get(header["verb"], {})):
            report.fail(Check.FORMAT, entry(n), "正文缺少规定的内容")
        else:
            bodies[n] = body
    return bodies
