import pytest

from haizhi.kernel import ledger
from haizhi.regulation.roles import ADMIN_ROLES, OFFICE_ROLES, Role
from tests.accounts.factories import member, person
from tests.desk.conftest import SignIn, cost
from tests.ui.pages import Page

pytestmark = pytest.mark.django_db

LEDGER = "/desk/ledger/"
READERS = OFFICE_ROLES | ADMIN_ROLES | {Role.SUPERVISOR}
HOLDABLE = [role for role in Role if role not in (Role.PUBLIC, Role.SYSTEM)]


@pytest.mark.parametrize("role", HOLDABLE)
def test_the_ledger_is_open_to_those_who_watch_over_it(role: Role, signed_in: SignIn) -> None:
    assert signed_in(member(role)).get(LEDGER).status_code == (200 if role in READERS else 403)


def test_it_shows_size_root_and_entries_and_names_nobody(signed_in: SignIn) -> None:
    client = signed_in(member(Role.AUDITOR, name="审计甲"))
    person("欧阳慧敏")
    size, root = ledger.size_and_root()
    shown = client.get(LEDGER).content.decode()
    page = Page(shown)
    [(_, hash_shown)] = page.find("dd", class_="hash")
    assert hash_shown == root.hex()
    assert f"共 {size} 条" in page.text
    [newest, *_] = [text for _, text in page.find("tr") if "开户" in text]
    assert newest.startswith(f"{size - 1} 开户 — 2026年3月20日 10:00")
    assert "欧阳慧敏" not in shown


def test_it_is_narrowed_by_step(signed_in: SignIn) -> None:
    client = signed_in(member(Role.SUPERVISOR))
    page = Page(client.get(LEDGER, {"verb": "membership.grant"}).content.decode())
    rows = [text for _, text in page.find("tr")][1:]
    assert len(rows) == 1
    assert "授予岗位" in rows[0]
    assert "没有符合条件的记录" in client.get(LEDGER, {"verb": "station.award"}).content.decode()


def test_thirty_entries_cost_as_many_queries_as_one(signed_in: SignIn) -> None:
    client = signed_in(member(Role.AUDITOR))
    few = cost(client, LEDGER)
    for n in range(29):
        person(f"第{n}人")
    assert cost(client, LEDGER) == few <= 12
