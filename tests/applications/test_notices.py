"""Papers that the Office issues on a case: what they say, who may print them, where they are found."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from haizhi.applications import acts
from haizhi.applications.models import Application
from haizhi.documents.marks import Imprint, Sort
from haizhi.documents.scans import read_marks
from haizhi.regulation.roles import Role
from tests.applications.conftest import SignIn
from tests.applications.factories import (
    CLERK,
    DEADLINE,
    HEAD,
    LATE,
    NOW,
    district_head,
    endorsed,
    signatory,
    submitted,
    university,
    upload,
)
from tests.applications.reading import browser_of, text
from tests.documents.papers import texts

pytestmark = pytest.mark.django_db


def printed(client: Client, application: Application, kind: str, serial: int = 1) -> str:
    """What stands on a paper, without blanks."""
    answer = client.get(f"{application.get_absolute_url()}notices/{kind}/{serial}/")
    assert answer["Content-Type"] == "application/pdf"
    return "".join(texts(answer.getvalue()))


def test_a_correction_says_what_why_under_which_article_until_when_and_how(sign_in: SignIn) -> None:
    application = endorsed()
    reasons = {"overview": "合作年限与协议不一致", "attachments": "协议缺签字页"}
    acts.correct(
        application, by=CLERK, at=NOW, opinion="请逐项补正。", sections=list(reasons), reasons=reasons, workdays=5
    )
    browser = browser_of(application, sign_in)
    page = text(browser.get(application.get_absolute_url()))
    assert "退回补正通知书" in page
    said = printed(browser, application, "correction")
    for part in (
        f"{application.unit.name}：",
        "请逐项补正。",
        "项目概述合作年限与协议不一致",
        "附件材料协议缺签字页《办法》第八条第2项",
        "5个工作日内，即2026年3月27日24:00前",
        "由单位负责人提交",
        "重庆海智办2026年3月20日公章",
        application.call.phone,
        f"{application.code}-B1",
    ):
        assert part in said, part


def test_each_correction_has_a_paper_of_its_own_that_reads_the_same_ever_after(sign_in: SignIn) -> None:
    application = submitted(university())
    for said in ("缺资料", "仍缺资料"):
        acts.correct(application, by=CLERK, at=NOW, opinion=said, sections=["attachments"], workdays=3)
        acts.submit(application, by=signatory(application.unit), at=NOW)
    clerk = sign_in(Role.OFFICE_CLERK)
    first, second = (clerk.get(f"{application.get_absolute_url()}notices/correction/{n}/").getvalue() for n in (1, 2))
    assert "仍缺资料" not in "".join(texts(first))
    assert "仍缺资料" in "".join(texts(second))
    marks = [read_marks(paper, "application/pdf").imprints[0] for paper in (first, second)]
    assert [mark.code for mark in marks] == [f"{application.code}-B1", f"{application.code}-B2"]
    assert marks[0] != Imprint(Sort.SHEET, marks[0].code, marks[1].digest)
    assert clerk.get(f"{application.get_absolute_url()}notices/correction/1/").getvalue() == first
    for missing in ("correction/3", "correction/0", "rejection/1", "nonsense/1"):
        assert clerk.get(f"{application.get_absolute_url()}notices/{missing}/").status_code == 404


def test_a_rejection_lists_what_was_not_met_and_promises_only_what_the_rule_keeps(sign_in: SignIn) -> None:
    early, late = submitted(university(), staff=0), submitted(university("重庆迟到大学"), staff=0)
    acts.reject(early, by=HEAD, at=DEADLINE - timedelta(days=1), opinion="没有工作人员")
    acts.reject(late, by=HEAD, at=LATE, opinion="没有工作人员")
    clerk = sign_in(Role.OFFICE_CLERK)
    said = printed(clerk, early, "rejection")
    assert "专（兼）职工作人员0名《办法》第六条第1项" in said
    assert "可以在受理期内或以后年度再次申报" in said
    assert "可以在以后年度再次申报" in printed(clerk, late, "rejection")


def test_a_hearing_and_the_cancellation_after_it_tell_facts_rights_and_effect(sign_in: SignIn) -> None:
    application = submitted(university())
    acts.notify(application, by=HEAD, at=NOW, opinion="合作协议系伪造", due_on=date(2026, 4, 10))
    browser = browser_of(application, sign_in, Role.SIGNATORY)
    assert "请于2026年4月10日24:00前" in printed(browser, application, "hearing")
    acts.state(application, by=signatory(application.unit), at=NOW, opinion="系中介提供", attachment=upload())
    acts.cancel(application, by=HEAD, at=NOW + timedelta(days=1), opinion="经查属实", accountability="通报批评")
    said = printed(browser, application, "cancellation")
    for part in (
        "《评审办法》第九条",
        "经查属实",
        "提交陈述申辩：系中介提供",
        "通报批评",
        "2026年度内不得再次申报",
        "需要书面反映的",
        "2026年3月21日公章",
    ):
        assert part in said, part


def test_a_unit_that_did_not_speak_is_said_not_to_have(sign_in: SignIn) -> None:
    application = submitted(university())
    acts.notify(application, by=HEAD, at=NOW, opinion="合作协议系伪造", due_on=date(2026, 4, 10))
    acts.cancel(application, by=HEAD, at=NOW + timedelta(days=30), opinion="经查属实", accountability="通报批评")
    said = printed(browser_of(application, sign_in), application, "cancellation")
    assert "贵单位在期限内没有提交陈述申辩" in said


def test_another_unit_prints_nothing_and_a_paper_costs_few_queries(sign_in: SignIn) -> None:
    application = submitted()
    acts.endorse(application, by=district_head(), at=NOW, opinion="同意", scan=upload())
    acts.correct(application, by=CLERK, at=NOW, opinion="缺资料", sections=["attachments"], workdays=3)
    url = f"{application.get_absolute_url()}notices/correction/1/"
    assert sign_in(Role.DRAFTER, organisation=university()).get(url).status_code == 404
    clerk = sign_in(Role.OFFICE_CLERK)
    with CaptureQueriesContext(connection) as queries:
        assert clerk.get(url).status_code == 200
    assert len(queries) <= 12
