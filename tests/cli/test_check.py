import pytest
from django.db import connection

from haizhi.kernel import ledger, standing_orders
from haizhi.kernel.models import Act
from tests.accounts.factories import person
from tests.cli.conftest import Haizhi

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _three_entries() -> None:
    for name in ("张三", "李四", "王五"):
        person(name)


def test_a_sound_ledger_passes_with_its_size_and_root(haizhi: Haizhi) -> None:
    said = haizhi("check", "--json")
    size, root = ledger.size_and_root()
    assert (said.code, said.err) == (0, "")
    assert said.json == {"ok": True, "ledger_size": 3, "ledger_root": root.hex(), "wrongs": []}
    assert said.out.startswith(f"账本共{size}条，账本根 {root.hex()}\n")
    assert "检查通过。\n" in said.out


def test_a_changed_record_is_named_with_its_number(haizhi: Haizhi) -> None:
    act = Act.objects.get(entry=1)
    Act.objects.filter(pk=act.pk).update(body=act.body | {"opinion": "另一意见"})
    said = haizhi("check", "--json")
    assert said.code == 1
    assert said.err == "账本第1条：办理记录的内容与账本中的指纹不符，内容曾被改动\n"
    assert "发现1处问题，见上。" in said.out.splitlines()
    assert said.json["wrongs"] == ["账本第1条：办理记录的内容与账本中的指纹不符，内容曾被改动"]


def test_a_trail_that_tells_another_story_than_the_ledger_is_named(haizhi: Haizhi) -> None:
    Act.objects.filter(entry=2).update(by_name="他人")
    said = haizhi("check")
    assert (said.code, said.err) == (1, "账本第2条：流程轨迹与账本中的内容不符，轨迹曾被改动\n")


def test_a_database_that_would_let_the_ledger_be_changed_is_named_with_the_remedy(haizhi: Haizhi) -> None:
    standing_orders.remove_triggers(connection)
    said = haizhi("check")
    assert said.code == 1
    assert said.err.startswith("账本的保护触发器缺失：ledger_refuses_update、ledger_refuses_delete")
    assert said.err.endswith("请运行 python -m django migrate --settings haizhi.config.settings 恢复。\n")
