"""A second verifier, written from docs/fairness.md alone: nothing of haizhi.fairness is imported. Not a test.

It stands for the stranger whom the document addresses; what it can't find in the document, the document lacks. Only
Ed25519 itself (RFC 8032) is taken from a library.
"""

import json
from base64 import b64decode
from collections.abc import Callable, Iterator
from fractions import Fraction
from hashlib import sha256
from itertools import pairwise
from math import comb
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Row = dict[str, Any]


class Disagrees(Exception):
    """What does not agree."""


def agree(met: bool, what: str) -> None:
    if not met:
        raise Disagrees(what)


# §1 Encoding


def canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def tagged(tag: str, *parts: bytes | str) -> bytes:
    whole = b""
    for part in (tag, *parts):
        octets = part.encode() if isinstance(part, str) else part
        whole += len(octets).to_bytes(4, "big") + octets
    return sha256(whole).digest()


def tree(leaves: list[bytes]) -> bytes:
    """The root over leaf hashes."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\1" + tree(leaves[:split]) + tree(leaves[split:])).digest()


def leaf(data: bytes) -> bytes:
    return sha256(b"\0" + data).digest()


def lines(path: Path) -> list[Row]:
    octets = path.read_bytes()
    agree(not octets or octets.endswith(b"\n"), f"{path.name}: the last line")
    rows: list[Row] = [json.loads(line) for line in octets.splitlines()]
    agree(b"".join(canonical(row) + b"\n" for row in rows) == octets, f"{path.name}: not canonical")
    return rows


# §2 Chance


class Stream:
    def __init__(self, seed: bytes, label: str) -> None:
        self.octets = self.blocks(tagged("hz/stream/v1", seed, label))

    @staticmethod
    def blocks(key: bytes) -> Iterator[int]:
        block = 0
        while True:
            yield from sha256(key + block.to_bytes(8, "big")).digest()
            block += 1

    def below(self, n: int) -> int:
        bits = (n - 1).bit_length()
        while n > 1:
            drawn = int.from_bytes(bytes(next(self.octets) for _ in range((bits + 7) // 8)), "big") & (1 << bits) - 1
            if drawn < n:
                return drawn
        return 0

    def sample(self, items: list[Any], k: int) -> list[Any]:
        items = list(items)
        for i in range(k):
            j = i + self.below(len(items) - i)
            items[i], items[j] = items[j], items[i]
        return items[:k]


# §3 Freeze and seed

FROZEN = (
    "pool_root",
    "pool_count",
    "size",
    "leaders",
    "quotas",
    "rules",
    "indicators",
    "entropy_sources",
    "applicants",
)


def seeds(freeze: Row, readings: list[str]) -> Callable[[str, int], bytes]:
    frozen = sha256(canonical({key: freeze[key] for key in FROZEN})).digest()
    entropy = sha256(canonical(readings)).digest()
    return lambda kind, n: tagged("hz/draw-seed/v1", frozen, entropy, kind, str(n))


def value_in(dimension: str, expert: Row) -> str:
    if dimension in ("discipline", "employer"):
        return str(expert[dimension])
    return str(expert.get("traits", {}).get(dimension, ""))


def feasible(freeze: Row, panel: list[Row]) -> bool:
    if len(panel) != freeze["size"]:
        return False
    for limit in freeze["quotas"]["limits"]:
        count = sum(value_in(limit["dimension"], expert) == limit["value"] for expert in panel)
        if not limit["least"] <= count <= limit["most"]:
            return False
    for cap in freeze["quotas"]["caps"]:
        values = [value for expert in panel if (value := value_in(cap["dimension"], expert))]
        if any(values.count(value) > cap["most"] for value in values):
            return False
    return True


# §4 Panel


def vectors(freeze: Row, groups: list[tuple[str, list[Row]]]) -> list[tuple[int, ...]]:
    """Every admissible vector, in ascending order: listed, as the rehearsals' pools are small."""
    bounds = []
    for discipline, experts in groups:
        own = [x for x in freeze["quotas"]["limits"] if (x["dimension"], x["value"]) == ("discipline", discipline)]
        least, most = max([0, *(x["least"] for x in own)]), min([len(experts), *(x["most"] for x in own)])
        bounds.append(range(least, most + 1))
    found: list[tuple[int, ...]] = [()]
    for bound in bounds:
        found = [(*vector, v) for vector in found for v in bound if sum(vector) + v <= freeze["size"]]
    return [vector for vector in found if sum(vector) == freeze["size"]]


def weighed_out(weighed: list[tuple[tuple[int, ...], int]], x: int) -> tuple[int, ...]:
    for vector, weight in weighed:
        if x < weight:
            return vector
        x -= weight
    raise Disagrees("there is no panel")


def panel_of(freeze: Row, pool: list[Row], seed: bytes) -> tuple[int, list[str]]:
    named = {x["value"] for x in freeze["quotas"]["limits"] if x["dimension"] == "discipline"}
    disciplines = sorted({expert["discipline"] for expert in pool} | named)
    groups = [(d, sorted((e for e in pool if e["discipline"] == d), key=lambda e: str(e["id"]))) for d in disciplines]
    weighed = []
    for vector in vectors(freeze, groups):
        weight = 1
        for (_, experts), v in zip(groups, vector, strict=True):
            weight *= comb(len(experts), v)
        weighed.append((vector, weight))
    whole = sum(weight for _, weight in weighed)
    agree(whole > 0, "there is no panel")
    attempt = 0
    while True:
        attempt += 1
        stream = Stream(seed, f"panel/{attempt}")
        vector = weighed_out(weighed, stream.below(whole))
        panel = [e for (_, experts), v in zip(groups, vector, strict=True) for e in stream.sample(experts, v)]
        if feasible(freeze, panel):
            return attempt, sorted(expert["id"] for expert in panel)


def replaced(freeze: Row, pool: list[Row], seed: bytes, staying: list[str], gone: list[str]) -> tuple[int, list[str]]:
    by_id = {expert["id"]: expert for expert in pool}
    rest = sorted(by_id.keys() - {*staying, *gone}, key=lambda id_: tagged("hz/priority/v1", seed, id_))
    for place, id_ in enumerate(rest, start=1):
        if feasible(freeze, [by_id[other] for other in (*staying, id_)]):
            return place, sorted((*staying, id_))
    raise Disagrees("nobody can replace who left")


# §6 Scores


def trimmed(sums: list[int], rules: Row) -> Fraction:
    sums = sorted(sums)
    kept = sums[1:-1] if len(sums) >= rules["trim_from"] else sums
    return Fraction(sum(kept), 10 * len(kept))


def scored(freeze: Row, sheets: list[dict[str, int]]) -> list[Fraction]:
    """The score and its tie-breaks; nothing with too few sheets."""
    rules, indicators = freeze["rules"], freeze["indicators"]
    for marks in sheets:
        agree(marks.keys() == {row["code"] for row in indicators}, "the indicators of a sheet")
        for row in indicators:
            mark = marks[row["code"]]
            agree(0 <= mark <= row["maximum"] and mark % rules["step"] == 0, "a mark out of bounds")
    if len(sheets) < rules["fewest"]:
        return []
    groups = [[row["code"] for row in indicators if row["group"] == group] for group in rules["ties"]]
    whole = [row["code"] for row in indicators]
    return [trimmed([sum(marks[code] for code in codes) for marks in sheets], rules) for codes in (whole, *groups)]


def said(score: list[Fraction], places: int) -> tuple[str | None, str | None]:
    """`exact` and `shown`."""
    if not score:
        return None, None
    units = (score[0] * 10**places + Fraction(1, 2)).__floor__()
    digits = f"{units:0{places + 1}}"
    return str(score[0]), f"{digits[:-places]}.{digits[-places:]}" if places else digits


def ranked(freeze: Row, scores: dict[str, list[Fraction]], absent: set[str]) -> list[Row]:
    rows: list[Row] = []
    with_result = sorted((a for a in scores if scores[a]), key=lambda a: ([-x for x in scores[a]], a))
    for applicant in with_result:
        exact, shown = said(scores[applicant], freeze["rules"]["places"])
        rank = 1 + sum(scores[other] > scores[applicant] for other in with_result)
        tied = sum(scores[other] == scores[applicant] for other in with_result) > 1
        rows.append({"applicant": applicant, "rank": rank, "exact": exact, "shown": shown, "tied": tied, "reason": ""})
    for applicant in sorted(a for a in freeze["applicants"] if not scores.get(a)):
        reason = "absent" if applicant in absent else "too_few_sheets"
        rows.append(
            {"applicant": applicant, "rank": None, "exact": None, "shown": None, "tied": False, "reason": reason}
        )
    return rows


# §7 Checkpoints and keys


def signed(note: str, rings: list[list[str]]) -> tuple[int, bytes]:
    """Size and root of a checkpoint that a key of each side signed."""
    text, _, signatures = note.rpartition("\n\n")
    given = [line.removeprefix("— ").split(" ") for line in signatures.splitlines()]
    for ring in rings:
        valid = 0
        for key in ring:
            name, id_, encoded = key.split("+", 2)
            for who, signature in given:
                octets = b64decode(signature)
                if (who, octets[:4].hex()) == (name, id_):
                    try:
                        Ed25519PublicKey.from_public_bytes(b64decode(encoded)[1:]).verify(
                            octets[4:], f"{text}\n".encode()
                        )
                    except InvalidSignature:
                        raise Disagrees(f"the signature of {name}") from None
                    valid += 1
        agree(valid > 0, "a side did not sign")
    _, size, root, *_ = text.split("\n")
    return int(size), b64decode(root)


# §8, §9 The bundle


def intact(folder: Path) -> tuple[list[Row], dict[int, Row], set[int]]:
    """The headers, the bodies by entry, and the sizes that checkpoints attest. Raises Disagrees."""
    log = lines(folder / "log.jsonl")
    rings = [(folder / f"{post}.vkey").read_text().splitlines() for post in ("operator", "witness")]
    bodies: dict[int, Row] = {}
    for row in lines(folder / "bodies.jsonl"):
        n, body = row["n"], row["body"]
        agree(n < len(log) and n not in bodies, "a body without an entry, or twice")
        agree(sha256(bytes.fromhex(row["salt"]) + canonical(body)).hexdigest() == log[n]["body"], f"body {n}")
        agree(all(body[key] == log[n][key] for key in ("verb", "subject", "at")), f"body {n} and its header")
        bodies[n] = body
    agree([header["n"] for header in log] == list(range(len(log))), "the order of the log")
    leaves = [leaf(canonical(header)) for header in log]
    sizes = set()
    for path in sorted((folder / "checkpoints").glob("*.note")):
        size, root = signed(path.read_text(encoding="utf-8"), rings)
        agree(size <= len(log) and tree(leaves[:size]) == root, path.name)
        sizes.add(size)
    agree(bool(sizes) and max(sizes) == len(log), "entries that nobody signed")
    return log, bodies, sizes


def check(folder: Path) -> list[Row]:
    """The ranking, computed again. Raises Disagrees for the first thing that is not as the document says."""
    log, bodies, sizes = intact(folder)
    pool = lines(folder / "pool.jsonl")
    freeze = _ceremony(log, bodies, pool, sizes)
    if (folder / "names.jsonl").exists():
        persons = {row["id"]: row.get("person") for row in pool}
        for row in lines(folder / "names.jsonl"):
            opened = tagged("hz/person/v1", bytes.fromhex(row["salt"]), row["name"]).hex()
            agree(not row["salt"] or opened == persons[row["id"]], "a judge's name")
    return _hearing(log, bodies, freeze)


def _ceremony(log: list[Row], bodies: dict[int, Row], pool: list[Row], sizes: set[int]) -> Row:
    """The freeze in force, after every draw that followed it was repeated."""
    freeze: Row = {}
    readings: list[str] = []
    entered: dict[str, str] = {}
    panel: list[str] = []
    gone: list[str] = []
    order: list[str] = []
    frozen_at = round_ = 0
    subject = next(body["subject"] for _, body in sorted(bodies.items()) if body["verb"] == "session.freeze")
    for n, header in enumerate(log):
        if header["subject"] != subject:
            continue
        detail = bodies.get(n, {}).get("detail", {})
        match header["verb"]:
            case "session.freeze":
                freeze, readings, entered, panel, gone, round_ = detail, [], {}, [], [], 1
            case "session.confirm_freeze":
                frozen_at = n
            case "session.record_entropy" | "session.witness_entropy":
                agree(bool(panel or entered or readings) or any(frozen_at < s <= n for s in sizes), "before the dice")
                agree(detail["round"] == round_, "the round of a reading")
                entered[header["verb"]] = detail["value"]
                if len(entered) == 2 and len(set(entered.values())) == 1:
                    readings.append(detail["value"])
                    entered = {}
            case "session.draw":
                agree(not entered, "two readings that differ")
                seed = seeds(freeze, readings)
                if round_ == 1:
                    attempt, panel = panel_of(freeze, pool, seed("panel", 1))
                    order = Stream(seed("order", 1), "order").sample(freeze["applicants"], len(freeze["applicants"]))
                else:
                    attempt, panel = replaced(freeze, pool, seed("replacement", round_), panel, gone)
                drawn = (detail["attempt"], detail["chosen"], detail["order"])
                agree(drawn == (attempt, panel, order), f"the draw of round {round_}")
                readings = []
            case "session.vacate":
                panel = [id_ for id_ in panel if id_ != detail["expert"]]
                gone, round_ = [*gone, detail["expert"]], round_ + 1
    agree(all(one["id"] < other["id"] for one, other in pairwise(pool)), "the order of the pool")
    agree(len(pool) == freeze["pool_count"], "the pool's size")
    agree(tree([leaf(canonical(row)) for row in pool]).hex() == freeze["pool_root"], "the pool's root")
    return freeze


def _hearing(log: list[Row], bodies: dict[int, Row], freeze: Row) -> list[Row]:
    """The ranking, after every announced score and the published ranking were compared."""
    subject = next(body["subject"] for body in bodies.values() if body["verb"] == "session.confirm_close")
    close = next(body["detail"] for body in bodies.values() if body["verb"] == "session.confirm_close")
    seats = next(body["detail"]["seats"] for body in bodies.values() if body["verb"] == "session.open")
    agree(len(set(seats)) == len(seats) == freeze["size"] + freeze["leaders"], "the seats")
    recused = {(row["seat"], row["applicant"]) for row in close["recusals"]}
    agree(all(log[row["entry"]]["verb"] == "recusal.agree" for row in close["recusals"]), "a recusal nobody signed")
    sheets: dict[str, Row] = {}
    marks: dict[tuple[str, str], dict[str, int]] = {}
    announced: dict[str, Row] = {}
    absent: set[str] = set()
    for n, header in enumerate(log):
        detail = bodies.get(n, {}).get("detail", {})
        if header["verb"] == "sheet.confirm_void" and header["subject"] in sheets:
            void = sheets.pop(header["subject"])
            marks.pop((void["seat"], void["applicant"]), None)
        if detail.get("session") != subject:
            continue
        match header["verb"]:
            case "sheet.lock":
                own = (detail["seat"], detail["applicant"])
                agree(own not in [(s["seat"], s["applicant"]) for s in sheets.values()], "a sheet too many")
                sheets[header["subject"]] = detail
            case "sheet.reveal":
                seat, applicant = detail["seat"], detail["applicant"]
                sealed = {key: detail[key] for key in ("applicant", "marks", "seat", "session")}
                opened = tagged("hz/sheet/v1", bytes.fromhex(detail["salt"]), canonical(sealed)).hex()
                agree(sheets[header["subject"]]["commitment"] == opened, "a sheet opened as it was not locked")
                marks[seat, applicant] = detail["marks"]
            case "turn.announce":
                announced[detail["applicant"]] = detail
            case "turn.mark_absent":
                absent.add(detail["applicant"])
            case "turn.confirm_readmit":
                absent.discard(detail["applicant"])
    owing = [(seat, a) for seat in seats for a in freeze["applicants"] if (seat, a) not in recused]
    scores = _scores(freeze, owing, marks, announced, absent)
    ranking = ranked(freeze, scores, absent)
    agree(close["ranking"] == ranking, "the ranking")
    return ranking


def _scores(
    freeze: Row,
    owing: list[tuple[str, str]],
    marks: dict[tuple[str, str], dict[str, int]],
    announced: dict[str, Row],
    absent: set[str],
) -> dict[str, list[Fraction]]:
    """The score of each applicant who came, from the sheets that are owed."""
    scores: dict[str, list[Fraction]] = {}
    for applicant in freeze["applicants"]:
        agree((applicant in announced) != (applicant in absent), f"{applicant} was neither announced nor absent")
        if applicant in absent:
            continue
        own = [(seat, a) for seat, a in owing if a == applicant]
        agree(all(key in marks for key in own), f"a sheet of {applicant} is missing")
        scores[applicant] = scored(freeze, [marks[key] for key in own])
        published = announced[applicant]["exact"], announced[applicant]["shown"]
        agree(said(scores[applicant], freeze["rules"]["places"]) == published, f"the score of {applicant}")
    return scores
