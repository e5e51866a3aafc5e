"""The pages of calls: composed, looked at, published, extended; questions and files beside them."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haizhi.applications import acts, drafts
from haizhi.applications.models import CALL_FIELDS, Call, CallQuestion
from haizhi.kernel.models import Act
from haizhi.regulation.civil_time import end_of_day
from haizhi.regulation.deadlines import Track
from haizhi.regulation.interpretations import interpretation
from haizhi.regulation.notices import notice_text
from haizhi.regulation.roles import Role
from tests.applications.conftest import SignIn
from tests.applications.factories import (
    CLERK,
    DEADLINE,
    HEAD,
    LATE,
    NOW,
    YUZHONG,
    open_call,
    unit,
    upload,
)
from tests.files.samples import pdf

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
EDIT = "/applications/calls/2026/edit/"


def text(response: Any) -> str:
    return str(response.content.decode())


def draft(year: int = 2026, track: Track = Track.ANNUAL) -> Call:
    return acts.compose(by=HEAD, at=NOW, year=year, track=track)


def fields(response: Any) -> dict[str, str]:
    """What a page's form holds, as a browser would post it."""
    page = text(response)
    page = page[page.index('<form class="form') :]
    found = {}
    for control in re.findall(r"<input[^>]*>", page.partition("</form>")[0]):
        name, value = re.search(r'name="([^"]*)"', control), re.search(r'value="([^"]*)"', control)
        boxed = 'type="checkbox"' in control or 'type="radio"' in control
        if name and (not boxed or "checked" in control):
            found[name[1]] = value[1] if value else ""
    for name, value in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', page, re.DOTALL):
        found[name] = value.lstrip("\n")
    return found


def files(response: Any) -> bytes:
    return b"".join(response.streaming_content)


# Composing


def test_the_pattern_is_offered_and_shown(sign_in: SignIn) -> None:
    former = open_call()
    acts.answer(former, by=HEAD, at=NOW, question="问", answer="答")
    acts.supply(former, by=HEAD, at=NOW, title="办法", upload=upload())
    head = sign_in(Role.OFFICE_HEAD)
    page = head.get("/applications/calls/new/")
    assert f"《{former.heading}》（常见问题1条、下载1项）" in text(page)
    assert "《办法》和2026年通知的默认内容" in text(page)
    posted = fields(page)
    assert (posted["year"], posted["pattern"]) == ("2027", "2026")
    made = head.post("/applications/calls/new/", posted)
    assert made.headers["Location"] == "/applications/calls/2027/"
    assert [q.question for q in Call.objects.get(code="2027").questions.all()] == ["问"]


def test_without_a_former_call_the_regulation_is_the_pattern(sign_in: SignIn) -> None:
    head = sign_in(Role.OFFICE_HEAD)
    posted = fields(head.get("/applications/calls/new/"))
    assert (posted["year"], posted["pattern"]) == ("2026", "regulation")
    assert head.post("/applications/calls/new/", posted).status_code == 302
    again = head.post("/applications/calls/new/", posted)
    assert Call.objects.count() == 1, "a second press of the button is no second call"
    assert again.headers["Location"] == "/applications/calls/2026/"


@pytest.mark.parametrize("wrong", [{"pattern": "1999"}, {"pattern": "\0"}, {"track": "x"}, {"year": "abc"}])
def test_a_pattern_that_is_none_is_refused_in_words(wrong: dict[str, str], sign_in: SignIn) -> None:
    answer = sign_in(Role.OFFICE_CLERK).post(
        "/applications/calls/new/", {"year": "2026", "track": "annual", "pattern": "regulation"} | wrong
    )
    assert answer.status_code == 422
    assert Call.objects.count() == 0


# Editing


def test_the_office_composes_edits_and_publishes_a_call(sign_in: SignIn) -> None:
    draft()
    head = sign_in(Role.OFFICE_HEAD)
    page = head.get(EDIT)
    assert 'value="2026-05-30"' in text(page)
    changes = {"deadline": "2026-06-30", "phone": "023-60000000 转 3", "largest_file": "20", "largest_case": "200"}
    assert head.post(EDIT, fields(page) | changes).status_code == 302
    head.post("/applications/calls/2026/publish/", {"seen": "2"})
    page = head.get("/applications/calls/2026/")
    for words in (
        "2026年6月30日 24:00，以送达重庆海智办为准",
        "受理中",
        "单个文件 20 MB，全部 200 MB",
        "023-60000000 转 3",
    ):
        assert words in text(page)
    call = Call.objects.get()
    assert "申报截止时间为2026年6月30日24:00" in call.published_text
    assert "电话：023-60000000 转 3" in call.published_text, "the text nobody rewrote followed the fields"
    assert call.body == ""


def test_every_field_of_the_notice_stands_on_its_form(sign_in: SignIn) -> None:
    call = draft()
    posted = fields(sign_in(Role.OFFICE_CLERK).get(EDIT))
    for name in CALL_FIELDS:
        assert name in posted, name
    assert posted["directed_to"] == call.directed_to
    assert posted["body"] == notice_text(call.announced)


@pytest.mark.parametrize("number", [1, 2, 3, 8, 9])
def test_the_doubtful_readings_stand_beside_the_fields_that_settle_them(number: int, sign_in: SignIn) -> None:
    draft()
    page = text(sign_in(Role.OFFICE_CLERK).get(EDIT))
    assert interpretation(number).doubt in page
    assert f'{reverse("portal:articles")}#reading-{number}"' in page


def test_a_rewritten_text_is_kept_remarked_upon_and_can_be_given_up(sign_in: SignIn) -> None:
    call = draft()
    clerk = sign_in(Role.OFFICE_CLERK)
    clerk.post(EDIT, fields(clerk.get(EDIT)) | {"body": "各区县科协：\r\n请按时申报。\r\n"})
    call.refresh_from_db()
    assert call.text == "各区县科协：\n请按时申报。"
    page = text(clerk.get(call.get_absolute_url()))
    assert "正文（已改写）" in page
    assert "正文中没有“电话”023-63002858" in page
    assert clerk.post(EDIT, fields(clerk.get(EDIT)) | {"regenerate": "on"}).status_code == 302
    call.refresh_from_db()
    assert (call.body, call.text) == ("", notice_text(call.announced))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"deadline": "昨天"}, "截止日期格式不对"),
        ({"deadline": "9999-12-31"}, "截止日期格式不对"),
        ({"deadline": ""}, "请填写截止日期"),
        ({"mailbox": "qq"}, "邮箱格式不对"),
        ({"postcode": "40001"}, "邮政编码为6位数字"),
        ({"soft_target": "-3"}, "拟建站数不能小于1"),
        ({"heading": "长" * 201}, "标题最多填写200个字"),
        ({"largest_file": "60", "largest_case": "50"}, "全部附件的上限不能小于单个文件的上限"),
        ({"largest_file": "201"}, "单个文件上限不能大于200"),
        ({"opens_on": "2026-05-31"}, "开始受理日期晚于截止日期"),
    ],
)
def test_a_bad_field_of_a_call_is_named_and_nothing_typed_is_lost(
    wrong: dict[str, str], sentence: str, sign_in: SignIn
) -> None:
    draft()
    client = sign_in(Role.OFFICE_CLERK)
    response = client.post(EDIT, fields(client.get(EDIT)) | {"contact": "龑先生"} | wrong)
    assert response.status_code == 422
    assert sentence in text(response)
    assert "龑先生" in text(response)


def test_a_call_edited_on_two_pages_can_be_saved_after_the_second_was_told(sign_in: SignIn) -> None:
    call = draft()
    client = sign_in(Role.OFFICE_CLERK)
    posted = fields(client.get(EDIT))
    drafts.edit_call(call, {"contact": "曾查"}, by=HEAD, at=NOW)
    told = client.post(EDIT, posted | {"contact": "单仇"})
    assert told.status_code == 422
    assert "他人已改过此通知" in text(told)
    assert "单仇" in text(told)
    assert client.post(EDIT, fields(told)).status_code == 302
    call.refresh_from_db()
    assert call.contact == "单仇"


def test_a_published_call_is_led_away_from_its_form(sign_in: SignIn) -> None:
    open_call()
    answer = sign_in(Role.OFFICE_CLERK).get(EDIT, follow=True)
    assert "通知现为“受理中”，不能再修改" in text(answer)


# Preview


def test_the_preview_is_the_public_page_marked_as_such(sign_in: SignIn, client: Client) -> None:
    call = draft()
    acts.answer(call, by=CLERK, at=NOW, question="民营企业向谁申报？", answer="经登记地区县科协初审。")
    clerk = sign_in(Role.OFFICE_CLERK)
    saved = clerk.post(EDIT, fields(clerk.get(EDIT)) | {"contact": "", "preview": "1"})
    assert saved.status_code == 422, "an empty contact is no draft's answer"
    saved = clerk.post(EDIT, fields(clerk.get(EDIT)) | {"contact": "龑先生", "preview": "1"})
    assert saved.headers["Location"] == reverse("portal:call_preview", args=["2026"])
    page = text(clerk.get(saved.headers["Location"]))
    assert "以下是发布之后公众看到的页面，现在只有海智办能看到。" in page
    assert "各项齐全，可由海智办负责人发布。" in page
    assert "截止日2026年5月30日是周六" in page
    assert 'name="robots" content="noindex"' in page
    assert client.get(saved.headers["Location"]).status_code == 302
    acts.publish(call, by=HEAD, at=NOW)
    public = text(client.get(reverse("portal:call", args=["2026"])))

    def body(page: str) -> str:
        """The page between its head and its foot, without what time and publication alone put there."""
        page = re.sub(r'<a href="[^"]*/form\.(?:pdf|docx)">(PDF|Word)</a>', r"\1", page)
        told = page[page.index('<nav class="onpage') : page.index("</main>")]
        return re.sub(r"发布之日|发布之时|2026年3月20日( 10:00)?| class=\"done\"", "", told)

    assert body(page) == body(public)
    assert clerk.get(saved.headers["Location"]).headers["Location"] == reverse("portal:call", args=["2026"])


def test_the_preview_says_what_is_missing_and_offers_no_publishing(sign_in: SignIn) -> None:
    call = draft()
    drafts.edit_call(call, {"contact": " ", "phone": ""}, by=CLERK, at=NOW)
    page = text(sign_in(Role.OFFICE_HEAD).get(reverse("portal:call_preview", args=["2026"])))
    assert "还不能发布" in page
    assert "未填写“联系人”" in page
    assert "未填写“电话”" in page
    assert "去发布" not in page


def test_a_draft_is_previewed_by_those_who_see_drafts_and_nobody_else(sign_in: SignIn) -> None:
    draft()
    url = reverse("portal:call_preview", args=["2026"])
    assert sign_in(Role.SUPERVISOR).get(url).status_code == 200
    assert sign_in(Role.SIGNATORY, organisation=unit()).get(url).status_code == 404
    assert sign_in(Role.DISTRICT_HEAD, district=YUZHONG).get(url).status_code == 404


# Publishing and extending


def test_a_deadline_in_the_past_is_refused_on_publishing(sign_in: SignIn) -> None:
    call = draft(2025)
    response = sign_in(Role.OFFICE_HEAD).post(f"{call.get_absolute_url()}publish/", {"seen": "1"})
    assert response.status_code == 422
    assert "截止时间2025年5月30日24:00应晚于发布时间" in text(response)


def test_an_extension_to_an_earlier_day_keeps_the_reason_typed(sign_in: SignIn) -> None:
    call = open_call()
    url = f"{call.get_absolute_url()}extend/"
    client = sign_in(Role.OFFICE_HEAD)
    said = {"deadline": "2026-05-01", "opinion": "受汛情影响", "document_number": "渝科协办〔2026〕9号", "seen": "2"}
    response = client.post(url, said)
    assert response.status_code == 422
    assert "延期后的截止时间应晚于原截止时间（2026年5月30日24:00）" in text(response)
    assert "受汛情影响" in text(response)
    assert client.post(url, said | {"deadline": "2026-06-15"}).status_code == 302
    page = text(client.get(call.get_absolute_url()))
    assert "因受汛情影响，现将申报截止时间延长至2026年6月15日24:00" in page
    assert "渝科协办〔2026〕9号" in page


def test_every_extension_is_a_dated_notice_of_its_own_on_the_public_page(client: Client, march: Any) -> None:
    call = open_call()
    for day, reason in ((15, "受汛情影响"), (30, "申报单位较多")):
        acts.extend(call, by=HEAD, at=NOW, opinion=reason, deadline=end_of_day(date(2026, 6, day)))
    page = text(client.get(reverse("portal:call", args=[call.code])))
    assert page.count("关于延长《关于开展2026年重庆海智工作站建站申报工作的通知》申报时间的通知") == 2
    assert page.index('id="extension-2"') < page.index('id="extension-1"'), "the newest first"
    assert "原截止时间 2026年6月15日 24:00，新截止时间 2026年6月30日 24:00" in page
    assert "2026年3月20日公布" in page
    assert "申报截止时间为2026年5月30日24:00" in page, "the notice itself stays as it was published"
    home = text(client.get("/"))
    assert f"{reverse('portal:call', args=[call.code])}#extension-2" in home


# Questions and downloads


def test_questions_are_written_changed_ordered_and_taken_back(sign_in: SignIn, client: Client) -> None:
    call = open_call()
    clerk = sign_in(Role.OFFICE_CLERK)
    url = f"{call.get_absolute_url()}answer/"
    beside = reverse("applications:call_beside", args=[call.code])
    for question in ("甲？", "乙？"):
        made = clerk.post(url, {"question": question, "answer": "答复。"})
        assert made.headers["Location"] == beside
    second = CallQuestion.objects.get(question="乙？")
    page = clerk.get(f"{url}?which={second.pk}")
    assert fields(page)["question"] == "乙？"
    wrong = clerk.post(url, fields(page) | {"which": str(second.pk), "answer": "新的答复。", "place": "0"})
    assert wrong.status_code == 422
    assert "新的答复。" in text(wrong)
    assert (
        clerk.post(url, fields(page) | {"which": str(second.pk), "answer": "新的答复。", "place": "1"}).status_code
        == 302
    )
    public = text(client.get(reverse("portal:call", args=[call.code])))
    assert "新的答复。" in public
    assert "2026年3月20日答复" in public
    away = clerk.post(f"{call.get_absolute_url()}take_back_answer/", {"which": str(second.pk)})
    assert away.headers["Location"] == beside
    assert "乙？" not in text(client.get(reverse("portal:call", args=[call.code])))
    assert CallQuestion.objects.filter(question="乙？").exists(), "it stays as history"
    gone = clerk.post(f"{call.get_absolute_url()}take_back_answer/", {"which": str(second.pk)})
    assert gone.status_code == 422
    assert list(Act.objects.filter(verb__startswith="call.").order_by("entry_id").values_list("verb", flat=True))[-4:] == [
        "call.answer", "call.answer", "call.answer", "call.take_back_answer",
    ]  # fmt: skip


def test_a_file_is_downloaded_without_an_account_once_the_call_is_published_and_only_while_offered(
    sign_in: SignIn, client: Client
) -> None:
    call = draft()
    clerk = sign_in(Role.OFFICE_CLERK)
    url = f"{call.get_absolute_url()}supply/"
    missing = clerk.post(url, {"title": "《办法》全文"})
    assert missing.status_code == 422
    assert "《办法》全文" in text(missing)
    paper = pdf("办法")
    made = clerk.post(url, {"title": "《办法》全文", "upload": SimpleUploadedFile("办法.pdf", paper)})
    assert made.status_code == 302
    offered = call.downloads.get()
    address = offered.upload.get_absolute_url()
    assert client.get(address).status_code == 404, "a draft's files are the Office's"
    acts.publish(call, by=HEAD, at=NOW)
    assert files(client.get(address)) == paper
    assert address in text(client.get(reverse("portal:call", args=[call.code])))
    changed = clerk.post(url, {"which": str(offered.pk), "title": "《办法》（渝科协发〔2024〕60号）", "place": "3"})
    assert changed.status_code == 302
    assert call.downloads.get(withdrawn_at=None).upload == offered.upload, "another title, the same file"
    replaced = clerk.post(
        url, {"which": str(offered.pk), "title": "办法", "upload": SimpleUploadedFile("新.pdf", pdf("新的办法"))}
    )
    assert replaced.status_code == 302
    assert client.get(address).status_code == 404
    now = call.downloads.get(withdrawn_at=None)
    assert now.place == 3
    assert clerk.post(f"{call.get_absolute_url()}withdraw_download/", {"which": str(now.pk)}).status_code == 302
    assert client.get(now.upload.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("which", ["999999", "x", "\0", "9" * 30])
def test_a_row_that_is_not_there_is_said_not_to_be(which: str, sign_in: SignIn) -> None:
    call = open_call()
    clerk = sign_in(Role.OFFICE_CLERK)
    for verb in ("answer", "take_back_answer", "supply", "withdraw_download"):
        url = f"{call.get_absolute_url()}{verb}/"
        answer = clerk.post(url, {"which": which, "question": "问？", "answer": "答", "title": "名称"})
        assert answer.status_code == 422, verb
        if "\0" not in which:
            assert clerk.get(url, {"which": which}).status_code == 200


def test_the_page_of_questions_and_downloads_says_what_will_appear(sign_in: SignIn) -> None:
    call = draft()
    url = reverse("applications:call_beside", args=[call.code])
    page = text(sign_in(Role.OFFICE_CLERK).get(url))
    assert "还没有常见问题。" in page
    assert "还没有提供下载。" in page
    watching = text(sign_in(Role.AUDITOR).get(url))
    assert "添加问题" not in watching
    assert sign_in(Role.SIGNATORY, organisation=unit()).get(url).status_code == 404


# The intake for academicians


def test_the_intake_for_academicians_has_an_address_of_its_own_and_a_new_year_takes_it_over(
    client: Client, march: time_machine.Traveller
) -> None:
    url = reverse("portal:academicians")
    assert "受理通知尚未发布" in text(client.get(url))
    annual = open_call()
    first = open_call(track=Track.ACADEMICIAN)
    page = text(client.get(url))
    assert first.heading in page
    assert "适时受理，没有截止日期。" in page
    assert reverse("portal:call", args=[annual.code]) in page
    assert reverse("portal:call", args=[first.code]) in text(client.get(reverse("portal:call", args=[annual.code])))
    march.move_to(LATE)
    acts.close_due(LATE)
    assert "适时受理，没有截止日期。" in text(client.get(url)), "it stays open after the annual deadline"
    january = datetime.fromisoformat("2027-01-04T02:00:00+00:00")
    march.move_to(january)
    second = open_call(2027, Track.ACADEMICIAN, january)
    assert second.heading in text(client.get(url))
    assert "已由新的受理通知接替。" in text(client.get(reverse("portal:call", args=[first.code])))


# What is coming


def test_a_call_that_opens_later_is_announced_and_takes_nothing_yet(
    sign_in: SignIn, client: Client, march: time_machine.Traveller
) -> None:
    call = draft()
    drafts.edit_call(call, {"opens_on": date(2026, 4, 1)}, by=CLERK, at=NOW)
    acts.publish(call, by=HEAD, at=NOW)
    public = reverse("portal:call", args=[call.code])
    page = text(client.get(public))
    assert "即将开始" in page
    assert "2026年4月1日开始受理，截止" in page
    assert reverse("applications:begin") not in page
    assert "即将开始" in text(client.get(reverse("portal:calls")))
    assert "2026年4月1日</span> 开始受理" in text(client.get("/"))
    of = unit()
    assert "现在没有正在受理的申报通知" in text(sign_in(Role.DRAFTER, organisation=of).get("/applications/begin/"))
    march.move_to(datetime.fromisoformat("2026-04-01T00:00:00+08:00"))
    assert f"{reverse('applications:begin')}?call=2026" in text(client.get(public))


# Lists, queries


def test_the_list_of_calls_is_filtered_and_needs_as_many_queries_for_thirty_as_for_one(sign_in: SignIn) -> None:
    clerk = sign_in(Role.OFFICE_CLERK)
    first = open_call()

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert clerk.get("/applications/calls/").status_code == 200
        return len(asked)

    queries()
    one = queries()
    for n in range(1, 30):
        first.pk, first.code, first.year = None, f"{2026 + n}", 2026 + n
        first._state.adding = True
        first.id = Call._meta.pk.get_default()
        first.save()
    assert queries() == one <= MOST_QUERIES
    open_call(track=Track.ACADEMICIAN)
    found = text(clerk.get("/applications/calls/?track=academician"))
    assert "共 1 份" in found
    assert "2040" not in found
    assert "没有符合条件的记录" in text(clerk.get("/applications/calls/?q=%E3%8B%83&stage=x&track=evil"))


@pytest.mark.parametrize("path", ["calls/2026/", "calls/2026/beside/", "calls/2026/edit/", "calls/new/"])
def test_the_pages_of_a_call_take_few_queries_with_everything_beside_it(path: str, sign_in: SignIn) -> None:
    call = draft()
    for n in range(8):
        acts.answer(call, by=CLERK, at=NOW, question=f"问题{n}", answer="答复")
        acts.supply(call, by=CLERK, at=NOW, title=f"文件{n}", upload=upload())
    if "edit" not in path:
        acts.publish(call, by=HEAD, at=NOW)
        for day in (10, 20):
            acts.extend(call, by=HEAD, at=NOW, opinion="理由", deadline=end_of_day(date(2026, 6, day)))
        for n in range(8):
            call.cutoffs.create(
                stage="set", version=1, district=f"50010{n}", cutoff=DEADLINE - timedelta(days=n), set_at=NOW
            )
    clerk = sign_in(Role.OFFICE_CLERK)
    clerk.get("/applications/calls/")
    with CaptureQueriesContext(connection) as asked:
        assert clerk.get(f"/applications/{path}").status_code == 200
    assert len(asked) <= MOST_QUERIES
