"""The lines of a bundle's files, and what the detail of each act holds."""

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


class LotRecord(TypedDict):
    """lot.seal, format hz/lot/v1. `purpose`: peers or check; `conflicts`: pairs of members, the lesser first."""

    format: str
    purpose: str
    members: list[str]
    count: int
    conflicts: list[list[str]]
    entropy_sources: list[SourceRow]


class LotEntropyDetail(TypedDict):
    """lot.record_entropy and lot.witness_entropy: the reading of the dice."""

    value: str


class PairsRow(TypedDict):
    """Whom a member assesses, ascending."""

    member: str
    assesses: list[str]


class LotResult(TypedDict):
    """lot.draw. `way`: everyone, circle, flow or sample; `chosen` in the order drawn; `pairs` ascending by member."""

    way: str
    chosen: list[str]
    pairs: list[PairsRow]
