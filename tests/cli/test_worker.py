"""The worker: what is due happens by itself, and one duty that fails holds up no other."""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.db import connection

from haizhi.applications.models import Call
from haizhi.kernel.models import Act, Outgoing
from haizhi.notifications.models import Notice
from haizhi.regulation.roles import Role
from tests.accounts.factories import member
from tests.applications.factories import DEADLINE, open_call
from tests.cli.conftest import Haizhi

AFTER = DEADLINE.timestamp() + 1


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
def test_a_duty_that_fails_is_logged_and_the_other_is_done(
    without_notices: None, haizhi: Haizhi, caplog: pytest.LogCaptureFixture
) -> None:
    open_call()
    with time_machine.travel(AFTER, tick=False), caplog.at_level(logging.ERROR, "haizhi.worker"):
        said = haizhi("worker", "--once")
    assert said.code == 1
    assert [record.message for record in caplog.records if record.name == "haizhi.worker"] == ["deliver failed"]
    assert Call.objects.get().stage == "closed"


def test_a_worker_ends_when_it_is_told_to(tmp_path: Path) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONDONTWRITEBYTECODE") if name in os.environ}
    environment = kept | {"HAIZHI_HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])}
    line = [sys.executable, "-m", "haizhi.cli", "worker"]
    with subprocess.Popen(line, env=environment, stderr=subprocess.PIPE) as running:  # noqa: S603 - our own interpreter
        assert running.stderr is not None
        # without tables both duties of the first round fail and say so: it is at work
        assert b"close_due failed" in running.stderr.readline()
        running.send_signal(signal.SIGTERM)
        running.stderr.read()
        assert running.wait(timeout=30) == 0
