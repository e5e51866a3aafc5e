"""Pages on which districts and the Office check: checklists, forwarding, reading, papers, minutes, what is sent back."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from haizhi.applications import acts, drafts
from haizhi.applications.facts import kind_of
from haizhi.applications.models import Application
from haizhi.applications.views import forwarding
from haizhi.documents.marks import Imprint, Sort
from haizhi.documents.scans import read_marks
from haizhi.documents.sheets import Sheet, sheet_pdf
from haizhi.kernel.models import Act
from haizhi.notifications.tasks import deliver
from haizhi.regulation import moves
from haizhi.regulation.eligibility import preliminary_conditions
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
    district_head,
    drafter,
    endorsed,
    holding,
    judged,
    open_call,
    qualified,
    signatory,
    submitted,
    unit,
    university,
    upload,
)
from tests.applications.reading import hidden, text
from tests.files.samples import pdf, png

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DISTRICT_CLERK = holding(Role.DISTRICT_CLERK, YUZHONG)


def district(sign_in: SignIn, role: Role = Role.DISTRICT_HEAD) -> Client:
    return sign_in(role, district=YUZHONG)


def fresh(application: Application) -> Application:
    return Application.objects.get(pk=application.pk)


def prepared(application: Application) -> Application:
    drafts.draft_opinion(application, "情况属实，同意推荐", by=DISTRICT_CLERK, at=NOW)
    drafts.attach_opinion(application, upload("意见.pdf"), by=DISTRICT_CLERK, at=NOW)
    return application


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


# The district's working paper


def test_the_clerk_ticks_drafts_and_the_head_finds_the_opinion_in_the_form(sign_in: SignIn) -> None:
    application = submitted()
    url = f"{application.get_absolute_url()}preliminary/"
    clerk = district(sign_in, Role.DISTRICT_CLERK)
    page = text(clerk.get(url))
    assert "属本区县（自治县）所属或在本区县登记" in page
    assert "2026年5月30日 24:00" in page
    clerk.post(url, {"own_district": ["yes", "执照住所在渝中"], "opinion": "同意推荐。\n材料属实。", "rest": "1"})
    paper = application.district_checks.get()
    assert paper.opinion.splitlines() == ["同意推荐。", "材料属实。"]
    judged_rows = sum(c.judged for c in preliminary_conditions(kind_of(application.unit)))
    assert len(paper.judgements) == judged_rows
    head = text(district(sign_in).get(url))
    assert "材料属实。</textarea>" in head
    assert "区县科协经办人" in head
    application.refresh_from_db()
    assert application.judgements == {}


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"field": "opinion", "opinion": "同意"}, 200),
        ({"field": "own_district", "own_district": ["no", ""]}, 422),
        ({"field": "opinion", "opinion": "长" * 2001}, 422),
        ({"field": "stage", "stage": "qualifying"}, 400),
    ],
)
def test_the_working_paper_saves_itself(sent: dict[str, Any], status: int, sign_in: SignIn) -> None:
    application = submitted()
    answer = district(sign_in, Role.DISTRICT_CLERK).post(f"{application.get_absolute_url()}preliminary/save/", sent)
    assert answer.status_code == status


def test_the_opinion_prints_with_its_text_and_the_mark_of_the_version(sign_in: SignIn) -> None:
    application = prepared(submitted())
    answer = district(sign_in).get(f"{application.get_absolute_url()}opinion/")
    assert answer["Content-Type"] == "application/pdf"
    digest = application.submissions.get().digest
    assert read_marks(answer.content, "application/pdf").imprints == (Imprint(Sort.OPINION, application.code, digest),)


def scan_of(application: Application, digest: str, sort: Sort = Sort.OPINION) -> SimpleUploadedFile:
    sheet = Sheet("区县科协意见", NOW, Imprint(sort, application.code, digest))
    return SimpleUploadedFile("扫描.pdf", sheet_pdf(sheet), content_type="application/pdf")


def test_a_scan_is_read_back_and_one_of_another_version_is_refused(sign_in: SignIn) -> None:
    application = submitted()
    client = district(sign_in, Role.DISTRICT_CLERK)
    url = f"{application.get_absolute_url()}preliminary/scan/"
    wrong = client.post(url, {"scan": scan_of(application, "0" * 64)})
    assert wrong.status_code == 422
    assert "扫描件对应的不是现在提交的版本" in text(wrong)
    good = client.post(url, {"scan": scan_of(application, application.submissions.get().digest)})
    assert good.status_code == 302
    assert application.district_checks.get().scan_read is True
    assert "与提交的版本一致" in text(client.get(f"{application.get_absolute_url()}preliminary/"))
    assert client.post(url, {"remove": "1"}).status_code == 302
    assert application.district_checks.get().scan is None


def test_the_head_s_own_scan_of_another_version_is_refused_and_of_the_signed_form_taken(sign_in: SignIn) -> None:
    application = submitted()
    head = district(sign_in)
    url = f"{application.get_absolute_url()}endorse/"
    seen = {"opinion": "同意", "seen": str(application.version)}
    wrong = head.post(url, seen | {"scan": scan_of(application, "0" * 64)})
    assert wrong.status_code == 422
    assert "扫描件对应的不是现在提交的版本" in text(wrong)
    form = scan_of(application, application.submissions.get().digest, Sort.FORM)
    assert head.post(url, seen | {"scan": form}).status_code == 302
    assert fresh(application).opinions["district"]["scan"]["read"] is True


def test_the_head_answers_for_a_scan_without_a_legible_mark_and_everybody_sees_who_did(sign_in: SignIn) -> None:
    application = submitted()
    head = district(sign_in)
    url = f"{application.get_absolute_url()}endorse/"
    bare = {"opinion": "同意", "seen": str(application.version), "scan": SimpleUploadedFile("意见.pdf", pdf())}
    asked = head.post(url, bare)
    assert asked.status_code == 422
    assert "没有识别出页脚的二维码，请核对后勾选，或重新扫描上传" in text(asked)
    kept = {"opinion": "同意", "seen": str(application.version), "scan-kept": hidden(asked, "scan-kept")}
    assert head.post(url, kept | {"compared": "on"}).status_code == 302
    said = fresh(application).opinions["district"]["scan"]
    assert (said["read"], said["by"], said["at"]) == (False, Role.DISTRICT_HEAD.label, NOW.isoformat())
    act = Act.objects.get(subject_id=application.pk, verb=moves.ENDORSE.name)
    assert act.detail["opinion_scan_version"] == said
    assert f"二维码未能识别，由{Role.DISTRICT_HEAD.label}于2026年3月20日" in text(
        sign_in(Role.OFFICE_CLERK).get(application.get_absolute_url())
    )


def test_where_no_mark_is_legible_a_person_answers_for_the_scan(sign_in: SignIn) -> None:
    application = submitted()
    client = district(sign_in, Role.DISTRICT_CLERK)
    url = f"{application.get_absolute_url()}preliminary/scan/"
    bare = client.post(url, {"scan": SimpleUploadedFile("意见.pdf", pdf())})
    assert bare.status_code == 422
    assert "没有识别出页脚的二维码，请核对后勾选，或重新扫描上传" in text(bare)
    kept = hidden(bare, "scan-kept")
    assert client.post(url, {"scan-kept": kept, "compared": "on"}).status_code == 302
    paper = application.district_checks.get()
    assert (paper.scan_read, paper.scan_by, paper.scan_at) == (False, Role.DISTRICT_CLERK.label, NOW)
    assert f"由{Role.DISTRICT_CLERK.label}于" in text(client.get(f"{application.get_absolute_url()}preliminary/"))
    acts.endorse(application, by=district_head(), at=NOW, opinion="同意")
    assert fresh(application).opinions["district"]["scan"]["by"] == Role.DISTRICT_CLERK.label


@pytest.mark.parametrize(
    ("role", "place", "status"),
    [
        (Role.DISTRICT_HEAD, NANAN, 404),
        (Role.OFFICE_HEAD, "", 403),
        (Role.SUPERVISOR, "", 403),
    ],
)
def test_the_working_paper_is_nobody_elses(role: Role, place: str, status: int, sign_in: SignIn) -> None:
    application = submitted()
    client = sign_in(role, **({"district": place} if place else {}))
    for page in ("preliminary/", "opinion/"):
        assert client.get(f"{application.get_absolute_url()}{page}").status_code == status
    for page in ("preliminary/save/", "preliminary/scan/"):
        assert client.post(f"{application.get_absolute_url()}{page}", {"opinion": "甲"}).status_code == status


def test_what_the_district_has_decided_it_only_reads(sign_in: SignIn) -> None:
    application = endorsed()
    answer = district(sign_in).get(f"{application.get_absolute_url()}preliminary/")
    assert answer.headers["Location"] == application.get_absolute_url()


# Several at once


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


# Minutes of meetings


def test_the_office_enters_minutes_and_the_head_confirms_them(sign_in: SignIn) -> None:
    application = submitted(university())
    clerk = sign_in(Role.OFFICE_CLERK)
    page = text(clerk.get("/applications/minutes/new/"))
    assert f"{application.code}　{application.unit.name}（资格审核中）" in page
    sent = {
        "minutes_number": "资审〔2026〕1号",
        "met_on": "2026-03-19",
        "attendance": "曾查等七人",
        "applications": [application.code],
    }
    bare = clerk.post("/applications/minutes/new/", sent)
    assert bare.status_code == 422
    assert "请上传纪要扫描件" in text(bare)
    assert "曾查等七人" in text(bare)
    made = clerk.post("/applications/minutes/new/", sent | {"scan": SimpleUploadedFile("纪要.pdf", pdf())})
    assert made.headers["Location"] == "/applications/minutes/ZS-2026-01/"
    head = sign_in(Role.OFFICE_HEAD)
    assert head.post("/applications/minutes/ZS-2026-01/confirm/", {"seen": "1"}).status_code == 302
    assert "资审〔2026〕1号" in text(head.get(application.get_absolute_url()))
    assert "尚无经确认" not in text(head.get(application.get_absolute_url()))
    listed = text(clerk.get("/applications/minutes/?q=资审&stage=confirmed"))
    assert "ZS-2026-01" in listed
    assert "没有符合条件的记录" in text(clerk.get("/applications/minutes/?q=没有"))


def test_the_list_of_minutes_needs_as_many_queries_for_thirty_as_for_one(sign_in: SignIn) -> None:
    application = submitted(university())
    clerk = sign_in(Role.OFFICE_CLERK)

    def enter(n: int) -> None:
        acts.enter_minutes(
            by=CLERK,
            at=NOW,
            applications=[application],
            minutes_number=f"{n}号",
            met_on=date(2026, 3, 19),
            attendance="七人",
            scan=upload(),
        )

    assert "还没有登记会议纪要" in text(clerk.get("/applications/minutes/"))
    enter(1)
    with CaptureQueriesContext(connection) as one:
        clerk.get("/applications/minutes/")
    for n in range(29):
        enter(n + 2)
    with CaptureQueriesContext(connection) as thirty:
        assert "共 30 份" in text(clerk.get("/applications/minutes/"))
    assert len(one) == len(thirty) <= 12


@pytest.mark.parametrize("role", [Role.DISTRICT_HEAD, Role.SIGNATORY, Role.JUDGE])
def test_minutes_are_not_for_districts_units_or_judges(role: Role, sign_in: SignIn) -> None:
    place: dict[str, Any] = {"organisation": unit()} if role is Role.SIGNATORY else {}
    place |= {"district": YUZHONG} if role is Role.DISTRICT_HEAD else {}
    client = sign_in(role, **place)
    for page in ("", "new/", "ZS-2026-01/", "ZS-2026-01/confirm/"):
        assert client.get(f"/applications/minutes/{page}").status_code == 403


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
