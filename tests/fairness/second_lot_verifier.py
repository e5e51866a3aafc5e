"""The second verifier of a lot, written from docs/fairness.md §10 alone. Not a test; see `second_verifier`."""

from hashlib import sha256
from pathlib import Path

from tests.fairness.second_verifier import Row, Stream, agree, canonical, intact, tagged

SEALED = ("format", "purpose", "members", "count", "conflicts", "entropy_sources")
TRIES, EACH_TRIES = 20_000, 20


def check_lot(folder: Path) -> list[str] | list[Row]:
    """Who was chosen, or who assesses whom, computed again. Raises Disagrees for the first thing that is otherwise."""
    log, bodies, sizes = intact(folder)
    subject = next(body["subject"] for body in bodies.values() if body["verb"] == "lot.seal")
    own = [(header["n"], header["verb"]) for header in log if header["subject"] == subject]
    verbs = [verb for _, verb in own]
    rolls = {"lot.record_entropy", "lot.witness_entropy"}
    agree([verb for verb in verbs if verb not in rolls] == [
        "lot.seal", "lot.confirm_seal", "lot.draw", "lot.confirm_draw"
    ], "the order of the acts")  # fmt: skip
    detail = {verb: bodies[n]["detail"] for n, verb in own if n in bodies}
    at = {verb: n for n, verb in own}
    first = min(n for n, verb in own if verb in rolls)
    agree(any(at["lot.confirm_seal"] < size <= first for size in sizes), "no checkpoint before the dice")
    dice = detail["lot.record_entropy"]["value"]
    agree(dice == detail["lot.witness_entropy"]["value"] and len(dice) >= 40 and dice.isdecimal(), "the dice")
    record = {key: detail["lot.seal"][key] for key in SEALED}
    hashes = sha256(canonical(record)).digest(), sha256(canonical([dice])).digest()
    seed = tagged("hz/draw-seed/v1", *hashes, record["purpose"], "1")
    drawn: Row = detail["lot.draw"]
    members: list[str] = record["members"]
    if record["purpose"] == "check":
        chosen: list[str] = Stream(seed, "check").sample(members, record["count"])
        agree(drawn == {"way": "sample", "chosen": chosen, "pairs": []}, "the choice")
        return chosen
    way, assesses = assigned(members, record["count"], {frozenset(pair) for pair in record["conflicts"]}, seed)
    rows: list[Row] = [{"member": one, "assesses": assesses[one]} for one in members] if assesses else drawn["pairs"]
    agree(drawn == {"way": way, "chosen": [], "pairs": rows}, "the pairs")
    if way == "flow":
        agree([row["member"] for row in rows] == members, "somebody is left out")
        met = [other for row in rows for other in row["assesses"]]
        agree(all(met.count(one) == record["count"] for one in members), "somebody is assessed more often")
        for row in rows:
            others = row["assesses"]
            agree(sorted(set(others)) == others and len(others) == record["count"], "somebody assesses more often")
            apart = any([row["member"], other] in record["conflicts"] for other in others)
            agree(not apart and row["member"] not in others, "a conflict")
    return rows


def assigned(
    members: list[str], each: int, conflicts: set[frozenset[str]], seed: bytes
) -> tuple[str, dict[str, list[str]]]:
    """The way, and whom everybody assesses; nothing for a flow."""
    size = len(members)
    if size < 2 * each + 1:
        return "everyone", {
            one: [other for other in members if other != one and frozenset((one, other)) not in conflicts]
            for one in members
        }
    steps = [1, 2, 5, 10, 12] if each == 5 and size > 36 else list(range(1, each + 1))
    stream = Stream(seed, "peers")
    order: list[str] = stream.sample(members, size)

    def clashes(p: int) -> int:
        near = [order[(p + way * d) % size] for d in steps for way in (1, -1)]
        return sum(frozenset((order[p], other)) in conflicts for other in near)

    left = TRIES + EACH_TRIES * size
    while any(clashes(p) for p in range(size)):
        for p in range(size):
            while clashes(p):
                if left == 0:
                    return "flow", {}
                left -= 1
                q = stream.below(size)
                before = clashes(p) + clashes(q)
                order[p], order[q] = order[q], order[p]
                if clashes(p) + clashes(q) > before:
                    order[p], order[q] = order[q], order[p]
    return "circle", {one: sorted(order[(p + d) % size] for d in steps) for p, one in enumerate(order)}
