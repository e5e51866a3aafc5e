"""What anybody computes again of a published round, and every way of cheating that the verifier names."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from haizhi.assessments import acts
from haizhi.assessments.models import Part as SheetPart
from haizhi.assessments.queries.bundle import published_bundle
from haizhi.fairness import merkle
from haizhi.fairness.__main__ import main
from haizhi.fairness.ceremony import body_hash, sheet_commitment
from haizhi.fairness.encoding import canonical
from haizhi.fairness.note import Checkpoint, checkpoint_text, parse_key, signed_note
from haizhi.fairness.verifier import Bundle, Check, Report, verify_assessment, write_lines
from tests.assessments.factories import (
    CLOSED,
    PUBLISHED,
    RATED,
    SCORED,
    announced,
    given,
    head_of,
    marked_by_two,
    office_marked,
    part_of,
    sheets,
    whole,
)
from tests.decisions.factories import CLERK, HEAD
from tests.fairness.staged import OPERATOR
from tests.replay import replayed

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ONE, TWO, THREE = "GZ-2026-0001", "GZ-2026-0002", "GZ-2026-0003"


@replayed
def eventful(opened: bool = True) -> bytes:
    """The bundle of a round in which a peer stood aside, one was missing, and an appeal was upheld.

    `opened`: with whose each peer's sheet is, and the sheets on the station that a single peer assessed.
    """
    assessment = announced(5)
    *taking_part, fifth = sheets(assessment, SheetPart.SELF)
    acts.strike(fifth.assessed, by=CLERK, at=RATED, opinion="正在合并")
    for score in taking_part:
        given(score, whole(0.8))
    acts.assign(assessment, by=CLERK, at=RATED)
    acts.return_self(taking_part[0], by=CLERK, at=SCORED, opinion="请补充")
    given(taking_part[0], whole(0.9))
    aside, missing, *rest = sheets(assessment, SheetPart.PEER)
    acts.chase(rest[0], by=CLERK, at=SCORED)
    assert aside.rater
    acts.recuse(aside, by=head_of(aside.rater), at=SCORED, opinion="新近投资")
    acts.grant_recusal(aside, by=HEAD, at=SCORED)
    for score in rest:
        given(score, whole(0.6), SCORED)
    acts.decide_missing(missing.assessed, by=HEAD, at=CLOSED, counts_as=400, opinion="该站停工")
    office = sheets(assessment, SheetPart.OFFICE)
    marked_by_two(office[0], whole(0.4))
    acts.agree(office[0], by=CLERK, at=SCORED, marks=whole(0.4))
    acts.reopen(office[0], by=HEAD, at=SCORED, opinion="请再议")
    office_marked(assessment)
    acts.close(assessment, by=HEAD, at=CLOSED)
    part = part_of(assessment, TWO)
    appeal = acts.lodge_appeal(part, by=head_of(part.station), at=CLOSED, reasons="漏计")
    acts.uphold_appeal(appeal, by=HEAD, at=CLOSED, opinion="属实", marks=whole(0.5) | {"b9": 90})
    acts.publish(assessment, by=HEAD, at=PUBLISHED)
    made = published_bundle(assessment, opened=opened)
    assert made
    return made.content


class Taken:
    """The files of a bundle, taken apart; whoever tampers changes them, then publishes."""

    def __init__(self, content: bytes) -> None:
        with ZipFile(io.BytesIO(content)) as opened:
            self.files = {name.partition("/")[2]: opened.read(name) for name in opened.namelist()}
        self.log: list[dict[str, Any]] = [json.loads(line) for line in self.files["log.jsonl"].splitlines()]
        self.bodies: list[dict[str, Any]] = [json.loads(line) for line in self.files["bodies.jsonl"].splitlines()]
        self.seats: list[dict[str, Any]] | None = None
        if "seats.jsonl" in self.files:
            self.seats = [json.loads(line) for line in self.files["seats.jsonl"].splitlines()]
        self.notes = {name: octets for name, octets in self.files.items() if name.startswith("checkpoints/")}
        self.key = parse_key(self.files["platform.vkey"].decode().strip())
        self.rings = [
            (parse_key(octets.decode().strip()),)
            for name, octets in self.files.items()
            if name.startswith("lot/") and name.endswith(".vkey")
        ]

    def first(self, verb: str, **about: Any) -> dict[str, Any]:
        """The first act of a verb that says so."""
        return next(
            row for row in self.bodies
            if row["body"]["verb"] == verb and about.items() <= row["body"]["detail"].items()
        )  # fmt: skip

    def signed_anew(self) -> None:
        """What a platform would publish that cheated from the start: log and checkpoint agree with the bodies."""
        for row in self.bodies:
            self.log[row["n"]]["body"] = body_hash(bytes.fromhex(row["salt"]), row["body"])
        peaks: tuple[bytes, ...] = ()
        for n, header in enumerate(self.log):
            peaks = merkle.append(peaks, n, merkle.leaf_hash(canonical(header)))
        text = checkpoint_text(Checkpoint("haizhi.example/log", len(self.log), merkle.root_from_peaks(peaks)))
        self.notes = {"checkpoints/last.note": signed_note(text, [OPERATOR.line(text)]).encode()}
        self.key = OPERATOR.key

    def report(self) -> Report:
        """What the verifier says."""
        seats = None if self.seats is None else write_lines(self.seats)
        bundle = Bundle(write_lines(self.log), write_lines(self.bodies), None, self.notes, seats=seats, lot=self.lot())
        return verify_assessment(bundle, ((self.key,), *self.rings))

    def lot(self) -> Bundle | None:
        """The files of the lot by which the peers were drawn."""
        notes = {name: octets for name, octets in self.files.items() if name.startswith("lot/checkpoints/")}
        return Bundle(b"", self.files["lot/bodies.jsonl"], None, notes) if notes else None

    def spread(self, folder: Path) -> Path:
        """The files as they are unpacked into a folder."""
        for name, octets in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(octets)
        return folder


def test_an_honest_round_is_computed_again_by_one_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taken = Taken(eventful())
    report = taken.report()
    assert [str(failure) for failure in report.failures] == []
    assert report.facts["有结果"] == 4
    taken.spread(tmp_path)
    assert main(["assessment", str(tmp_path), str(tmp_path / "platform.vkey")]) == 0
    assert "核验通过：全部内容重新计算后一致。" in capsys.readouterr().out


def test_the_sheets_on_a_station_that_one_peer_assessed_stay_closed_in_public() -> None:
    taken = Taken(eventful(opened=False))
    report = taken.report()
    assert (report.ok, report.whole) == (True, False)
    assert [remark for remark in report.remarks if ONE in remark] == [
        f"{ONE}只有一家互评，为不显示它打了多少分，评分表不公开，没有重新计算其得分"
    ]
    opened = {row["body"]["detail"]["station"] for row in taken.bodies if row["body"]["verb"] == "score.open"}
    assert opened == {TWO, THREE, "GZ-2026-0004"}
    assert taken.seats is None
    taken.first("assessed.rate", station=ONE)["body"]["detail"]["exact"] = "多"
    assert dishonest(taken) >= {Check.COMPOSITE}


def dishonest(taken: Taken) -> set[Check]:
    """The checks that fail although log and checkpoint agree."""
    taken.signed_anew()
    return set(taken.report().checks)


def raise_a_mark(taken: Taken) -> set[Check]:
    taken.first("score.open", part="peer")["body"]["detail"]["marks"]["b9"] = 100
    return dishonest(taken)


def raise_a_result(taken: Taken) -> set[Check]:
    for verb in ("assessed.rate", "assessed.publish"):
        taken.first(verb, station=THREE)["body"]["detail"]["exact"] = "99"
    return dishonest(taken)


def pass_by_word(taken: Taken) -> set[Check]:
    taken.first("assessed.rate", station=THREE)["body"]["detail"]["passed"] = False
    return dishonest(taken)


def swap_a_rank(taken: Taken) -> set[Check]:
    last = [r for r in taken.bodies if r["body"]["verb"] in ("assessed.rate", "assessed.rerate")][-1]
    last["body"]["detail"]["place"] += 1
    return dishonest(taken)


def publish_another_result(taken: Taken) -> set[Check]:
    taken.first("assessed.publish", station=THREE)["body"]["detail"]["exact"] = "99"
    return dishonest(taken)


def forget_the_decision(taken: Taken) -> set[Check]:
    row = taken.first("assessed.decide_missing")
    taken.log[row["n"]]["verb"] = row["body"]["verb"] = "assessed.other"
    return dishonest(taken)


def recuse_who_had_given(taken: Taken) -> set[Check]:
    for row in taken.bodies:
        detail = row["body"]["detail"]
        if row["body"]["verb"] == "score.open" and (detail["part"], detail["station"]) == ("peer", THREE):
            taken.log[row["n"]]["verb"] = row["body"]["verb"] = "score.grant_recusal"
    return dishonest(taken)


def set_aside_who_had_given(taken: Taken) -> set[Check]:
    row = taken.first("score.open", part="peer", station=ONE)
    taken.log[row["n"]]["verb"] = row["body"]["verb"] = "score.set_aside"
    return dishonest(taken)


def rate_a_stranger(taken: Taken) -> set[Check]:
    taken.first("assessed.rate", station=THREE)["body"]["detail"]["station"] = "GZ-2020-0009"
    return dishonest(taken)


def drop_a_sheet(taken: Taken) -> set[Check]:
    row = taken.first("score.open", part="peer", station=THREE)
    taken.log[row["n"]]["verb"] = row["body"]["verb"] = "score.other"
    return dishonest(taken)


def add_a_sheet(taken: Taken) -> set[Check]:
    taken.first("score.open", part="peer")["body"]["detail"]["rater"] = "f" * 64
    return dishonest(taken)


def correct_out_of_bounds(taken: Taken) -> set[Check]:
    detail = taken.first("score.correct")["body"]["detail"]
    detail["marks"]["b9"] = 105
    salt, about = bytes.fromhex(detail["salt"]), (detail["assessment"], "office", detail["station"])
    detail["commitment"] = sheet_commitment(salt, *about, detail["marks"])
    return dishonest(taken)


def leave_a_station_out(taken: Taken) -> set[Check]:
    row = taken.first("assessed.publish", station=THREE)
    taken.log[row["n"]]["verb"] = row["body"]["verb"] = "assessed.other"
    return dishonest(taken)


def announce_in_steps_of_nothing(taken: Taken) -> set[Check]:
    taken.first("assessment.announce")["body"]["detail"]["rules"]["step"] = 0
    return dishonest(taken)


def hide_a_body(taken: Taken) -> set[Check]:
    taken.bodies.remove(taken.first("score.submit"))
    return set(taken.report().checks)


def withhold_what_two_peers_gave(taken: Taken) -> set[Check]:
    for row in [r for r in taken.bodies if r["body"]["verb"] in ("score.open", "score.correct")]:
        if row["body"]["detail"]["station"] == TWO:
            taken.bodies.remove(row)
    return set(taken.report().checks)


def appoint_instead_of_assigning(taken: Taken) -> set[Check]:
    assigned, rated = taken.first("assessment.assign"), taken.first("assessed.rate")
    reminded = next(n for n, header in enumerate(taken.log) if header["verb"] == "score.chase")
    later = json.loads(json.dumps(assigned)) | {"n": reminded}
    moved = assigned["body"]["detail"]["sheets"].pop()
    about = {"verb": "assessed.appoint_peer", "subject": taken.log[rated["n"]]["subject"]}
    taken.log[reminded] |= about
    told = {"assessment": rated["body"]["detail"]["assessment"], "station": moved["station"], "sheets": [moved]}
    later["body"] |= {**about, "at": taken.log[reminded]["at"], "detail": told}
    taken.bodies = sorted([*taken.bodies, later], key=lambda row: int(row["n"]))
    return dishonest(taken)


def keep_apart_who_is_not(taken: Taken) -> set[Check]:
    taken.first("assessment.assign")["body"]["detail"]["conflicts"].append([ONE, TWO])
    return dishonest(taken)


def do_without_a_lot(taken: Taken) -> set[Check]:
    taken.first("assessment.announce")["body"]["detail"]["rules"]["peers"]["all_below"] = 4
    return dishonest(taken)


def assign_a_token_twice(taken: Taken) -> set[Check]:
    sheets_there = taken.first("assessment.assign")["body"]["detail"]["sheets"]
    sheets_there[0]["rater"] = sheets_there[1]["rater"]
    return dishonest(taken)


def assign_twice(taken: Taken) -> set[Check]:
    row = taken.first("score.submit")
    again = json.loads(json.dumps(taken.first("assessment.assign")["body"]))
    later = next(n for n, header in enumerate(taken.log) if header["verb"] == "score.chase")
    taken.log[later] |= {"verb": "assessment.assign", "subject": again["subject"]}
    again["at"] = taken.log[later]["at"]
    taken.bodies = sorted([*taken.bodies, row | {"n": later, "body": again}], key=lambda row: int(row["n"]))
    return dishonest(taken)


def open_a_token_to_another(taken: Taken) -> set[Check]:
    assert taken.seats
    taken.seats[0]["judge"] = TWO if taken.seats[0]["judge"] == ONE else ONE
    return set(taken.report().checks)


def hide_the_announcement(taken: Taken) -> set[Check]:
    taken.bodies.remove(taken.first("assessment.announce"))
    return set(taken.report().checks)


def change_what_was_published(taken: Taken) -> set[Check]:
    taken.first("assessed.rate")["body"]["detail"]["exact"] = "99"
    return set(taken.report().checks)


def cut_the_log(taken: Taken) -> set[Check]:
    del taken.log[-1]
    taken.bodies = [row for row in taken.bodies if row["n"] < len(taken.log)]
    return set(taken.report().checks)


def withhold_the_end(taken: Taken) -> set[Check]:
    row = taken.first("assessment.publish")
    taken.log[row["n"]]["verb"] = row["body"]["verb"] = "assessment.other"
    return dishonest(taken)


def forge_the_signature(taken: Taken) -> set[Check]:
    taken.notes = {name: octets[:-8] + b"AAAAAA=\n" for name, octets in taken.notes.items()}
    return set(taken.report().checks)


ATTACKS: dict[Callable[[Taken], set[Check]], Check] = {
    raise_a_mark: Check.SHEET_ALTERED,
    raise_a_result: Check.COMPOSITE,
    pass_by_word: Check.COMPOSITE,
    swap_a_rank: Check.RANKING,
    publish_another_result: Check.COMPOSITE,
    forget_the_decision: Check.SHEET_MISSING,
    recuse_who_had_given: Check.SHEET_MISSING,
    set_aside_who_had_given: Check.SHEET_MISSING,
    rate_a_stranger: Check.SHEET_ADDED,
    drop_a_sheet: Check.SHEET_MISSING,
    add_a_sheet: Check.SHEET_ADDED,
    correct_out_of_bounds: Check.SHEET_INVALID,
    leave_a_station_out: Check.SHEET_MISSING,
    announce_in_steps_of_nothing: Check.FREEZE_INVALID,
    withhold_what_two_peers_gave: Check.BODY_MISSING,
    appoint_instead_of_assigning: Check.PEERS,
    keep_apart_who_is_not: Check.PEERS,
    do_without_a_lot: Check.PEERS,
    assign_a_token_twice: Check.SHEET_ADDED,
    assign_twice: Check.SHEET_ADDED,
    open_a_token_to_another: Check.PEERS,
    hide_a_body: Check.BODY_MISSING,
    hide_the_announcement: Check.BODY_MISSING,
    change_what_was_published: Check.BODY_ALTERED,
    cut_the_log: Check.LOG_TRUNCATED,
    withhold_the_end: Check.EVENT_ORDER,
    forge_the_signature: Check.SIGNATURE_FORGED,
}
"""Each way of cheating with the check that must name it."""


def test_every_way_of_cheating_is_named() -> None:
    content = eventful()
    for attack, check in ATTACKS.items():
        assert check in attack(Taken(content)), attack.__name__


def test_what_is_no_bundle_of_a_round_is_said_and_not_raised() -> None:
    taken = Taken(eventful())
    taken.bodies[0]["body"]["detail"] = {"assessment": 1}
    taken.signed_anew()
    assert Check.FORMAT in taken.report().checks
    assert Check.FORMAT in verify_assessment(Bundle(b"?", b"", None, {}), ((taken.key,),)).checks
    with pytest.raises(ValueError, match="each once"):
        verify_assessment(Bundle(b"", b"", None, {}), ())
