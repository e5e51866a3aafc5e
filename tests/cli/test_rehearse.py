from pathlib import Path

import pytest

from haizhi.kernel import ledger
from haizhi.kernel.models import Entry
from tests.cli.conftest import Haizhi

pytestmark = pytest.mark.django_db


def test_a_rehearsal_reports_to_people_and_on_the_last_line_to_programs(tmp_path: Path, haizhi: Haizhi) -> None:
    out = tmp_path / "out"
    said = haizhi("rehearse", "--applications", "1", "--seed", "7", "--out", out, "--json")
    assert said.code == 0
    size, root = ledger.size_and_root()
    refusals = said.json["refusals"]
    assert {name: value for name, value in said.json.items() if name != "refusals"} == {
        "year": 2026, "applications": 1, "endorsed": 1, "qualified": 1, "rejected": 0, "reviewed": 1, "resolved": 1,
        "publicised": 1, "objections": 2, "documents": 1, "letters": 0, "stations": 1, "plaques": 1, "filed": 1,
        "ledger_size": size, "ledger_root": root.hex(), "out": str(out),
    }  # fmt: skip
    assert all({"act", "article", "reason"} <= row.keys() for row in refusals)
    assert f"不予办理的{len(refusals)}项" in said.out
    assert "演练2026年度" in said.err
    unfolded = "".join(said.out.split())
    for words in (root.hex()[:40], *(row["act"] for row in refusals)):
        assert words in unfolded
    assert "…" not in said.out
    assert f"已写入 {out}，共" in said.out
    assert (out / "result.json").exists()

    again = haizhi("rehearse", "--out", out, "--json")
    assert (again.code, again.out) == (1, "")
    assert "数据库中已有办理记录，演练和演示只能在空数据库中进行。" in again.err
    assert Entry.objects.count() == size
    demonstration = haizhi("demo")
    assert (demonstration.code, demonstration.out) == (1, "")
    assert "请换一个空数据库或空的 HAIZHI_HOME。" in demonstration.err
    assert haizhi("check").code == 0


def test_a_year_that_is_not_announced_ends_with_one_and_leaves_nothing(tmp_path: Path, haizhi: Haizhi) -> None:
    said = haizhi("rehearse", "--year", "2030", "--out", tmp_path, "--json")
    assert (said.code, said.out) == (1, "")
    assert "2030年的节假日和调休安排尚未录入" in said.err
    assert not Entry.objects.exists()


def test_a_folder_that_cannot_be_written_is_found_before_anything_is_played(tmp_path: Path, haizhi: Haizhi) -> None:
    (tmp_path / "file").write_text("taken")
    said = haizhi("rehearse", "--out", tmp_path / "file")
    assert (said.code, said.out) == (1, "")
    assert f"写不进目录 {tmp_path / 'file'}：" in said.err
    assert "请换一个可写的目录。" in said.err
    assert not Entry.objects.exists()
