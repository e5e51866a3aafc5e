"""Editing what was printed to be signed."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from haizhi.applications import drafts, facts
from haizhi.kernel.source import new_id
from haizhi.regulation.evidence import RecordKind
from haizhi.regulation.findings import Refused
from haizhi.regulation.materials import MaterialKind
from tests.applications.conftest import SignIn
from tests.applications.factories import (
    NOW,
    answers,
    drafter,
    filled,
    submitted,
    unit,
    university,
)
from tests.applications.printing import address, fresh, printed
from tests.applications.reading import browser_of, hidden, text
from tests.files.samples import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_editing_after_printing_says_so_before_it_happens(sign_in: SignIn) -> None:
    application = printed(filled())
    client = browser_of(application, sign_in)
    section = f"{application.get_absolute_url()}edit/unit/"
    asked = client.get(section)
    assert asked.status_code == 302
    page = text(client.get(asked.headers["Location"]))
    assert "已打印的纸质件即作废" in page
    assert "扫描件“申报表签字盖章扫描件.pdf”不再使用" in page
    told = client.post(asked.headers["Location"])
    assert told.headers["Location"] == section
    shown = client.get(section)
    assert shown.status_code == 200
    assert "此件已于2026年3月20日" in text(shown)
    drafts.save(application, {"contact": "曾查"}, by=drafter(application.unit), at=NOW)
    after = client.get(section)
    assert after.status_code == 200
    assert "此件已于" not in text(after)


def test_a_page_opened_before_the_print_does_not_change_it_unasked(sign_in: SignIn) -> None:
    application = filled()
    client = browser_of(application, sign_in)
    url = f"{application.get_absolute_url()}save/"
    seen = {"seen": hidden(client.get(f"{application.get_absolute_url()}edit/unit/"), "seen")}
    assert client.post(url, seen | {"field": "contact", "contact": "甲"}).status_code == 200
    printed(application)
    refused = client.post(url, seen | {"field": "contact", "contact": "乙"})
    assert refused.status_code == 409
    assert "申报表已打印" in refused.json()["error"]
    mark = new_id()
    record = f"{application.get_absolute_url()}records/overseas_group/{mark}/save/"
    assert client.post(record, {"field": "name_zh", "name_zh": "协会"}).status_code == 409
    assert client.post(url, seen | {"field": "truth_declared", "truth_declared": "on"}).status_code == 200


def test_a_whole_page_opened_before_the_print_is_saved_only_once_its_sender_was_told(sign_in: SignIn) -> None:
    application = filled()
    client = browser_of(application, sign_in)
    section = f"{application.get_absolute_url()}edit/unit/"
    record = f"{application.get_absolute_url()}records/overseas_group/{new_id()}/"
    seen = {"seen": hidden(client.get(section), "seen")}
    printed(application)
    kept = client.post(section, seen | {"contact": "曾查"})
    assert kept.status_code == 422
    assert "修改后已打印的纸质件即作废" in text(kept)
    assert 'value="曾查"' in kept.content.decode()
    assert fresh(application).contact == "㛃龑"
    assert client.post(section, seen | {"contact": "曾查"}).status_code == 302
    assert fresh(application).contact == "曾查"
    printed(application)
    assert client.post(record, {"name_zh": "协会"}).status_code == 422
    assert client.post(record, {"name_zh": "协会"}).status_code == 302


def test_records_and_files_of_a_printed_form_are_not_changed_by_a_button_unasked(sign_in: SignIn) -> None:
    application = filled()
    by = drafter(application.unit)
    drafts.add_records(
        application,
        [drafts.Entry(RecordKind.TASK, {"title": n, "sort": "problem", "summary": "略"}) for n in "甲乙"],
        by=by,
        at=NOW,
    )
    printed(application)
    first = application.records.filter(sort=RecordKind.TASK).order_by("place")[0]
    file = application.materials.exclude(sort=MaterialKind.SIGNED_FORM)[0]
    client, before = browser_of(application, sign_in), facts.form_digest(fresh(application))
    here = f"{application.get_absolute_url()}records/"
    for address_of, said in (
        (f"{here}task/{first.mark}/down/", {}),
        (f"{here}task/{first.mark}/remove/", {}),
        (f"{here}former/", {"all": "1"}),
        (f"{application.get_absolute_url()}materials/remove/", {"material": str(file.pk)}),
    ):
        assert client.post(address_of, said).headers["Location"].startswith(address(application, "again/"))
    assert facts.form_digest(fresh(application)) == before


def test_a_file_sent_from_a_page_opened_before_the_print_is_taken_once_its_sender_was_told(sign_in: SignIn) -> None:
    application = printed(filled())
    client = browser_of(application, sign_in)
    before = facts.form_digest(fresh(application))
    send = f"{application.get_absolute_url()}materials/other/"

    def sent() -> Any:
        return client.post(send, {"file": SimpleUploadedFile("补充.pdf", pdf("补充"))})

    refused = sent()
    assert refused.status_code == 422
    assert "修改后已打印的纸质件即作废" in text(refused)
    assert facts.form_digest(fresh(application)) == before
    assert sent().status_code == 302
    assert facts.form_digest(fresh(application)) != before


def test_a_new_record_is_asked_about_too_and_the_question_leads_nowhere_else(sign_in: SignIn) -> None:
    application = printed(filled())
    client = browser_of(application, sign_in)
    asked = client.get(f"{application.get_absolute_url()}records/overseas_group/")
    assert asked.headers["Location"].startswith(address(application, "again/"))
    away = client.post(address(application, "again/") + "?next=https://example.org/")
    assert away.headers["Location"] == f"{application.get_absolute_url()}edit/"


def test_before_a_print_nothing_is_asked(sign_in: SignIn) -> None:
    application = filled()
    client = browser_of(application, sign_in)
    assert client.get(f"{application.get_absolute_url()}edit/unit/").status_code == 200
    assert client.get(address(application, "again/")).headers["Location"] == f"{application.get_absolute_url()}edit/"


def test_a_print_is_for_who_fills_in_and_only_while_it_is_open() -> None:
    application = filled()
    with pytest.raises(Refused, match="申报内容由申报单位填写"):
        drafts.note_printing(application, by=drafter(unit("别家有限公司")), at=NOW)
    done = submitted(university(), **answers())
    with pytest.raises(Refused, match="不能再修改"):
        drafts.note_printing(done, by=drafter(done.unit), at=NOW)
