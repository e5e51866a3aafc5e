"""Pages on which the Office checks: the checklist, what is sent back, reading, receipts, hearings, 代录."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haizhi.applications import acts, drafts
from haizhi.notifications.tasks import deliver
from haizhi.regulation.roles import Role
from tests.applications.at_the_district import district, fresh
from tests.applications.conftest import SignIn
from tests.applications.factories import (
    CLERK,
    HEAD,
    NOW,
    association,
    district_head,
    drafter,
    endorsed,
    judged,
    open_call,
    qualified,
    signatory,
    submitted,
    university,
    upload,
)
from tests.applications.reading import hidden, text
from tests.files.samples import pdf, png

pytestmark = [pytest.mark.django_db, pytest.mark.once]


# The Office's checklist


def test_whoever_qualifies_a_unit_that_is_being_heard_is_told_so_and_may(sign_in: SignIn) -> None:
    application = judged(submitted(university()))
    acts.notify(application, by=HEAD, at=NOW, opinion="疑似伪造协议", due_on=date(2026, 4, 10))
    clerk = sign_in(Role.OFFICE_CLERK)
    page = text(clerk.get(application.get_absolute_url()))
    assert "请注意：正在就拟取消资格听取申报单位陈述申辩（期限2026年4月10日）" in page
    assert (
        clerk.post(f"{application.get_absolute_url()}qualify/", {"seen": str(application.version)}).status_code == 302
    )
    assert fresh(application).stage == "qualified"


def test_an_open_point_of_the_checklist_is_led_to_from_the_refusal(sign_in: SignIn) -> None:
    application = submitted(university())
    url = application.get_absolute_url()
    page = text(sign_in(Role.OFFICE_CLERK).get(url))
    assert f'href="{url}checklist/#row-attention"' in page
    refused = text(sign_in(Role.OFFICE_HEAD).get(f"{url}qualify/"))
    assert f'href="{url}checklist/#row-attention"' in refused


def test_the_office_judges_every_row_in_one_form_and_qualifies(sign_in: SignIn) -> None:
    application = endorsed()
    clerk = sign_in(Role.OFFICE_CLERK)
    url = f"{application.get_absolute_url()}checklist/"
    assert "请看“资格条件”" in text(clerk.get(application.get_absolute_url()))
    page = text(clerk.get(url))
    assert "待判断 12 项" in page
    assert "专（兼）职工作人员3名" in page
    answer = clerk.post(url, {"attention": ["yes", "见会议纪要"], "platform": ["", ""], "rest": "1"})
    assert answer.status_code == 302
    application.refresh_from_db()
    assert application.judgements["attention"]["note"] == "见会议纪要"
    assert len(application.judgements) == 12
    assert all(said["met"] for said in application.judgements.values())
    seen = {"opinion": "符合条件", "seen": str(application.version)}
    assert clerk.post(f"{application.get_absolute_url()}qualify/", seen).status_code == 302
    assert "资格通过" in text(clerk.get(application.get_absolute_url()))


def test_an_unmet_row_without_reason_is_named_and_the_rest_is_kept(sign_in: SignIn) -> None:
    application = endorsed()
    url = f"{application.get_absolute_url()}checklist/"
    answer = sign_in(Role.OFFICE_CLERK).post(url, {"purpose": ["no", " "], "talent": ["yes", "见协议"], "rest": "1"})
    assert answer.status_code == 422
    assert "判断为不符合须写明理由" in text(answer)
    assert "见协议" in text(answer)
    application.refresh_from_db()
    assert list(application.judgements) == ["talent"]


def test_a_judgement_from_before_a_correction_is_marked_until_it_is_given_again(sign_in: SignIn) -> None:
    application = judged(endorsed())
    page = f"{application.get_absolute_url()}checklist/"
    assert "补正前的判断" not in text(sign_in(Role.OFFICE_CLERK).get(page))
    acts.correct(application, by=CLERK, at=NOW, opinion="", sections=["unit"], reasons={"unit": "补地址"}, workdays=5)
    later = NOW + timedelta(hours=3)
    acts.submit(application, by=signatory(application.unit), at=later)
    clerk = sign_in(Role.OFFICE_CLERK)
    assert text(clerk.get(page)).count("补正前的判断，请复核") == 12
    drafts.judge(application, "purpose", True, "仍符合", by=CLERK, at=later)
    assert text(clerk.get(page)).count("补正前的判断，请复核") == 11


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({"field": "purpose", "purpose": ["yes", "明确"]}, 200, "saved_at"),
        ({"field": "purpose", "purpose": ["no", ""]}, 422, "判断为不符合须写明理由"),
        ({"field": "purpose", "purpose": ["maybe", ""]}, 422, "请选择符合或不符合"),
        ({"field": "purpose", "purpose": ["yes", "a\0b"]}, 422, "有不能保存的字符"),
        ({"field": "purpose", "purpose": ["no", "长" * 501]}, 422, "最多填写500个字"),
        ({"field": "staff", "staff": ["yes", ""]}, 400, "没有这一项"),
        ({"field": "nonsense"}, 400, "没有这一项"),
    ],
)
def test_a_row_saves_itself(sent: dict[str, Any], status: int, sentence: str, sign_in: SignIn) -> None:
    application = endorsed()
    answer = sign_in(Role.OFFICE_CLERK).post(f"{application.get_absolute_url()}checklist/save/", sent)
    assert answer.status_code == status
    assert sentence in answer.content.decode("unicode_escape" if status != 200 else "utf-8")
    application.refresh_from_db()
    assert bool(application.judgements) == (status == 200)


def test_a_row_that_was_not_sent_stays_as_it_is(sign_in: SignIn) -> None:
    application = judged(endorsed())
    sent = {"purpose": ["yes", "明确"]}
    sign_in(Role.OFFICE_CLERK).post(f"{application.get_absolute_url()}checklist/", sent)
    application.refresh_from_db()
    assert len(application.judgements) == 12


def test_a_row_is_taken_back_and_a_closed_check_is_not_changed(sign_in: SignIn) -> None:
    application = judged(endorsed())
    clerk = sign_in(Role.OFFICE_CLERK)
    save = f"{application.get_absolute_url()}checklist/save/"
    assert clerk.post(save, {"field": "purpose", "purpose": ["", ""]}).status_code == 200
    application.refresh_from_db()
    assert "purpose" not in application.judgements
    drafts.judge(application, "purpose", True, "", by=CLERK, at=NOW)
    acts.qualify(application, by=CLERK, at=NOW)
    assert clerk.post(save, {"field": "purpose", "purpose": ["yes", "晚"]}).status_code == 409
    there = clerk.get(f"{application.get_absolute_url()}checklist/")
    assert there.headers["Location"] == f"{application.get_absolute_url()}#checklist"


def test_the_rows_lead_to_the_evidence_on_the_case_page(sign_in: SignIn) -> None:
    application = endorsed()
    clerk = sign_in(Role.OFFICE_CLERK)
    page = text(clerk.get(f"{application.get_absolute_url()}checklist/"))
    case = text(clerk.get(application.get_absolute_url()))
    anchors = set(re.findall(rf'href="{application.get_absolute_url()}#([\w-]+)"', page)) - {"checklist"}
    assert {"section-conditions", "material-agreements"} <= anchors
    assert all(f'id="{anchor}"' in case for anchor in anchors if not anchor.startswith("records-"))


def test_the_offices_page_shows_the_districts_interest_and_its_opinion(sign_in: SignIn) -> None:
    submitted(association())
    application = endorsed()
    page = text(sign_in(Role.OFFICE_CLERK).get(f"{application.get_absolute_url()}checklist/"))
    assert "该区县科协本年度自行申报，与所初审的单位存在竞争关系" in page
    assert "同意推荐" in page


def test_missing_minutes_are_shown_and_do_not_stand_in_the_way(sign_in: SignIn) -> None:
    application = judged(submitted(university()))
    clerk = sign_in(Role.OFFICE_CLERK)
    assert "尚无经确认的资格审核会议纪要" in text(clerk.get(application.get_absolute_url()))
    seen = {"opinion": "", "seen": str(application.version)}
    assert clerk.post(f"{application.get_absolute_url()}qualify/", seen).status_code == 302


# Sent back by section


@pytest.mark.parametrize("verb", ["return", "correct"])
def test_what_goes_back_is_asked_section_by_section(verb: str, sign_in: SignIn) -> None:
    application = submitted() if verb == "return" else endorsed()
    client = district(sign_in) if verb == "return" else sign_in(Role.OFFICE_CLERK)
    url = f"{application.get_absolute_url()}{verb}/"
    seen = {"seen": str(application.version), "workdays": "5"}
    bare = client.post(url, seen | {"opinion": "经费不一致"})
    assert bare.status_code == 422
    assert "请至少选择一部分并写明原因" in text(bare)
    half = client.post(url, seen | {"reasons": ["conditions", "overview"], "reasons_conditions": "与承诺不一致"})
    assert half.status_code == 422
    assert "请写明“项目概述”需要补正的原因" in text(half)
    assert "与承诺不一致" in text(half)
    whole = seen | {"reasons": ["conditions"], "reasons_conditions": "与承诺不一致", "opinion": "请尽快"}
    assert client.post(url, whole).status_code == 302
    application.refresh_from_db()
    said = application.opinions["correction"]
    assert (said["sections"], said["reasons"]) == (["conditions"], {"conditions": "与承诺不一致"})
    page = text(sign_in(Role.DRAFTER, organisation=application.unit).get(application.get_absolute_url()))
    assert "<p>请尽快</p>" in page
    assert "<dd>与承诺不一致</dd>" in page
    assert ("请在2026年3月27日（周五）前提交" in page) == (verb == "correct")


def test_the_period_of_a_correction_is_at_least_one_working_day(sign_in: SignIn) -> None:
    application = endorsed()
    sent = {"reasons": ["unit"], "reasons_unit": "甲", "workdays": "0", "seen": str(application.version)}
    answer = sign_in(Role.OFFICE_CLERK).post(f"{application.get_absolute_url()}correct/", sent)
    assert "补正期限至少1个工作日" in text(answer)


# Reading, papers


@pytest.mark.parametrize("page", ["", "reading/", "papers/", "checklist/"])
def test_the_pages_of_a_case_with_much_on_it_take_few_queries(page: str, sign_in: SignIn) -> None:
    application = endorsed()
    acts.receive_paper(application, by=CLERK, at=NOW, copies=1, received_on=date(2026, 3, 20))
    acts.notify(application, by=HEAD, at=NOW, opinion="疑似伪造", due_on=date(2026, 3, 27))
    for role in (Role.OFFICE_CLERK, Role.OFFICE_HEAD):
        client = sign_in(role)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{application.get_absolute_url()}{page}").status_code == 200
        assert len(queries) <= 12


def test_the_office_sees_whether_the_unit_was_told_and_the_unit_does_not(sign_in: SignIn) -> None:
    application = submitted()
    own = sign_in(Role.DRAFTER, organisation=application.unit)
    acts.send_back(
        application, by=district_head(), at=NOW, opinion="请补充", sections=["unit"], reasons={"unit": "地址不全"}
    )
    deliver(NOW)
    clerk = sign_in(Role.OFFICE_CLERK)
    assert "通知了谁、是否已读" in text(clerk.get(application.get_absolute_url()))
    page = text(clerk.get(f"{application.get_absolute_url()}papers/"))
    assert "1人，都未读" in page
    assert "通知情况" not in text(own.get(f"{application.get_absolute_url()}papers/"))


def test_reading_puts_the_chosen_file_beside_the_answers_and_lets_it_be_framed(sign_in: SignIn) -> None:
    application = submitted(university())
    clerk = sign_in(Role.OFFICE_CLERK)
    material = application.materials.get(sort="agreements")
    answer = clerk.get(f"{application.get_absolute_url()}reading/?file={material.pk}")
    assert f'src="{material.upload.get_absolute_url()}?inline"' in text(answer)
    assert "frame-src 'self'" in answer["Content-Security-Policy"]
    assert "重庆市渝中区解放碑1号" in text(answer)
    assert clerk.get(f"{application.get_absolute_url()}reading/?file=evil").status_code == 200


def test_a_receipt_is_shown_printed_and_listed(sign_in: SignIn) -> None:
    application = submitted(university())
    clerk = sign_in(Role.OFFICE_CLERK)
    digest = application.submissions.get().digest
    sent = {"received_on": "2026-03-20", "copies": "1", "printed": digest[:12], "seen": str(application.version)}
    assert clerk.post(f"{application.get_absolute_url()}receive_paper/", sent).status_code == 302
    assert "与网上提交的现行版本一致" in text(clerk.get(application.get_absolute_url()))
    assert f"{application.code}-S1" in text(clerk.get(f"{application.get_absolute_url()}papers/"))
    own = sign_in(Role.SIGNATORY, organisation=application.unit)
    assert "与网上提交的现行版本一致" in text(own.get(f"{application.get_absolute_url()}receipts/1/"))
    printed = own.get(f"{application.get_absolute_url()}receipts/1/print/")
    assert printed.content.startswith(b"%PDF-")
    for page in ("receipts/2/", "receipts/99999999999/", "receipts/2/print/"):
        assert own.get(f"{application.get_absolute_url()}{page}").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"copies": "0"}, "至少1份"),
        ({"received_on": "昨天"}, "收到日期"),
        ({"received_on": "2027-01-01"}, "晚于今日"),
        ({"opinion": "缺" * 501}, "500"),
    ],
)
def test_a_receipt_that_cannot_be_keeps_what_was_typed(wrong: dict[str, str], sentence: str, sign_in: SignIn) -> None:
    application = submitted(university())
    sent = {"received_on": "2026-03-20", "copies": "1", "handed_in_by": "龑先生", "seen": str(application.version)}
    answer = sign_in(Role.OFFICE_CLERK).post(f"{application.get_absolute_url()}receive_paper/", sent | wrong)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "龑先生" in text(answer)


def test_a_visit_is_recorded_with_a_picture_and_read_by_the_office(sign_in: SignIn) -> None:
    application = submitted()
    clerk = district(sign_in, Role.DISTRICT_CLERK)
    sent = {"visited_on": "2026-03-19", "visitors": "曾查", "opinion": "场地三百平方米", "seen": "2"}
    photo = SimpleUploadedFile("现场.png", png(), content_type="image/png")
    answer = clerk.post(f"{application.get_absolute_url()}visit/", sent | {"photo_1": photo})
    assert answer.status_code == 302
    acts.endorse(application, by=district_head(), at=NOW, opinion="同意", scan=upload())
    page = text(sign_in(Role.OFFICE_CLERK).get(f"{application.get_absolute_url()}papers/"))
    assert "场地三百平方米" in page
    assert "现场.png" in page


# A unit is heard


def test_a_unit_reads_the_notice_and_states_its_case_on_its_own_page(sign_in: SignIn) -> None:
    application = qualified()
    head = sign_in(Role.OFFICE_HEAD)
    base = application.get_absolute_url()
    assert "确认取消资格" not in text(head.get(base))
    sent = {"opinion": "疑似伪造合作协议", "due_on": "2026-03-27", "seen": str(application.version)}
    assert head.post(f"{base}notify/", sent).status_code == 302
    own = sign_in(Role.SIGNATORY, organisation=application.unit)
    page = own.get(base)
    assert "申报单位可在2026年3月27日 24:00前陈述申辩" in text(page)
    assert "确认陈述申辩" in text(page)
    scan = SimpleUploadedFile("公证书.pdf", pdf())
    said = {"opinion": "协议经公证", "attachment": scan, "seen": hidden(page, "seen", f"{base}state/")}
    assert own.post(f"{base}state/", said).status_code == 302
    assert "协议经公证" in text(head.get(f"{base}papers/"))
    assert "公证书.pdf" in text(head.get(f"{base}papers/"))
    seen = {"opinion": "伪造", "accountability": "通报", "seen": hidden(head.get(base), "seen", f"{base}cancel/")}
    assert head.post(f"{base}cancel/", seen).status_code == 302
    assert "已取消资格" in text(own.get(base))
    assert "责任追究：通报" in text(own.get(base))


# 代录


def test_a_unit_is_offered_to_take_over_what_the_office_recorded(sign_in: SignIn) -> None:
    of = university()
    application = acts.record_paper(open_call(), by=CLERK, at=NOW, unit=of)
    own = sign_in(Role.DRAFTER, organisation=of)
    base = application.get_absolute_url()
    page = own.get(base)
    assert "此件由海智办按纸质申报代录" in text(page)
    assert own.post(f"{base}adopt/", {"seen": hidden(page, "seen", f"{base}adopt/")}).status_code == 302
    assert "此件由海智办按纸质申报代录" not in text(own.get(base))
    assert sign_in(Role.OFFICE_CLERK).get(base).status_code == 404


def test_what_a_unit_began_itself_offers_nothing_to_take_over(sign_in: SignIn) -> None:
    application = acts.begin(open_call(), by=drafter(of := university()), at=NOW, unit=of)
    page = text(sign_in(Role.DRAFTER, organisation=of).get(application.get_absolute_url()))
    assert "接办代录件" not in page
