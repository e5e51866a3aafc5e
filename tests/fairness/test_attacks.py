"""What somebody who holds the database, or even the operator's key, might try; every attempt has its own message."""

from collections.abc import Callable

import pytest

from haizhi.fairness.note import signature_line, signed_note
from haizhi.fairness.verifier import Check, Report, verify
from tests.fairness.cheating import cheated, judged, remark, tampered, truncate_log
from tests.fairness.staged import (
    OPERATOR,
    WITNESS,
    Play,
    Sealed,
    Signer,
    whole_session,
)


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
