"""Verifying the bundle of a review of sixty units, beside the least that any verifier must do."""

import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from benchmarks.measure import Figure, cpu
from haizhi.fairness.ceremony import indicators_of, ranking_rows, rules_of
from haizhi.fairness.note import parse_note
from haizhi.fairness.tally import tally
from haizhi.fairness.verifier import verify
from tests.fairness.staged import KEYS, Play, marks_of

UNITS = 60


class _Hearing(Play):
    """The staged session of the tests with many more units, all of which are scored."""

    def __init__(self) -> None:
        super().__init__()
        self.freeze["applicants"] = [f"HZ-2026-{n:04}" for n in range(1, UNITS + 1)]

    def heard(self) -> Play:
        for applicant in self.freeze["applicants"]:
            for number, seat in enumerate(sorted(self.seats)):
                self.lock(seat, applicant, marks_of(number, applicant))
            self.announce(applicant)
        return self

    def closed(self) -> Play:
        indicators, rules = indicators_of(self.freeze), rules_of(self.freeze)
        standings = tally(
            list(self.seats), self.freeze["applicants"], list(self.sheets.values()), (), indicators, rules
        )
        self.act("session.close", "clerk")
        ranking = ranking_rows(standings)
        self.act("session.confirm_close", "witness", signed=True, ranking=ranking, recusals=[])
        return self


def check() -> Figure:
    """A bundle verified as verify.pyz does; the floor hashes every line and checks every signature in compiled code."""
    bundle = _Hearing().frozen().drawn().opened().heard().closed().seal().bundle()
    lines = [line for file in (bundle.log, bundle.bodies, bundle.pool or b"") for line in file.splitlines()]
    keys = {key.name: Ed25519PublicKey.from_public_bytes(key.public) for (key,) in KEYS}
    notes = [parse_note(octets) for octets in bundle.checkpoints.values()]

    def least() -> None:
        for line in lines:
            hashlib.sha256(line).digest()
        for note in notes:
            for signature in note.signatures:
                keys[signature.name].verify(signature.value, note.text.encode())

    if not verify(bundle, KEYS).ok:
        raise RuntimeError("the bundle does not verify")
    work = f"核验 {UNITS} 家单位的公开包（{len(notes)} 个检查点）"
    return Figure(work, cpu(lambda: verify(bundle, KEYS), times=2, rounds=3), cpu(least, times=5), "< 1 秒")
