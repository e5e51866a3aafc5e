"""批量报送: what would happen to each, then each by itself."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haizhi.applications.views import forwarding
from haizhi.kernel.models import Act
from haizhi.regulation.roles import Role
from tests.applications.at_the_district import district, prepared
from tests.applications.conftest import SignIn
from tests.applications.factories import (
    DEADLINE,
    NANAN,
    submitted,
    unit,
)
from tests.applications.reading import text

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_forwarding_several_shows_first_what_will_happen_and_then_does_each_by_itself(sign_in: SignIn) -> None:
    ready, unready = prepared(submitted(unit("齐备有限公司"))), submitted(unit("未备有限公司"))
    other = submitted(unit("南岸有限公司", district=NANAN))
    head = district(sign_in)
    page = text(head.get("/applications/forwarding/"))
    assert "本页 2 件，其中意见和扫描件齐备、可以报送的 1 件，已勾选" in page
    assert f'value="{ready.code}" checked' in page
    assert f'value="{unready.code}" checked' not in page
    assert "初审须写明意见" in page
    assert "南岸有限公司" not in page
    chosen = [ready.code, unready.code, other.code]
    check = text(head.post("/applications/forwarding/", {"application": chosen}))
    assert "将报送 1 件，不能报送 1 件" in check
    assert "将报送海智办" in check
    assert "未提供“区县科协意见签字盖章扫描件”" in check
    assert "初审须写明意见" in check
    assert not Act.objects.filter(verb="application.endorse").exists()
    done = text(
        head.post(
            "/applications/forwarding/",
            {"application": chosen, "apply": "1", f"seen_{ready.code}": str(ready.version)},
        )
    )
    assert "已报送海智办" in done
    assert "没有办理" in done
    assert "已不在待初审之列" in done
    assert [a.number for a in Act.objects.filter(verb="application.endorse")] == [ready.code]
    ready.refresh_from_db()
    assert ready.opinions["district"]["text"] == "情况属实，同意推荐"


def test_what_changed_since_the_dry_run_is_not_forwarded(sign_in: SignIn) -> None:
    application = prepared(submitted())
    sent = {"application": [application.code], "apply": "1", f"seen_{application.code}": "1"}
    page = text(district(sign_in).post("/applications/forwarding/", sent))
    assert "您打开页面之后，此件已有新的办理" in page
    application.refresh_from_db()
    assert application.stage == "endorsing"


def test_forwarding_twice_forwards_once(sign_in: SignIn) -> None:
    application = prepared(submitted())
    head = district(sign_in)
    sent = {"application": [application.code], "apply": "1"}
    assert "已报送海智办" in text(head.post("/applications/forwarding/", sent))
    assert "已不在待初审之列" in text(head.post("/applications/forwarding/", sent))
    assert Act.objects.filter(verb="application.endorse").count() == 1


def test_nothing_chosen_is_said_and_an_empty_list_says_what_comes(sign_in: SignIn) -> None:
    head = district(sign_in)
    assert "没有待初审的申报件" in text(head.get("/applications/forwarding/"))
    submitted()
    answer = head.post("/applications/forwarding/", {})
    assert answer.status_code == 422
    assert "没有选择申报件" in text(answer)


def test_the_queue_and_the_working_paper_say_until_when_the_office_must_have_it(sign_in: SignIn) -> None:
    application = prepared(submitted())
    head = district(sign_in)
    for queue in ("/desk/todo/", "/applications/forwarding/"):
        page = text(head.get(queue))
        assert "2026年5月30日" in page
        assert re.search(r"还有 \d+ 个工作日", page)
    assert "2026年5月30日" in text(head.get(f"{application.get_absolute_url()}preliminary/"))


def test_forwarding_needs_as_many_queries_for_thirty_as_for_one(sign_in: SignIn) -> None:
    head = district(sign_in)
    prepared(submitted())
    with CaptureQueriesContext(connection) as one:
        head.get("/applications/forwarding/")
    for n in range(30):
        submitted(unit(f"第{n}公司"))
    with CaptureQueriesContext(connection) as thirty:
        page = text(head.get("/applications/forwarding/?sort=unit"))
    assert "共 31 件，第 1 / 2 页" in page
    assert len(one) == len(thirty) <= 15
    every = text(head.post("/applications/forwarding/?sort=unit", {"all": "1", "application": []}))
    assert "以下是 31 件逐件办理的结果预演，尚未办理：将报送 1 件，不能报送 30 件" in every
    one_page = text(head.post("/applications/forwarding/?prepared=yes", {"all": "1"}))
    assert "将报送 1 件，不能报送 0 件" in one_page
    assert "共 30 件" in text(head.get("/applications/forwarding/?prepared=no"))
    narrowed = text(head.get("/applications/forwarding/?q=第29公司"))
    assert "共 1 件" in narrowed
    sheet = b"".join(head.get("/applications/forwarding/?prepared=yes&export=csv")).decode()
    assert sheet.count("HZ-2026") == 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forwarding, "AT_ONCE", 30)
        refused = head.post("/applications/forwarding/", {"all": "1"})
    assert refused.status_code == 422
    assert "符合条件的申报件超过30件，一次不能办理这么多" in text(refused)


def test_after_the_deadline_nothing_is_forwarded_and_the_page_says_why(sign_in: SignIn, march: Any) -> None:
    application = prepared(submitted())
    march.move_to(DEADLINE)
    page = text(district(sign_in).post("/applications/forwarding/", {"application": [application.code]}))
    assert "申报截止时间为2026年5月30日24:00" in page
    assert "逾期未送达" in text(sign_in(Role.OFFICE_CLERK).get(application.get_absolute_url()))
