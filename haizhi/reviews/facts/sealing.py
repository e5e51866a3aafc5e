"""Sealed sheets: drafts under the platform's secret key, locked ones to the session's key until they are announced."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from haizhi.fairness.ceremony import sheet_commitment
from haizhi.fairness.encoding import canonical
from haizhi.kernel import vault
from haizhi.kernel.secrecy import seal, unseal
from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Finding
from haizhi.reviews.models import Session, Sheet, SheetKey

_DRAFT, _OPENED = "draft-sheet", "sheet-key"
_PUBLIC = 32


@dataclass(frozen=True, slots=True)
class Content:
    """What a sheet says: marks in tenths by indicator key, and its judge's notes; `salt` (hex) of its commitment."""

    marks: dict[str, int]
    notes: str
    salt: str = ""


def content_of(sheet: Sheet) -> Content:
    """What the platform may read of a sheet: a draft, or what was announced; of a locked one nothing."""
    if sheet.draft is None:
        return Content(dict(sheet.marks), sheet.notes)
    kept = json.loads(unseal(_DRAFT, bytes(sheet.draft))["sheet"])
    return Content(dict(sheet.marks) or kept["marks"], kept["notes"])


def kept_draft(marks: Mapping[str, int], notes: str, at: datetime) -> bytes:
    """Marks and notes as a sheet's `draft`, so that whoever reads the database reads no value."""
    return seal(_DRAFT, {"sheet": json.dumps({"marks": dict(marks), "notes": notes}, ensure_ascii=False)}, at)


def committed(sheet: Sheet, content: Content) -> str:
    """The commitment to a sheet (docs/fairness.md §6)."""
    turn = sheet.turn
    salt = bytes.fromhex(content.salt)
    return sheet_commitment(salt, str(turn.session_id), sheet.seat.token, turn.application.code, content.marks)


def sealed_sheet(key: SheetKey, sheet: Sheet, content: Content) -> bytes:
    """A sheet's content as `sealed`: the session's public key, then the box that its private half alone opens."""
    public = bytes.fromhex(key.public)
    said = {"marks": content.marks, "notes": content.notes, "salt": content.salt}
    return public + vault.seal_to(public, canonical(said), _about(sheet))


def open_sheet(sheet: Sheet, keys: Mapping[bytes, bytes]) -> Content:
    """The content of a locked sheet, by the private halves of `opened_keys`.

    Raises Unopenable when none of them fits, or the sheet is not the one that was sealed.
    """
    sealed = bytes(sheet.sealed or b"")
    private = keys.get(sealed[:_PUBLIC])
    if private is None:
        raise vault.Unopenable
    said = json.loads(vault.open_sealed(private, sealed[_PUBLIC:], _about(sheet)))
    return Content(said["marks"], said["notes"], said["salt"])


def _about(sheet: Sheet) -> bytes:
    turn = sheet.turn
    return canonical([str(turn.session_id), sheet.seat.token, turn.application.code, sheet.revision])


def sheet_key(session: Session) -> SheetKey | None:
    """The key to which sheets are sealed now, None before the witness made it."""
    return session.sheet_keys.order_by("id").last()


def kept_open(private: bytes, at: datetime) -> bytes:
    """The private half of a session's key as `opened`."""
    return seal(_OPENED, {"private": b64encode(private).decode()}, at)


def private_half(key: SheetKey) -> bytes:
    """The private half of an opened key."""
    return b64decode(unseal(_OPENED, bytes(key.opened or b""))["private"])


def opened_keys(session: Session, at: datetime) -> dict[bytes, bytes]:
    """The private halves of the session's keys that are open at a moment, by their public ones."""
    rows = session.sheet_keys.filter(opened__isnull=False, until__gt=at)
    return {bytes.fromhex(row.public): private_half(row) for row in rows}


def key_is_made(session: Session) -> Finding:
    """Sheets can be sealed (评审·8)."""
    made = session.sheet_keys.exists()
    return Finding(made, review_rules(8), "会议密钥尚未制作", "请纪检监督人员在“签名密钥”页面办理“制作会议密钥”。")


def can_be_opened(sheets: Iterable[Sheet], session: Session, at: datetime) -> Finding:
    """The locked sheets among these can be opened: the key that each was sealed to is open."""
    locked = [bytes(sheet.sealed or b"")[:_PUBLIC] for sheet in sheets if sheet.stage == "locked"]
    keys = opened_keys(session, at) if locked else {}
    shut = sum(public not in keys for public in locked)
    remedy = "请纪检监督人员在“签名密钥”页面办理“启用签名密钥”。"
    if keys:
        remedy = "请纪检监督人员用封存时的恢复码启用；恢复码确已遗失的，请评委申请更正，重新打分。"
    return Finding(not shut, review_rules(8), f"会议密钥没有启用，{shut}份评分表不能开封", remedy)
