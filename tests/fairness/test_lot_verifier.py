"""What the verifier says of a lot, and of one that somebody tampered with, before or after it was signed."""

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from haizhi.fairness.__main__ import main
from haizhi.fairness.lots import pairs_rows
from haizhi.fairness.verifier import Check
from tests.fairness.cheating import truncate_log
from tests.fairness.second_lot_verifier import check_lot
from tests.fairness.second_verifier import Disagrees
from tests.fairness.staged import DICE, KEYS, OPERATOR, Act, Sealed
from tests.fairness.staged_lot import LOT, LotPlay, codes, lot_cheated, lot_report, lot_tampered, whole_lot
from tests.fairness.test_command import written
from tests.fairness.test_second_verifier import unpacked


@pytest.mark.parametrize(
    ("play", "facts", "first"),
    [
        (whole_lot(), {"名单": 40, "每家互评": 5, "避嫌": 1}, "GZ-2026-0001评"),
        (whole_lot(members=6), {"名单": 6, "每家互评": 5, "避嫌": 1}, "GZ-2026-0001评GZ-2026-0003、"),
        (whole_lot("check", 30, 3), {"名单": 30, "抽取": 3}, "GZ-2026-00"),
    ],
)
def test_an_honest_lot_is_confirmed_and_says_what_was_drawn(play: LotPlay, facts: dict[str, int], first: str) -> None:
    report = lot_report(play.seal())
    assert (report.failures, report.remarks) == ([], [])
    assert report.facts.items() >= facts.items()
    assert report.drawn[0].startswith(first)


def test_the_command_confirms_a_lot_and_prints_its_result(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(written(tmp_path / "bundle", whole_lot("check", 30, 3).seal()))
    keys = [str(key) for (key,) in KEYS]
    assert main(["lot", folder, *keys]) == 0
    printed = capsys.readouterr().out
    assert "名单：30\n抽取：3\nGZ-2026-00" in printed
    assert printed.endswith("核验通过：全部内容重新计算后一致。\n")
    assert main([folder, *keys]) == 1, "a lot is no session"
    assert main(["lot", folder]) == 2


def _member(sealed: Sealed) -> None:
    sealed.body("lot.seal")["detail"]["members"][3] = "GZ-2026-9999"


def _conflict(sealed: Sealed) -> None:
    sealed.body("lot.seal")["detail"]["conflicts"].clear()


def _pair(sealed: Sealed) -> None:
    sealed.body("lot.draw")["detail"]["pairs"][0]["assesses"][0] = "GZ-2026-0040"


def _forge(sealed: Sealed) -> None:
    name = min(sealed.notes)
    text = sealed.notes[name].decode().rpartition("\n\n")[0] + "\n"
    forged = OPERATOR.line(f"{text}another line\n")
    genuine = OPERATOR.line(text)
    sealed.notes[name] = sealed.notes[name].replace(genuine.encode(), forged.encode())


@pytest.mark.parametrize(
    ("change", "check", "said"),
    [
        (_member, Check.LIST_ALTERED, "名单、数量或避嫌关系与当时留下的指纹不符"),
        (_conflict, Check.LIST_ALTERED, "名单、数量或避嫌关系与当时留下的指纹不符"),
        (_pair, Check.CHOSEN, "抽签结果与当时留下的指纹不符"),
        (_forge, Check.SIGNATURE_FORGED, "的签名是伪造的"),
        (truncate_log, Check.LOG_TRUNCATED, "这份日志却不足此数"),
    ],
)
def test_what_was_changed_after_signing_is_named(change: Callable[[Sealed], None], check: Check, said: str) -> None:
    report = lot_tampered(change)
    assert check in report.checks
    assert any(said in str(failure) for failure in report.failures)


def test_a_swapped_member_gives_other_pairs_although_everybody_signed() -> None:
    def change(play: LotPlay) -> None:
        play.first("lot.seal").detail["members"][-1] = "GZ-2026-9999"

    report = lot_cheated(change)
    assert report.checks == {Check.PEERS}
    assert any("重新计算GZ-2026-9999应评" in failure.message for failure in report.failures)


def test_a_pair_of_ones_own_choice_is_caught_although_everybody_signed() -> None:
    def change(play: LotPlay) -> None:
        row = play.first("lot.draw").detail["pairs"][0]
        row["assesses"] = ["GZ-2026-0002", *row["assesses"][1:]]

    report = lot_cheated(change)
    assert report.checks == {Check.PEERS}
    assert {"GZ-2026-0001与GZ-2026-0002应当避嫌，却安排了互评"} <= {failure.message for failure in report.failures}


def test_pairs_listed_twice_or_beside_chosen_ones_are_caught() -> None:
    for key, value in (("pairs", {"member": "GZ-2026-0040", "assesses": []}), ("chosen", "GZ-2026-0001")):
        assert Check.PEERS in lot_cheated(lambda p, k=key, v=value: p.first("lot.draw").detail[k].append(v)).checks  # type: ignore[misc]  # a default binds what changes


def test_another_choice_than_the_one_that_follows_is_caught() -> None:
    play = whole_lot("check", 30, 3)
    report = lot_cheated(lambda p: p.first("lot.draw").detail["chosen"].reverse(), play)
    assert report.checks == {Check.CHOSEN}
    assert report.failures[0].message.startswith("重新计算抽出的应为GZ-2026-")


def test_an_arrangement_of_ones_own_is_no_way_around_the_draw() -> None:
    report = lot_cheated(lambda play: play.first("lot.draw").detail.update(way="flow"))
    assert [failure.message for failure in report.failures] == ["按公布的算法排得出互评对象，记录的却是另行安排的"]


def _dense(way: str = "flow", spoil: bool = False) -> LotPlay:
    """Twelve, in two groups of six that must not meet within: assessed across, as no circle could."""
    groups = codes(12)[:6], codes(12)[6:]
    play = LotPlay(members=12, count=5, conflicts=[pair for group in groups for pair in combinations(group, 2)])
    assesses = {}
    for place in range(6):
        for own, other in (groups, groups[::-1]):
            assesses[own[place]] = sorted(set(other) - {other[place]})
    if spoil:
        assesses[groups[0][0]] = sorted(groups[1])
    return play.listed().rolled().drawn({"way": way, "chosen": [], "pairs": pairs_rows(assesses)})


def test_where_conflicts_are_too_dense_an_arrangement_is_checked_for_what_it_promises() -> None:
    report = lot_report(_dense().seal())
    assert report.ok
    assert report.remarks == ["避嫌过多，互评对象由最小费用流另行安排，已核对各项要求；其中互相评的30对"]
    spoilt = lot_report(_dense(spoil=True).seal())
    assert [failure.message for failure in spoilt.failures] == [
        "GZ-2026-0001评6家，应评5家",
        "GZ-2026-0007由6家评，应由5家评",
    ]
    assert Check.PEERS in lot_report(_dense("circle").seal()).checks


def _second_seal(play: LotPlay) -> None:
    play.acts.insert(play.at("lot.draw"), Act("lot.seal", LOT, "clerk", dict(play.record)))


def _entropy_before_seal(play: LotPlay) -> None:
    play.acts.insert(play.at("lot.confirm_seal"), Act("lot.record_entropy", LOT, "clerk", {"value": DICE[0]}))


def _entropy_again(play: LotPlay) -> None:
    play.acts.insert(play.at("lot.draw"), Act("lot.record_entropy", LOT, "clerk", {"value": DICE[1]}))


def _entropy_differs(play: LotPlay) -> None:
    play.first("lot.witness_entropy").detail["value"] = DICE[1]


def _no_reading(play: LotPlay) -> None:
    for verb in ("lot.record_entropy", "lot.witness_entropy"):
        play.first(verb).detail["value"] = "7"


def _unsigned(play: LotPlay) -> None:
    play.first("lot.confirm_seal").signed = False


def _alone(play: LotPlay) -> None:
    play.first("lot.confirm_seal").by = "clerk"


def _unconfirmed(play: LotPlay) -> None:
    play.acts.pop()


def _voided(play: LotPlay) -> None:
    play.acts[-1:] = [Act("lot.void", LOT, "clerk"), Act("lot.confirm_void", LOT, "witness", {}, True)]


def _out_of_turn(play: LotPlay) -> None:
    play.act("lot.confirm_void", "witness", LOT)


def _bad_list(play: LotPlay) -> None:
    play.first("lot.seal").detail["members"].reverse()


@pytest.mark.parametrize(
    ("change", "check"),
    [
        (_second_seal, Check.SECOND_FREEZE),
        (_entropy_before_seal, Check.ENTROPY_EARLY),
        (_entropy_again, Check.ENTROPY_LATE),
        (_entropy_differs, Check.ENTROPY_MISMATCH),
        (_no_reading, Check.ENTROPY_INVALID),
        (_unsigned, Check.CHECKPOINT_MISSING),
        (_alone, Check.TWO_PEOPLE),
        (_unconfirmed, Check.EVENT_ORDER),
        (_voided, Check.EVENT_ORDER),
        (_out_of_turn, Check.EVENT_ORDER),
        (_bad_list, Check.LIST_INVALID),
    ],
)
def test_a_dishonest_course_is_caught_although_everybody_signed(
    change: Callable[[LotPlay], None], check: Check
) -> None:
    assert check in lot_cheated(change).checks


def test_a_refused_void_lets_the_lot_go_on() -> None:
    def change(play: LotPlay) -> None:
        void = [Act("lot.void", LOT, "clerk"), Act("lot.refuse_void", LOT, "witness")]
        play.acts[play.at("lot.draw") : play.at("lot.draw")] = void

    assert lot_cheated(change).ok


def test_other_lots_in_the_same_log_are_pointed_out() -> None:
    report = lot_cheated(lambda play: play.acts.insert(1, Act("lot.seal", "another lot", "clerk", dict(play.record))))
    assert report.checks == {Check.BODY_MISSING}, "two lots in one bundle"
    sealed = whole_lot()
    sealed.acts.insert(1, Act("lot.seal", "another lot", "clerk", dict(sealed.record)))
    files = sealed.seal()
    files.bodies = [row for row in files.bodies if row["body"]["subject"] != "another lot"]
    found = lot_report(files)
    assert found.ok
    assert found.remarks == ["日志中另有1次抽签的封存（第1条），请问明各为何事、有无作废"]


def test_a_body_that_is_withheld_is_missed() -> None:
    def change(sealed: Sealed) -> None:
        sealed.bodies = [row for row in sealed.bodies if row["body"]["verb"] != "lot.draw"]

    assert lot_tampered(change).checks == {Check.BODY_MISSING}


def test_a_lot_whose_files_are_unreadable_is_not_gone_into() -> None:
    report = lot_tampered(lambda sealed: sealed.log.append({"n": "x"}))
    assert report.checks == {Check.FORMAT}


@pytest.mark.parametrize("play", [whole_lot(), whole_lot(members=6), whole_lot("check", 30, 3), _dense()])
def test_a_verifier_written_from_the_document_comes_to_the_same(tmp_path: Path, play: LotPlay) -> None:
    sealed = play.seal()
    result = play.first("lot.draw").detail
    assert check_lot(unpacked(tmp_path / "bundle", sealed)) == (result["chosen"] or result["pairs"])


@pytest.mark.parametrize("change", [_member, _conflict, _pair])
def test_it_finds_what_was_changed(tmp_path: Path, change: Callable[[Sealed], None]) -> None:
    sealed = whole_lot().seal()
    change(sealed)
    with pytest.raises(Disagrees, match="body"):
        check_lot(unpacked(tmp_path / "bundle", sealed))
