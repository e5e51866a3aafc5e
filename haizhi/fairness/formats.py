"""What the ledger and the sunshine bundle hold, version 1: the shapes that writers fill and the verifier reads.

Every `detail` may hold further keys; those below are what the verifier relies on. A format never changes its
meaning: a later one gets another version.
"""

import re
from typing import Any, NotRequired, TypedDict


class Header(TypedDict):
    """One line of log.jsonl: the canonical header of a ledger entry, the data of leaf `n` (from 0)."""

    n: int
    at: str
    verb: str
    subject: str
    body: str


class OpenedBody(TypedDict):
    """One line of bodies.jsonl: header.body = hex SHA-256(salt ‖ canonical body)."""

    n: int
    salt: str
    body: dict[str, Any]


class PoolRow(TypedDict):
    """One line of pool.jsonl, ascending by id. `person`: commitment to the expert's name, see `person_commitment`."""

    id: str
    discipline: str
    employer: str
    traits: NotRequired[dict[str, str]]
    person: NotRequired[str]


class NameRow(TypedDict):
    """One line of names.jsonl: opens `person` of the pool row `id`; name and salt are empty once they were erased."""

    id: str
    name: str
    salt: str


class SeatRow(TypedDict):
    """One line of seats.jsonl (kept by 纪检, not published): opens a seat to the judge who holds it."""

    seat: str
    judge: str
    salt: str


class LimitRow(TypedDict):
    """Of the chosen, `least` to `most` have `value` in `dimension`."""

    dimension: str
    value: str
    least: int
    most: int


class CapRow(TypedDict):
    """Of the chosen, at most `most` share a value in `dimension`."""

    dimension: str
    most: int


class QuotasRow(TypedDict):
    """The rules of the draw beside its size."""

    limits: list[LimitRow]
    caps: list[CapRow]


class RulesRow(TypedDict):
    """The rules of tally, see `tally.Rules`; scores are shown with `places` decimals."""

    step: int
    fewest: int
    trim_from: int
    ties: list[int]
    places: int


class IndicatorRow(TypedDict):
    """One indicator; `maximum` in tenths of a point."""

    code: str
    group: int
    maximum: int


class SourceRow(TypedDict):
    """A named entropy source: `form` is "digits" or "numbers", `count` how many of them."""

    name: str
    form: str
    count: int


class Freeze(TypedDict):
    """session.freeze. `leaders`: how many seats are not drawn."""

    pool_root: str
    pool_count: int
    size: int
    leaders: int
    quotas: QuotasRow
    rules: RulesRow
    indicators: list[IndicatorRow]
    entropy_sources: list[SourceRow]
    applicants: list[str]


class EntropyDetail(TypedDict):
    """session.record_entropy and session.witness_entropy. `source`: index into entropy_sources, 0 when left out."""

    round: int
    value: str
    source: NotRequired[int]


class DrawDetail(TypedDict):
    """session.draw. `chosen`: all drawn members of the panel, sorted; `order`: the order of presentation."""

    round: int
    attempt: int
    chosen: list[str]
    order: list[str]


class VacateDetail(TypedDict):
    """session.vacate: the expert who leaves the panel."""

    expert: str


class OpenDetail(TypedDict):
    """session.open: the seats, sorted; opaque names, see `seat_token`."""

    seats: list[str]


class TurnDetail(TypedDict):
    """turn.mark_absent, turn.confirm_readmit."""

    session: str
    applicant: str


class AnnounceDetail(TypedDict):
    """turn.announce. `exact` and `shown` are null without a result."""

    session: str
    applicant: str
    exact: str | None
    shown: str | None


class SealedDetail(TypedDict):
    """sheet.lock: the commitment to the marks, see `sheet_commitment`; nothing of the marks themselves."""

    session: str
    seat: str
    applicant: str
    commitment: str


class SheetDetail(TypedDict):
    """sheet.reveal: tenths by indicator code, and the salt that opens the commitment."""

    session: str
    seat: str
    applicant: str
    marks: dict[str, int]
    salt: str


class KeyDetail(TypedDict):
    """key.make and key.register. `post`: operator or witness; `public`: as published; `replaces`: subject of a key."""

    post: str
    public: str
    replaces: str | None


class SignersDetail(TypedDict):
    """session.confirm_freeze: the published keys of those who froze and who countersigned."""

    operator: str
    witness: str


class RecusalRow(TypedDict):
    """A recusal that took effect; `entry` is the number of the recusal.agree entry by which 纪检 signed it."""

    seat: str
    applicant: str
    entry: int


class RankingRow(TypedDict):
    """One line of the ranking; `reason` is "" or a value of `tally.Reason`."""

    applicant: str
    rank: int | None
    exact: str | None
    shown: str | None
    tied: bool
    reason: str


class CloseDetail(TypedDict):
    """session.confirm_close: the result, best first, and the recusals behind it, ascending by applicant and seat."""

    ranking: list[RankingRow]
    recusals: list[RecusalRow]


HEX32 = re.compile(r"[0-9a-f]{64}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
HEX = re.compile(r"(?:[0-9a-f]{2})+")
FORM = re.compile(r"digits|numbers")
POST = re.compile(r"operator|witness")

ENTROPY_SHAPE = {"round": int, "value": str, "source?": int}
TURN_SHAPE = {"session": str, "applicant": str}
KEY_SHAPE = {"post": POST, "public": str, "replaces": (str, None)}
RESULT_SHAPE = {"exact": (str, None), "shown": (str, None)}

SHAPES: dict[str, Any] = {
    "log": {"n": int, "at": INSTANT, "verb": str, "subject": str, "body": HEX32},
    "bodies": {
        "n": int,
        "salt": HEX32,
        "body": {"verb": str, "subject": str, "at": str, "by": str, "role": str, "detail": {}},
    },
    "pool": {"id": str, "discipline": str, "employer": str, "traits?": {...: str}, "person?": HEX32},
    "names": {"id": str, "name": str, "salt": re.compile(r"(?:[0-9a-f]{2})*")},
    "seats": {"seat": str, "judge": str, "salt": HEX},
    "session.freeze": {
        "pool_root": HEX32,
        "pool_count": int,
        "size": int,
        "leaders": int,
        "quotas": {
            "limits": [{"dimension": str, "value": str, "least": int, "most": int}],
            "caps": [{"dimension": str, "most": int}],
        },
        "rules": {"step": int, "fewest": int, "trim_from": int, "ties": [int], "places": int},
        "indicators": [{"code": str, "group": int, "maximum": int}],
        "entropy_sources": [{"name": str, "form": FORM, "count": int}],
        "applicants": [str],
    },
    "session.record_entropy": ENTROPY_SHAPE,
    "session.witness_entropy": ENTROPY_SHAPE,
    "session.draw": {"round": int, "attempt": int, "chosen": [str], "order": [str]},
    "session.vacate": {"expert": str},
    "session.open": {"seats": [str]},
    "session.confirm_close": {
        "ranking": [{"applicant": str, "rank": (int, None), "tied": bool, "reason": str, **RESULT_SHAPE}],
        "recusals": [{"seat": str, "applicant": str, "entry": int}],
    },
    "turn.announce": {**TURN_SHAPE, **RESULT_SHAPE},
    "turn.mark_absent": TURN_SHAPE,
    "turn.confirm_readmit": TURN_SHAPE,
    "sheet.lock": {**TURN_SHAPE, "seat": str, "commitment": HEX32},
    "sheet.reveal": {**TURN_SHAPE, "seat": str, "marks": {...: int}, "salt": HEX32},
    "key.make": KEY_SHAPE,
    "key.register": KEY_SHAPE,
    "session.confirm_freeze": {"operator": str, "witness": str},
}
"""The shape of each file's lines and of each verb's detail. `int` means an integer from 0 on, a pattern means text
that matches it wholly, a tuple its alternatives, "key?" a key that may be left out, `...` any key."""


def fits(value: object, shape: Any) -> bool:
    """Whether a parsed JSON value has the shape; keys that the shape does not name are ignored."""
    if isinstance(shape, dict):
        return isinstance(value, dict) and all(_key_fits(value, key, inner) for key, inner in shape.items())
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(item, shape[0]) for item in value)
    if isinstance(shape, tuple):
        return any(fits(value, inner) for inner in shape)
    if isinstance(shape, re.Pattern):
        return isinstance(value, str) and shape.fullmatch(value) is not None
    if shape is int:
        return type(value) is int and value >= 0
    return value is None if shape is None else isinstance(value, shape)


def _key_fits(value: dict[str, object], key: Any, shape: Any) -> bool:
    if key is ...:
        return all(fits(item, shape) for item in value.values())
    if key.endswith("?"):
        return key[:-1] not in value or fits(value[key[:-1]], shape)
    return key in value and fits(value[key], shape)
