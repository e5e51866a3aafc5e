"""Archives on pages: filing several at once, the list, the index, a package only after its reason is on record."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from pypdf import PdfReader

from haizhi.accounts.models import Person
from haizhi.archives.acts import file
from haizhi.archives.models import Archive
from haizhi.archives.tasks import bind_waiting
from haizhi.regulation.roles import Role
from tests.archives.test_filing import CLERK
from tests.decisions.conftest import Travel
from tests.decisions.factories import client_of, hidden, queries_of, reviewed, shown, text_of

pytestmark = pytest.mark.django_db

AT = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
LIST, FILE = "/archives/", "/archives/file/"


@pytest.fixture(autouse=True)
def _on_the_day(today: Travel) -> None:
    today(AT)


def filed(stage: str = "awarded") -> Archive:
    return file(reviewed(stage=stage), by=CLERK, at=AT, retention="permanent")


def bound() -> Archive:
    archive = filed()
    bind_waiting(lambda: AT, lambda: False)
    return archive


def test_several_closed_cases_are_filed_after_a_look_at_what_will_happen() -> None:
    awarded, passed_over, waiting = reviewed(stage="awarded"), reviewed(stage="not_proposed"), reviewed()
    clerk = client_of(Role.OFFICE_CLERK)
    assert "归档 2 件办结案卷" in shown(clerk, LIST)
    page = shown(clerk, FILE)
    assert waiting.code not in page
    refused = clerk.post(FILE)
    assert refused.status_code == 422
    assert "没有选择申报件" in text_of(refused)
    checked = text_of(clerk.post(FILE, {"application": [awarded.code, passed_over.code]}))
    assert "将归档 2 卷" in checked
    assert "永久" in checked
    assert "30年" in checked
    assert not Archive.objects.exists()
    applied = {"apply": "1", "application": [awarded.code, passed_over.code, waiting.code]}
    done = text_of(clerk.post(FILE, applied))
    assert done.count("已归档") == 2
    assert "不再是办结状态" in done
    again = text_of(clerk.post(FILE, applied))
    assert again.count("已归档") == 2
    assert Archive.objects.count() == 2
    assert "没有待归档的案卷" in shown(clerk, FILE)


def test_a_package_is_handed_out_for_a_day_to_whoever_said_what_for(today: Travel) -> None:
    archive = bound()
    clerk, supervisor = client_of(Role.OFFICE_CLERK), client_of(Role.SUPERVISOR)
    address = f"{LIST}{archive.code}/"
    package = f"{address}packages/1.zip"
    refused = clerk.get(package)
    assert refused.status_code == 403
    assert "请在案卷页办理“调阅案卷”" in text_of(refused)
    page = shown(clerk, address)
    assert "登记调阅后下载" in page
    assert "流程记录" in page
    clerk.post(f"{address}consult/", {"opinion": "审计调阅", "once": hidden(page, "once")})
    assert "2026年12月2日 10:00" in shown(clerk, address)
    answer = clerk.get(package)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]  # a file
    assert "no-store" in answer["Cache-Control"]
    assert supervisor.get(package).status_code == 403
    assert clerk.get(f"{address}packages/9.zip").status_code == 404
    somebody = Person.objects.get(pk=clerk.session["_auth_user_id"])
    today(AT + timedelta(hours=24))
    clerk.force_login(somebody)
    assert clerk.get(package).status_code == 403


def test_a_file_that_waits_to_be_bound_says_so() -> None:
    archive = filed()
    assert "正在装订" in shown(client_of(Role.OFFICE_CLERK), f"{LIST}{archive.code}/")


def test_the_index_lists_what_the_list_was_narrowed_to() -> None:
    archive, other = filed(), filed("rejected")
    clerk = client_of(Role.OFFICE_CLERK)
    answer = clerk.get(f"{LIST}index.pdf", {"q": archive.application.unit.name})
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert archive.code in text
    assert other.code not in text
    assert "重庆第 1 大学申报案卷" in text


@pytest.mark.parametrize("role", [Role.DRAFTER, Role.JUDGE, Role.DISTRICT_HEAD, Role.SYSTEM_ADMIN])
def test_nobody_else_comes_near_archives(role: Role) -> None:
    archive = filed()
    client = client_of(role)
    for address in (LIST, FILE, f"{LIST}index.pdf", f"{LIST}{archive.code}/", f"{LIST}{archive.code}/packages/1.zip"):
        assert client.get(address).status_code == 403, address


def test_the_lists_ask_the_same_whatever_they_hold() -> None:
    clerk = client_of(Role.OFFICE_CLERK)
    filed()
    reviewed(stage="rejected")
    few = [queries_of(clerk, address) for address in (LIST, FILE)]
    for _ in range(29):
        filed()
        reviewed(stage="rejected")
    many = [queries_of(clerk, address) for address in (LIST, FILE)]
    assert many == few
    assert max(many) <= 12
    assert queries_of(clerk, f"{LIST}{Archive.objects.all()[0].code}/") <= 12
