from datetime import date

import pytest

from haizhi.applications.models import Application
from haizhi.decisions import acts, queries
from haizhi.decisions.models import JointDocument, Objection
from haizhi.kernel import ledger
from haizhi.kernel.actor import PUBLIC
from haizhi.kernel.door import standing_against
from haizhi.kernel.models import Act
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from tests.decisions.factories import (
    CLERK,
    COSIGNER,
    HEAD,
    ISSUED,
    OVER,
    SIGNED,
    SIGNER,
    accepted,
    cleared,
    countersigned,
    drafted,
    issued,
    lodge,
    running,
)

pytestmark = pytest.mark.django_db
NUMBER, DAY = "渝科协发〔2026〕60号", date(2026, 7, 20)


def draft(named: list[Application], heading: str = "通知", body: str = "正文") -> JointDocument:
    return acts.draft_document(by=CLERK, at=OVER, applications=named, heading=heading, body=body)


def test_a_document_is_drafted_from_the_cleared_in_the_usual_words() -> None:
    document = drafted()
    assert document.code == "FW-2026-01"
    assert document.heading == "关于设立2026年度重庆海智工作站的通知"
    assert "决定设立2026年度重庆海智工作站（名单见附件）" in document.body
    assert document.applications.count() == 5


def test_a_unit_that_is_not_clear_is_not_named() -> None:
    named = cleared()
    Application.objects.filter(pk=named[1].pk).update(stage="cancelled")
    with pytest.raises(Refused, match="重庆第2大学现为“取消资格”，不是“公示无异议”"):
        draft(named)


def test_a_document_of_nobody_is_not_drafted() -> None:
    with pytest.raises(Refused, match="没有选择单位"):
        draft([])


def test_a_unit_with_an_open_report_is_not_named() -> None:
    found = running()
    named = list(acts.conclude_publicity(found, by=CLERK, at=OVER).applications.order_by("code"))
    lodge(found, sort=Objection.Sort.REPORT.value, at=OVER)
    assert len(queries.draftable(CLERK)) == 4
    with pytest.raises(Refused, match="重庆第1大学尚有1件异议未办结"):
        draft(named)


def test_a_unit_is_named_in_one_document_at_a_time() -> None:
    named = cleared()
    first = draft(named[:2])
    with pytest.raises(Refused, match=f"重庆第1大学已列入在办的发文{first.code}"):
        draft(named[:1])
    assert [a.code for a in queries.draftable(CLERK)] == [a.code for a in named[2:]]
    acts.recall(first, by=CLERK, at=OVER, opinion="文字有误")
    assert draft(named[:1]).stage == "drafted"


def test_a_term_by_months_is_in_the_record_the_signed_text_and_the_printed_one() -> None:
    named = cleared()
    by_day = draft(named[:1])
    by_month = acts.draft_document(
        by=CLERK, at=OVER, applications=named[1:], heading="通知", body="正文", month_grained=True
    )
    assert Act.objects.get(verb="document.draft", subject_id=by_month.pk).detail["month_grained"] is True
    assert queries.official_text(by_day, OVER).paragraphs == ("正文",)
    text = queries.official_text(by_month, OVER)
    assert text.paragraphs == ("正文", "建站期限按月计算，至第三十六个月的月末止。")
    by_month.month_grained = False
    assert queries.official_text(by_month, OVER).digest != text.digest


def test_both_sign_the_same_text() -> None:
    document = countersigned()
    digests = [a.detail["text"] for a in Act.objects.filter(verb__in=["document.sign", "document.countersign"])]
    assert len(digests) == 2
    assert digests[0] == digests[1]
    assert document.signed_on == document.countersigned_on == date(2026, 7, 15)


def test_neither_signs_for_the_other() -> None:
    document = drafted()
    with pytest.raises(Refused, match="由市科协签发人办理"):
        acts.sign(document, by=COSIGNER, at=SIGNED)
    acts.sign(document, by=SIGNER, at=SIGNED)
    with pytest.raises(Refused, match="由市人力社保局会签人办理"):
        acts.countersign(document, by=SIGNER, at=SIGNED)


def test_the_bureau_signs_after_the_association() -> None:
    with pytest.raises(Refused, match="此件现为“待签发”"):
        acts.countersign(drafted(), by=COSIGNER, at=SIGNED)


@pytest.mark.parametrize("by", [CLERK, SIGNER, COSIGNER], ids=["office", "association", "bureau"])
def test_any_of_them_takes_the_draft_back_until_it_is_issued(by: object) -> None:
    document = countersigned()
    acts.recall(document, by=by, at=SIGNED, opinion="名单有变")  # type: ignore[arg-type]  # an actor each
    assert document.stage == "recalled"


def test_issuing_approves_every_unit_from_the_day_of_the_last_signature() -> None:
    document = issued()
    assert (document.document_number, document.issued_on) == (NUMBER, DAY)
    assert document.signed_on == date(2026, 7, 15)
    assert set(document.applications.values_list("stage", flat=True)) == {"approved"}
    assert not list(ledger.faults())


@pytest.mark.parametrize(
    "number",
    ["渝科协发[2026]60号", "渝科协发〔2026〕060号", "渝科协发〔2025〕60号"],
    ids=["square brackets", "leading zero", "another year"],
)
def test_the_number_is_written_as_official_documents_write_it(number: str) -> None:
    with pytest.raises(Refused) as refused:
        acts.issue(countersigned(), by=CLERK, at=ISSUED, number=number)
    assert [f.field for f in refused.value.findings] == ["number"]


def test_a_number_is_used_once() -> None:
    named = cleared()
    for part in (named[:2], named[2:]):
        document = draft(part)
        acts.sign(document, by=SIGNER, at=SIGNED)
        acts.countersign(document, by=COSIGNER, at=SIGNED)
    first, second = JointDocument.objects.order_by("code")
    acts.issue(first, by=CLERK, at=ISSUED, number=NUMBER)
    with pytest.raises(Refused, match="该发文字号已被使用"):
        acts.issue(second, by=HEAD, at=ISSUED, number=NUMBER)


def test_a_document_with_a_unit_that_fell_out_is_recalled_instead() -> None:
    document = countersigned()
    gone = document.applications.order_by("code")[0]
    Application.objects.filter(pk=gone.pk).update(stage="cancelled")
    reasons = standing_against(moves.ISSUE, document, CLERK, ISSUED)
    assert [str(r) for r in reasons] == [
        "重庆第1大学现为“取消资格”，不能批准建站（《办法》第九条第2项）。请撤回本稿，去掉该单位后重拟。"
    ]


def test_a_report_against_a_unit_of_the_draft_holds_the_issue_up() -> None:
    document = countersigned()
    found = document.applications.order_by("code")[0].publicities.get()
    report = lodge(found, sort=Objection.Sort.REPORT.value, at=SIGNED)
    with pytest.raises(Refused, match="重庆第1大学尚有1件异议未办结"):
        acts.issue(document, by=CLERK, at=ISSUED, number=NUMBER)
    acts.decline(report, by=CLERK, at=ISSUED, opinion="查无实据")
    assert acts.issue(document, by=CLERK, at=ISSUED, number=NUMBER).stage == "issued"


def test_a_frozen_unit_does_not_hold_up_the_document_of_the_others() -> None:
    found = running()
    accepted(found)
    acts.conclude_publicity(found, by=CLERK, at=OVER)
    assert len(queries.draftable(CLERK)) == 4


def test_the_public_reads_what_was_issued_and_nothing_before() -> None:
    document = countersigned()
    assert not JointDocument.objects.visible_to(PUBLIC)
    acts.issue(document, by=CLERK, at=ISSUED, number=NUMBER)
    assert list(JointDocument.objects.visible_to(PUBLIC)) == [document]


def test_the_printed_text_has_both_issuers_the_leading_one_first() -> None:
    text = queries.official_text(issued(), ISSUED)
    assert text.issuers == ("重庆市科学技术协会", "重庆市人力资源和社会保障局")
    assert text.number == NUMBER
    assert text.dated == DAY
    assert text.stations[0] == ("重庆第1大学", "中国科协“海智计划”重庆工作基地重庆第1大学工作站")
    assert len(text.paragraphs) == 4
    assert queries.suggested_document([]) == ("", "")
