"""A 公示 at a set time, and what becomes of one when the calendar changes in its middle."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from haizhi.decisions import acts, drafts, queries
from haizhi.decisions.models import Objection, Publicity
from haizhi.desk.queries import waiting
from haizhi.kernel.models import Act, Calendar, Outgoing
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.decisions.conftest import Travel
from tests.decisions.factories import (
    CLERK,
    HEAD,
    IN_TIME,
    OVER,
    PUBLISHED,
    accepted,
    client_of,
    hidden,
    lodge,
    publicity,
    running,
    shown,
    text_of,
)

pytestmark = pytest.mark.django_db
SET_FOR = datetime(2026, 7, 3, 1, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def give_a_day_off(day: date) -> None:
    """A newly announced holiday."""
    calendar = Calendar.objects.get(year=day.year)
    calendar.days_off = sorted({*calendar.days_off, day.isoformat()})
    calendar.save()


def scheduled() -> Publicity:
    return acts.schedule_publicity(publicity(), by=HEAD, at=PUBLISHED, publish_at=SET_FOR)


def steps(found: Publicity, actor: Any = HEAD) -> tuple[str, ...]:
    """What the to-do list asks somebody to do with it."""
    rows = [row for group in waiting(actor) for row in group.rows if row.subject.pk == found.pk]
    return rows[0].steps if rows else ()


def test_a_publicity_is_published_by_the_system_in_the_minute_that_was_set() -> None:
    found = scheduled()
    assert (found.planned_last_day, found.last_day) == (date(2026, 7, 10), None)
    assert acts.publish_due(SET_FOR - MINUTE) == 0
    assert acts.publish_due(SET_FOR) == 1
    found.refresh_from_db()
    assert (found.stage, found.published_at, found.last_day) == ("running", SET_FOR, date(2026, 7, 10))
    assert set(found.applications.values_list("stage", flat=True)) == {"in_publicity"}
    assert Outgoing.objects.filter(act__verb="publicity.release", role=Role.OFFICE_HEAD).exists()
    assert acts.publish_due(SET_FOR + MINUTE) == 0


@pytest.mark.parametrize("publish_at", [PUBLISHED, PUBLISHED + timedelta(days=91)], ids=["now", "in a far season"])
def test_a_time_is_set_ahead_and_not_too_far(publish_at: datetime) -> None:
    with pytest.raises(Refused, match="须晚于现在，且在90日之内"):
        acts.schedule_publicity(publicity(), by=HEAD, at=PUBLISHED, publish_at=publish_at)


def test_only_the_head_sets_the_time_and_takes_it_back() -> None:
    found = scheduled()
    with pytest.raises(Refused, match="由海智办负责人办理"):
        acts.unschedule_publicity(found, by=CLERK, at=PUBLISHED, opinion="改日")
    acts.unschedule_publicity(found, by=HEAD, at=PUBLISHED, opinion="改日")
    assert (found.stage, found.publish_at) == ("prepared", None)
    assert acts.publish_due(SET_FOR) == 0


def test_what_stands_against_it_at_the_time_brings_it_back_to_the_office_with_the_reason() -> None:
    found = scheduled()
    Calendar.objects.filter(year=2026).delete()
    assert acts.publish_due(SET_FOR) == 1
    found.refresh_from_db()
    assert found.stage == "prepared"
    assert "2026年的节假日和调休安排尚未录入" in Act.objects.get(verb="publicity.miss").opinion
    assert acts.publish_due(SET_FOR + MINUTE) == 0


def test_a_time_in_a_year_without_a_calendar_is_refused() -> None:
    found = publicity()
    Calendar.objects.filter(year=2027).delete()
    december = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
    with pytest.raises(Refused, match="2027年的节假日和调休安排尚未录入"):
        acts.schedule_publicity(found, by=HEAD, at=december, publish_at=december + timedelta(days=29))


def test_a_holiday_announced_in_the_middle_warns_the_office_and_is_extended_by_a_dated_notice() -> None:
    found = running()
    assert steps(found) == ("公示期满办结",)
    give_a_day_off(date(2026, 7, 6))
    assert acts.recount_all(IN_TIME) == 1
    assert acts.recount_all(IN_TIME) == 0  # told once
    found.refresh_from_db()
    assert (found.last_day, found.counted_last_day) == (date(2026, 7, 8), date(2026, 7, 9))
    assert steps(found) == ("核对并延长公示期限", "公示期满办结")
    assert steps(found, CLERK) == ("公示期满办结",)
    assert Outgoing.objects.filter(act__verb="publicity.recount", role=Role.OFFICE_CLERK).exists()
    with pytest.raises(Refused, match="按调整后的工作日历，公示期应至2026年7月9日"):
        acts.extend_publicity(found, by=HEAD, at=IN_TIME, last_day=date(2026, 7, 8), opinion="放假")
    acts.extend_publicity(found, by=HEAD, at=IN_TIME, last_day=date(2026, 7, 9), opinion="增加一天假期")
    assert steps(found) == ("公示期满办结",)
    told = Outgoing.objects.filter(act__verb="publicity.extend", role=Role.SIGNATORY)
    assert told.count() == found.items.count()


def test_objections_are_in_time_until_the_last_moment_of_the_new_day() -> None:
    found = acts.extend_publicity(running(), by=HEAD, at=IN_TIME, last_day=date(2026, 7, 9), opinion="增加一天假期")
    lodge(found, at=OVER + timedelta(days=1, microseconds=-1))
    with pytest.raises(Refused, match="公示异议应于2026年7月9日24:00前提出"):
        lodge(found, at=OVER + timedelta(days=1))
    with pytest.raises(Refused, match="公示期至2026年7月9日24:00，未满"):
        acts.conclude_publicity(found, by=CLERK, at=OVER)


@pytest.mark.parametrize(
    ("last_day", "at", "words"),
    [
        (date(2026, 7, 7), IN_TIME, "公示期只能延长，不能缩短"),
        (date(2026, 7, 11), IN_TIME, "2026年7月11日不是工作日"),
        (date(2026, 7, 9), OVER, "公示期已满，不能再延长"),
    ],
    ids=["shorter", "a Saturday", "after its end"],
)
def test_an_extension_that_does_not_fit_is_refused(last_day: date, at: datetime, words: str) -> None:
    with pytest.raises(Refused, match=words):
        acts.extend_publicity(running(), by=HEAD, at=at, last_day=last_day, opinion="放假")


def test_a_calendar_taken_back_takes_the_warning_back_and_a_period_over_is_left_alone() -> None:
    found = running()
    before = Calendar.objects.get(year=2026).days_off
    give_a_day_off(date(2026, 7, 6))
    assert acts.recount_all(OVER) == 0
    acts.recount_all(IN_TIME)
    Calendar.objects.filter(year=2026).update(days_off=before)
    assert acts.recount_all(IN_TIME) == 1
    found.refresh_from_db()
    assert found.counted_last_day is None


def test_a_scheduled_publicity_is_counted_anew_and_shows_the_newly_counted_day(today: Travel) -> None:
    found = scheduled()
    give_a_day_off(date(2026, 7, 6))
    assert acts.recount_all(PUBLISHED) == 1
    today(PUBLISHED)
    page = shown(client_of(Role.OFFICE_HEAD), found.get_absolute_url())
    assert "定时时推算的截止日期为2026年7月10日，现为2026年7月13日" in page
    acts.publish_due(SET_FOR)
    found.refresh_from_db()
    assert (found.last_day, found.counted_last_day) == (date(2026, 7, 13), None)


def test_the_head_sets_a_time_and_extends_on_the_pages(today: Travel) -> None:
    today(PUBLISHED)
    found, head = publicity(), client_of(Role.OFFICE_HEAD)
    url = found.get_absolute_url()
    answer = head.post(f"{url}schedule/", {"publish_at": "2026-07-01T08:00"})
    assert (answer.status_code, "须晚于现在" in text_of(answer)) == (422, True)
    assert head.post(f"{url}schedule/", {"publish_at": "2026-07-03T09:30"}).status_code == 302
    assert "已定于2026年7月3日 09:30由系统自动发布" in shown(head, url)
    acts.publish_due(SET_FOR)
    give_a_day_off(date(2026, 7, 6))
    acts.recount_all(IN_TIME)
    today(IN_TIME)
    head = client_of(Role.OFFICE_HEAD)
    page = shown(head, url)
    assert "公示满五个工作日应至<b>2026年7月13日</b>" in page
    assert 'value="2026-07-13"' in page
    announced = "公示期为5个工作日，自2026年7月6日（星期一）至2026年7月10日（星期五）24:00；公示发布当日不计入期限"
    assert announced in shown(Client(), f"/public/publicities/{found.code}/")
    assert head.post(f"{url}extend/", {"last_day": "2026-07-13", "opinion": "增加一天假期。"}).status_code == 302
    assert f"{found.heading}（延长公示期）" in shown(Client(), reverse("portal:notices"))
    public = shown(Client(), f"/public/publicities/{found.code}/")
    assert "原定2026年7月10日截止，现延长至<b>2026年7月13日 24:00</b>。增加一天假期。" in public
    assert "24:00（7月7日、7月8日、7月9日、7月10日、7月13日）" in public


def test_the_text_is_edited_with_a_preview_and_kept_against_a_stale_page(today: Travel) -> None:
    today(PUBLISHED)
    found, clerk = publicity(), client_of(Role.OFFICE_CLERK)
    url = f"{found.get_absolute_url()}edit/"
    page = shown(clerk, url)
    said = {
        "heading": found.heading, "opening": "经研究，拟在下列单位设站，现予公示。", "manner": queries.usual_texts(found)["manner"],
        "confidentiality": "我们严格保密。", "phone": found.phone, "supervision_phone": found.supervision_phone,
        "address": found.address, "seen": hidden(page, "seen"),
    }  # fmt: skip
    preview = clerk.post(url, said | {"preview": "1"})
    assert (preview.status_code, text_of(preview).count("<p>经研究，拟在下列单位设站，现予公示。</p>")) == (200, 1)
    assert Publicity.objects.get().opening == ""
    assert clerk.post(url, said).status_code == 302
    stale = clerk.post(url, said | {"opening": "另一种写法"})
    assert stale.status_code == 422
    assert "他人已修改本公示" in text_of(stale)
    beside = text_of(stale).partition("他人保存的最新内容")[2].partition("</section>")[0]
    assert "<dt>公示依据和程序</dt><dd>经研究，拟在下列单位设站，现予公示。</dd></dl>" in beside
    assert "另一种写法" in text_of(stale)
    page = shown(clerk, found.get_absolute_url())
    assert "<p>经研究，拟在下列单位设站，现予公示。</p>" in page
    assert "以书面形式提出" in page
    found.refresh_from_db()
    assert found.manner == ""  # left as it was: the dates come into it
    acts.publish_publicity(found, by=HEAD, at=PUBLISHED)
    with pytest.raises(Refused, match="公示现为“公示中”，不能再修改"):
        drafts.revise_publicity(found, {"heading": "另一标题"})
    same = clerk.post(url, said | {"phone": found.supervision_phone})
    assert same.status_code == 422


def test_after_the_conclusion_the_public_learns_who_passed_and_of_the_others_no_reason(today: Travel) -> None:
    found = running()
    held = accepted(found, place=2)
    acts.conclude_publicity(found, by=CLERK, at=OVER)
    today(OVER)
    page = shown(Client(), f"/public/publicities/{found.code}/")
    assert "4家单位公示无异议，1家单位尚在核查，结果另行公布" in page
    assert page.count("公示无异议</td>") == 4
    for secret in (held.code, held.text, "异议成立", "中止"):
        assert secret not in page.replace("只中止被反映单位", "")


def test_the_notice_as_pdf_and_docx_says_what_its_page_says(today: Travel) -> None:
    found = running()
    paper = queries.notice_paper(found, PUBLISHED)
    words = "".join(paragraph.text for paragraph in paper.paragraphs)
    for said in (
        "重庆第1大学",
        "自2026年7月2日（星期四）至2026年7月8日（星期三）24:00",
        found.phone,
        found.supervision_phone,
    ):
        assert said in words
    assert paper.dated == date(2026, 7, 1)
    today(IN_TIME)
    pdf = Client().get(f"/public/publicities/{found.code}/notice.pdf")
    docx = Client().get(f"/public/publicities/{found.code}/notice.docx")
    assert (pdf.content[:5], docx.content[:2]) == (b"%PDF-", b"PK")
    assert Objection.objects.count() == 0
