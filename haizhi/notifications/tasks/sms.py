"""Short messages through the operator's gateway: one HTTP request each, with a key by which it tells a repetition.

The interface (docs/adr): `POST` of `{"phone", "text", "key"}` as JSON, the key also as `Idempotency-Key`. 2xx means
accepted; 408, 425, 429 and 5xx are tried again later; a redirect, 401, 403, 404 and 405 say that the address is wrong,
so that the channel rests; any other answer is final for this message.
"""

import json
from base64 import b64encode
from contextlib import closing
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any

from django.conf import settings

from haizhi.notifications.models import Channel, Delivery
from haizhi.notifications.tasks.letters import sms_for
from haizhi.notifications.tasks.sending import Clock, Later, Never, Stopping, Unreachable, send_waiting

TIMEOUT = 10
"""Seconds for the connection and for each answer."""

_OURS = frozenset({401, 403, 404, 405})
_FOR_NOW = frozenset({408, 425, 429})


def send_sms(clock: Clock, stopping: Stopping) -> int:
    """Send the short messages that wait; how many the gateway accepted. Nothing without a gateway."""
    gateway = settings.HAIZHI_SMS
    return 0 if gateway is None else send_waiting(Channel.SMS, partial(_post, gateway), clock, stopping)


def _post(gateway: Any, delivery: Delivery) -> None:
    """One request to the gateway of the settings (`haizhi.config` stands above this app, and its type with it)."""
    key = str(delivery.message_id)
    told = {"phone": delivery.address, "text": sms_for(delivery.told), "key": key}
    body = json.dumps(told, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": key}
    if gateway.username or gateway.password:
        pair = f"{gateway.username}:{gateway.password}".encode()
        headers["Authorization"] = f"Basic {b64encode(pair).decode('ascii')}"
    kind = HTTPSConnection if gateway.tls else HTTPConnection
    with closing(kind(gateway.host, gateway.port, timeout=TIMEOUT)) as connection:
        try:
            connection.connect()
        except OSError as away:
            raise Unreachable("连接不上短信网关，请检查 HAIZHI_SMS_URL 和短信网关") from away
        try:
            connection.request("POST", gateway.path, body, headers)
            status = connection.getresponse().status
        except (OSError, HTTPException) as lost:
            raise Later("短信网关没有在规定时间内应答") from lost
    _judge(status)


def _judge(status: int) -> None:
    if 200 <= status < 300:
        return
    if status in _OURS or 300 <= status < 400:
        raise Unreachable(f"短信网关不接受请求（{status}），请检查 HAIZHI_SMS_URL")
    if status >= 500 or status in _FOR_NOW:
        raise Later(f"短信网关暂不接收（{status}）")
    raise Never(f"短信网关拒绝发送（{status}），请核对手机号码")
