"""A staged session: acts on paper, sealed into the files of a sunshine bundle. Not a test; the tests tamper with it."""

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from haizhi.fairness import merkle
from haizhi.fairness.ceremony import (
    body_hash,
    first_round,
    indicators_of,
    later_round,
    person_commitment,
    pool_root,
    ranking_rows,
    rules_of,
    seat_token,
    sheet_commitment,
)
from haizhi.fairness.encoding import canonical, tagged
from haizhi.fairness.formats import Freeze, PoolRow
from haizhi.fairness.note import Checkpoint, Key, checkpoint_text, make_key, signature_line, signed_note
from haizhi.fairness.tally import Sheet, exact, score_applicant, shown, tally
from haizhi.fairness.verifier import OPENED_VERBS, Bundle, write_lines

SESSION = "5e551017-0000-4000-8000-000000000001"
APPLICANTS = ["HZ-2026-0001", "HZ-2026-0002", "HZ-2026-0003", "HZ-2026-0004", "HZ-2026-0005", "HZ-2026-0006"]
FIRST, SECOND, THIRD, FOURTH, FIFTH, ABSENT = APPLICANTS
LEADERS = ["leader-1", "leader-2"]
DICE = ["3141592653589793238462643383279502884197", "2718281828459045235360287471352662497757"]
INDICATORS = [("a1", 1, 100), ("a2", 2, 100), ("a3", 3, 400), ("a4", 4, 300), ("a5", 5, 100)]


@dataclass(frozen=True)
class Signer:
    """A private key with its published half."""

    name: str

    @property
    def secret(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(tagged("test key", self.name))

    @property
    def key(self) -> Key:
        return make_key(self.name, self.secret.public_key().public_bytes_raw())

    def line(self, text: str) -> str:
        return signature_line(self.key, self.secret.sign(text.encode()))


OPERATOR, WITNESS = Signer("haizhi.example/operator"), Signer("haizhi.example/witness")
KEYS = ((OPERATOR.key,), (WITNESS.key,))
POSTS = {"operator": OPERATOR, "witness": WITNESS}


def salt(*parts: str) -> bytes:
    return tagged("test salt", *parts)


POOL = [
    PoolRow(
        id=f"E{i:02}",
        discipline=("information", "materials", "energy")[i % 3],
        employer=f"单位{i // 2}",
        traits={"region": "主城" if i % 4 else "渝东北"},
        person=person_commitment(salt("person", f"E{i:02}"), f"专家{i:02}"),
    )
    for i in range(24)
]


@dataclass
class Act:
    """One act in the post `by`; `signed`: a checkpoint follows it; `name`: a person named where none should be."""

    verb: str
    subject: str
    by: str
    detail: dict[str, Any] = field(default_factory=dict)
    signed: bool = False
    name: str = ""


def freeze_detail(pool: list[PoolRow]) -> Freeze:
    return Freeze(
        pool_root=pool_root(pool),
        pool_count=len(pool),
        size=5,
        leaders=2,
        quotas={
            "limits": [
                {"dimension": "discipline", "value": "information", "least": 1, "most": 2},
                {"dimension": "region", "value": "渝东北", "least": 1, "most": 3},
            ],
            "caps": [{"dimension": "employer", "most": 1}],
        },
        rules={"step": 5, "fewest": 5, "trim_from": 5, "ties": [3, 4], "places": 2},
        indicators=[{"code": code, "group": group, "maximum": maximum} for code, group, maximum in INDICATORS],
        entropy_sources=[
            {"name": "现场掷骰", "form": "digits", "count": 40},
            {"name": "福利彩票双色球第2026100期", "form": "numbers", "count": 7},
        ],
        applicants=list(APPLICANTS),
    )


def marks_of(seat: int, applicant: str) -> dict[str, int]:
    """Marks that differ by seat; the second and third applicant end in a tie, whose tie-breaks are equal as well."""
    strength = {FIRST: 60, SECOND: 40, THIRD: 40}.get(applicant, 20)
    return {code: maximum // 100 * strength + 5 * seat for code, _, maximum in INDICATORS}


class Play:
    """The acts of one session, in order, with other acts of the platform in between. `opened_verbs`: whose bodies are."""

    opened_verbs = OPENED_VERBS

    def __init__(self) -> None:
        self.acts: list[Act] = []
        self.pool = deepcopy(POOL)
        self.freeze = freeze_detail(self.pool)
        self.panel: tuple[str, ...] = ()
        self.seats: dict[str, str] = {}
        self.recusals: list[dict[str, Any]] = []
        self.sheets: dict[tuple[str, str], Sheet] = {}
        self.sealed: dict[str, Sheet] = {}
        self.signers: dict[str, Signer] = {}

    def act(self, verb: str, by: str, subject: str = SESSION, *, signed: bool = False, **detail: Any) -> None:
        self.acts.append(Act(verb, subject, by, detail, signed))

    def frozen(self) -> "Play":
        if not self.acts:
            self.act("application.submit", "unit")
            for post, signer in POSTS.items():
                self.enter_key(post, signer)
        self.act("session.schedule", "clerk")
        self.act("session.set_rules", "clerk")
        self.act("session.freeze", "clerk", **self.freeze)
        self.confirm_freeze()
        return self

    def confirm_freeze(self) -> None:
        named: dict[str, Any] = {post: str(signer.key) for post, signer in self.signers.items()}
        self.act("session.confirm_freeze", "witness", signed=True, **named)

    def enter_key(self, post: str, signer: Signer, former: Signer | None = None, verb: str = "key.make") -> None:
        """A key of a post enters, in place of a former one if there is one."""
        replaces = f"key {former.name}" if former else None
        self.act(verb, post, f"key {signer.name}", post=post, public=str(signer.key), replaces=replaces)
        self.signers[post] = signer

    def enter(self, round_: int, source: int, value: str) -> None:
        self.act("session.record_entropy", "clerk", round=round_, source=source, value=value)
        self.act("session.witness_entropy", "witness", round=round_, source=source, value=value)

    def drawn(self) -> "Play":
        """Dice, lottery, draw; then one expert cannot come and is replaced."""
        lottery = "1.5.9.12.20.31.33."
        self.enter(1, 0, DICE[0])
        self.enter(1, 1, lottery)
        draw, order = first_round(self.freeze, self.pool, [DICE[0], lottery])
        self.act("session.draw", "clerk", round=1, attempt=draw.attempt, chosen=list(draw.chosen), order=list(order))
        self.act("session.confirm_draw", "witness", signed=True)
        gone, staying = draw.chosen[0], draw.chosen[1:]
        self.act("session.vacate", "clerk", expert=gone)
        self.enter(2, 0, DICE[1])
        second = later_round(self.freeze, self.pool, [DICE[1]], 2, staying=staying, gone=[gone])
        chosen = list(second.chosen)
        self.act("session.draw", "clerk", round=2, attempt=second.attempt, chosen=chosen, order=list(order))
        self.act("session.confirm_draw", "witness", signed=True)
        self.panel = second.chosen
        return self

    def opened(self) -> "Play":
        self.seats = {seat_token(salt("seat", judge), judge): judge for judge in (*LEADERS, *self.panel)}
        self.act("session.open", "clerk", seats=sorted(self.seats))
        return self

    def lock(self, seat: str, applicant: str, marks: dict[str, int], version: int = 1) -> None:
        self.sheets[seat, applicant] = Sheet(seat, applicant, marks)
        id_ = f"sheet-{seat[:8]}-{applicant}-{version}"
        self.sealed[id_] = self.sheets[seat, applicant]
        commitment = sheet_commitment(salt("sheet", id_), SESSION, seat, applicant, marks)
        self.act("sheet.lock", seat, id_, session=SESSION, seat=seat, applicant=applicant, commitment=commitment)

    def announce(self, applicant: str) -> None:
        own = [sheet for sheet in self.sheets.values() if sheet.applicant == applicant]
        value = score_applicant(applicant, own, indicators_of(self.freeze), rules_of(self.freeze)).value
        result = (None, None) if value is None else (exact(value), shown(value))
        detail = {"session": SESSION, "applicant": applicant, "exact": result[0], "shown": result[1]}
        self.acts.append(Act("turn.announce", applicant, "clerk", detail))
        for id_ in [id_ for id_, sheet in self.sealed.items() if sheet.applicant == applicant]:
            self.reveal(id_, self.sealed.pop(id_))
        self.acts[-1].signed = True

    def reveal(self, id_: str, sheet: Sheet) -> None:
        said: dict[str, Any] = {"session": SESSION, "seat": sheet.seat, "applicant": sheet.applicant}
        self.act("sheet.reveal", "system", id_, **said, marks=dict(sheet.marks), salt=salt("sheet", id_).hex())

    def recuse(self, seat: str, applicant: str) -> None:
        self.recusals.append({"seat": seat, "applicant": applicant, "entry": len(self.acts)})
        self.act("recusal.agree", "witness", f"recusal-{len(self.acts)}")

    def heard(self) -> "Play":
        """The first is corrected after its announcement, the fourth keeps six sheets, the fifth four, the sixth none."""
        seats = sorted(self.seats)
        self.recuse(seats[0], FOURTH)
        for seat in seats[1:4]:
            self.recuse(seat, FIFTH)
        recused = {(row["seat"], row["applicant"]) for row in self.recusals}
        for applicant in APPLICANTS[:5]:
            for number, seat in enumerate(seats):
                if (seat, applicant) not in recused:
                    self.lock(seat, applicant, marks_of(number, applicant))
            self.announce(applicant)
        self.act("turn.mark_absent", "clerk", ABSENT, session=SESSION, applicant=ABSENT)
        self.act("sheet.void", seats[0], f"sheet-{seats[0][:8]}-{FIRST}-1")
        self.act("sheet.confirm_void", "witness", f"sheet-{seats[0][:8]}-{FIRST}-1")
        self.act("turn.reopen", "", FIRST)
        self.lock(seats[0], FIRST, marks_of(6, FIRST), version=2)
        self.announce(FIRST)
        return self

    def closed(self) -> "Play":
        recused = {(row["seat"], row["applicant"]) for row in self.recusals}
        indicators, rules = indicators_of(self.freeze), rules_of(self.freeze)
        sheets = list(self.sheets.values())
        standings = tally(list(self.seats), APPLICANTS, sheets, recused, indicators, rules, absent={ABSENT})
        self.act("session.close", "clerk")
        self.act(
            "session.confirm_close", "witness", signed=True, ranking=ranking_rows(standings), recusals=self.recusals
        )
        self.act("resolution.prepare", "recorder", "resolution-1")
        return self

    def first(self, verb: str, number: int = 0) -> Act:
        return [act for act in self.acts if act.verb == verb][number]

    def at(self, verb: str, number: int = 0) -> int:
        return self.acts.index(self.first(verb, number))

    def seal(self, *signers: Signer) -> "Sealed":
        """The files as the platform would publish them, signed by both unless told otherwise."""
        sealed = Sealed(pool=deepcopy(self.pool))
        peaks: tuple[bytes, ...] = ()
        for n, act in enumerate(self.acts):
            at = f"2026-09-{1 + n // 1440:02}T{n // 60 % 24:02}:{n % 60:02}:00.000000Z"
            body: dict[str, Any] = {
                "verb": act.verb,
                "subject": act.subject,
                "role": act.by,
                "name": act.name,
                "at": at,
            }
            body |= {"by": salt("actor", str(n)).hex(), "detail": deepcopy(act.detail)}
            header = {"n": n, "at": at, "verb": act.verb, "subject": act.subject}
            sealed.log.append({**header, "body": body_hash(salt("body", str(n)), body)})
            if act.verb in self.opened_verbs:
                sealed.bodies.append({"n": n, "salt": salt("body", str(n)).hex(), "body": body})
            peaks = merkle.append(peaks, n, merkle.leaf_hash(canonical(sealed.log[-1])))
            if act.signed or n == len(self.acts) - 1:
                text = checkpoint_text(Checkpoint("haizhi.example/log", n + 1, merkle.root_from_peaks(peaks)))
                lines = [signer.line(text) for signer in signers or (OPERATOR, WITNESS)]
                sealed.notes[f"{n + 1:06}.note"] = signed_note(text, lines).encode()
        names = list(self.panel)
        sealed.names = [{"id": e, "name": f"专家{e[1:]}", "salt": salt("person", e).hex()} for e in names]
        sealed.seats = [
            {"seat": seat, "judge": judge, "salt": salt("seat", judge).hex()} for seat, judge in self.seats.items()
        ]
        return sealed


@dataclass
class Sealed:
    """The published lines, before they are written; whoever tampers with the files changes these."""

    log: list[dict[str, Any]] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    pool: list[PoolRow] = field(default_factory=list)
    notes: dict[str, bytes] = field(default_factory=dict)
    names: list[dict[str, Any]] | None = None
    seats: list[dict[str, Any]] | None = None
    old: dict[str, bytes] = field(default_factory=dict)

    def body(self, verb: str, number: int = 0) -> dict[str, Any]:
        """The body of the nth opened act of a verb, to be tampered with."""
        found: dict[str, Any] = [row["body"] for row in self.bodies if row["body"]["verb"] == verb][number]
        return found

    def bundle(self) -> Bundle:
        return Bundle(
            log=write_lines(self.log),
            bodies=write_lines(self.bodies),
            pool=write_lines(self.pool),
            checkpoints=self.notes,
            names=None if self.names is None else write_lines(self.names),
            seats=None if self.seats is None else write_lines(self.seats),
            old_notes=self.old,
        )


def whole_session() -> Play:
    """A session from freeze to close, honest throughout."""
    return Play().frozen().drawn().opened().heard().closed()
