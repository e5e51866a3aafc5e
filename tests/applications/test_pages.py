import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from haizhi.applications import acts, drafts
from haizhi.kernel.models import Act
from haizhi.regulation.roles import Role
from tests.applications.conftest import SignIn
from tests.applications.factories import (
    CLERK,
    DEADLINE,
    HEAD,
    NANAN,
    NOW,
    YUZHONG,
    association,
    begun,
    endorsed,
    filled,
    open_call,
    signatory,
    submitted,
    unit,
    university,
)
from tests.applications.reading import hidden, text
from tests.files.samples import pdf

pytestmark = pytest.mark.django_db


def office(sign_in: SignIn, role: Role = Role.OFFICE_CLERK) -> Client:
    return sign_in(role)


PAGES = ["", "calls/", "calls/2026/", "{code}/", "{code}/print/"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", [Role.OFFICE_CLERK, Role.DISTRICT_HEAD, Role.SIGNATORY, Role.SUPERVISOR])
def test_every_page_opens_for_who_may_see_it_in_at_most_twelve_queries(page: str, role: Role, sign_in: SignIn) -> None:
    application = endorsed()
    place: dict[str, Any] = {"organisation": application.unit} if role is Role.SIGNATORY else {}
    place |= {"district": YUZHONG} if role is Role.DISTRICT_HEAD else {}
    client = sign_in(role, **place)
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/applications/" + page.format(code=application.code))
    assert response.status_code == 200
    assert len(queries) <= 12


@pytest.mark.parametrize("page", ["{code}/", "{code}/edit/", "{code}/print/", "{code}/submit/", "HZ-1/", "HZ-1/edit/"])
def test_what_is_not_ones_own_is_not_there(page: str, sign_in: SignIn) -> None:
    application = begun()
    for client in (sign_in(Role.SIGNATORY, organisation=unit("别家")), sign_in(Role.OFFICE_CLERK)):
        assert client.get("/applications/" + page.format(code=application.code)).status_code == 404


def test_whoever_is_not_signed_in_is_asked_to(client: Client, march: object) -> None:
    application = submitted()
    for page in (*PAGES, "begin/", "{code}/edit/", "calls/new/"):
        response = client.get("/applications/" + page.format(code=application.code))
        assert response.status_code == 302
        assert "login" in response.headers["Location"]


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        (Role.OFFICE_CLERK, ["begin/"]),
        (Role.SIGNATORY, ["record/", "calls/new/", "calls/2026/edit/", "{code}/checklist/"]),
        (Role.DISTRICT_HEAD, ["begin/", "record/", "calls/new/", "{code}/edit/"]),
    ],
)
def test_a_page_for_another_role_says_so(role: Role, pages: list[str], sign_in: SignIn) -> None:
    application = endorsed()
    place: dict[str, Any] = {"organisation": application.unit} if role is Role.SIGNATORY else {}
    place |= {"district": YUZHONG} if role is Role.DISTRICT_HEAD else {}
    client = sign_in(role, **place)
    for page in pages:
        response = client.get("/applications/" + page.format(code=application.code))
        assert response.status_code == 403, page
        assert "没有办理权限" in text(response)


# The list


def test_the_list_needs_as_many_queries_for_thirty_as_for_one(sign_in: SignIn) -> None:
    client = sign_in(Role.OFFICE_CLERK)
    submitted(university())
    with CaptureQueriesContext(connection) as one:
        client.get("/applications/")
    for n in range(29):
        submitted(university(f"重庆第{n}大学"))
    with CaptureQueriesContext(connection) as thirty:
        response = client.get("/applications/")
    assert "共 30 件" in text(response)
    assert len(one) == len(thirty)


def test_the_list_is_filtered_by_words_stage_call_and_district(sign_in: SignIn) -> None:
    submitted(unit("重庆𬭎材科技有限公司"))
    submitted(unit("重庆南岸某公司", district=NANAN))
    submitted(university("重庆示范大学"))
    client = sign_in(Role.OFFICE_CLERK)

    def found(query: str) -> list[str]:
        return re.findall(r"HZ-2026-\d{4}(?=</a>)", text(client.get("/applications/?" + query)))

    assert found("q=𬭎材") == ["HZ-2026-0001"]
    assert found("q=hz-2026-0003") == ["HZ-2026-0003"]
    assert found(f"district={NANAN}") == ["HZ-2026-0002"]
    assert found("stage=qualifying&call=2026") == ["HZ-2026-0003"]
    assert found("sort=code") == ["HZ-2026-0001", "HZ-2026-0002", "HZ-2026-0003"]
    assert found("stage=nonsense&district=%E3%8B%83&page=x&sort=evil&call=9") == [
        "HZ-2026-0003",
        "HZ-2026-0002",
        "HZ-2026-0001",
    ]
    assert found("q=没有") == []


def test_an_empty_list_says_how_to_begin(sign_in: SignIn) -> None:
    page = text(sign_in(Role.SIGNATORY, organisation=unit()).get("/applications/"))
    assert "还没有申报件" in page
    assert "/applications/begin/" in page
    assert "由您经办的申报件列在这里" in text(sign_in(Role.OFFICE_CLERK).get("/applications/"))


def test_a_unit_sees_the_open_call_with_the_way_to_begin_and_no_draft(sign_in: SignIn) -> None:
    open_call()
    acts.compose(by=HEAD, at=NOW, year=2027)
    client = sign_in(Role.DRAFTER, organisation=unit())
    assert "/applications/begin/?call=2026" in text(client.get("/applications/calls/2026/"))
    assert client.get("/applications/calls/2027/").status_code == 404
    assert client.get("/applications/calls/%00/").status_code == 400


# The case


def test_a_signatory_submits_and_sees_what_happens_next(sign_in: SignIn) -> None:
    application = filled()
    client = sign_in(Role.SIGNATORY, organisation=application.unit)
    page = client.get(application.get_absolute_url())
    assert "各项已完成，可由负责人提交" in text(page)
    url = f"{application.get_absolute_url()}submit/"
    sent = {"seen": hidden(page, "seen", url), "once": hidden(page, "once", url), "opinion": "情况属实"}
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent).status_code == 302
    assert Act.objects.filter(verb="application.submit").count() == 1
    page = client.get(application.get_absolute_url())
    assert "区县初审中" in text(page)
    assert "情况属实" in text(page)
    assert "第1次提交" in text(page)


def test_two_browsers_submitting_at_once_are_one_submission_and_one_clear_sentence(sign_in: SignIn) -> None:
    application = filled()
    url = f"{application.get_absolute_url()}submit/"
    one = sign_in(Role.SIGNATORY, organisation=application.unit)
    two = sign_in(Role.SIGNATORY, organisation=application.unit)
    sent = [(c, {n: hidden(c.get(url), n) for n in ("seen", "once")}) for c in (one, two)]
    first, second = (client.post(url, posted | {"opinion": "属实"}) for client, posted in sent)
    assert (first.status_code, second.status_code) == (302, 422)
    assert "您打开页面之后，此件已有新的办理，现为“区县初审中”" in text(second)
    assert "属实" in text(second)


def test_an_incomplete_application_says_how_much_is_missing_and_where(sign_in: SignIn) -> None:
    application = begun()
    client = sign_in(Role.SIGNATORY, organisation=application.unit)
    page = text(client.get(application.get_absolute_url()))
    assert "请看“提交前检查”" in page
    refused = client.post(f"{application.get_absolute_url()}submit/", {"seen": "1"})
    assert refused.status_code == 422
    assert "未提供“申报表签字盖章扫描件”" in text(refused)


def test_a_district_endorses_with_a_scan_and_is_told_without_one(sign_in: SignIn) -> None:
    application = submitted()
    client = sign_in(Role.DISTRICT_HEAD, district=YUZHONG)
    url = f"{application.get_absolute_url()}endorse/"
    bare = client.post(url, {"opinion": "材料属实，同意推荐", "seen": "2"})
    assert bare.status_code == 422
    assert "未提供“区县科协意见签字盖章扫描件”" in text(bare)
    assert "材料属实，同意推荐" in text(bare)
    scan = SimpleUploadedFile("意见.pdf", pdf())
    assert client.post(url, {"opinion": "同意推荐", "seen": "2", "scan": scan, "compared": "on"}).status_code == 302
    page = text(client.get(application.get_absolute_url()))
    assert "资格审核中" in page
    assert "意见.pdf" in page


def test_the_office_sees_the_rival_interest_and_the_unit_does_not(sign_in: SignIn) -> None:
    application = endorsed()
    submitted(association())
    notice = "该区县科协本年度自行申报，与所初审的单位存在竞争关系"
    assert notice in text(office(sign_in).get(application.get_absolute_url()))
    unit_page = sign_in(Role.SIGNATORY, organisation=application.unit).get(application.get_absolute_url())
    assert notice not in text(unit_page)


def test_unit_and_district_read_the_judgements_only_once_the_office_has_decided(sign_in: SignIn) -> None:
    application = endorsed()
    drafts.judge(application, "purpose", False, "未写明引进对象", by=CLERK, at=NOW)
    readers = sign_in(Role.SIGNATORY, organisation=application.unit), sign_in(Role.DISTRICT_HEAD, district=YUZHONG)
    for client in readers:
        assert "未写明引进对象" not in text(client.get(application.get_absolute_url()))
    assert "未写明引进对象" in text(sign_in(Role.SUPERVISOR).get(application.get_absolute_url()))
    acts.reject(application, by=HEAD, at=NOW, opinion="建站目的不明确")
    for client in readers:
        assert "未写明引进对象" in text(client.get(application.get_absolute_url()))


def test_a_correction_made_too_late_is_taken_and_shown_as_late_to_the_office(sign_in: SignIn) -> None:
    application = endorsed()
    acts.correct(application, by=CLERK, at=NOW, opinion="补正", sections=["unit"], workdays=5)
    acts.submit(application, by=signatory(application.unit), at=DEADLINE)
    page = text(office(sign_in).get(application.get_absolute_url()))
    assert "补正逾期" in page
    assert "补正期限为2026年3月27日" in page
    assert "按时送达" in page


@pytest.mark.parametrize("verb", ["begin", "list", "award", "nonsense"])
def test_there_is_no_page_for_an_act_that_nobody_does_by_hand(verb: str, sign_in: SignIn) -> None:
    application = endorsed()
    assert office(sign_in).get(f"{application.get_absolute_url()}{verb}/").status_code == 404


@pytest.mark.parametrize("verb", ["correct", "reroute", "qualify", "reject", "cancel", "withdraw", "endorse", "submit"])
def test_every_act_has_a_page_of_its_own_that_says_what_stands_against_it(verb: str, sign_in: SignIn) -> None:
    application = endorsed()
    for role in (Role.OFFICE_HEAD, Role.SUPERVISOR):
        assert sign_in(role).get(f"{application.get_absolute_url()}{verb}/").status_code == 200
