"""A lot: the list sealed once, the dice after it, two people at each step, the result computed again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from haizhi.fairness.formats import Header, LotEntropyDetail, LotRecord, LotResult
from haizhi.fairness.lots import CHECK, FLOW, lot_faults, lot_result, pairs_rows
from haizhi.fairness.peers import TooDense, faults
from haizhi.fairness.verifier.bundle import Files
from haizhi.fairness.verifier.log import has_checkpoint
from haizhi.fairness.verifier.report import Check, Report, entry
from haizhi.fairness.verifier.rite import Rite, check_reading

RITE = Rite(
    kind="lot",
    paths={
        "lot.seal": (frozenset({""}), "sealing"),
        "lot.confirm_seal": (frozenset({"sealing"}), "sealed"),
        "lot.refuse_seal": (frozenset({"sealing"}), "voided"),
        "lot.record_entropy": (frozenset({"sealed"}), ""),
        "lot.witness_entropy": (frozenset({"sealed"}), ""),
        "lot.draw": (frozenset({"seeded"}), "drawing"),
        "lot.confirm_draw": (frozenset({"drawing"}), "drawn"),
        "lot.void": (frozenset({"sealed", "seeded", "drawing"}), "voiding"),
        "lot.confirm_void": (frozenset({"voiding"}), "voided"),
        "lot.refuse_void": (frozenset({"voiding"}), ""),
    },
    partners={
        "lot.confirm_seal": "lot.seal",
        "lot.record_entropy": "lot.witness_entropy",
        "lot.witness_entropy": "lot.record_entropy",
        "lot.confirm_draw": "lot.draw",
    },
    seal="lot.seal",
    unsealed=frozenset({"", "sealing"}),
    sealed_again="同一次抽签又封存了一次名单",
    drawing="抽签",
)

OPENED = RITE.opened
"""Acts of the lot whose bodies a bundle must hold."""


@dataclass(slots=True)
class _Lot:
    """What followed from one seal. Entries by number, -1 = not yet."""

    record: LotRecord
    stage: str = ""
    interrupted: str = ""
    confirmed_at: int = -1
    drawn_at: int = -1
    begun: bool = False
    entered: dict[str, str] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    assesses: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A lot that was drawn: whom each member `assesses`, and the entry `n` that countersigned it."""

    subject: str
    record: LotRecord
    assesses: dict[str, list[str]]
    n: int


def check_lot(files: Files, sizes: list[int], report: Report) -> Drawn | None:
    """Follow the acts of the one lot in the bundle and draw again; None where it came to no countersigned result."""
    seals = [(n, body) for n, body in sorted(files.bodies.items()) if body["verb"] == "lot.seal"]
    if len({body["subject"] for _, body in seals}) != 1:
        report.fail(Check.BODY_MISSING, "bodies.jsonl", "找不到本次抽签的封存记录，或混入了另一次抽签")
        return None
    subject = seals[0][1]["subject"]
    acts = RITE.acts_on(subject, files, report)
    invalid = [(n, fault) for n, body in seals for fault in lot_faults(body["detail"])]
    for n, fault in invalid:
        report.fail(Check.LIST_INVALID, entry(n), fault)
    if acts is None or invalid:
        return None
    lot = _Lot(seals[0][1]["detail"])
    _Course(lot, files, sizes, report).run(acts)
    others = [h["n"] for h in files.headers if h["verb"] == "lot.seal" and h["subject"] != subject]
    if others:
        where = "、".join(map(str, others))
        report.remark(f"日志中另有{len(others)}次抽签的封存（第{where}条），请问明各为何事、有无作废")
    return Drawn(subject, lot.record, lot.assesses, lot.drawn_at) if lot.stage == "drawn" else None


class _Course:
    """Follows one lot through its acts."""

    def __init__(self, lot: _Lot, files: Files, sizes: list[int], report: Report) -> None:
        self.lot, self.files, self.sizes, self.report = lot, files, sizes, report
        self.steps: dict[str, Callable[[int, Any], None]] = {
            "lot.confirm_seal": self.confirm_seal,
            "lot.record_entropy": self.entropy,
            "lot.witness_entropy": self.entropy,
            "lot.draw": self.draw,
            "lot.confirm_draw": self.confirm_draw,
            "lot.refuse_void": self.refuse_void,
        }

    def run(self, acts: list[Header]) -> None:
        for header in acts:
            n, verb = header["n"], header["verb"]
            stages, target = RITE.paths[verb]
            if self.lot.stage not in stages:
                RITE.out_of_order(n, verb, self.lot.stage, len(self.lot.entered), self.report)
                continue
            body = self.files.bodies.get(n, {})
            RITE.two_people(n, verb, body, self.lot.authors, self.report)
            if verb == "lot.void":
                self.lot.interrupted = self.lot.stage
            self.lot.stage = target or self.lot.stage
            if step := self.steps.get(verb):
                step(n, body.get("detail", {}))
        if self.lot.stage != "drawn":
            self.report.fail(Check.EVENT_ORDER, "log.jsonl", "抽签结果尚未会签，或已经作废，或日志缺少会签记录")
        record = self.lot.record
        counted = "抽取" if record["purpose"] == CHECK else "每家互评"
        self.report.facts |= {"名单": len(record["members"]), counted: record["count"]}
        if record["purpose"] != CHECK:
            self.report.facts["避嫌"] = len(record["conflicts"])

    def confirm_seal(self, n: int, _: object) -> None:
        self.lot.confirmed_at = n

    def confirm_draw(self, n: int, _: object) -> None:
        self.lot.drawn_at = n

    def refuse_void(self, _n: int, _: object) -> None:
        self.lot.stage = self.lot.interrupted

    def entropy(self, n: int, detail: LotEntropyDetail) -> None:
        """The dice are settled once both people entered the same reading."""
        now, value, source = self.lot, detail["value"], self.lot.record["entropy_sources"][0]
        if not now.begun and not has_checkpoint(self.sizes, now.confirmed_at, n):
            self.report.fail(Check.CHECKPOINT_MISSING, entry(n), "封存之后、录入随机数之前没有签署检查点")
        now.begun = True
        check_reading(n, source, value, self.report)
        now.entered[self.files.headers[n]["verb"]] = value
        if len(now.entered) == 2 and len(set(now.entered.values())) == 1:
            now.stage = "seeded"

    def draw(self, n: int, detail: LotResult) -> None:
        """Draw again from the sealed list and the dice, and compare."""
        record, values = self.lot.record, [next(iter(self.lot.entered.values()))]
        try:
            due = lot_result(record, values)
        except TooDense:
            self.flow(n, detail)
            return
        if record["purpose"] == CHECK:
            self.report.drawn = due["chosen"]
            if detail != due:
                message = f"重新计算抽出的应为{'、'.join(due['chosen'])}，与记录不符"
                self.report.fail(Check.CHOSEN, entry(n), message)
            return
        self.report.drawn = [f"{row['member']}评{'、'.join(row['assesses'])}" for row in due["pairs"]]
        if detail["way"] != due["way"]:
            self.report.fail(Check.PEERS, entry(n), "按公布的算法排得出互评对象，记录的却是另行安排的")
        given = self.pairs(n, detail)
        rightful = {row["member"]: row["assesses"] for row in due["pairs"]}
        self.kept(n, given)
        for one in sorted(given.keys() | rightful.keys()):
            if given.get(one) != rightful.get(one):
                assessed = "、".join(rightful.get(one, ["无"]))
                self.report.fail(Check.PEERS, entry(n), f"重新计算{one}应评{assessed}，与记录不符")

    def flow(self, n: int, detail: LotResult) -> None:
        """The circle really fails: what was recorded has to keep every promise, however it was found."""
        given = self.pairs(n, detail)
        if detail["way"] != FLOW:
            self.report.fail(Check.PEERS, entry(n), "避嫌过多，按公布的算法排不出互评对象，记录却写明由该算法排出")
        for fault in faults(given, self.lot.record["members"], self.lot.record["count"], self.lot.record["conflicts"]):
            self.report.fail(Check.PEERS, entry(n), fault)
        mutual = sum(one in given.get(other, ()) for one, others in given.items() for other in others) // 2
        self.report.remark(f"避嫌过多，互评对象由最小费用流另行安排，已核对各项要求；其中互相评的{mutual}对")
        self.report.drawn = [f"{one}评{'、'.join(others)}" for one, others in given.items()]

    def pairs(self, n: int, detail: LotResult) -> dict[str, list[str]]:
        """Whom each member assesses, as recorded."""
        given = {row["member"]: row["assesses"] for row in detail["pairs"]}
        if detail["chosen"] or detail["pairs"] != pairs_rows(given):
            self.report.fail(Check.PEERS, entry(n), "互评名单有重复，或未按编号升序")
        self.lot.assesses = given
        return given

    def kept(self, n: int, given: dict[str, list[str]]) -> None:
        """Nobody assesses somebody they are in conflict with, whatever else the record says."""
        for one, other in cast("list[tuple[str, str]]", self.lot.record["conflicts"]):
            if other in given.get(one, ()) or one in given.get(other, ()):
                self.report.fail(Check.PEERS, entry(n), f"{one}与{other}应当避嫌，却安排了互评")
