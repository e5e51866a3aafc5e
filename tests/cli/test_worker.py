"""The worker: what is due happens by itself, and one duty that fails holds up no other."""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from haizhi.applications.models import Call
from haizhi.cli.duties import Duty
from haizhi.cli.worker import work
from haizhi.kernel.models import Act, Outgoing
from haizhi.notifications.models import Notice
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.roles import Role
from tests.accounts.factories import member
from tests.applications.factories import DEADLINE, open_call
from tests.cli.conftest import Haizhi

AFTER = DEADLINE.timestamp() + 1


def worker(home: Path, **settings: str) -> "subprocess.Popen[bytes]":
    """A worker in a process of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONDONTWRITEBYTECODE") if name in os.environ}
    environment = kept | {"HAIZHI_HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[2])} | settings
    line = [sys.executable, "-m", "haizhi.cli", "worker"]
    return subprocess.Popen(line, env=environment, stderr=subprocess.PIPE)  # noqa: S603 - our own interpreter


@pytest.fixture
def without_notices(transactional_db: None) -> Iterator[None]:
    """The table of notices is away: what delivers them must fail."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE notifications_notice RENAME TO notices_away")
    yield
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE notices_away RENAME TO notifications_notice")


@pytest.mark.django_db(transaction=True)
def test_once_a_deadline_has_passed_the_call_is_closed_and_the_office_is_told_once(haizhi: Haizhi) -> None:
    clerk = member(Role.OFFICE_CLERK).person
    call = open_call()
    with time_machine.travel(DEADLINE.timestamp() - 1, tick=False):
        assert haizhi("worker", "--once").code == 0
    assert Call.objects.get(pk=call.pk).stage == "open"
    with time_machine.travel(AFTER, tick=False):
        assert [haizhi("worker", "--once").code for _ in range(2)] == [0, 0]
    assert Call.objects.get(pk=call.pk).stage == "closed"
    closed = Act.objects.get(verb="call.close")
    assert closed.by_name == "系统"
    assert Notice.objects.filter(person=clerk, act=closed).count() == 1
    assert not Outgoing.objects.filter(delivered_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_a_duty_that_fails_is_logged_and_the_others_are_done(
    without_notices: None, haizhi: Haizhi, caplog: pytest.LogCaptureFixture
) -> None:
    member(Role.OFFICE_CLERK)
    open_call()
    with time_machine.travel(AFTER, tick=False), caplog.at_level(logging.ERROR, "haizhi.worker"):
        said = haizhi("worker", "--once")
    assert said.code == 1
    assert [record.message for record in caplog.records if record.name == "haizhi.worker"] == [
        "deliver failed",
        "quiet_overtaken failed",
    ]
    assert Call.objects.get().stage == "closed"


def test_a_worker_ends_when_it_is_told_to(tmp_path: Path) -> None:
    with worker(tmp_path) as running:
        assert running.stderr is not None
        # without tables every duty of the first round fails and says so: it is at work
        while b"close_due failed" not in running.stderr.readline():
            pass
        running.send_signal(signal.SIGTERM)
        running.stderr.read()
        assert running.wait(timeout=30) == 0


def test_a_duty_that_is_not_due_yet_waits_for_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    slow = Duty("slow", lambda *_: done.append("slow"), timedelta(minutes=10))
    quick = Duty("quick", lambda *_: done.append("quick"))
    monkeypatch.setattr("haizhi.cli.duties.DUTIES", (slow, quick))
    monkeypatch.setattr("haizhi.notifications.tasks.beat", lambda at: None)
    monkeypatch.setattr("haizhi.accounts.demonstration.now", timezone.now)
    last: dict[str, datetime] = {}
    for minutes in (0, 5, 10):
        with time_machine.travel(DEADLINE + timedelta(minutes=minutes), tick=False):
            assert work(last, lambda: False)
    assert done == ["slow", "quick", "quick", "slow", "quick"]
    assert work(last, lambda: True)
    assert len(done) == 5


@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_no_failure_since_another_worker_was_quicker(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_late(*_: object) -> None:
        raise Refused(Finding(False, None, "此件现为“已截止”"))

    monkeypatch.setattr("haizhi.cli.duties.DUTIES", (Duty("close_due", too_late),))
    assert work({}, lambda: False)


@pytest.mark.django_db(transaction=True)
def test_a_round_leaves_a_heartbeat_and_a_silent_worker_is_named_by_the_check(haizhi: Haizhi) -> None:
    assert "后台服务尚未运行过。到时截止、提醒、邮件和短信都由它办理，请运行 haizhi worker" in haizhi("check").out
    with time_machine.travel(AFTER, tick=False):
        haizhi("worker", "--once")
        assert haizhi("check").code == 0
    with time_machine.travel(AFTER + 20 * 60, tick=False):
        said = haizhi("check")
    assert said.code == 1
    assert "后台服务已有20分钟没有运行。到时截止、提醒、邮件和短信都停着，请运行 haizhi worker" in said.err
