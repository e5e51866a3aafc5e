"""Same seed, same input, same code: the same root, on both databases; and small rounds are whole ones."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection, transaction

from haizhi.kernel import ledger
from haizhi.regulation.workdays import UnknownYear
from haizhi.rehearsal.export import write
from haizhi.rehearsal.player import NotEmpty, Result, rehearse
from haizhi.reviews.models import Turn
from haizhi.stations.models import Station
from tests.accounts.factories import person
from tests.fairness.second_verifier import check

pytestmark = pytest.mark.django_db

ROOT = "ed6745366d3082f0d509c22950402a3d1aecda71a6a75586279dbda99352db59"
"""The root of eight units with seed 7. Every change of the procedure, of a record or of a text in one changes it: then
see that the new one is meant, and that SQLite and PostgreSQL agree, by running this test on both, and put it here."""


def played(applications: int, seed: int) -> Result:
    """A rehearsed year that is undone at once."""
    with transaction.atomic():
        result = rehearse(2026, applications, seed)
        connection.check_constraints()
        transaction.set_rollback(True)
    return result


def test_both_databases_come_to_the_same_root() -> None:
    assert played(8, 7).figures["ledger_root"] == ROOT


@pytest.mark.once
def test_the_same_seed_leads_to_the_same_year_and_another_seed_to_another() -> None:
    first, again, other = played(2, 7), played(2, 7), played(2, 8)
    assert first == again
    assert first.figures["ledger_root"] != other.figures["ledger_root"]
    # who presents first, and so of whom a score is announced too early, is drawn
    refused = [[(r["act"], r["article"], r["reason"]) for r in result.refusals] for result in (first, other)]
    assert refused[0] == refused[1]


@pytest.mark.once
@pytest.mark.parametrize("applications", [1, 5])
def test_a_small_round_is_a_whole_one(applications: int, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    result = rehearse(2026, applications, 7, lambda done, total: seen.append((done, total)))
    figures = result.figures
    assert [done for done, _ in seen] == list(range(1, len(seen) + 1))
    assert seen[-1] == (len(seen), len(seen))
    assert figures["applications"] == applications
    assert figures["reviewed"] == figures["qualified"] == Turn.objects.count()
    assert figures["resolved"] == figures["stations"] == Station.objects.count() == min(applications, 5)
    assert list(ledger.faults()) == []
    write(result, tmp_path)
    assert verified(tmp_path).endswith("核验通过：全部内容重新计算后一致。\n")
    assert len(check(tmp_path / "bundle")) == figures["reviewed"]  # by a verifier written from the document alone


def verified(folder: Path) -> str:
    """What the verifier in the folder says, run by a bare interpreter as the folder's own text tells."""
    line = [sys.executable, "-I", "bundle/verify.pyz", "bundle", "bundle/operator.vkey", "bundle/witness.vkey"]
    ran = subprocess.run(line, capture_output=True, check=False, cwd=folder)  # noqa: S603 - our own interpreter
    assert (ran.returncode, ran.stderr) == (0, b"")
    return ran.stdout.decode()


def test_what_is_written_agrees_with_what_happened(tmp_path: Path) -> None:
    result = rehearse(2026, 2, 7)
    written = {path.relative_to(tmp_path).as_posix() for path in write(result, tmp_path / "new" / "folder")}
    folder = tmp_path / "new" / "folder"
    assert {"new/folder/" + name for name in (
        "说明.txt", "result.json", "refusals.csv", "ranking.csv", "key.txt", "bundle/verify.pyz",
        "bundle/operator.vkey", "bundle/witness.vkey", "bundle/log.jsonl", "bundle/bodies.jsonl", "bundle/pool.jsonl",
    )} <= written  # fmt: skip
    assert json.loads((folder / "result.json").read_bytes()) == result.figures | {"refusals": result.refusals}
    refused = (folder / "refusals.csv").read_text(encoding="utf-8-sig").splitlines()
    assert refused[0] == "步骤,依据,原因,事项"
    assert len(refused) == len(result.refusals) + 1
    ranked = (folder / "ranking.csv").read_text(encoding="utf-8-sig").splitlines()
    assert ranked[0] == "名次,编号,单位,得分,精确值,并列"
    shown = [row.split(",")[:2] for row in ranked[1:]]
    assert [f"第{rank}名 {code}" in verified(folder) for rank, code in shown] == [True, True]
    assert "2026年度演练结果" in (folder / "说明.txt").read_text(encoding="utf-8")


def test_a_database_that_holds_an_official_act_is_left_as_it_is() -> None:
    person()
    size = ledger.size_and_root()
    with pytest.raises(NotEmpty, match="只能在空数据库中进行"):
        rehearse(2026, 1, 7)
    assert ledger.size_and_root() == size


def test_a_year_whose_working_days_are_not_announced_is_not_rehearsed() -> None:
    with pytest.raises(UnknownYear, match="2027年的节假日和调休安排尚未录入"):
        rehearse(2027, 1, 7)
    assert ledger.size_and_root()[0] == 0


@pytest.mark.once
def test_a_year_before_the_notice_of_2026_is_rehearsed_by_its_own_calendar() -> None:
    figures = rehearse(2024, 1, 7).figures
    assert (figures["year"], figures["stations"]) == (2024, 1)
