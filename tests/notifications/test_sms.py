"""Short messages, to a real HTTP gateway: accepted once, repeated under the same key, refused or tried again."""

from base64 import b64encode
from datetime import timedelta

import pytest
from pytest_django import Settings

from haizhi.config import values
from haizhi.notifications.models import Channel, Delivery
from haizhi.notifications.tasks import send_sms
from haizhi.notifications.tasks.sending import LEASE, claim
from tests.accounts.factories import NOW
from tests.notifications.conftest import Gateway, free_port
from tests.notifications.factories import at, never, told_drafter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_mail")]


def test_a_message_is_posted_once_with_its_key_and_the_operators_name(gateway: Gateway) -> None:
    notice = told_drafter()
    assert (send_sms(at(), never), send_sms(at(), never)) == (1, 0)
    sent = Delivery.objects.get()
    (request,) = gateway.requests
    assert request["phone"] == notice.person.mobile
    assert request["text"].startswith("【海智】")
    assert request["key"] == gateway.headers[0]["Idempotency-Key"] == str(sent.message_id)
    assert gateway.headers[0]["Authorization"] == "Basic " + b64encode(b"user:p@ss").decode()
    assert (sent.state, sent.sent_at) == ("sent", NOW)


@pytest.mark.parametrize(
    ("status", "state", "words"),
    [
        (422, "given_up", "短信网关拒绝发送（422），请核对手机号码"),
        (429, "failed", "短信网关暂不接收（429）"),
        (503, "failed", "短信网关暂不接收（503）"),
        (0, "failed", "短信网关没有在规定时间内应答"),
        (401, "failed", "短信网关不接受请求（401），请检查 HAIZHI_SMS_URL"),
        (302, "failed", "短信网关不接受请求（302），请检查 HAIZHI_SMS_URL"),
    ],
)
def test_an_answer_decides_whether_it_is_tried_again(gateway: Gateway, status: int, state: str, words: str) -> None:
    gateway.answers[told_drafter().person.mobile or ""] = status
    told_drafter()
    rests = words.endswith("HAIZHI_SMS_URL")
    assert send_sms(at(), never) == (0 if rests else 1)
    first = Delivery.objects.order_by("pk")[0]
    assert (first.state, first.last_error) == (state, words)
    assert first.next_try_at == (NOW + timedelta(minutes=1) if state == "failed" else None)


def test_a_gateway_that_is_away_lets_the_channel_rest(gateway: Gateway, settings: Settings) -> None:
    told_drafter()
    told_drafter()
    settings.HAIZHI_SMS = values.sms(f"http://127.0.0.1:{free_port()}/")
    assert send_sms(at(), never) == 0
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [0, 1]
    assert "连接不上短信网关" in Delivery.objects.get(attempts=1).last_error


def test_what_a_killed_worker_left_is_repeated_under_the_same_key(gateway: Gateway) -> None:
    told_drafter()
    left = claim(Channel.SMS, NOW)
    assert left is not None
    assert send_sms(at(NOW + LEASE), never) == 1
    assert gateway.requests[0]["key"] == str(left.message_id)


def test_without_a_gateway_nothing_is_sent(settings: Settings) -> None:
    settings.HAIZHI_SMS = None
    assert send_sms(at(), never) == 0
