"""What letters and short messages say, to whom, and what they keep to themselves."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from haizhi.applications import acts
from haizhi.applications.models import Application
from haizhi.kernel.models import Act
from haizhi.notifications.facts import PERSONAL_KINDS, is_important
from haizhi.notifications.models import Notice, Reminder
from haizhi.notifications.tasks.letters import LONGEST_REASON, SMS_UNITS, letter_for, sms_for
from haizhi.regulation.moves import MOVES
from haizhi.regulation.reminders import OVERDUE
from haizhi.regulation.roles import UNIT_ROLES, Role
from tests.applications.factories import DEADLINE, HEAD, NOW, begun, open_call

pytestmark = pytest.mark.django_db

REASON = "社保证明缺一页。"


def news(verb: str, stage: str = "", opinion: str = "", of: Application | None = None, title: str = "甲公司") -> Act:
    """An act as the trail holds it, not saved."""
    move = MOVES[verb]
    return Act(
        kind=move.kind,
        verb=verb,
        subject_id=of.pk if of else uuid4(),
        case_id=of.pk if of else uuid4(),
        number="HZ-2026-0001",
        title=title,
        by_name="某办理人",
        role="office_clerk",
        at=NOW,
        opinion=opinion,
        article=str(move.cite),
        stage_after=stage or move.targets[0],
    )


def told(act: Act, role: Role, place: str = "") -> Notice:
    return Notice(act=act, role=role.value, place=place, important=True)


def reminded(occasion: str, mark: int, of: Application, due: date, role: Role = Role.SIGNATORY) -> Notice:
    subject = of.call if occasion == "endorse" else of
    reminder = Reminder(
        kind=subject.kind,
        subject_id=subject.pk,
        case_id=subject.pk,
        number=subject.number,
        title=subject.title,
        occasion=occasion,
        mark=mark,
        due=due,
        count=4,
        at=NOW,
    )
    place = "500103" if role is Role.DISTRICT_HEAD else str(of.unit_id)
    return Notice(reminder=reminder, role=role.value, place=place, important=True)


@pytest.fixture
def returned(settings: Settings) -> Application:
    """An application that the Office sent back, to be corrected by 27 March."""
    settings.HAIZHI_BASE_URL = "https://haizhi.example.cn"
    application = begun()
    Application.objects.filter(pk=application.pk).update(
        stage="returned",
        submitted_at=NOW,
        arrived_at=NOW,
        due_on=date(2026, 3, 27),
        opinions={"correction": {"sections": ["overview", "conditions"]}},
    )
    application.refresh_from_db()
    return application


def test_a_return_tells_the_unit_what_why_by_when_under_which_article_where_and_whom_to_ask(
    returned: Application,
) -> None:
    act = news("application.correct", opinion=REASON, of=returned)
    letter = letter_for(told(act, Role.SIGNATORY, str(returned.unit_id)), NOW)
    assert letter.subject == "请在期限内补正：HZ-2026-0001 甲公司"
    assert letter.text.startswith("重庆智造有限公司：\n")
    for said in (
        "2026年度海智工作站申报（HZ-2026-0001）",
        "需要补正：项目概述、工作站条件。",
        f"理由：{REASON}",
        "期限：2026年3月27日（周五），还有5个工作日。",
        "依据：《办法》第七条第3项。",
        "https://haizhi.example.cn/applications/HZ-2026-0001/",
        "承办部门：市科协国际合作部，联系人：黄庆文，电话：023-63002858。",
        "请勿回复",
    ):
        assert said in letter.text


def test_the_reason_is_for_the_unit_and_not_for_others(returned: Application) -> None:
    act = news("application.correct", opinion=REASON, of=returned)
    to_district = letter_for(told(act, Role.DISTRICT_HEAD, "500103"), NOW)
    assert to_district.text.startswith("渝中区科协：\n")
    assert REASON not in to_district.text
    qualified = news("application.qualify", opinion="内部意见", of=returned)
    assert "内部意见" not in letter_for(told(qualified, Role.SIGNATORY, str(returned.unit_id)), NOW).text


@pytest.mark.parametrize("verb", ["return", "decline", "correct", "reject", "cancel"])
def test_a_unit_reads_why_it_was_turned_back(verb: str, returned: Application) -> None:
    act = news(f"application.{verb}", opinion=REASON, of=returned)
    assert REASON in letter_for(told(act, Role.DRAFTER, str(returned.unit_id)), NOW).text


def test_a_long_reason_is_cut_and_its_lines_are_indented(returned: Application) -> None:
    act = news("application.reject", opinion="第一行\n" + "字" * LONGEST_REASON, of=returned)
    text = letter_for(told(act, Role.DRAFTER, str(returned.unit_id)), NOW).text
    assert "理由：第一行\n　　字" in text
    assert "……（全文请登录查看）" in text


def test_a_last_day_of_a_case_that_has_moved_on_is_not_named(returned: Application) -> None:
    act = news("application.endorse", "qualifying", of=returned)
    assert "期限" not in letter_for(told(act, Role.SIGNATORY, str(returned.unit_id)), NOW).text


def test_the_last_day_itself_and_a_year_not_announced_are_said_rightly(returned: Application) -> None:
    act = news("application.correct", of=returned)
    on_the_day = letter_for(told(act, Role.SIGNATORY), datetime(2026, 3, 27, 3, tzinfo=UTC))
    assert "，今天是最后一天。" in on_the_day.text
    Application.objects.update(due_on=date(2040, 3, 27))
    assert "期限：2040年3月27日（周二）。" in letter_for(told(act, Role.SIGNATORY), NOW).text


def test_a_call_and_its_extension_are_announced_with_the_closing_time() -> None:
    call = open_call()
    published = Act.objects.get(verb="call.publish")
    letter = letter_for(told(published, Role.SIGNATORY), NOW)
    assert letter.subject == f"申报通知已发布：{call.heading}"
    assert letter.text.startswith("各申报单位：")
    assert "申报截止时间为2026年5月30日24:00" in letter.text
    acts.extend(call, by=HEAD, at=NOW, opinion="连日暴雨", deadline=DEADLINE + timedelta(days=10))
    extended = letter_for(told(Act.objects.get(verb="call.extend"), Role.DISTRICT_HEAD), NOW).text
    assert "延长至2026年6月9日24:00" in extended
    assert "理由：连日暴雨" in extended


def test_reminders_say_what_is_missing_and_by_when(returned: Application) -> None:
    due = date(2026, 3, 27)
    soon = letter_for(reminded("correct", 1, returned, due), NOW)
    assert soon.subject.startswith("补正期限临近，请尽快提交")
    assert "期限：2026年3月27日" in soon.text
    late = letter_for(reminded("correct", OVERDUE, returned, due), NOW)
    assert "期限为2026年3月27日，至今没有重新提交" in late.text
    assert "还有" not in late.text
    assert (
        "请决定是否按资格不符办理"
        in letter_for(reminded("correct", OVERDUE, returned, due, Role.OFFICE_CLERK), NOW).text
    )
    district = letter_for(reminded("endorse", 3, returned, date(2026, 5, 30), Role.DISTRICT_HEAD), NOW)
    assert "贵会尚有4件待初审" in district.text
    assert "尚未提交" in letter_for(reminded("submit", 3, returned, date(2026, 5, 30)), NOW).text


@pytest.mark.parametrize("kind", sorted(PERSONAL_KINDS))
def test_about_a_person_only_the_kind_of_case_leaves_the_platform(kind: str) -> None:
    for name, move in MOVES.items():
        if move.kind != kind:
            continue
        for role in sorted(move.tells):
            notice = told(news(name, title="某某人"), role)
            letter = letter_for(notice, NOW)
            for text in (letter.subject, letter.text, sms_for(notice)):
                assert "某某人" not in text
                assert "HZ-2026-0001" not in text
                assert "某办理人" not in text


@pytest.mark.parametrize("name", [name for name, move in MOVES.items() if move.tells])
def test_whatever_anybody_is_told_of_has_a_letter_and_a_short_message(name: str, returned: Application) -> None:
    move = MOVES[name]
    for role in sorted(move.tells):
        for stage in move.targets:
            of = returned if move.kind == "application" else None
            notice = told(news(name, stage, of=of), role, str(returned.unit_id) if role in UNIT_ROLES else "")
            letter = letter_for(notice, NOW)
            assert letter.subject
            assert "\n" not in letter.subject
            assert "：\n\n　　" in letter.text
            assert "None" not in letter.text
            assert "\n\n\n" not in letter.text
            assert len(sms_for(notice)) <= SMS_UNITS


def test_a_short_message_names_the_case_and_the_day(returned: Application) -> None:
    act = news("application.correct", of=returned)
    assert sms_for(told(act, Role.SIGNATORY)) == (
        "【海智】申报HZ-2026-0001：退回补正，请于3月27日前办理，详情请登录平台查看。"
    )
    assert sms_for(told(news("application.qualify", of=returned), Role.SIGNATORY)) == (
        "【海智】申报HZ-2026-0001：资格通过，详情请登录平台查看。"
    )
    open_call()
    published = Act.objects.get(verb="call.publish")
    assert sms_for(told(published, Role.DRAFTER)) == (
        "【海智】年度申报2026：通知已发布，期限5月30日，详情请登录平台查看。"
    )


@given(number=st.text(st.sampled_from("0A字𬭎"), max_size=32))
def test_a_short_message_is_never_longer_than_one(number: str) -> None:
    act = Act(kind="document", verb="document.recall", stage_after="recalled", number=number, title="𬭎" * 90, at=NOW)
    text = sms_for(told(act, Role.OFFICE_CLERK))
    assert text.startswith("【海智】")
    assert len(text.encode("utf-16-le")) <= 2 * SMS_UNITS


@pytest.mark.parametrize(
    ("verb", "stage", "role", "important"),
    [
        ("application.submit", "endorsing", Role.DISTRICT_HEAD, True),  # the district has to endorse it
        ("application.submit", "endorsing", Role.OFFICE_CLERK, False),  # the Office only takes note
        ("application.submit", "qualifying", Role.OFFICE_CLERK, True),
        ("application.qualify", "qualified", Role.DRAFTER, True),  # their own case
        ("application.qualify", "qualified", Role.DISTRICT_HEAD, False),
        ("application.withdraw", "withdrawn", Role.OFFICE_CLERK, False),
        ("call.extend", "open", Role.DISTRICT_HEAD, True),
        ("call.close", "closed", Role.OFFICE_CLERK, False),
        ("session.confirm_close", "closed", Role.PARTY_RECORDER, True),  # a resolution is to be prepared
        ("session.confirm_close", "closed", Role.OFFICE_HEAD, False),
        ("turn.open_scoring", "scoring", Role.JUDGE, True),
    ],
)
def test_what_matters_is_what_one_has_to_do_or_what_is_ones_own(
    verb: str, stage: str, role: Role, important: bool
) -> None:
    assert is_important(news(verb, stage), role) is important


def test_a_unit_about_to_lose_its_place_reads_why_and_until_when_it_is_heard(returned: Application) -> None:
    Application.objects.update(opinions={"hearing": {"due_on": "2026-04-03"}})
    act = news("application.notify", "returned", opinion="材料不实", of=returned)
    letter = letter_for(told(act, Role.SIGNATORY, str(returned.unit_id)), NOW)
    assert "事实和依据：材料不实" in letter.text
    assert "期限：2026年4月3日（周五）" in letter.text
    assert "3月27日" not in letter.text
