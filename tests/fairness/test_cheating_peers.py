"""Who assesses whom in a round whose peers were drawn by lot: as drawn, or what the verifier says instead."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from haizhi.assessments import acts
from haizhi.assessments.models import Part
from haizhi.assessments.queries.bundle import command_for, published_bundle
from haizhi.fairness.__main__ import main
from haizhi.fairness.ceremony import seat_token
from haizhi.fairness.encoding import tagged
from haizhi.fairness.formats import SeatRow
from haizhi.fairness.verifier import Check, Report
from haizhi.fairness.verifier.lot import Drawn
from haizhi.fairness.verifier.peers import Peers
from tests.assessments.factories import (
    ASSIGNED,
    CLOSED,
    PUBLISHED,
    SCORED,
    given,
    office_marked,
    part_of,
    self_rated,
    sheets,
    whole,
)
from tests.experts.factories import CLERK, HEAD, SUPERVISOR
from tests.fairness.test_cheating_assessments import Taken, dishonest
from tests.lots.factories import led
from tests.replay import replayed
from tests.reviews.factories import keys

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ONE, TWELVE = "GZ-2026-0001", "GZ-2026-0012"


@replayed
def drawn() -> tuple[bytes, bytes]:
    """The public bundle of a round of twelve with a peer appointed beside those drawn, and that for those who watch."""
    assessment = self_rated(12)
    keys()
    acts.declare_conflict(part_of(assessment, ONE), by=CLERK, at=ASSIGNED, other=TWELVE, opinion="同一负责人")
    acts.seal_peers(assessment, by=CLERK, at=ASSIGNED)
    assert assessment.lot
    led(assessment.lot, CLERK, SUPERVISOR, ASSIGNED)
    acts.assign(assessment, by=CLERK, at=ASSIGNED)
    part = part_of(assessment, ONE)
    assessing = {score.rater_id for score in part.scores.all()}
    more = next(other.code for other in part.others if other.pk not in assessing and other.code != TWELVE)
    acts.appoint_peer(part, by=HEAD, at=ASSIGNED, other=more, opinion="新近合作，增加一家")
    for score in sheets(assessment, Part.PEER):
        given(score, whole(0.6), SCORED)
    office_marked(assessment)
    acts.close(assessment, by=HEAD, at=CLOSED)
    acts.publish(assessment, by=HEAD, at=PUBLISHED)
    assert command_for(assessment).endswith("lot/operator.vkey lot/witness.vkey")
    public, whole_one = published_bundle(assessment), published_bundle(assessment, opened=True)
    assert public
    assert whole_one
    return public.content, whole_one.content


def test_everybody_draws_the_peers_of_a_round_again_and_whoever_watches_opens_their_tokens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    public, whole_one = (Taken(content) for content in drawn())
    for taken in (public, whole_one):
        report = taken.report()
        assert [str(failure) for failure in report.failures] == []
        assert report.whole
        assert any(remark.startswith("另有1份互评表由负责人补派") for remark in report.remarks)
    assert any("只核对了每家有几家互评" in remark for remark in public.report().remarks)
    assert not any("只核对了每家有几家互评" in remark for remark in whole_one.report().remarks)
    assert not any(b"seats.jsonl" in name.encode() for name in public.files)
    folder = str(public.spread(tmp_path))
    keys_given = [f"{folder}/{name}" for name in ("platform.vkey", "lot/operator.vkey", "lot/witness.vkey")]
    assert main(["assessment", folder, *keys_given]) == 0
    assert main(["assessment", folder, keys_given[0]]) == 3
    assert "没有给出经办方和纪检监督方的公钥" in capsys.readouterr().out
    assert leave_the_lot_out(public) == {Check.PEERS}


def move_a_sheet(taken: Taken) -> set[Check]:
    """One station is assessed by a peer less, another by one more."""
    taken.first("assessment.assign")["body"]["detail"]["sheets"][0]["station"] = TWELVE
    return dishonest(taken)


def leave_the_lot_out(taken: Taken) -> set[Check]:
    taken.files = {name: octets for name, octets in taken.files.items() if not name.startswith("lot/checkpoints/")}
    report = taken.report()
    return set() if report.whole else {Check.PEERS}


def name_another_lot(taken: Taken) -> set[Check]:
    taken.first("assessment.assign")["body"]["detail"]["lot"] = "10710710-0000-4000-8000-000000000001"
    return dishonest(taken)


def change_what_was_drawn(taken: Taken) -> set[Check]:
    rows = [json.loads(line) for line in taken.files["lot/bodies.jsonl"].splitlines()]
    drawn_there = next(row for row in rows if row["body"]["verb"] == "lot.draw")
    drawn_there["body"]["detail"]["pairs"][0]["assesses"][0] = TWELVE
    taken.files["lot/bodies.jsonl"] = b"".join(
        json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n" for row in rows
    )
    return set(taken.report().checks)


def spoil_a_checkpoint_of_the_lot(taken: Taken) -> set[Check]:
    name = max(name for name in taken.files if name.startswith("lot/checkpoints/"))
    taken.files[name] = b"?"
    return set(taken.report().checks)


def lose_a_seat(taken: Taken) -> set[Check]:
    assert taken.seats
    taken.seats.pop()
    return set(taken.report().checks)


ATTACKS: dict[Callable[[Taken], set[Check]], Check] = {
    move_a_sheet: Check.PEERS,
    leave_the_lot_out: Check.PEERS,
    name_another_lot: Check.PEERS,
    change_what_was_drawn: Check.CHOSEN,
    spoil_a_checkpoint_of_the_lot: Check.NOTE,
    lose_a_seat: Check.PEERS,
}
"""Each way of assigning peers otherwise than drawn, with the check that must name it."""


def test_peers_assigned_otherwise_than_drawn_are_named() -> None:
    _, content = drawn()
    for attack, check in ATTACKS.items():
        assert check in attack(Taken(content)), attack.__name__


LOT = "10710710-0000-4000-8000-000000000001"
MEMBERS = ["A", "B", "C", "D"]
ASSESSED_BY = {"A": ["B"], "B": ["C"], "C": ["A"], "D": ["B"]}


def assigned(
    n: int = 9, stations: str = "ABC", opened: Mapping[str, str] | None = None, more: str = "", **otherwise: Any
) -> list[str]:
    """What is said of sheets on these stations, each by a peer as the lot drew; `opened`: by whom instead.

    `more` is who was appointed for A beside them.
    """
    due = {whom: who for who, others in ASSESSED_BY.items() for whom in others if {who, whom} <= set(stations)}
    who = {f"{station}1": rater for station, rater in due.items()} | dict(opened or {})
    if more:
        who["A2"] = more
    salts = {name: tagged("test salt", name) for name in who}
    token = {name: seat_token(salts[name], rater) for name, rater in who.items()}
    seats = [SeatRow(seat=token[name], judge=rater, salt=salts[name].hex()) for name, rater in who.items()]
    record: Any = {"purpose": "peers", "members": MEMBERS, "count": 1, "conflicts": [["A", "D"]]} | otherwise
    report = Report()
    peers = Peers({"all_below": 3, "each": 1}, Drawn(LOT, record, ASSESSED_BY, 8), seats, report)
    rows = [{"rater": token[f"{on}1"], "station": on, "part": "peer", "subject": on} for on in due]
    peers.assign(n, list(stations), {"lot": LOT, "conflicts": [], "sheets": rows})
    if more:
        peers.appoint(n + 1, [{"rater": token["A2"], "station": "A", "part": "peer", "subject": "A2"}])
    peers.finish()
    return [str(failure) for failure in report.failures]


def test_a_lot_of_another_kind_or_time_or_of_others_is_no_ground_for_the_assignment() -> None:
    assert assigned() == []
    assert assigned(stations="AB") == []
    assert "结果在安排之后" in assigned(n=7)[0]
    assert "不是每家评1家" in assigned(count=2)[0]
    assert "不是互评抽签" in assigned(purpose="check")[0]
    assert "C不在封存的互评名单上" in assigned(members=["A", "B", "D"])[0]


def test_a_token_that_opens_to_another_station_than_was_drawn_is_named() -> None:
    assert assigned(opened={"B1": "D"}) == ["【互评安排】seats.jsonl：评B的应为A，与互评表的代号不符"]
    assert assigned(more="C") == []
    for other in ("A", "D"):
        assert assigned(more=other) == [f"【互评安排】seats.jsonl：补派{other}评A，两家须避嫌"]
