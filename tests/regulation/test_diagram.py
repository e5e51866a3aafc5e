import runpy
from pathlib import Path

import pytest

from haizhi.regulation import diagram
from haizhi.regulation.diagram import procedure_page, section, state_diagram, steps
from haizhi.regulation.moves import MOVES, moves_of
from haizhi.regulation.stages import STAGES

PAGE = Path(__file__).parents[2] / "docs" / "procedure.md"


def test_the_page_in_the_docs_is_not_stale() -> None:
    assert PAGE.read_text(encoding="utf-8") == procedure_page(), (
        "请运行 python -m haizhi.regulation.diagram > docs/procedure.md"
    )


def test_the_command_prints_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(diagram.__file__), run_name="__main__")
    assert capsys.readouterr().out == procedure_page()


def test_a_call_goes_from_draft_by_open_to_closed() -> None:
    beside = "答复常见问题、撤下常见问题、提供下载、撤下下载"
    assert state_diagram("call").splitlines()[-7:] == [
        "    [*] --> draft : 拟定",
        "    draft --> open : 发布",
        f"    open --> open : 延期、{beside}",
        "    open --> closed : 截止",
        f"    draft --> draft : {beside}",
        f"    closed --> closed : {beside}",
        "    closed --> [*]",
    ]


def test_moves_between_the_same_stages_share_an_arrow() -> None:
    assert "    endorsing --> qualifying : 初审通过、变更渠道" in state_diagram("application")


def test_what_may_happen_from_many_stages_is_written_under_the_diagram() -> None:
    assert "取消资格\n" not in state_diagram("application").replace("异议成立取消资格", "").replace('"取消资格"', "")
    assert "图中未画：“取消资格”，从填写中、" in section("application")
    assert "图中未画" not in section("call")


def test_the_steps_drawn_are_steps_of_the_table() -> None:
    for move in MOVES.values():
        pairs = steps(move)
        assert {source for source, _ in pairs} == set(move.sources or ("[*]",))
        assert {target for _, target in pairs} == set(move.targets)


def test_a_step_that_two_others_bring_about_names_both() -> None:
    assert "| 公示无异议（随“公示·公示期满”或“异议与举报·不予受理”） |" in section("application")


def test_rerouting_never_leaves_an_application_where_it_was() -> None:
    assert all(source != target for source, target in steps(MOVES["application.reroute"]))


def test_every_move_stands_in_the_table_of_its_kind_with_its_article() -> None:
    for kind in STAGES:
        text = section(kind)
        for move in moves_of(kind):
            assert any(line.startswith(f"| {move.label}") and str(move.cite) in line for line in text.splitlines()), (
                move.name
            )
