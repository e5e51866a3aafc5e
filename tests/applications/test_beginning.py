"""How an application is begun, and what it begins with."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haizhi.applications import acts, drafts
from haizhi.applications.models import Application
from haizhi.applications.queries.drafting import former_records
from haizhi.regulation.applicants import Standing
from haizhi.regulation.evidence import RecordKind
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.roles import Role
from tests.applications.conftest import SignIn
from tests.applications.factories import (
    NOW,
    answers,
    begun,
    drafter,
    filled,
    open_call,
    signatory,
    unit,
    university,
    upload,
)
from tests.applications.reading import hidden, text

pytestmark = pytest.mark.django_db


def test_the_page_to_begin_shows_the_rules_the_way_and_the_materials(sign_in: SignIn) -> None:
    open_call()
    page = text(sign_in(Role.DRAFTER, organisation=unit()).get("/applications/begin/?call=2026"))
    assert "经区县（自治县）科协初审：渝中区科协" in page
    assert "规模以上企业或高新技术企业证明" in page
    assert "2026年5月30日 24:00" in page


def test_without_an_open_call_the_page_says_so(sign_in: SignIn) -> None:
    page = text(sign_in(Role.DRAFTER, organisation=unit()).get("/applications/begin/"))
    assert "现在没有正在受理的申报通知" in page


def test_a_form_posted_twice_begins_one_application(sign_in: SignIn) -> None:
    of = unit()
    open_call()
    client = sign_in(Role.DRAFTER, organisation=of)
    once = hidden(client.get("/applications/begin/"), "once")
    said = {"call": "2026", "unit": str(of.pk), "once": once}
    for _ in range(2):
        assert client.post("/applications/begin/", said).headers["Location"] == "/applications/HZ-2026-0001/edit/"
    assert Application.objects.count() == 1


@pytest.mark.parametrize("said", [{"call": "2031"}, {"call": "\0"}, {"call": "2026", "unit": "x"}, {}])
def test_nonsense_begins_nothing(said: dict[str, str], sign_in: SignIn) -> None:
    of = unit()
    open_call()
    response = sign_in(Role.DRAFTER, organisation=of).post("/applications/begin/", {"unit": str(of.pk)} | said)
    assert response.status_code == 422
    assert "怎样申报" in text(response)
    assert not Application.objects.exists()


def test_a_second_application_is_refused_with_the_number_of_the_first(sign_in: SignIn) -> None:
    first = begun()
    client = sign_in(Role.DRAFTER, organisation=first.unit)
    response = client.post("/applications/begin/", {"call": "2026", "unit": str(first.unit_id)})
    assert response.status_code == 422
    assert "已有申报HZ-2026-0001" in text(response)


def test_the_office_records_a_paper_application_by_the_units_code(sign_in: SignIn) -> None:
    of = university()
    open_call()
    clerk = sign_in(Role.OFFICE_CLERK)
    wrong = clerk.post("/applications/record/", {"call": "2026", "unit": "91500103MA00000000"})
    assert wrong.status_code == 422
    assert "没有登记统一社会信用代码为“91500103MA00000000”的单位" in text(wrong)
    made = clerk.post("/applications/record/", {"call": "2026", "unit": of.code.lower()})
    assert made.status_code == 302
    page = text(clerk.get(made.headers["Location"]))
    assert "填写申报表" in page


def test_last_years_answers_and_records_are_known_and_brought_in_when_asked(sign_in: SignIn) -> None:
    of = unit()
    former = acts.begin(open_call(2025, at=NOW.replace(year=2025)), by=drafter(of), at=NOW.replace(year=2025), unit=of)
    by = drafter(of)
    drafts.save(former, answers(station_name="𬭎材", contact="曾查"), by=by, at=NOW)
    told = [drafts.Entry(RecordKind.TASK, {"title": f"难题{n}", "sort": "problem", "summary": "略"}) for n in (1, 2)]
    drafts.add_records(former, told, by=by, at=NOW)
    open_call()
    client = sign_in(Role.DRAFTER, organisation=of)
    page = text(client.get("/applications/begin/?call=2026"))
    assert former.code in page
    assert "工作站简称、" in page
    assert "2 条，开始后可全部带入或逐条选择" in page
    client.post("/applications/begin/", {"call": "2026", "unit": str(of.pk)})
    application = Application.objects.get(call__year=2026)
    assert (application.station_name, application.contact) == ("𬭎材", "曾查")
    assert not application.truth_declared
    assert not application.no_secrets_declared
    assert not application.records.exists()
    listed = text(client.get(f"/applications/{application.code}/edit/"))
    assert "上一次申报中有 2 条记录" in listed
    for _ in range(2):
        client.post(f"/applications/{application.code}/records/former/", {"all": "1"})
    assert [str(record) for record in application.records.all()] == ["难题1", "难题2"]
    assert "上一次申报中有" not in text(client.get(f"/applications/{application.code}/edit/"))


def test_after_a_withdrawal_nothing_is_typed_or_uploaded_again_but_what_was_signed() -> None:
    former = filled()
    former.refresh_from_db()
    by = drafter(former.unit)
    drafts.add_records(former, [drafts.Entry(RecordKind.TASK, {"title": "难题", "sort": "problem"})], by=by, at=NOW)
    handed_in = set(former.materials.exclude(sort=MaterialKind.SIGNED_FORM).values_list("sort", "upload"))
    acts.withdraw(former, by=signatory(former.unit), at=NOW, opinion="名称有误")
    again = begun(former.unit)
    assert (again.station_name, again.overview_plan, again.money) == (
        former.station_name,
        former.overview_plan,
        former.money,
    )
    assert not again.truth_declared
    assert handed_in
    assert set(again.materials.values_list("sort", "upload")) == handed_in
    assert [str(record) for record in former_records(again)] == ["难题"]


def test_the_profile_of_the_unit_goes_before_last_years_answers() -> None:
    of = unit()
    former = acts.begin(open_call(2025, at=NOW.replace(year=2025)), by=drafter(of), at=NOW.replace(year=2025), unit=of)
    drafts.save(former, answers(phone="1", phone_area="", contact="旧"), by=drafter(of), at=NOW)
    of.contact, of.fax, of.phone_area = "新", "023-6300", ""
    of.save()
    application = begun(of)
    assert (application.contact, application.fax) == ("新", "023-6300")
    assert (application.phone_area, application.phone) == ("", "63001234")
    assert application.overview_plan == former.overview_plan


def test_a_valid_proof_of_the_profile_is_among_the_materials_at_once() -> None:
    of = unit()
    kept = upload("高新证书.pdf")
    for valid_to in (date(2027, 1, 1), date(2026, 1, 1)):
        of.proofs.create(
            sort=Standing.HIGH_TECH, number="GR2024", valid_from=date(2024, 1, 1), valid_to=valid_to,
            upload=kept if valid_to.year == 2027 else upload(), added_at=NOW, added_by="曾查",
        )  # fmt: skip
    application = begun(of)
    assert application.high_tech
    assert [m.upload.name for m in application.materials.all()] == ["高新证书.pdf"]


def test_the_page_to_begin_takes_at_most_twelve_queries(sign_in: SignIn) -> None:
    of = unit()
    acts.begin(open_call(2025, at=NOW.replace(year=2025)), by=drafter(of), at=NOW.replace(year=2025), unit=of)
    open_call()
    client = sign_in(Role.DRAFTER, organisation=of)
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/applications/begin/?call=2026").status_code == 200
    assert len(queries) <= 12
