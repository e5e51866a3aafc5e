"""What was sent to whom, seen by those who watch over it; a unit's case shows how it was told; the worker is missed."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from haizhi.notifications.models import Delivery
from haizhi.notifications.queries import Silence, told_of, worker_silence
from haizhi.notifications.tasks import beat, send_mail, send_sms
from haizhi.regulation.roles import Role
from tests.accounts.factories import NOW, member
from tests.notifications.conftest import Gateway, Sink
from tests.notifications.factories import at, letter_of, never, told_drafter

pytestmark = pytest.mark.django_db

LIST = "/notices/deliveries/"


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(member(role).person)
    return client


def page(client: Client, url: str = LIST) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_the_office_sees_each_with_its_state_and_a_masked_address(sink: Sink) -> None:
    told_drafter("nobody@example.cn")
    told_drafter("sound@example.cn")
    send_mail(at(), never)
    text = page(signed_in(Role.OFFICE_HEAD))
    assert "n***@example.cn" in text
    assert "s***@example.cn" in text
    assert "nobody@" not in text
    assert "收件地址不存在或被对方拒绝（550）" in text
    assert "有 1 封（条）未送达" in text
    assert "已发出" in text


def test_one_is_found_by_case_channel_and_state(sink: Sink) -> None:
    number = told_drafter("nobody@example.cn").news.number
    told_drafter("sound@example.cn")
    send_mail(at(), never)
    inside = signed_in(Role.SYSTEM_ADMIN)
    assert "s***@" not in page(inside, f"{LIST}?q={number}")
    assert "s***@" not in page(inside, f"{LIST}?state=given_up")
    assert "没有符合条件的记录" in page(inside, f"{LIST}?channel=sms")


def test_what_failed_is_tried_again_by_a_button_and_what_was_sent_is_not(sink: Sink) -> None:
    failed, sent = letter_of(told_drafter("nobody@example.cn")), letter_of(told_drafter("sound@example.cn"))
    send_mail(at(), never)
    inside = signed_in(Role.OFFICE_CLERK)
    assert page(inside).count(">重发<") == 1
    for delivery, words in ((failed, "已安排重新发送"), (sent, "现为“已发出”，只有未成功的才能重试")):
        response = inside.post(reverse("notifications:retry", args=[delivery.pk]), follow=True)
        assert words in response.content.decode()
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == ("waiting", 0)


def test_all_that_was_given_up_is_tried_again_at_once(sink: Sink) -> None:
    inside = signed_in(Role.OFFICE_CLERK)
    assert "没有需要重新发送的" in inside.post(reverse("notifications:retry_all"), follow=True).content.decode()
    for _ in range(2):
        told_drafter("nobody@example.cn") if not Delivery.objects.exists() else told_drafter()
    Delivery.objects.update(state="given_up", next_try_at=None)
    response = inside.post(reverse("notifications:retry_all"), follow=True)
    assert "已安排重新发送2封（条）" in response.content.decode()


@pytest.mark.parametrize("role", [Role.DRAFTER, Role.JUDGE, Role.SUPERVISOR, Role.AUDITOR])
def test_nobody_else_sees_or_sends_anything(role: Role, sink: Sink) -> None:
    inside = signed_in(role)
    delivery = letter_of(told_drafter())
    assert inside.get(LIST).status_code == 403
    assert inside.post(reverse("notifications:retry", args=[delivery.pk])).status_code == 403
    assert inside.post(reverse("notifications:retry_all")).status_code == 403
    assert LIST not in inside.get("/notices/").content.decode()


def test_an_empty_page_says_how_sending_is_set_up(without_mail: None) -> None:
    text = page(signed_in(Role.SYSTEM_ADMIN))
    assert "还没有发送记录" in text
    assert "没有开通邮件和短信" in text


def test_the_page_takes_the_same_few_queries_for_one_row_and_for_thirty(sink: Sink) -> None:
    inside, counts = signed_in(Role.OFFICE_CLERK), []
    for rows in (1, 29):
        for _ in range(rows):
            told_drafter()
        with CaptureQueriesContext(connection) as queries:
            page(inside)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_a_case_shows_that_its_unit_was_told_by_which_ways_and_whether_it_was_read(
    sink: Sink, gateway: Gateway
) -> None:
    notice = told_drafter("nobody@example.cn")
    send_mail(at(), never)
    send_sms(at(), never)
    (told,) = told_of(notice.case_id)
    assert (told.label, told.people, told.read) == ("登记", 1, 0)
    assert told.ways == ("邮件：未送达1封", "短信：已发出1条（2026年3月20日 10:00）")
    text = render_to_string("notifications/told.html", {"told": [told]})
    assert "1人，都未读" in text
    assert "短信：已发出1条" in text
    assert "还没有通知过申报单位" in render_to_string("notifications/told.html", {"told": []})


def test_a_worker_that_stopped_coming_by_is_missed(settings: Settings) -> None:
    assert worker_silence(NOW) == Silence(None)
    assert str(Silence(None)) == "后台服务尚未运行过"
    beat(NOW)
    beat(NOW + timedelta(seconds=5))
    assert worker_silence(NOW + timedelta(minutes=10)) is None
    missed = worker_silence(NOW + timedelta(minutes=11))
    assert str(missed) == "后台服务已有11分钟没有运行"
    assert str(worker_silence(NOW + timedelta(minutes=190))) == "后台服务已有3小时没有运行"
    beat(NOW + timedelta(minutes=11))
    assert worker_silence(NOW + timedelta(minutes=12)) is None


def test_whoever_watches_over_deliveries_reads_that_the_worker_is_silent() -> None:
    inside = signed_in(Role.OFFICE_CLERK)
    with time_machine.travel(NOW, tick=False):
        beat(NOW)
        assert "没有运行" not in page(inside)
    with time_machine.travel(NOW + timedelta(minutes=30), tick=False):
        assert "后台服务已有30分钟没有运行" in page(inside)


def test_the_list_is_taken_away_as_it_is_filtered_with_masked_addresses(sink: Sink) -> None:
    told_drafter("nobody@example.cn")
    told_drafter("sound@example.cn")
    send_mail(at(), never)
    answer = signed_in(Role.OFFICE_CLERK).get(f"{LIST}?state=given_up&export=csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # a streamed answer
    assert "n***@example.cn" in lines
    assert "sound" not in lines
    assert "收件地址不存在" in lines
