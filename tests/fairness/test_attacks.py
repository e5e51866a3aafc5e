"""What somebody who holds the database, or even the operator's key, might try; every attempt has its own message."""

from collections.abc import Callable

import pytest

from haizhi.fairness.ceremony import body_hash, pool_root, seat_token, sheet_commitment
from haizhi.fairness.merkle import EMPTY_ROOT
from haizhi.fairness.note import Checkpoint, checkpoint_text, signature_line, signed_note
from haizhi.fairness.verifier import Check, Report, verify
from tests.fairness.staged import (
    APPLICANTS,
    FIRST,
    KEYS,
    OPERATOR,
    SECOND,
    SESSION,
    WITNESS,
    Play,
    Sealed,
    Signer,
    salt,
    whole_session,
)


def judged(sealed: Sealed) -> Report:
    return verify(sealed.bundle(), KEYS)


def tampered(change: Callable[[Sealed], None]) -> Report:
    """The report on an honest session whose published files were changed afterwards."""
    sealed = whole_session().seal()
    change(sealed)
    return judged(sealed)


def cheated(change: Callable[[Play], None]) -> Report:
    """The report on a session that was dishonest from the start: log and both signatures agree with what was done."""
    play = whole_session()
    change(play)
    return judged(play.seal())


def remark(play: Play, number: int, marks: dict[str, int]) -> None:
    """Let the nth sheet that was opened have had other marks all along."""
    opened = play.first("sheet.reveal", number)
    opened.detail["marks"] |= marks
    locked = next(act for act in play.acts if (act.verb, act.subject) == ("sheet.lock", opened.subject))
    said = (opened.detail["seat"], opened.detail["applicant"], opened.detail["marks"])
    locked.detail["commitment"] = sheet_commitment(bytes.fromhex(opened.detail["salt"]), SESSION, *said)


def change_score(sealed: Sealed) -> None:
    sealed.body("sheet.reveal")["detail"]["marks"]["a3"] += 50


def drop_sheet(sealed: Sealed) -> None:
    sealed.bodies = [row for row in sealed.bodies if row["body"] != sealed.body("sheet.lock", 3)]


def add_sheet(sealed: Sealed) -> None:
    sealed.bodies.append({**sealed.bodies[-1], "n": len(sealed.log), "body": sealed.body("sheet.lock")})


def swap_judge(sealed: Sealed) -> None:
    chosen = sealed.body("session.draw", 1)["detail"]["chosen"]
    chosen[0] = next(row["id"] for row in sealed.pool if row["id"] not in chosen)


def swap_person(sealed: Sealed) -> None:
    assert sealed.names is not None
    sealed.names[0]["name"] = "另一位专家"


def reorder_log(sealed: Sealed) -> None:
    sealed.log[12], sealed.log[13] = sealed.log[13], sealed.log[12]


def renumber_log(sealed: Sealed) -> None:
    reorder_log(sealed)
    sealed.log[12]["n"], sealed.log[13]["n"] = 12, 13
    sealed.bodies = [row for row in sealed.bodies if row["n"] not in (12, 13)]


def change_pool_row(sealed: Sealed) -> None:
    sealed.pool[5]["employer"] = "另一单位"


def second_freeze(play: Play) -> None:
    freeze = play.first("session.freeze")
    at = play.at("session.confirm_freeze") + 1
    play.acts.insert(at, freeze)
    for row in play.recusals:
        row["entry"] += 1


def entropy_before_freeze(play: Play) -> None:
    entropy = play.acts.pop(play.at("session.record_entropy"))
    play.acts.insert(play.at("session.confirm_freeze"), entropy)


def wrong_replacement(play: Play) -> None:
    draw = play.first("session.draw", 1)
    outsiders = [
        row["id"] for row in play.pool if row["id"] not in {*play.first("session.draw").detail["chosen"], *play.panel}
    ]
    newcomer = next(id_ for id_ in play.panel if id_ not in play.first("session.draw").detail["chosen"])
    draw.detail["chosen"] = sorted({*play.panel, outsiders[0]} - {newcomer})


def forge_signature(sealed: Sealed) -> None:
    name = sorted(sealed.notes)[2]
    impostor = Signer("somebody.else")
    text = sealed.notes[name].decode().partition("\n\n")[0] + "\n"
    forged = impostor.secret.sign(text.encode())
    sealed.notes[name] = signed_note(text, [OPERATOR.line(text), signature_line(WITNESS.key, forged)]).encode()


def truncate_log(sealed: Sealed) -> None:
    del sealed.log[-3:]
    sealed.bodies = [row for row in sealed.bodies if row["n"] < len(sealed.log)]


def edit_rules(sealed: Sealed) -> None:
    sealed.body("session.freeze")["detail"]["rules"]["trim_from"] = 99


def alter_ranking(sealed: Sealed) -> None:
    ranking = sealed.body("session.confirm_close")["detail"]["ranking"]
    ranking[0], ranking[1] = ranking[1], ranking[0]


def fork(sealed: Sealed) -> None:
    """The whole log rewritten and signed anew by both; somebody kept a checkpoint of the first one."""
    sealed.old = {"kept.note": max(sealed.notes.items())[1]}
    play = whole_session()
    play.acts[0].verb = "application.withdraw"
    other = play.seal()
    sealed.log, sealed.bodies, sealed.notes = other.log, other.bodies, other.notes


def swap_sheet(play: Play) -> None:
    """Opened with other marks than it was locked with, by whoever held the session's key."""
    play.first("sheet.reveal", 8).detail["marks"]["a3"] += 5


def withhold_signature(sealed: Sealed) -> None:
    name = sorted(sealed.notes)[2]
    text = sealed.notes[name].decode().partition("\n\n")[0] + "\n"
    sealed.notes[name] = signed_note(text, [OPERATOR.line(text)]).encode()


LOST = Signer("haizhi.example/witness/2")


def sign_with_retired_key() -> Report:
    """The witness reports the key lost and enters another; whoever found the old one signs on with it."""
    play = Play().frozen().drawn()
    play.act("key.retire", "witness", f"key {WITNESS.name}")
    play.enter_key("witness", LOST, WITNESS)
    sealed = play.opened().heard().closed().seal(OPERATOR, WITNESS)
    return verify(sealed.bundle(), ((OPERATOR.key,), (WITNESS.key, LOST.key)))


ATTACKS: dict[str, tuple[Callable[[], Report], Check, str]] = {
    "changed score": (lambda: tampered(change_score), Check.SHEET_ALTERED, "分数曾被改动"),
    "dropped sheet": (lambda: tampered(drop_sheet), Check.SHEET_MISSING, "没有它的正文"),
    "added sheet": (lambda: tampered(add_sheet), Check.SHEET_ADDED, "日志中没有这一条"),
    "swapped judge": (lambda: tampered(swap_judge), Check.PANEL, "评委曾被调换"),
    "swapped person": (lambda: tampered(swap_person), Check.JUDGE_SWAPPED, "与封存时的承诺不符"),
    "reordered log": (lambda: tampered(reorder_log), Check.LOG_ORDER, "应为第12条，写的是第13条"),
    "renumbered log": (lambda: tampered(renumber_log), Check.ROOT, "根与日志不符"),
    "changed pool row": (lambda: tampered(change_pool_row), Check.POOL_ALTERED, "专家库与封存时公布的根不符"),
    "second freeze": (lambda: cheated(second_freeze), Check.SECOND_FREEZE, "未经会签作废又封存了一次"),
    "entropy before freeze": (
        lambda: cheated(entropy_before_freeze),
        Check.ENTROPY_EARLY,
        "封存会签之前就录入了随机数",
    ),
    "wrong replacement": (lambda: cheated(wrong_replacement), Check.REPLACEMENT, "与记录不符"),
    "forged signature": (lambda: tampered(forge_signature), Check.SIGNATURE_FORGED, "签名是伪造的"),
    "truncated log": (lambda: tampered(truncate_log), Check.LOG_TRUNCATED, "不足此数"),
    "edited rules": (lambda: tampered(edit_rules), Check.FREEZE_ALTERED, "规则曾被改动"),
    "altered ranking": (lambda: tampered(alter_ranking), Check.RANKING, "排名曾被改动"),
    "stale checkpoint": (lambda: tampered(fork), Check.FORK, "分叉"),
    "swapped sheet": (lambda: cheated(swap_sheet), Check.SHEET_SWAPPED, "评分表曾被调换"),
    "missing signature of the witness": (
        lambda: tampered(withhold_signature),
        Check.SIGNATURE_MISSING,
        f"没有{WITNESS.name}的签名",
    ),
    "signature by a retired key": (sign_with_retired_key, Check.KEY_ENDED, "在此之前已停用"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_attack_is_caught_with_its_own_message(attack: str) -> None:
    attempt, check, message = ATTACKS[attack]
    report = attempt()
    assert not report.ok
    assert any(failure.check is check and message in failure.message for failure in report.failures)


def test_no_two_attacks_are_answered_alike() -> None:
    answers = {attempt().failures[0] for attempt, _, _ in ATTACKS.values()}
    assert len(answers) == len(ATTACKS)
    assert len({answer.check for answer in answers}) == len(ATTACKS)


@pytest.mark.parametrize("signers", [(OPERATOR,), (WITNESS,)], ids=["operator", "witness"])
def test_neither_key_alone_can_sign_a_rewritten_log(signers: tuple[Signer, ...]) -> None:
    play = whole_session()
    remark(play, 0, {"a3": 400})
    assert Check.SIGNATURE_MISSING in judged(play.seal(*signers)).checks


def test_a_score_changed_before_the_log_was_signed_contradicts_what_was_announced() -> None:
    def change(play: Play) -> None:
        # Changed in the record alone: what was announced on the spot and the ranking stay as they were.
        marks = {code: mark + 5 for code, mark in play.first("sheet.reveal", 8).detail["marks"].items()}
        remark(play, 8, marks)
        remark(play, 9, marks)

    assert cheated(change).checks == {Check.ANNOUNCEMENT}


def test_a_panel_of_ones_own_choice_is_caught_although_everybody_signed() -> None:
    def change(play: Play) -> None:
        draw = play.first("session.draw").detail
        others = [row["id"] for row in play.pool if row["id"] not in draw["chosen"]]
        draw["chosen"] = sorted([*draw["chosen"][:-1], others[0]])

    assert Check.PANEL in cheated(change).checks


def test_a_later_attempt_than_the_first_that_fits_is_caught() -> None:
    def change(play: Play) -> None:
        play.first("session.draw").detail["attempt"] += 1

    report = cheated(change)
    assert report.checks == {Check.PANEL}
    assert "重新计算得第" in report.failures[0].message


def test_an_order_of_presentation_of_ones_own_choice_is_caught() -> None:
    for number in (0, 1):

        def change(play: Play, number: int = number) -> None:
            play.first("session.draw", number).detail["order"].reverse()

        assert Check.PRESENTATION_ORDER in cheated(change).checks


def test_rules_that_were_edited_before_the_draw_was_repeated_give_another_panel() -> None:
    def change(play: Play) -> None:
        play.first("session.freeze").detail["quotas"]["caps"] = []

    assert Check.PANEL in cheated(change).checks


def test_a_pool_whose_root_was_swapped_with_it_gives_another_panel() -> None:
    def change(play: Play) -> None:
        play.pool = [row for row in play.pool if row["id"] != play.panel[0]]
        play.first("session.freeze").detail.update(pool_root=pool_root(play.pool), pool_count=len(play.pool))

    assert Check.PANEL in cheated(change).checks


def test_pool_rows_in_another_order_or_number_are_not_the_frozen_pool() -> None:
    for change in (lambda sealed: sealed.pool.reverse(), lambda sealed: sealed.pool.append(sealed.pool[-1])):
        assert tampered(change).checks == {Check.POOL_ALTERED}


def test_a_judge_who_was_not_drawn_cannot_take_a_seat() -> None:
    def change(sealed: Sealed) -> None:
        assert sealed.seats is not None
        sealed.seats[-1].update(judge="somebody else")

    assert tampered(change).checks == {Check.SEATS}


def test_a_seat_held_by_somebody_else_from_the_start_is_seen_by_the_supervisor() -> None:
    play = Play().frozen().drawn()
    drawn, play.panel = play.panel, (*play.panel[1:], "friend")
    play.opened().heard().closed()
    play.panel = drawn
    assert judged(play.seal()).checks == {Check.JUDGE_SWAPPED}


def test_a_drawn_judge_whose_name_is_withheld_is_noticed() -> None:
    def withhold(sealed: Sealed) -> None:
        assert sealed.names is not None
        sealed.names.pop()

    assert tampered(withhold).checks == {Check.JUDGE_SWAPPED}


def test_the_ranking_is_computed_again_from_the_sheets() -> None:
    def swap(play: Play) -> None:
        ranking = play.first("session.confirm_close").detail["ranking"]
        ranking[0]["applicant"], ranking[1]["applicant"] = ranking[1]["applicant"], ranking[0]["applicant"]

    def drop(play: Play) -> None:
        play.first("session.confirm_close").detail["ranking"].pop()

    def add(play: Play) -> None:
        ranking = play.first("session.confirm_close").detail["ranking"]
        ranking.append({**ranking[-1], "applicant": "HZ-2026-0999"})

    for change in (swap, drop, add):
        report = cheated(change)
        assert report.checks == {Check.RANKING}
        assert report.ranking[0]["applicant"] == FIRST


def test_an_announced_score_that_the_sheets_do_not_give_is_caught() -> None:
    def change(play: Play) -> None:
        play.first("turn.announce", 1).detail.update(exact="99", shown="99.00")

    report = cheated(change)
    assert report.checks == {Check.ANNOUNCEMENT}
    assert f"{SECOND}重新计算得95/2，公布的是99" in str(report.failures[0])


def test_a_result_from_four_sheets_is_caught() -> None:
    def change(play: Play) -> None:
        play.first("turn.announce", 4).detail.update(exact="30", shown="30.00")

    report = cheated(change)
    assert "重新计算得无结果，公布的是30" in str(report.failures[0])


def test_a_missing_sheet_is_never_counted_as_nought() -> None:
    def change(play: Play) -> None:
        play.acts.remove(play.first("sheet.lock", 10))
        for row in play.recusals:
            row["entry"] = play.at("recusal.agree") + play.recusals.index(row)

    assert Check.SHEET_MISSING in cheated(change).checks


def test_a_recusal_needs_an_entry_of_the_supervisor_for_this_applicant() -> None:
    def entry_for_another_applicant(play: Play) -> None:
        play.recusals[1]["entry"] = play.recusals[0]["entry"]

    def another_act(play: Play) -> None:
        play.recusals[0]["entry"] = 0

    def unknown_seat(play: Play) -> None:
        play.recusals.append({"seat": "nobody", "applicant": FIRST, "entry": play.recusals[0]["entry"]})

    for change in (entry_for_another_applicant, another_act, unknown_seat):
        assert cheated(change).checks == {Check.RECUSAL}


def test_a_recused_judge_cannot_score() -> None:
    def change(play: Play) -> None:
        sheet = play.first("sheet.lock")
        entry = play.at("recusal.agree")
        play.recusals[0].update(seat=sheet.detail["seat"], applicant=sheet.detail["applicant"], entry=entry)

    report = cheated(change)
    assert any(failure.check is Check.RECUSAL and "应当回避" in failure.message for failure in report.failures)


@pytest.mark.parametrize(
    ("field", "value"), [("seat", "nobody"), ("applicant", "HZ-2026-0999")], ids=["unknown seat", "unknown applicant"]
)
def test_a_sheet_of_nobody_or_for_nobody_is_one_too_many(field: str, value: str) -> None:
    def change(play: Play) -> None:
        play.first("sheet.lock", 20).detail[field] = value

    assert Check.SHEET_ADDED in cheated(change).checks


def insert_sheet(play: Play, before: str, number: int) -> None:
    sheet = next(act for act in play.acts if act.verb == "sheet.lock" and act.detail["applicant"] == SECOND)
    play.acts.insert(play.at(before, number), sheet)


def test_a_second_sheet_from_one_seat_is_one_too_many() -> None:
    report = cheated(lambda play: insert_sheet(play, "turn.announce", 1))
    assert Check.SHEET_ADDED in report.checks
    assert "已有一份有效评分表" in str(report.failures[0])


def test_a_sheet_after_the_announcement_is_one_too_many() -> None:
    def change(play: Play) -> None:
        play.acts.append(play.acts.pop(play.at("resolution.prepare")))
        late = play.acts.pop(play.at("sheet.lock", 7))
        play.acts.insert(play.at("turn.announce", 1) + 1, late)

    report = cheated(change)
    assert Check.SHEET_ADDED in report.checks
    assert any("公布得分之后又增加评分表" in failure.message for failure in report.failures)


def test_a_sheet_outside_the_sitting_is_refused() -> None:
    report = cheated(lambda play: play.acts.append(play.first("sheet.lock")))
    assert report.checks == {Check.EVENT_ORDER}


def test_marks_beyond_the_maximum_are_refused() -> None:
    def change(play: Play) -> None:
        remark(play, 0, {"a1": 105})

    assert Check.SHEET_INVALID in cheated(change).checks


def test_an_applicant_cannot_be_passed_over() -> None:
    def change(play: Play) -> None:
        play.acts.remove(play.first("turn.mark_absent"))

    report = cheated(change)
    assert report.checks == {Check.ANNOUNCEMENT}
    assert "没有公布得分，也没有登记缺席" in str(report.failures[0])


def test_an_applicant_who_was_heard_cannot_be_absent() -> None:
    def change(play: Play) -> None:
        play.first("turn.mark_absent").detail["applicant"] = SECOND

    assert Check.SHEET_ADDED in cheated(change).checks


def test_an_absence_of_nobody_is_refused() -> None:
    def change(play: Play) -> None:
        play.first("turn.mark_absent").detail["applicant"] = "HZ-2026-0999"

    assert Check.ANNOUNCEMENT in cheated(change).checks


def test_an_absence_cannot_be_left_out() -> None:
    report = tampered(
        lambda sealed: sealed.bodies.remove(next(r for r in sealed.bodies if r["body"]["verb"] == "turn.mark_absent"))
    )
    assert Check.BODY_MISSING in report.checks


def test_more_seats_than_were_frozen_are_refused() -> None:
    def change(play: Play) -> None:
        play.first("session.open").detail["seats"].append(seat_token(salt("seat", "friend"), "friend"))

    assert Check.SEATS in cheated(change).checks


def test_one_post_cannot_sign_for_both() -> None:
    for verb in ("session.confirm_freeze", "session.witness_entropy", "session.confirm_draw", "session.confirm_close"):

        def change(play: Play, verb: str = verb) -> None:
            play.first(verb).by = "clerk"

        assert cheated(change).checks == {Check.TWO_PEOPLE}


def test_two_readings_that_differ_cannot_be_drawn_from() -> None:
    def change(play: Play) -> None:
        play.first("session.witness_entropy", 1).detail["value"] = "1.5.9.12.20.31.32."

    assert Check.ENTROPY_MISMATCH in cheated(change).checks


def test_a_draw_without_a_second_reading_is_out_of_order() -> None:
    def change(play: Play) -> None:
        play.acts.remove(play.first("session.witness_entropy", 1))
        play.acts.insert(0, play.acts[0])

    assert Check.EVENT_ORDER in cheated(change).checks


def test_dice_cannot_be_entered_again_once_both_have_entered_them() -> None:
    def change(play: Play) -> None:
        play.acts.insert(play.at("session.draw"), play.first("session.record_entropy"))

    assert Check.ENTROPY_LATE in cheated(change).checks


@pytest.mark.parametrize(
    "detail",
    [{"value": "31415"}, {"value": "not dice"}, {"round": 2}, {"source": 1}],
    ids=lambda detail: next(iter(detail)),
)
def test_dice_that_are_not_those_of_the_freeze_are_refused(detail: dict[str, object]) -> None:
    def change(play: Play) -> None:
        play.first("session.record_entropy").detail.update(detail)

    assert Check.ENTROPY_INVALID in cheated(change).checks


def test_a_draw_in_the_wrong_round_is_refused() -> None:
    def change(play: Play) -> None:
        play.first("session.draw").detail["round"] = 2

    assert cheated(change).checks == {Check.EVENT_ORDER}


def test_only_a_member_of_the_panel_can_leave_it() -> None:
    def change(play: Play) -> None:
        play.first("session.vacate").detail["expert"] = "nobody"

    assert Check.REPLACEMENT in cheated(change).checks


def test_a_panel_member_from_outside_the_pool_breaks_every_later_draw() -> None:
    def change(play: Play) -> None:
        play.first("session.draw").detail["chosen"][-1] = "zz-outsider"

    report = cheated(change)
    assert {Check.PANEL, Check.REPLACEMENT} <= report.checks
    assert any("抽不出任何结果" in failure.message for failure in report.failures)


def test_rules_cannot_be_set_after_the_freeze() -> None:
    def change(play: Play) -> None:
        play.acts.insert(play.at("session.draw"), play.first("session.set_rules"))

    assert Check.EVENT_ORDER in cheated(change).checks


def test_a_session_that_was_never_closed_has_no_result() -> None:
    def change(play: Play) -> None:
        play.acts.remove(play.first("session.confirm_close"))

    assert cheated(change).checks == {Check.EVENT_ORDER}


@pytest.mark.parametrize(
    ("verb", "number", "message"),
    [
        ("session.confirm_freeze", 0, "封存之后、录入随机数之前"),
        ("sheet.reveal", 20, "公布得分之后"),
    ],
)
def test_a_checkpoint_that_was_not_signed_in_time_is_missed(verb: str, number: int, message: str) -> None:
    def change(play: Play) -> None:
        play.first(verb, number).signed = False

    report = cheated(change)
    assert report.checks == {Check.CHECKPOINT_MISSING}
    assert message in str(report.failures[0])


def test_what_follows_the_last_checkpoint_is_attested_by_nobody() -> None:
    def drop(sealed: Sealed) -> None:
        del sealed.notes[max(sealed.notes)]

    report = tampered(drop)
    assert report.checks == {Check.CHECKPOINT_MISSING}
    assert "其后的记录没有签署" in str(report.failures[0])


def test_without_any_checkpoint_nothing_is_attested() -> None:
    assert Check.CHECKPOINT_MISSING in tampered(lambda sealed: sealed.notes.clear()).checks


def test_a_checkpoint_of_another_log_is_refused() -> None:
    text = checkpoint_text(Checkpoint("another.example/log", 0, EMPTY_ROOT))
    other = signed_note(text, [OPERATOR.line(text), WITNESS.line(text)]).encode()
    assert tampered(lambda sealed: sealed.notes.update({"000000.note": other})).checks == {Check.FORK}


def test_a_note_that_is_none_is_refused() -> None:
    assert tampered(lambda sealed: sealed.notes.update({"x.note": b"hello"})).checks == {Check.NOTE}


def test_a_kept_checkpoint_of_a_longer_log_shows_that_this_one_was_cut() -> None:
    def cut(sealed: Sealed) -> None:
        sealed.old = {"kept.note": sealed.notes.popitem()[1]}
        truncate_log(sealed)

    report = tampered(cut)
    assert Check.LOG_TRUNCATED in report.checks
    assert any(failure.where == "kept.note" for failure in report.failures)


def test_a_body_that_says_something_else_than_its_header_is_refused() -> None:
    sealed = whole_session().seal()
    row = next(row for row in sealed.bodies if row["body"]["verb"] == "session.open")
    row["body"]["at"] = "2020-01-01T00:00:00.000000Z"
    sealed.log[row["n"]]["body"] = body_hash(bytes.fromhex(row["salt"]), row["body"])
    assert Check.BODY_ALTERED in judged(sealed).checks


def test_the_body_of_another_act_that_was_changed_is_named() -> None:
    def change(sealed: Sealed) -> None:
        sealed.body("session.vacate")["detail"]["expert"] = "nobody"

    report = tampered(change)
    assert report.checks == {Check.BODY_ALTERED}


def test_a_body_given_twice_is_refused() -> None:
    assert tampered(lambda sealed: sealed.bodies.append(sealed.bodies[0])).checks == {Check.BODY_ALTERED}


def test_a_body_without_what_its_verb_requires_is_refused() -> None:
    def change(play: Play) -> None:
        del play.first("session.open").detail["seats"]

    assert cheated(change).checks == {Check.FORMAT}


def test_an_act_of_the_ceremony_cannot_be_left_out() -> None:
    def change(sealed: Sealed) -> None:
        sealed.bodies.remove(next(row for row in sealed.bodies if row["body"]["verb"] == "session.vacate"))

    assert tampered(change).checks == {Check.BODY_MISSING}


def test_a_bundle_without_a_freeze_or_with_two_sessions_is_refused() -> None:
    def two(play: Play) -> None:
        other = Play().frozen().first("session.freeze")
        other.subject = "another session"
        play.acts.append(other)

    assert cheated(two).checks == {Check.BODY_MISSING}
    assert Check.BODY_MISSING in tampered(lambda sealed: sealed.bodies.clear()).checks


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("size", 0, "抽取人数"),
        ("size", 25, "抽取人数"),
        ("applicants", [FIRST, FIRST], "申报单位"),
        ("applicants", APPLICANTS[::-1], "申报单位"),
        ("indicators", [], "评分指标"),
        ("indicators", [{"code": "a3", "group": g, "maximum": 10} for g in (3, 4)], "评分指标"),
        ("rules", {"step": 0, "fewest": 5, "trim_from": 5, "ties": [], "places": 2}, "计分规则"),
        ("rules", {"step": 5, "fewest": 5, "trim_from": 2, "ties": [], "places": 2}, "计分规则"),
        ("rules", {"step": 5, "fewest": 5, "trim_from": 5, "ties": [9], "places": 2}, "同分比较"),
        ("rules", {"step": 5, "fewest": 5, "trim_from": 5, "ties": [], "places": 99}, "小数位数"),
        ("entropy_sources", [], "掷骰"),
        ("entropy_sources", [{"name": "彩票", "form": "numbers", "count": 40}], "掷骰"),
        ("entropy_sources", [{"name": "掷骰", "form": "digits", "count": 4}], "不得少于40位"),
    ],
)
def test_a_freeze_that_nothing_can_be_computed_with_is_refused(key: str, value: object, message: str) -> None:
    def change(play: Play) -> None:
        play.first("session.freeze").detail[key] = value

    report = cheated(change)
    assert report.checks == {Check.FREEZE_INVALID}
    assert any(message in failure.message for failure in report.failures)


def test_a_session_of_others_in_the_same_log_is_left_alone() -> None:
    play = whole_session()
    sheet = play.first("sheet.lock")
    play.act("sheet.lock", "x", "their sheet", **{**sheet.detail, "session": "another session"})
    sealed = play.seal()
    assert judged(sealed).ok
    sealed.bodies = [row for row in sealed.bodies if row["body"]["subject"] != "their sheet"]
    assert judged(sealed).ok
