"""Drawing by lot from a sealed list (抽签): the record hz/lot/v1, its hash, and what follows from it and the dice."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from haizhi.fairness.encoding import digest
from haizhi.fairness.formats import LotRecord, LotResult, PairsRow
from haizhi.fairness.peers import circle, distances, everyone_else
from haizhi.fairness.seeds import SMALLEST_ENTROPY, draw_seed, entropy_hash
from haizhi.fairness.stream import Stream

FORMAT = "hz/lot/v1"
PEERS, CHECK = "peers", "check"
"""The purposes: whom everybody assesses; who is chosen."""

EVERYONE, CIRCLE, FLOW, SAMPLE = "everyone", "circle", "flow", "sample"
"""The ways: all assess all; the seeded circle; a flow where the circle fails; a sample."""


def lot_record(
    purpose: str, members: Sequence[str], count: int, conflicts: Sequence[Sequence[str]], sources: Sequence[object]
) -> dict[str, object]:
    """The record that is sealed: `members` by code point, `conflicts` as pairs (lesser first), each pair once.

    `count`: how many each member assesses, or how many are chosen. `sources`: as `formats.SourceRow`.
    """
    return {
        "format": FORMAT,
        "purpose": purpose,
        "members": sorted(members),
        "count": count,
        "conflicts": [list(pair) for pair in sorted({(min(pair), max(pair)) for pair in conflicts})],
        "entropy_sources": list(sources),
    }


def lot_hash(record: Mapping[str, object]) -> bytes:
    """H(record): SHA-256 of the canonical JSON of the keys of `formats.LotRecord`, 32 bytes; others don't enter.

    Raises KeyError when a key is missing.
    """
    return digest({key: record[key] for key in LotRecord.__annotations__})


def lot_seed(record: Mapping[str, object], values: Sequence[str]) -> bytes:
    """The seed (32 bytes) from the record and the readings of its sources: `draw_seed` of its purpose, n = 1."""
    return draw_seed(lot_hash(record), entropy_hash(values), str(record["purpose"]), 1)


def lot_faults(record: LotRecord) -> tuple[str, ...]:
    """What is wrong with a record of the right shape, in Chinese; empty when it can be drawn from."""
    members, conflicts, sources = record["members"], record["conflicts"], record["entropy_sources"]
    known, peers = set(members), record["purpose"] == PEERS
    at_most = len(members) if not peers else max(len(members) - 1, 0)
    pairs = [tuple(pair) for pair in conflicts]
    checks = (
        (record["format"] == FORMAT, f"记录的格式不是{FORMAT}"),
        (all(one < other for one, other in pairwise(members)), "名单须按编号升序、不得重复"),
        (record["count"] >= 1 and (peers or record["count"] <= at_most), "抽取数量须在1与名单数量之间"),
        (not peers or len(members) >= 2, "互评至少须有2家"),
        (peers or not conflicts, "只有互评才有避嫌"),
        (all(len(pair) == 2 and pair[0] < pair[1] and known >= set(pair) for pair in pairs), "避嫌须是名单中的两家"),
        (all(one < other for one, other in pairwise(pairs)), "避嫌须按编号升序、不得重复"),
        (len(sources) == 1 and sources[0]["form"] == "digits", "随机来源须为当面掷骰"),
        (bool(sources) and sources[0]["count"] >= SMALLEST_ENTROPY, f"掷骰不得少于{SMALLEST_ENTROPY}位"),
    )
    return tuple(message for met, message in checks if not met)


def lot_result(record: LotRecord, values: Sequence[str]) -> LotResult:
    """What follows from a faultless record and the readings of its sources. Raises `peers.TooDense`."""
    seed, members = lot_seed({**record}, values), record["members"]
    if record["purpose"] == CHECK:
        return LotResult(way=SAMPLE, chosen=Stream(seed, CHECK).sample(members, record["count"]), pairs=[])
    if not distances(len(members), record["count"]):
        return LotResult(way=EVERYONE, chosen=[], pairs=pairs_rows(everyone_else(members, record["conflicts"])))
    return LotResult(
        way=CIRCLE, chosen=[], pairs=pairs_rows(circle(members, record["count"], record["conflicts"], seed))
    )


def pairs_rows(assessed: Mapping[str, Sequence[str]]) -> list[PairsRow]:
    """An assignment as the record of a draw has it: ascending by member."""
    return [PairsRow(member=one, assesses=list(others)) for one, others in sorted(assessed.items())]
