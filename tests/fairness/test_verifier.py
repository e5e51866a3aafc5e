import json
from copy import deepcopy
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haizhi.fairness.ceremony import freeze_faults, indicators_of, rules_of
from haizhi.fairness.tally import score_applicant
from haizhi.fairness.verifier import Bundle, Check, Report, verify
from tests.fairness.staged import (
    DICE,
    FIRST,
    KEYS,
    POOL,
    SECOND,
    THIRD,
    Act,
    Play,
    freeze_detail,
    whole_session,
)

HONEST = whole_session().seal().bundle()


def judged(play: Play) -> Report:
    return verify(play.seal().bundle(), KEYS)


def test_an_honest_session_passes_without_remark() -> None:
    report = verify(HONEST, KEYS)
    assert report.failures == []
    assert report.remarks == []
    assert report.facts["有效评分表"] == 31
    assert [(row["applicant"], row["rank"], row["tied"]) for row in report.ranking][:4] == [
        (FIRST, 1, False), (SECOND, 2, True), (THIRD, 2, True), ("HZ-2026-0004", 4, False)
    ]  # fmt: skip


def test_the_freeze_of_an_honest_session_has_no_fault() -> None:
    assert freeze_faults(freeze_detail(POOL)) == ()


def test_an_earlier_checkpoint_that_somebody_kept_agrees() -> None:
    sealed = whole_session().seal()
    sealed.old = {"kept.note": next(iter(sealed.notes.values()))}
    report = verify(sealed.bundle(), KEYS)
    assert report.ok
    assert report.facts["留存的检查点"] == 1


def test_one_key_alone_leaves_a_remark() -> None:
    report = verify(HONEST, KEYS[:1])
    assert report.ok
    assert "未核对另一方的签名" in report.remarks[0]


def test_keys_must_be_given_each_once() -> None:
    for keys in ((), KEYS[:1] * 2, ((),)):
        with pytest.raises(ValueError, match="each once"):
            verify(HONEST, keys)


def test_names_that_are_not_yet_published_leave_a_remark() -> None:
    sealed = whole_session().seal()
    sealed.names = sealed.seats = None
    report = verify(sealed.bundle(), KEYS)
    assert report.ok
    assert "评委姓名（names.jsonl）由纪检保管" in report.remarks[0]


def test_a_judge_whose_data_were_erased_since_leaves_a_remark() -> None:
    sealed = whole_session().seal()
    assert sealed.names is not None
    sealed.names[0] |= {"name": "", "salt": ""}
    report = verify(sealed.bundle(), KEYS)
    assert report.ok
    assert f"评委{sealed.names[0]['id']}的资料已依规定删除" in report.remarks[0]


def test_a_void_stays_visible_and_the_second_freeze_counts() -> None:
    play = Play().frozen()
    play.enter(1, 0, DICE[1])
    play.act("session.void", "clerk")
    play.act("session.confirm_void", "witness")
    play.act("session.freeze", "clerk", **play.freeze)
    play.act("session.refuse_freeze", "witness")
    play.act("session.freeze", "clerk", **play.freeze)
    play.confirm_freeze()
    report = judged(play.drawn().opened().heard().closed())
    assert report.failures == []
    assert "会签作废了一次封存或抽取" in report.remarks[0]


def test_a_void_after_the_draw_begins_a_new_ceremony_with_its_own_pool() -> None:
    play = Play().frozen().drawn()
    play.act("session.void", "clerk")
    play.act("session.confirm_void", "witness")
    play.pool = [row for row in play.pool if row["id"] != play.panel[0]]
    play.freeze = freeze_detail(play.pool)
    assert judged(play.frozen().drawn().opened().heard().closed()).failures == []


def test_a_misread_die_may_be_entered_again_until_both_agree() -> None:
    play = Play().frozen()
    play.act("session.record_entropy", "clerk", round=1, value=DICE[0][::-1])
    play.act("session.witness_entropy", "witness", round=1, value=DICE[1])
    assert judged(play.drawn().opened().heard().closed()).failures == []


def test_a_void_or_a_close_that_is_not_countersigned_changes_nothing() -> None:
    play = Play().frozen()
    play.act("session.void", "clerk")
    play.act("session.refuse_void", "witness")
    play.drawn()
    play.act("session.void", "clerk")
    play.act("session.refuse_void", "witness")
    play.opened().heard()
    play.act("session.close", "clerk")
    play.act("session.refuse_close", "witness")
    report = judged(play.closed())
    assert (report.failures, report.remarks) == ([], [])


def recused_late(before: str, number: int) -> Report:
    """A session in which one seat is recused for the second applicant just before an act."""
    play = Play().frozen().drawn().opened().heard()
    seat = min(play.seats)
    at = play.at(before, number)
    play.acts.insert(at, Act("recusal.agree", "recusal-late", "witness"))
    for row in play.recusals:
        row["entry"] += row["entry"] >= at
    play.recusals.append({"seat": seat, "applicant": SECOND, "entry": at})
    del play.sheets[seat, SECOND]
    own = [sheet for sheet in play.sheets.values() if sheet.applicant == SECOND]
    score = score_applicant(SECOND, own, indicators_of(play.freeze), rules_of(play.freeze))
    assert (score.valid, score.value) == (6, Fraction(195, 4))
    play.first("turn.announce", 1).detail.update(exact="195/4", shown="48.75")
    return judged(play.closed())


def test_a_sheet_does_not_count_when_its_judge_is_recused_after_locking_it() -> None:
    report = recused_late("turn.announce", 1)
    assert report.failures == []
    assert next(row["exact"] for row in report.ranking if row["applicant"] == SECOND) == "195/4"


def test_a_recusal_after_the_announcement_needs_another_announcement() -> None:
    report = recused_late("turn.announce", 2)
    assert Check.RECUSAL in report.checks
    assert any("公布得分之后才回避" in failure.message for failure in report.failures)


def test_sheets_that_name_their_judge_leave_a_remark() -> None:
    play = whole_session()
    play.first("sheet.lock").name = "a person"
    report = judged(play)
    assert report.ok
    assert report.remarks == ["有1份评分表的正文写明了评委身份，公开前应当隐去"]


def changed(octets: bytes, position: int, octet: int) -> bytes:
    index = position % len(octets)
    return octets[:index] + bytes([octet]) + octets[index + 1 :]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["log", "bodies", "pool", "names", "seats"]), st.integers(0, 10**6), st.integers(0, 255))
def test_no_single_byte_can_be_changed_unnoticed(name: str, position: int, octet: int) -> None:
    files = {file: getattr(HONEST, file) for file in ("log", "bodies", "pool", "names", "seats")}
    before = files[name]
    files[name] = changed(before, position, octet)
    report = verify(Bundle(checkpoints=HONEST.checkpoints, **files), KEYS)
    assert report.ok == (files[name] == before)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["log", "bodies", "pool", "names", "seats"]))
def test_whatever_a_file_holds_the_answer_is_a_report(octets: bytes, name: str) -> None:
    files = {file: getattr(HONEST, file) for file in ("log", "bodies", "pool", "names", "seats")}
    files[name] = octets
    assert not verify(Bundle(checkpoints={"n.note": octets}, **files), KEYS).ok


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 2**40) | st.sampled_from(["", "E01", "a1", "HZ-2026-0001", "digits"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "round", "a1"]), inner, max_size=2)
    ),
    max_leaves=6,
)


PLAYED = whole_session()


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(PLAYED.acts) - 1), st.data())
def test_whatever_an_act_recorded_the_answer_is_a_report(number: int, data: st.DataObject) -> None:
    play = deepcopy(PLAYED)
    detail = play.acts[number].detail
    for key in list(detail):
        if data.draw(st.booleans()):
            detail[key] = data.draw(json_values)
    assert isinstance(judged(play), Report)


def test_an_incomplete_last_line_is_refused() -> None:
    report = verify(Bundle(HONEST.log[:-1], HONEST.bodies, HONEST.pool, HONEST.checkpoints), KEYS)
    assert report.checks == {Check.FORMAT}
    assert "末行不完整" in str(report.failures[0])


def test_lines_in_another_spelling_are_refused() -> None:
    first, *rest = HONEST.log.splitlines(keepends=True)
    loose = json.dumps(json.loads(first)).encode() + b"\n"
    report = verify(Bundle(loose + b"".join(rest), HONEST.bodies, HONEST.pool, HONEST.checkpoints), KEYS)
    assert str(report.failures[0]) == "【文件格式】log.jsonl第1行：不是规定格式"
