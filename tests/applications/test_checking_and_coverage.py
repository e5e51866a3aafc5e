"""核对与提交, and 评定指标对照."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haizhi.applications import acts, drafts
from haizhi.applications.drafts import Entry
from haizhi.applications.models import Application
from haizhi.applications.queries.coverage import IndicatorRow, coverage
from haizhi.kernel.models import Act
from haizhi.regulation.evidence import RECORDS, RecordKind
from haizhi.regulation.findings import Refused
from haizhi.regulation.indicators import REVIEW
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.roles import Role
from haizhi.regulation.sections import Section
from haizhi.rehearsal.evidence import records
from tests.applications.conftest import SignIn
from tests.applications.factories import (
    CLERK,
    NOW,
    YUZHONG,
    begun,
    drafter,
    endorsed,
    filled,
    signatory,
    submitted,
    unit,
    university,
    upload,
)
from tests.applications.reading import browser_of, hidden, text

pytestmark = pytest.mark.django_db


def told(application: Application, *numbers: int) -> Application:
    """With the records of invented units."""
    for number in numbers:
        drafts.add_records(application, records(number, 2026, "演示"), by=drafter(application.unit), at=NOW)
    return application


def check_url(application: Application) -> str:
    return f"/applications/{application.code}/check/"


# 核对与提交


def test_everything_is_shown_with_the_way_to_change_it_in_at_most_twelve_queries(sign_in: SignIn) -> None:
    application = told(filled(), 0, 1, 2)
    client = browser_of(application, sign_in, Role.SIGNATORY)
    with CaptureQueriesContext(connection) as queries:
        page = text(client.get(check_url(application)))
    assert len(queries) <= 12, "\n".join(q["sql"][:150] for q in queries)
    for section in Section:
        assert f'href="/applications/{application.code}/edit/{section.value}/"' in page
    for record in application.records.all():
        assert str(record) in page
        for label, value in record.rows():
            assert label in page
            assert value in page
    for words in ("已与海外团队合作三年。", "拟引进海外专家三名。", "80 万元", "㛃龑", "项目合作协议.pdf"):
        assert words in page


def test_every_finding_leads_to_where_it_is_put_right(sign_in: SignIn) -> None:
    application = begun()
    drafts.add_records(
        application, [Entry(RecordKind.OVERSEAS_GROUP, {"name_zh": "示例学会"})], by=drafter(application.unit), at=NOW
    )
    client = browser_of(application, sign_in)
    page = text(client.get(check_url(application)))
    points = page[page.index('id="open-points"') : page.index("</section>", page.index('id="open-points"'))]
    links = re.findall(r'<a href="([^"]+)">([^<]+)</a>', points)
    assert len(links) == len(re.findall("<li>", points))
    for address, reason in links:
        path, _, anchor = address.partition("#")
        target = text(client.get(path))
        assert not anchor or f'id="{anchor}"' in target, reason


def test_truth_and_secrecy_are_declared_apart_each_with_its_article(sign_in: SignIn) -> None:
    application = filled(truth_declared=False, no_secrets_declared=False)
    client = browser_of(application, sign_in)
    page = client.get(check_url(application))
    assert "评审办法》第九条" in text(page)
    assert "《办法》第十五条" in text(page)
    client.post(check_url(application), {"seen": hidden(page, "seen"), "truth_declared": "on"})
    with pytest.raises(Refused, match="未承诺填报内容和材料不涉及国家秘密"):
        acts.submit(application, by=signatory(application.unit), at=NOW)
    both = {"truth_declared": "on", "initial-truth_declared": "True", "no_secrets_declared": "on"}
    saved = client.post(check_url(application), both | {"seen": hidden(page, "seen")})
    assert saved.headers["Location"] == f"{check_url(application)}#declarations"
    acts.submit(Application.objects.get(pk=application.pk), by=signatory(application.unit), at=NOW)


def test_declarations_on_a_form_that_was_handed_in_are_refused(sign_in: SignIn) -> None:
    application = submitted()
    answer = browser_of(application, sign_in).post(check_url(application), {"seen": "0.ABC", "truth_declared": ""})
    assert answer.status_code == 422
    assert "不能再修改申报内容" in text(answer)


def test_a_declaration_that_two_changed_is_shown_as_such(sign_in: SignIn) -> None:
    application = begun()
    client = browser_of(application, sign_in)
    page = client.get(check_url(application))
    by = drafter(application.unit)
    drafts.save(application, {"truth_declared": True}, by=by, at=NOW)
    drafts.save(application, {"truth_declared": False}, by=by, at=NOW)
    answer = client.post(check_url(application), {"seen": hidden(page, "seen"), "truth_declared": "on"})
    assert answer.status_code == 422
    assert "已勾选</p>" in text(answer)
    assert "未勾选</p>" in text(answer)


def test_who_signs_is_named_and_the_head_submits_from_the_page(sign_in: SignIn) -> None:
    application = filled()
    assert "本单位现在没有负责人" in text(browser_of(application, sign_in).get(check_url(application)))
    client = browser_of(application, sign_in, Role.SIGNATORY)
    page = client.get(check_url(application))
    assert "本单位负责人：申报单位负责人。" in text(page)
    assert "各项已完成，可由负责人提交" in text(page)
    url = f"{application.get_absolute_url()}submit/"
    sent = {"seen": hidden(page, "seen", url), "once": hidden(page, "once", url), "opinion": "情况属实"}
    for _ in range(2):
        assert client.post(url, sent).headers["Location"] == application.get_absolute_url()
    assert Act.objects.filter(verb="application.submit").count() == 1


def test_what_is_missing_greys_the_button_and_withdrawing_stays_possible(sign_in: SignIn) -> None:
    application = begun()
    page = text(browser_of(application, sign_in, Role.SIGNATORY).get(check_url(application)))
    assert re.search(r"还有\d+处未完成", page)
    assert f'action="{application.get_absolute_url()}withdraw/"' in page
    assert f'action="{application.get_absolute_url()}submit/"' not in page


def test_before_handing_in_again_it_is_shown_what_changed(sign_in: SignIn) -> None:
    application = endorsed()
    acts.correct(application, by=CLERK, at=NOW, opinion="补正", sections=["conditions", "benefits"], workdays=5)
    client = browser_of(application, sign_in)
    assert "还没有改动" in text(client.get(check_url(application)))
    by = drafter(application.unit)
    drafts.save(application, {"money": 120_000_000}, by=by, at=NOW)
    page = text(client.get(check_url(application)))
    changes = page[page.index("与上次提交相比") : page.index('id="section-unit"')]
    assert "专项经费" in changes
    assert "工作站条件" in changes
    assert "要求补正、但还没有改动的部分：任务、服务对象与预期效益" in changes
    assert "扫描件已不是现在的版本" in page
    drafts.attach(application, MaterialKind.SIGNED_FORM, upload("第二版.pdf"), by=by, at=NOW)
    acts.submit(application, by=signatory(application.unit), at=NOW)
    assert application.stage == "qualifying"


# 评定指标对照


def rows_of(application: Application) -> dict[str, IndicatorRow]:
    return {row.indicator.key: row for group in coverage(application) for row in group.rows}


def test_an_empty_draft_has_no_evidence_but_every_indicator_has_a_place_for_some() -> None:
    rows = rows_of(begun())
    assert list(rows) == [indicator.key for indicator in REVIEW.indicators]
    assert not any(row.is_covered for row in rows.values())
    assert all(row.places for row in rows.values())
    assert [rows[key].maximum for key in ("a1", "a3", "a16")] == ["5", "10", "5"]


def test_records_fields_and_files_speak_to_their_indicators() -> None:
    rows = rows_of(told(filled(), 0))
    assert {key for key, row in rows.items() if row.is_covered} == set(rows)
    assert [piece.text for piece in rows["a3"].evidence] == ["3 名", "80 万元", "120.5 平方米"]
    assert "项目合作协议.pdf" in [piece.text for piece in rows["a9"].evidence]


def test_a_centre_without_a_project_is_said_to_need_one() -> None:
    application = begun()
    by = drafter(application.unit)
    centre = {"title": "实验室", "sort": "key_laboratory", "level": "municipal"}
    drafts.add_records(application, [Entry(RecordKind.PLATFORM, centre)], by=by, at=NOW)
    row = rows_of(Application.objects.get(pk=application.pk))["a8"]
    assert (row.is_covered, row.gap) == (False, "承担的重大项目")
    project = {"title": "专项", "level": "national", "source": "部", "part": "lead", "state": "done"}
    drafts.add_records(application, [Entry(RecordKind.MAJOR_PROJECT, project)], by=by, at=NOW)
    assert rows_of(Application.objects.get(pk=application.pk))["a8"].is_covered


@pytest.mark.parametrize("role", [Role.DRAFTER, Role.DISTRICT_CLERK, Role.OFFICE_CLERK])
def test_everybody_who_sees_the_application_reads_the_coverage_and_only_its_drafters_are_led_to_change_it(
    role: Role, sign_in: SignIn
) -> None:
    application = told(filled(), 0, 1)
    drafts.attach(application, MaterialKind.SIGNED_FORM, upload(), by=drafter(application.unit), at=NOW)
    url = f"/applications/{application.code}/coverage/"
    if role is Role.DRAFTER:
        client = browser_of(application, sign_in)
    else:
        acts.submit(application, by=signatory(application.unit), at=NOW)
        client = sign_in(role, **({"district": YUZHONG} if role is Role.DISTRICT_CLERK else {}))
    with CaptureQueriesContext(connection) as queries:
        page = text(client.get(url))
    assert len(queries) <= 12
    for indicator in REVIEW.indicators:
        assert indicator.label in page
    assert "16</b> / 16" in page
    assert ("在哪里补充" in page) is (role is Role.DRAFTER)
    assert (f"/applications/{application.code}/records/" in page) is (role is Role.DRAFTER)


def test_a_stranger_reads_no_coverage(sign_in: SignIn) -> None:
    application = begun(university())
    client = sign_in(Role.DRAFTER, organisation=unit("别家"))
    assert client.get(f"/applications/{application.code}/coverage/").status_code == 404


def test_the_records_of_a_rehearsal_are_whole_and_speak_to_every_indicator() -> None:
    for number in range(12):
        for entry in records(number, 2026, "演示"):
            asked = RECORDS[entry.kind]
            assert asked.missing(entry.values) == ()
            assert all(asked.field(key).holds(value) for key, value in entry.values.items())
