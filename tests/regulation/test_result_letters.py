import pytest

from haizhi.regulation.result_letters import OUTCOMES, Desk, result_letter
from haizhi.regulation.stages import STAGES

DESK = Desk("市科协国际合作部", "023-63659999", "haizhi@example.cn", "双钢路3号")


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_letter_says_outcome_reason_where_to_ask_and_how_to_apply_again(outcome: str) -> None:
    lines = result_letter(outcome, year=2026, code="HZ-2026-0001", reason="名次靠后", desk=DESK)
    assert outcome in STAGES["application"]
    assert "编号HZ-2026-0001" in lines[0]
    assert "《办法》第" in lines[0]
    assert lines[1] == "一、理由。名次靠后。"
    assert "023-63659999" in lines[2]
    assert lines[3].startswith("三、再次申报。")


def test_who_was_deferred_need_not_apply_again_and_a_stop_is_not_doubled() -> None:
    lines = result_letter("deferred", year=2026, code="HZ-2026-0001", reason="材料待补充。", desk=DESK)
    assert "无需重新申报" in lines[3]
    assert lines[1].endswith("材料待补充。")
