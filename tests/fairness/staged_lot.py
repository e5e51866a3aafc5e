"""A staged lot: acts on paper, sealed into the files of a bundle. Not a test; the tests tamper with it."""

from collections.abc import Callable, Sequence
from typing import Any

from haizhi.fairness.formats import LotResult
from haizhi.fairness.lots import lot_record, lot_result
from haizhi.fairness.verifier import KEY_VERBS, LOT_VERBS, Report, verify_lot
from tests.fairness.staged import DICE, KEYS, POSTS, Play, Sealed

LOT = "10710710-0000-4000-8000-000000000001"
ROLLED = {"name": "现场掷十面骰", "form": "digits", "count": 40}


def codes(count: int) -> list[str]:
    return [f"GZ-2026-{n:04}" for n in range(1, count + 1)]


class LotPlay(Play):
    """The acts of one lot, in order, with other acts of the platform in between."""

    opened_verbs = LOT_VERBS | KEY_VERBS

    def __init__(
        self,
        purpose: str = "peers",
        members: int = 40,
        count: int = 5,
        conflicts: Sequence[Sequence[str]] = (("GZ-2026-0001", "GZ-2026-0002"),),
    ) -> None:
        super().__init__()
        self.pool = []
        self.record: Any = lot_record(purpose, codes(members), count, conflicts, [ROLLED])

    def listed(self) -> "LotPlay":
        self.act("application.submit", "unit")
        for post, signer in POSTS.items():
            self.enter_key(post, signer)
        self.act("lot.seal", "clerk", LOT, **self.record)
        named: dict[str, Any] = {post: str(signer.key) for post, signer in self.signers.items()}
        self.act("lot.confirm_seal", "witness", LOT, signed=True, **named)
        return self

    def rolled(self) -> "LotPlay":
        self.act("lot.record_entropy", "clerk", LOT, value=DICE[0])
        self.act("lot.witness_entropy", "witness", LOT, value=DICE[0])
        return self

    def drawn(self, result: LotResult | None = None) -> "LotPlay":
        self.act("lot.draw", "clerk", LOT, **(result or lot_result(self.record, [DICE[0]])))
        self.act("lot.confirm_draw", "witness", LOT, signed=True)
        return self


def whole_lot(purpose: str = "peers", members: int = 40, count: int = 5) -> LotPlay:
    """A lot from its seal to its result, honest throughout."""
    conflicts = [] if purpose == "check" else [("GZ-2026-0001", "GZ-2026-0002")]
    return LotPlay(purpose, members, count, conflicts).listed().rolled().drawn()


def lot_report(sealed: Sealed) -> Report:
    return verify_lot(sealed.bundle(), KEYS)


def lot_tampered(change: Callable[[Sealed], None], play: LotPlay | None = None) -> Report:
    """The report on an honest lot whose published files were changed afterwards."""
    sealed = (play or whole_lot()).seal()
    change(sealed)
    return lot_report(sealed)


def lot_cheated(change: Callable[[LotPlay], None], play: LotPlay | None = None) -> Report:
    """The report on a lot that was dishonest from the start: log and both signatures agree with what was done."""
    play = play or whole_lot()
    change(play)
    return lot_report(play.seal())
