"""The district's working paper: its checklist, its opinion, the scan of it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from haizhi.applications import acts
from haizhi.applications.facts import kind_of
from haizhi.applications.models import Application
from haizhi.documents.marks import Imprint, Sort
from haizhi.documents.scans import read_marks
from haizhi.documents.sheets import Sheet, sheet_pdf
from haizhi.kernel.models import Act
from haizhi.regulation import moves
from haizhi.regulation.eligibility import preliminary_conditions
from haizhi.regulation.roles import Role
from tests.applications.at_the_district import district, fresh, prepared
from tests.applications.conftest import SignIn
from tests.applications.factories import (
    NANAN,
    NOW,
    district_head,
    endorsed,
    submitted,
)
from tests.applications.reading import hidden, text
from tests.files.samples import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.once]


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
