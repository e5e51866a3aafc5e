"""结果告知书: who gets one, with which reason, when, and who reads it."""

from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from docx import Document
from pypdf import PdfReader

from haizhi.applications.models import Application
from haizhi.decisions import acts, drafts, queries
from haizhi.decisions.models import Publicity, ResolutionLine, ResultLetter
from haizhi.decisions.views import letters
from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.accounts.factories import member
from tests.decisions.conftest import Travel
from tests.decisions.factories import (
    CLERK,
    HEAD,
    ISSUED,
    OVER,
    RECORDER,
    RESOLVED,
    SUPERVISOR,
    apply,
    client_of,
    decide,
    decide_on,
    explain_target,
    hidden,
    named,
    prepare_publicity,
    prepared,
    queries_of,
    reviewed,
    shown,
    text_of,
)

pytestmark = pytest.mark.django_db
LIST = "/decisions/letters/"
REASON = "贵单位评审得分排名未进入本年度拟建站数量。"


@pytest.fixture(autouse=True)
def _on_the_day(today: Travel) -> None:
    today(ISSUED)


def concluded() -> Publicity:
    """A resolution on seven units, the last deferred and the sixth passed over, whose 公示 is over."""
    resolution = prepared(7)
    decide(resolution, 6, ResolutionLine.Decision.DEFER, "党组内部的理由")
    publicity = acts.publish_publicity(
        prepare_publicity(apply(resolution)), by=HEAD, at=RESOLVED.replace(month=7, day=1)
    )
    return acts.conclude_publicity(publicity, by=CLERK, at=OVER)


def letter_for(stage: str = "not_proposed", reason: str = REASON) -> ResultLetter:
    application = Application.objects.get(stage=stage)
    return acts.prepare_letter(application, by=CLERK, at=ISSUED, reason=reason)


def signed_in_of(letter: ResultLetter, role: Role = Role.DRAFTER) -> Client:
    client = Client()
    client.force_login(member(role, at_unit=letter.application.unit).person)
    return client


def test_who_was_not_chosen_is_listed_with_words_that_hold_and_no_internal_reason() -> None:
    concluded()
    rows = {a.stage: queries.suggested_reason(a) for a in queries.untold(CLERK)}
    assert rows == {"not_proposed": REASON, "deferred": REASON}
    page = shown(client_of(Role.OFFICE_CLERK), f"{LIST}new/")
    assert page.count(REASON) == 2
    assert "党组内部的理由" not in page


def test_who_was_chosen_gets_no_such_letter_and_nobody_two() -> None:
    chosen = named(concluded())
    with pytest.raises(Refused, match="不需要发结果告知书"):
        acts.prepare_letter(chosen, by=CLERK, at=ISSUED)
    letter = letter_for()
    with pytest.raises(Refused, match="的“未列入”已有告知书"):
        letter_for()
    acts.drop_letter(letter, by=CLERK, at=ISSUED, opinion="重拟")
    assert letter_for().stage == "prepared"


def test_who_is_deferred_again_is_told_again() -> None:
    concluded()
    acts.send_letter(letter_for("deferred"), by=HEAD, at=ISSUED)
    assert not queries.untold(CLERK).filter(stage="deferred")
    with pytest.raises(Refused, match="已有告知书"):
        letter_for("deferred")
    application = Application.objects.get(stage="deferred")
    again = application.resolution_lines.get().resolution
    resolution = acts.prepare_resolution(again.session, by=RECORDER, at=ISSUED)
    decide_on(resolution, application, "defer", "仍需补充")
    explain_target(resolution, "不新增")
    apply(resolution, ISSUED)
    assert queries.untold(CLERK).get(stage="deferred") == application
    assert letter_for("deferred").stage == "prepared"


def test_nobody_is_told_before_the_public_could_object_to_the_others() -> None:
    resolution = prepared(6)
    publicity = acts.publish_publicity(
        prepare_publicity(apply(resolution)), by=HEAD, at=RESOLVED.replace(month=7, day=1)
    )
    letter = letter_for()
    with pytest.raises(Refused, match="同一决议的拟建站单位公示尚未结束"):
        acts.send_letter(letter, by=HEAD, at=OVER)
    acts.conclude_publicity(publicity, by=CLERK, at=OVER)
    assert acts.send_letter(letter, by=HEAD, at=OVER).stage == "sent"


def test_the_head_sends_and_the_reason_must_be_there() -> None:
    concluded()
    letter = letter_for(reason="")
    with pytest.raises(Refused, match="没有写明理由"):
        acts.send_letter(letter, by=HEAD, at=ISSUED)
    drafts.word_letter(letter, "  合作协议尚未签订。 ")
    with pytest.raises(Refused, match="由海智办负责人办理"):
        acts.send_letter(letter, by=CLERK, at=ISSUED)
    with pytest.raises(Refused):
        acts.drop_letter(letter, by=SUPERVISOR, at=ISSUED, opinion="无权")
    acts.send_letter(letter, by=HEAD, at=ISSUED)
    assert "一、理由。合作协议尚未签订。" in letter.text
    with pytest.raises(Refused, match="本稿现为“已发出”，不能再修改"):
        drafts.word_letter(letter, "别的")


def test_a_letter_on_an_outcome_that_is_past_is_not_sent() -> None:
    concluded()
    letter = letter_for("deferred")
    Application.objects.filter(pk=letter.application_id).update(stage="proposed")
    with pytest.raises(Refused, match="与拟稿时的结果不同"):
        acts.send_letter(letter, by=HEAD, at=ISSUED)


def test_whom_a_district_did_not_recommend_is_told_without_any_resolution() -> None:
    publicity = concluded()
    declined = named(publicity)
    Application.objects.filter(pk=declined.pk).update(stage="declined")
    assert queries.suggested_reason(queries.untold(CLERK).get(stage="declined")) == ""
    letter = acts.send_letter(letter_for("declined", "缺少在办合作项目。"), by=HEAD, at=ISSUED)
    assert "经区县科协初审，未予推荐" in letter.text


def test_the_unit_reads_and_prints_its_own_letter_from_its_case_and_nobody_else_s() -> None:
    concluded()
    letter, other = letter_for(), letter_for("deferred")
    client = signed_in_of(letter)
    assert client.get(letter.get_absolute_url()).status_code == 404
    acts.send_letter(letter, by=HEAD, at=ISSUED)
    acts.send_letter(other, by=HEAD, at=ISSUED)
    case = shown(client, letter.application.get_absolute_url())
    assert letter.get_absolute_url() in case
    assert "告知结果" in case
    page = shown(client, letter.get_absolute_url())
    assert REASON in page
    assert "党组内部的理由" not in page
    pages = PdfReader(BytesIO(client.get(f"{letter.get_absolute_url()}letter.pdf").content)).pages
    words = "".join("".join(page.extract_text().split()) for page in pages)
    assert "重庆海智工作站评审结果告知书" in words
    assert f"{letter.application.unit.name}：" in words
    assert "2026年7月20日" in words
    word = Document(BytesIO(client.get(f"{letter.get_absolute_url()}letter.docx").content))
    assert REASON in "".join(paragraph.text for paragraph in word.paragraphs)
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get(f"{other.get_absolute_url()}letter.pdf").status_code == 404


def test_letters_are_prepared_worded_checked_and_sent_together() -> None:
    concluded()
    clerk, head = client_of(Role.OFFICE_CLERK), client_of(Role.OFFICE_HEAD)
    assert "有 2 家未列入、暂缓或区县不予推荐的单位尚未发结果告知书" in shown(clerk, LIST)
    assert "请至少选择一家" in text_of(clerk.post(f"{LIST}new/", {"none": "1"}))
    first, second = queries.untold(CLERK)
    data = {f"take_{first.code}": "on", f"reason_{first.code}": REASON, f"take_{second.code}": "on"}
    assert clerk.post(f"{LIST}new/", data).status_code == 302
    assert "没有待告知的单位" in shown(clerk, f"{LIST}new/")
    told, wordless = ResultLetter.objects.order_by("code")
    page = shown(head, f"{LIST}sending/")
    assert page.count("checked") == 1
    assert "请至少选择一份" in text_of(head.post(f"{LIST}sending/", {"none": "1"}))
    page = text_of(head.post(f"{LIST}sending/", {"letter": [told.code, wordless.code]}))
    for words in ("将发出 1 份", "没有写明理由", "单位没有在用账号，请打印寄送", "确认发出 1 份"):
        assert words in page
    assert "以下是 2 份逐份办理" in text_of(head.post(f"{LIST}sending/?stage=prepared", {"all": "1"}))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(letters, "AT_ONCE", 1)
        for chosen, words in (({"all": "1"}, "符合条件"), ({"letter": [told.code, wordless.code]}, "选中")):
            refused = head.post(f"{LIST}sending/", chosen)
            assert refused.status_code == 422
            assert f"{words}的告知书超过1份，一次不能办理这么多" in text_of(refused)
    assert not ResultLetter.objects.filter(stage="sent")
    edit = f"{wordless.get_absolute_url()}edit/"
    seen = hidden(shown(clerk, edit), "seen")
    assert clerk.post(edit, {"reason": "材料待补充。", "seen": seen}).status_code == 302
    stale = clerk.post(edit, {"reason": "另一种说法", "seen": seen})
    assert stale.status_code == 422
    for words in ("他人已修改本稿", "材料待补充。", "另一种说法"):
        assert words in text_of(stale)
    wordless.refresh_from_db()
    sent = {"apply": "1", "letter": [told.code, wordless.code, "JG-2026-0099"]}
    seen_now = {f"seen_{told.code}": told.version, f"seen_{wordless.code}": wordless.version}
    page = text_of(head.post(f"{LIST}sending/", sent | seen_now))
    assert page.count("已发出") == 2
    assert "已不在待发之列" in page
    assert Act.objects.filter(verb="application.inform").count() == 2
    assert head.post(f"{LIST}sending/", sent | seen_now).status_code == 200
    assert Act.objects.filter(verb="letter.send").count() == 2


def test_the_database_keeps_one_letter_in_preparation_and_none_sent_without_its_reason() -> None:
    concluded()
    letter = letter_for()
    with pytest.raises(IntegrityError), transaction.atomic():
        ResultLetter.objects.create(
            code="JG-2026-0009", application=letter.application, stage="prepared", prepared_at=OVER
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        ResultLetter.objects.filter(pk=letter.pk).update(stage="sent", sent_at=OVER)


def test_who_reads_and_who_prepares() -> None:
    concluded()
    letter = letter_for()
    auditor = client_of(Role.AUDITOR)
    assert letter.code in shown(auditor, LIST)
    assert auditor.get(f"{LIST}new/").status_code == 403
    assert client_of(Role.OFFICE_CLERK).get(f"{LIST}sending/").status_code == 403
    assert client_of(Role.JUDGE).get(letter.get_absolute_url()).status_code == 403


def test_the_list_takes_as_many_queries_for_thirty_rows_as_for_one() -> None:
    concluded()
    letter_for()
    head = client_of(Role.OFFICE_HEAD)
    urls = (LIST, f"{LIST}sending/")
    one = [queries_of(head, url) for url in urls]
    for n in range(2, 31):
        unchosen = reviewed(stage="not_proposed")
        ResultLetter.objects.create(
            code=f"JG-2026-1{n:03d}", application=unchosen, outcome="not_proposed", reason=REASON,
            prepared_at=ISSUED, stage="prepared", version=1,
        )  # fmt: skip
    assert [queries_of(head, url) for url in urls] == one
    assert max(one) <= 12
    assert "没有符合条件的记录" in shown(head, f"{LIST}?q=查无此件&outcome=deferred")


def test_an_empty_list_says_how_a_letter_comes_about() -> None:
    assert "还没有结果告知书" in shown(client_of(Role.OFFICE_CLERK), LIST)
    assert "没有待发的告知书" in shown(client_of(Role.OFFICE_HEAD), f"{LIST}sending/")
