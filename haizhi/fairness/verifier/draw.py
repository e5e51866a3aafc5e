"""The ceremony: freeze, entropy, draw, replacements, each in its order, by two people, computed again."""

from dataclasses import dataclass, field
from itertools import pairwise

from haizhi.fairness.ceremony import first_round, freeze_faults, later_round, pool_root, sources_of
from haizhi.fairness.formats import DrawDetail, EntropyDetail, Freeze, Header, OpenDetail, VacateDetail
from haizhi.fairness.verifier.bundle import Files
from haizhi.fairness.verifier.log import has_checkpoint
from haizhi.fairness.verifier.report import Check, Report, entry
from haizhi.fairness.verifier.rite import Rite, check_reading

_PREPARING = frozenset({"preparing"})

RITE = Rite(
    kind="session",
    paths={
        "session.set_rules": (_PREPARING, "preparing"),
        "session.seat": (_PREPARING, "preparing"),
        "session.unseat": (_PREPARING, "preparing"),
        "session.freeze": (_PREPARING, "freezing"),
        "session.confirm_freeze": (frozenset({"freezing"}), "frozen"),
        "session.refuse_freeze": (frozenset({"freezing"}), "preparing"),
        "session.record_entropy": (frozenset({"frozen", "vacant"}), ""),
        "session.witness_entropy": (frozenset({"frozen", "vacant"}), ""),
        "session.draw": (frozenset({"seeded"}), "drawing"),
        "session.confirm_draw": (frozenset({"drawing"}), "drawn"),
        "session.vacate": (frozenset({"drawn"}), "vacant"),
        "session.void": (frozenset({"frozen", "seeded", "drawing", "drawn", "vacant"}), "voiding"),
        "session.confirm_void": (frozenset({"voiding"}), "preparing"),
        "session.refuse_void": (frozenset({"voiding"}), ""),
        "session.open": (frozenset({"drawn"}), "in_hearing"),
        "session.close": (frozenset({"in_hearing"}), "closing"),
        "session.refuse_close": (frozenset({"closing"}), "in_hearing"),
        "session.confirm_close": (frozenset({"closing"}), "closed"),
    },
    partners={
        "session.confirm_freeze": "session.freeze",
        "session.record_entropy": "session.witness_entropy",
        "session.witness_entropy": "session.record_entropy",
        "session.confirm_draw": "session.draw",
        "session.confirm_close": "session.close",
    },
    more=frozenset({"session.vacate", "session.open"}),
    seal="session.freeze",
    unsealed=frozenset({"preparing", "freezing"}),
    sealed_again="未经会签作废又封存了一次",
    drawing="抽取",
)

OPENED = RITE.opened
"""Acts of the session whose bodies a bundle must hold."""


@dataclass(slots=True)
class Ceremony:
    """One freeze and what followed from it; a void begins another. Entries by number, -1 = not yet."""

    subject: str
    freeze: Freeze
    stage: str = "preparing"
    interrupted: str = ""
    pool_intact: bool = False
    frozen_at: int = -1
    entropy_at: int = -1
    opened_at: int = -1
    closed_at: int = -1
    round: int = 1
    settled: list[str] = field(default_factory=list)
    entered: dict[str, str] = field(default_factory=dict)
    authors: dict[str, str] = field(default_factory=dict)
    panel: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    seats: list[str] = field(default_factory=list)


def check_ceremony(files: Files, sizes: list[int], report: Report) -> Ceremony | None:
    """Follow the session's acts and repeat its draws.

    None unless there is one session whose acts are all opened, whose freeze can be computed with, and which was
    closed: what follows could then not be checked.
    """
    freezes = [(n, body) for n, body in sorted(files.bodies.items()) if body["verb"] == "session.freeze"]
    if len({body["subject"] for _, body in freezes}) != 1:
        report.fail(Check.BODY_MISSING, "bodies.jsonl", "找不到本次评审会的封存记录，或混入了另一次评审会")
        return None
    subject = freezes[0][1]["subject"]
    acts = RITE.acts_on(subject, files, report)
    invalid = [(n, fault) for n, body in freezes for fault in freeze_faults(body["detail"])]
    for n, fault in invalid:
        report.fail(Check.FREEZE_INVALID, entry(n), fault)
    if acts is None or invalid:
        return None
    return _Course(Ceremony(subject, freezes[0][1]["detail"]), files, sizes, report).run(acts)


class _Course:
    """Follows one session through its acts."""

    def __init__(self, ceremony: Ceremony, files: Files, sizes: list[int], report: Report) -> None:
        self.ceremony, self.files, self.sizes, self.report = ceremony, files, sizes, report
        self.steps = {
            "session.freeze": self.freeze,
            "session.confirm_freeze": self.confirm_freeze,
            "session.record_entropy": self.record_entropy,
            "session.witness_entropy": self.witness_entropy,
            "session.draw": self.draw,
            "session.vacate": self.vacate,
            "session.refuse_void": self.refuse_void,
            "session.confirm_void": self.confirm_void,
            "session.open": self.open,
            "session.confirm_close": self.confirm_close,
        }

    def run(self, acts: list[Header]) -> Ceremony | None:
        for header in acts:
            n, verb = header["n"], header["verb"]
            stages, target = RITE.paths[verb]
            if self.ceremony.stage not in stages:
                RITE.out_of_order(n, verb, self.ceremony.stage, len(self.ceremony.entered), self.report)
                continue
            body = self.files.bodies.get(n, {})
            RITE.two_people(n, verb, body, self.ceremony.authors, self.report)
            if verb == "session.void":
                self.ceremony.interrupted = self.ceremony.stage
            self.ceremony.stage = target or self.ceremony.stage
            if step := self.steps.get(verb):
                step(n, body.get("detail", {}))
        if self.ceremony.stage != "closed":
            self.report.fail(Check.EVENT_ORDER, "log.jsonl", "评审会尚未会签闭会，或日志缺少闭会记录")
            return None
        if self.files.pool is None:
            self.report.postpone(
                "专家库名单（pool.jsonl）尚未公开，没有核对抽取、补抽的评委和陈述顺序，请在公示后下载完整的公开包再核验"
            )
        elif not self.ceremony.pool_intact:
            self.report.fail(Check.POOL_ALTERED, "pool.jsonl", "专家库与封存时公布的根不符，名单曾被改动")
        self.report.facts["专家库人数"] = self.ceremony.freeze["pool_count"]
        self.report.facts["抽取评委"] = len(self.ceremony.panel)
        self.report.facts["补抽"] = self.ceremony.round - 1
        return self.ceremony

    def freeze(self, _: int, detail: Freeze) -> None:
        rows = self.files.pool or []
        ascending = all(one["id"] < other["id"] for one, other in pairwise(rows))
        counted = ascending and len(rows) == detail["pool_count"]
        self.ceremony.pool_intact = counted and pool_root(rows) == detail["pool_root"]
        self.ceremony.freeze = detail

    def confirm_freeze(self, n: int, _: object) -> None:
        self.ceremony.frozen_at = n

    def confirm_void(self, n: int, _: object) -> None:
        self.report.remark(f"{entry(n)}会签作废了一次封存或抽取，此前的记录保留在日志中")
        self.ceremony = Ceremony(self.ceremony.subject, self.ceremony.freeze)

    def refuse_void(self, _n: int, _: object) -> None:
        self.ceremony.stage = self.ceremony.interrupted

    def record_entropy(self, n: int, detail: EntropyDetail) -> None:
        self.entropy(n, "record", detail)

    def witness_entropy(self, n: int, detail: EntropyDetail) -> None:
        self.entropy(n, "witness", detail)

    def entropy(self, n: int, author: str, detail: EntropyDetail) -> None:
        """A source is settled once both people entered the same reading; the last one makes the session seeded."""
        now = self.ceremony
        if now.entropy_at < 0 and not has_checkpoint(self.sizes, now.frozen_at, n):
            self.report.fail(Check.CHECKPOINT_MISSING, entry(n), "封存之后、录入随机数之前没有签署检查点")
        now.entropy_at = n
        sources, value = sources_of(now.freeze, now.round), detail["value"]
        if detail["round"] != now.round or detail.get("source", 0) != len(now.settled):
            self.report.fail(Check.ENTROPY_INVALID, entry(n), "轮次或随机来源的次序不对")
            return
        source = sources[len(now.settled)]
        check_reading(n, source, value, self.report)
        now.entered[author] = value
        if len(now.entered) == 2 and len(set(now.entered.values())) == 1:
            now.settled.append(value)
            now.entered.clear()
        if len(now.settled) == len(sources):
            now.stage = "seeded"

    def draw(self, n: int, detail: DrawDetail) -> None:
        now = self.ceremony
        if detail["round"] != now.round:
            self.report.fail(Check.EVENT_ORDER, entry(n), "抽取的轮次不对")
        if now.pool_intact:
            self.repeat(n, detail)
        now.panel, now.order, now.settled = detail["chosen"], detail["order"], []

    def repeat(self, n: int, detail: DrawDetail) -> None:
        """Draw again from the frozen pool and the recorded entropy, and compare."""
        now, rows = self.ceremony, self.files.pool or []
        check, order = Check.REPLACEMENT, tuple(now.order)
        try:
            if now.round == 1:
                check = Check.PANEL
                draw, order = first_round(now.freeze, rows, now.settled)
            else:
                draw = later_round(now.freeze, rows, now.settled, now.round, staying=now.panel, gone=now.gone)
        except ValueError:  # no feasible panel, or an earlier round recorded somebody who is not in the pool
            self.report.fail(check, entry(n), "按封存的规则抽不出任何结果")
            return
        if (detail["attempt"], tuple(detail["chosen"])) != (draw.attempt, draw.chosen):
            message = f"重新计算得第{draw.attempt}次有效，评委应为{'、'.join(draw.chosen)}，与记录不符"
            self.report.fail(check, entry(n), message)
        if tuple(detail["order"]) != order:
            self.report.fail(Check.PRESENTATION_ORDER, entry(n), f"重新计算的陈述顺序为{'、'.join(order)}，与记录不符")

    def vacate(self, n: int, detail: VacateDetail) -> None:
        now, expert = self.ceremony, detail["expert"]
        if expert not in now.panel:
            self.report.fail(Check.REPLACEMENT, entry(n), "登记缺席的专家不在评委之列")
        now.panel = [id_ for id_ in now.panel if id_ != expert]
        now.gone.append(expert)
        now.round += 1

    def open(self, n: int, detail: OpenDetail) -> None:
        self.ceremony.opened_at, self.ceremony.seats = n, detail["seats"]

    def confirm_close(self, n: int, _: object) -> None:
        self.ceremony.closed_at = n
