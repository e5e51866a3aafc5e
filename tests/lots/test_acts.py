"""A lot is sealed once, rolled by two, computed and countersigned (办法·14, 考核); what others take from it."""

from itertools import combinations
from typing import Any

import pytest
from django.db.models import Q

from haizhi.accounts.queries.bundles import signed_files
from haizhi.fairness.note import parse_key
from haizhi.fairness.peers import faults
from haizhi.fairness.verifier import LOT_VERBS, Bundle, Report, verify_lot
from haizhi.kernel.actor import SYSTEM, Actor, Grant
from haizhi.kernel.models import Act, Checkpoint, Entry
from haizhi.lots import acts
from haizhi.lots.facts import chosen_of, pairs_of, record_of
from haizhi.lots.models import Lot, Purpose
from haizhi.lots.queries import bundle_of, signatures_of
from haizhi.regulation.findings import Refused
from haizhi.regulation.moves import CONFIRM_LOT_SEAL
from haizhi.regulation.roles import Role
from tests.experts.factories import CLERK, NOW, SUPERVISOR
from tests.lots.factories import drawn, led, sealed, sealing, signed, stations
from tests.reviews.factories import DICE, OTHER_DICE, keys

pytestmark = pytest.mark.django_db
PAIR = (("GZ-2026-0001", "GZ-2026-0002"),)
HALVES = [
    pair for half in (stations(12)[:6], stations(12)[6:]) for pair in combinations([row["id"] for row in half], 2)
]


def report_on(lot: Lot) -> Report:
    """What the verifier says of the lot's bundle, by the key files that are in it."""
    files = signed_files(lot, CONFIRM_LOT_SEAL, Q(subject_id=lot.pk, verb__in=LOT_VERBS))
    notes = {name: content for name, content in files.items() if name.endswith(".note")}
    rings = [tuple(map(parse_key, files[f"{post}.vkey"].decode().splitlines())) for post in ("operator", "witness")]
    return verify_lot(Bundle(files["log.jsonl"], files["bodies.jsonl"], None, notes), tuple(rings))


@pytest.mark.parametrize(
    ("count", "each", "conflicts", "way"),
    [(40, 5, PAIR, "circle"), (6, 5, PAIR, "everyone"), (12, 5, HALVES, "flow")],
)
def test_peers_are_assigned_so_that_the_verifier_agrees(count: int, each: int, conflicts: Any, way: str) -> None:
    lot = drawn(count, Purpose.PEERS, each, conflicts)
    found = pairs_of(lot)
    assert (lot.stage, lot.way) == ("drawn", way)
    if way != "everyone":
        assert faults(found, sorted(found), each, conflicts) == ()
    report = report_on(lot)
    assert report.failures == []
    assert report.facts["名单"] == count
    with pytest.raises(LookupError):
        chosen_of(lot)


def test_stations_to_check_are_chosen_so_that_the_verifier_agrees() -> None:
    lot = drawn(20, Purpose.CHECK, 3)
    chosen = chosen_of(lot)
    assert len(set(chosen)) == 3
    report = report_on(lot)
    assert (report.failures, report.drawn) == ([], list(chosen))
    assert list(lot.members.filter(position__isnull=False).order_by("position").values_list("code", flat=True)) == list(
        chosen
    )
    with pytest.raises(LookupError):
        pairs_of(lot)


def test_other_dice_choose_otherwise() -> None:
    one, other = sealed(30, Purpose.CHECK, 5), sealed(30, Purpose.CHECK, 5)
    assert chosen_of(led(one, CLERK, SUPERVISOR, NOW)) != chosen_of(led(other, CLERK, SUPERVISOR, NOW, OTHER_DICE))


def test_the_record_names_codes_alone_and_the_ledger_nothing() -> None:
    lot = sealing(12, Purpose.PEERS, 5, PAIR)
    act = Act.objects.get(subject_id=lot.pk)
    assert act.verb == "lot.seal"
    assert {key: act.detail[key] for key in record_of(lot)} == record_of(lot)
    assert act.detail["members"][:1] == ["GZ-2026-0001"]
    assert "重庆第1大学" not in str(act.body)
    header = Entry.objects.get(n=act.entry_id).header()
    assert set(header) == {"n", "at", "verb", "subject", "body"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"members": stations(2)[:1]}, "互评至少须有2家"),
        ({"members": stations(3) + stations(1)}, "名单须按编号升序、不得重复"),
        ({"count": 0}, "抽取数量须在1与名单数量之间"),
        ({"conflicts": [("GZ-2026-0001", "GZ-2026-9999")]}, "避嫌须是名单中的两家"),
        ({"purpose": "check", "count": 13}, "抽取数量须在1与名单数量之间"),
        ({"conflicts": [("GZ-2026-0001", f"GZ-2026-{n:04}") for n in range(2, 10)]}, "重庆第1大学须避嫌的太多"),
        ({"members": stations(2), "count": 1, "conflicts": PAIR}, "重庆第1大学、重庆第2大学须避嫌的太多"),
        (
            {"conflicts": [(f"GZ-2026-{a:04}", f"GZ-2026-{b:04}") for a, b in combinations(range(1, 8), 2)]},
            "须避嫌的太多，无法给每家安排互评对象",
        ),
    ],
)
def test_a_list_that_cannot_be_drawn_from_is_not_sealed(changes: dict[str, Any], said: str) -> None:
    keys()
    asked: dict[str, Any] = {"purpose": "peers", "members": stations(12), "count": 5, "conflicts": ()} | changes
    with pytest.raises(Refused, match=said):
        acts.seal_lot(by=CLERK, at=NOW, title="互评", **asked)
    assert not Lot.objects.exists()


def test_nothing_is_sealed_without_the_keys_of_both_sides() -> None:
    with pytest.raises(Refused, match="纪检监督方没有有效的签名密钥"):
        acts.seal_lot(by=CLERK, at=NOW, purpose="check", title="抽查", members=stations(3), count=1)


def test_the_seal_is_countersigned_by_somebody_else() -> None:
    lot = sealing()
    with pytest.raises(Refused, match="由纪检监督人员办理"):
        acts.confirm_seal(lot, by=CLERK, at=NOW)
    both = Actor(CLERK.id, CLERK.name, (Grant(Role.SUPERVISOR, ""),))
    with pytest.raises(Refused, match="会签与封存是同一人"):
        acts.confirm_seal(lot, by=both, at=NOW)
    refused = acts.refuse_seal(lot, by=SUPERVISOR, at=NOW, opinion="名单漏了一家")
    assert refused.stage == "voided"


def test_no_dice_before_both_have_signed_the_seal() -> None:
    lot = acts.confirm_seal(sealing(), by=SUPERVISOR, at=NOW)
    assert Checkpoint.objects.get().occasion == "lot.confirm_seal"
    for enter, by in ((acts.record_entropy, CLERK), (acts.witness_entropy, SUPERVISOR)):
        with pytest.raises(Refused, match="“会签封存”之后的检查点还缺经办方、纪检监督方的签名"):
            enter(lot, by=by, at=NOW, value=DICE)
    assert acts.record_entropy(signed(lot), by=CLERK, at=NOW, value=DICE).stage == "sealed"


def test_two_readings_that_differ_are_entered_again() -> None:
    lot = sealed()
    acts.record_entropy(lot, by=CLERK, at=NOW, value=DICE)
    acts.witness_entropy(lot, by=SUPERVISOR, at=NOW, value=OTHER_DICE)
    assert (lot.stage, lot.mismatches) == ("sealed", 1)
    with pytest.raises(Refused, match="抽签"):
        acts.draw(lot, by=CLERK, at=NOW)
    with pytest.raises(Refused, match="须为40位数字，您录入了3位"):
        acts.witness_entropy(lot, by=SUPERVISOR, at=NOW, value="123")
    assert acts.witness_entropy(lot, by=SUPERVISOR, at=NOW, value=" ".join(DICE)).stage == "seeded"


def test_a_result_that_was_touched_is_not_countersigned() -> None:
    lot = sealed(20, Purpose.CHECK, 3)
    acts.record_entropy(lot, by=CLERK, at=NOW, value=DICE)
    acts.witness_entropy(lot, by=SUPERVISOR, at=NOW, value=DICE)
    acts.draw(lot, by=CLERK, at=NOW)
    with pytest.raises(LookupError):
        chosen_of(lot)
    first, other = lot.members.get(position=1), lot.members.filter(position=None)[0]
    type(first).objects.filter(pk=first.pk).update(position=None)
    type(first).objects.filter(pk=other.pk).update(position=1)
    with pytest.raises(Refused, match="抽签结果与重新计算的不符"):
        acts.confirm_draw(lot, by=SUPERVISOR, at=NOW)


def test_a_void_needs_both_and_leaves_everything_on_record() -> None:
    lot = sealed()
    acts.record_entropy(lot, by=CLERK, at=NOW, value=DICE)
    acts.void(lot, by=CLERK, at=NOW, opinion="名单漏了一家")
    assert acts.refuse_void(lot, by=SUPERVISOR, at=NOW, opinion="名单无误").stage == "sealed"
    acts.void(lot, by=CLERK, at=NOW, opinion="名单漏了一家")
    voided = acts.confirm_void(lot, by=SUPERVISOR, at=NOW, opinion="同意")
    assert (voided.stage, voided.recorded, voided.members.count()) == ("voided", DICE, 12)
    assert [act.verb for act in Act.objects.filter(subject_id=lot.pk).order_by("entry_id")][-2:] == [
        "lot.void",
        "lot.confirm_void",
    ]


def test_what_was_countersigned_stands() -> None:
    lot = drawn()
    with pytest.raises(Refused):
        acts.void(lot, by=CLERK, at=NOW, opinion="换一批")


def test_a_lot_is_opened_once_by_what_publishes_its_outcome() -> None:
    lot = drawn()
    with pytest.raises(Refused):
        acts.open_lot(lot, by=CLERK, at=NOW)
    assert acts.open_lot(lot, by=SYSTEM, at=NOW).opened_at == NOW
    with pytest.raises(Refused, match="本次抽签已经公开"):
        acts.open_lot(lot, by=SYSTEM, at=NOW)


def test_the_bundle_waits_for_every_signature_and_its_bytes_stay_the_same() -> None:
    lot = sealed()
    acts.record_entropy(lot, by=CLERK, at=NOW, value=DICE)
    acts.witness_entropy(lot, by=SUPERVISOR, at=NOW, value=DICE)
    acts.draw(lot, by=CLERK, at=NOW)
    acts.confirm_draw(lot, by=SUPERVISOR, at=NOW)
    assert bundle_of(lot, signatures_of(lot)) is None
    made = bundle_of(signed(lot), signatures_of(lot))
    assert made is not None
    assert made.name == f"{lot.code}-bundle.zip"
    fresh = Lot.objects.get(pk=lot.pk)
    again = bundle_of(fresh, signatures_of(fresh))
    assert again is not None
    assert again.sha256 == made.sha256
