"""docs/fairness.md is what a second implementation is written from: its vectors must be those of the code."""

import json
from pathlib import Path
from typing import Any

from haizhi.fairness import formats, keyfile, merkle
from haizhi.fairness.ceremony import experts_of, person_commitment, pool_root, quotas_of, seat_token, sheet_commitment
from haizhi.fairness.encoding import canonical, tagged
from haizhi.fairness.lots import lot_hash, lot_result, lot_seed
from haizhi.fairness.order import presentation_order
from haizhi.fairness.panel import draw_panel
from haizhi.fairness.replacement import draw_replacement
from haizhi.fairness.seeds import draw_seed, entropy_hash
from haizhi.fairness.stream import Stream
from haizhi.fairness.tally import Indicator, Sheet, exact, score_applicant, shown
from haizhi.fairness.verifier import LOT_VERBS, OPENED_VERBS
from tests.fairness.staged import POOL, freeze_detail

PAGE = (Path(__file__).parents[2] / "docs" / "fairness.md").read_text(encoding="utf-8")
VECTORS: dict[str, dict[str, Any]] = json.loads(PAGE.partition("```json\n")[2].partition("```")[0])
HEX = bytes.fromhex


def test_the_vectors_of_encoding_and_chance() -> None:
    vector = VECTORS["canonical"]
    assert canonical(vector["value"]).decode() == vector["utf8"]
    vector = VECTORS["tagged"]
    assert tagged(vector["tag"], *vector["parts"]).hex() == vector["digest"]
    vector = VECTORS["stream"]
    seed, label = HEX(vector["seed"]), vector["label"]
    assert Stream(seed, label).take(40).hex() == vector["take_40"]
    stream = Stream(seed, label)
    assert [stream.below(1000) for _ in range(5)] == vector["below_1000"]
    assert Stream(seed, label).sample("abcdefgh", 3) == vector["sample_3_of_8"]


def test_the_vectors_of_seeds_and_commitments() -> None:
    vector = VECTORS["draw_seed"]
    made = draw_seed(HEX(vector["freeze_hash"]), HEX(vector["entropy_hash"]), vector["kind"], vector["n"])
    assert made.hex() == vector["seed"]
    assert entropy_hash(VECTORS["entropy_hash"]["values"]).hex() == VECTORS["entropy_hash"]["digest"]
    vector = VECTORS["person"]
    assert person_commitment(HEX(vector["salt"]), vector["name"]) == vector["digest"]
    vector = VECTORS["seat"]
    assert seat_token(HEX(vector["salt"]), vector["judge"]) == vector["digest"]
    vector = VECTORS["sheet"]
    said = (vector["session"], vector["seat"], vector["applicant"], vector["marks"])
    assert sheet_commitment(HEX(vector["salt"]), *said) == vector["digest"]
    vector = VECTORS["keyfile"]
    name, seed = vector["name"], HEX(vector["seed"])
    assert keyfile.plain_text(name, seed) == f"{vector['plain']}\n"
    locked = keyfile.locked_text(name, seed, vector["passphrase"], HEX(vector["salt"]), vector["cost"])
    assert locked == f"{vector['locked']}\n"
    vector = VECTORS["merkle"]
    assert merkle.root(merkle.leaf_hash(HEX(entry)) for entry in vector["entries"]).hex() == vector["root"]


def test_the_vectors_of_the_draw() -> None:
    vector, seed = VECTORS["panel"], HEX(VECTORS["panel"]["seed"])
    freeze = freeze_detail(POOL)
    freeze["size"], freeze["quotas"] = vector["size"], vector["quotas"]
    quotas, experts = quotas_of(freeze), experts_of(vector["pool"])
    assert pool_root(vector["pool"]) == vector["pool_root"]
    draw = draw_panel(experts, quotas, seed)
    assert (draw.attempt, list(draw.chosen)) == (vector["attempt"], vector["chosen"])
    vector = VECTORS["replacement"]
    seed = HEX(vector["seed"])
    draw = draw_replacement(experts, quotas, seed, staying=vector["staying"], gone=vector["gone"])
    assert (draw.attempt, list(draw.chosen)) == (vector["attempt"], vector["chosen"])
    vector = VECTORS["order"]
    assert list(presentation_order(vector["applicants"], HEX(vector["seed"]))) == vector["order"]


def test_the_vectors_of_lots() -> None:
    vector = VECTORS["peers"]
    record, values = vector["record"], [vector["value"]]
    assert (lot_hash(record).hex(), lot_seed(record, values).hex()) == (vector["hash"], vector["seed"])
    assert [row["assesses"] for row in lot_result(record, values)["pairs"]] == vector["assesses"]
    vector = VECTORS["check"]
    assert lot_result(vector["record"], [vector["value"]])["chosen"] == vector["chosen"]


def test_the_vector_of_a_score() -> None:
    vector = VECTORS["score"]
    indicators = [Indicator(row["code"], row["group"], row["maximum"]) for row in vector["indicators"]]
    sheets = [Sheet(f"seat {i}", "applicant", marks) for i, marks in enumerate(vector["marks"])]
    score = score_applicant("applicant", sheets, indicators)
    assert score.value is not None
    assert (exact(score.value), shown(score.value), score.kept) == (vector["exact"], vector["shown"], vector["kept"])
    assert [exact(value) for value in score.ties] == vector["ties"]


def test_the_page_names_every_verb_and_key_that_the_verifier_relies_on() -> None:
    verbs = (*OPENED_VERBS, *LOT_VERBS, "lot.void", "sheet.confirm_void", "recusal.agree")
    for name in (*verbs, *formats.Freeze.__annotations__, *formats.LotRecord.__annotations__):
        assert f"`{name}`" in PAGE
