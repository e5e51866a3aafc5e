import pytest
from django.utils import timezone

from haizhi.accounts.acts import enrol
from haizhi.accounts.queries import actor_for
from haizhi.applications import acts
from haizhi.regulation.roles import Role
from tests.accounts.factories import member, mobile
from tests.applications.factories import LATE, NOW, endorsed, judged
from tests.desk.conftest import SignIn, cost
from tests.ui.pages import Page

pytestmark = pytest.mark.django_db

DONE = "/desk/done/"


def test_what_i_did_is_listed_with_step_article_and_opinion(signed_in: SignIn) -> None:
    clerk, colleague = member(Role.OFFICE_CLERK, name="经办甲"), member(Role.OFFICE_CLERK, name="经办乙")
    case = judged(endorsed())
    acts.qualify(case, by=actor_for(clerk.person, NOW), at=NOW, opinion="符合条件")
    page = Page(signed_in(clerk).get(DONE).content.decode())
    [row] = [text for _, text in page.find("tr") if case.code in text]
    assert row == f"重庆智造有限公司{case.code} 资格通过 《办法》第七条第3项 符合条件 2026年3月20日 10:00"
    assert "共 1 件" in page.text
    assert case.code not in signed_in(colleague).get(DONE).content.decode()


def test_what_an_act_causes_by_itself_is_not_somebody_s_deed(signed_in: SignIn) -> None:
    head = member(Role.OFFICE_HEAD)
    by = actor_for(head.person, NOW)
    call = acts.compose(by=by, at=NOW, year=2026)
    acts.publish(call, by=by, at=NOW)
    acts.close_due(LATE)
    page = Page(signed_in(head).get(DONE).content.decode())
    assert [label for label in ("拟定", "发布", "截止") if f" {label} " in page.text] == ["拟定", "发布"]


def test_the_list_is_narrowed_by_number_or_name(signed_in: SignIn) -> None:
    admin = member(Role.SYSTEM_ADMIN)
    for name in ("张三", "李四"):
        enrol(by=actor_for(admin.person, NOW), at=NOW, name=name, mobile=mobile())
    client = signed_in(admin)
    assert "李四" not in client.get(DONE, {"q": "张三"}).content.decode()
    assert "没有符合条件的记录" in client.get(DONE, {"q": "王五"}).content.decode()


def test_the_newest_comes_first_unless_asked_otherwise(signed_in: SignIn) -> None:
    admin = member(Role.SYSTEM_ADMIN)
    for name in ("张三", "李四"):
        enrol(by=actor_for(admin.person, NOW), at=NOW, name=name, mobile=mobile())
    client = signed_in(admin)
    newest, oldest = (client.get(DONE, {"sort": sort}).content.decode() for sort in ("-at", "at"))
    assert newest.index("李四") < newest.index("张三")
    assert oldest.index("张三") < oldest.index("李四")


def test_who_did_nothing_yet_reads_what_will_appear(signed_in: SignIn) -> None:
    page = Page(signed_in(member(Role.DISTRICT_HEAD)).get(DONE).content.decode())
    assert "还没有已办事项" in page.text
    assert "您办理的每一步都会列在这里。" in page.text


def test_thirty_rows_cost_as_many_queries_as_one(signed_in: SignIn) -> None:
    admin = member(Role.SYSTEM_ADMIN)
    by, client = actor_for(admin.person, timezone.now()), signed_in(admin)
    enrol(by=by, at=NOW, name="第一人", mobile=mobile())
    one = cost(client, DONE)
    for n in range(29):
        enrol(by=by, at=NOW, name=f"第{n}人", mobile=mobile())
    assert cost(client, DONE) == one <= 12
