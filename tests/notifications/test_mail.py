"""Letters, to a real mail server: sent once, tried again after a failure, one broken address holding up no other."""

import threading
from datetime import timedelta
from smtplib import SMTPAuthenticationError

import pytest
from django.db import connection
from pytest_django import Settings

from haizhi.kernel.actor import SYSTEM
from haizhi.notifications.drafts import mark_read, try_again
from haizhi.notifications.facts import MOST_ATTEMPTS, next_try
from haizhi.notifications.models import Channel, Delivery, DeliveryState, Preference
from haizhi.notifications.tasks import send_mail
from haizhi.notifications.tasks.mail import _words_of_connecting
from haizhi.notifications.tasks.sending import LEASE, claim, settle
from tests.accounts.factories import NOW
from tests.notifications.conftest import Sink, free_port
from tests.notifications.factories import at, letter_of, never, told_drafter


@pytest.mark.django_db
def test_a_letter_is_sent_once_with_an_id_of_its_own(sink: Sink) -> None:
    written = letter_of(told_drafter("drafter@example.cn"))
    assert (send_mail(at(), never), send_mail(at(), never)) == (1, 0)
    (letter,) = sink.letters
    assert letter["To"] == "drafter@example.cn"
    assert letter["From"] == "haizhi@example.cn"
    assert letter["Message-ID"] == f"<{written.message_id}@haizhi.example.cn>"
    assert letter["Auto-Submitted"] == "auto-generated"
    written.refresh_from_db()
    assert (written.state, written.sent_at, written.attempts) == ("sent", NOW, 1)


@pytest.mark.django_db
def test_a_mailbox_that_is_not_there_is_given_up_at_once_and_holds_up_nobody(sink: Sink) -> None:
    broken, sound = told_drafter("nobody@example.cn"), told_drafter("sound@example.cn")
    assert send_mail(at(), never) == 1
    assert [str(letter["To"]) for letter in sink.letters] == ["sound@example.cn"]
    assert letter_of(sound).state == "sent"
    refused = letter_of(broken)
    assert (refused.state, refused.next_try_at) == ("given_up", None)
    assert refused.last_error == "收件地址不存在或被对方拒绝（550），请核对电子信箱"


@pytest.mark.django_db
@pytest.mark.parametrize(("mailbox", "code"), [("full", 452), ("busy", 451)])
def test_a_mailbox_that_is_busy_is_tried_again_after_a_minute(sink: Sink, mailbox: str, code: int) -> None:
    waiting = told_drafter(f"{mailbox}@example.cn")
    told_drafter("sound@example.cn")
    assert send_mail(at(), never) == 1
    failed = letter_of(waiting)
    assert (failed.state, failed.attempts, failed.next_try_at) == ("failed", 1, NOW + timedelta(minutes=1))
    assert failed.last_error == f"对方服务器暂不接收（{code}）"
    assert send_mail(at(seconds=59), never) == 0
    Delivery.objects.filter(pk=failed.pk).update(address="sound@example.cn")
    assert send_mail(at(seconds=60), never) == 1
    assert letter_of(waiting).attempts == 2


@pytest.mark.django_db
def test_a_letter_that_is_refused_for_good_is_given_up_and_one_refused_for_now_waits(sink: Sink) -> None:
    told_drafter()
    sink.refuse_data = "451 not now"
    send_mail(at(), never)
    assert Delivery.objects.get().last_error == "对方服务器暂不接收（451）"
    sink.refuse_data = "554 spam"
    send_mail(at(minutes=1), never)
    assert Delivery.objects.get().last_error == "对方服务器拒收此信（554）"
    assert Delivery.objects.get().state == "given_up"


@pytest.mark.django_db
def test_a_sender_that_the_relay_refuses_is_our_fault_and_no_letter_is_given_up_for_it(sink: Sink) -> None:
    told_drafter()
    sink.refuse_sender = "550 not you"
    send_mail(at(), never)
    assert Delivery.objects.get().state == "failed"
    assert Delivery.objects.get().last_error == "发信服务器不接受发件地址（550）"


@pytest.mark.django_db
def test_while_the_relay_is_away_everything_rests_and_nothing_counts_as_tried(sink: Sink, settings: Settings) -> None:
    first, second = told_drafter(), told_drafter()
    settings.EMAIL_PORT = free_port()
    assert send_mail(at(), never) == 0
    assert (letter_of(first).attempts, letter_of(second).attempts) == (1, 0)
    assert letter_of(first).last_error == "连接不上发信服务器，请检查 HAIZHI_EMAIL_URL 和发信服务器"
    assert letter_of(second).next_try_at == NOW + timedelta(minutes=1)
    settings.EMAIL_PORT = sink.port
    assert send_mail(at(seconds=59), never) == 0
    assert send_mail(at(minutes=1), never) == 2


def test_the_waits_double_up_to_a_day_and_end() -> None:
    waits = [next_try(n, NOW) for n in range(1, MOST_ATTEMPTS + 1)]
    minutes = [(moment - NOW) // timedelta(minutes=1) for moment in waits if moment]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440]
    assert waits[-1] is None
    with pytest.raises(ValueError, match="not tried"):
        next_try(0, NOW)


@pytest.mark.django_db
def test_what_failed_fourteen_times_is_given_up_and_may_be_tried_again_by_hand(sink: Sink) -> None:
    notice = told_drafter("busy@example.cn")
    Delivery.objects.update(attempts=MOST_ATTEMPTS - 1)
    send_mail(at(), never)
    assert letter_of(notice).state == "given_up"
    type(notice.person).objects.filter(pk=notice.person_id).update(email="corrected@example.cn")
    assert try_again(Delivery.objects.select_related("notice__person").get(), SYSTEM, NOW)
    assert send_mail(at(), never) == 1
    assert sink.letters[0]["To"] == "corrected@example.cn"
    assert not try_again(letter_of(notice), SYSTEM, NOW)


@pytest.mark.django_db
def test_what_was_read_or_turned_off_meanwhile_is_not_sent(sink: Sink) -> None:
    read, off, gone = told_drafter(), told_drafter(), told_drafter()
    type(read).objects.filter(pk=read.pk).update(read_at=NOW)
    Preference.objects.create(person=off.person, mail=False)
    type(gone.person).objects.filter(pk=gone.person_id).update(stage="suspended")
    assert send_mail(at(), never) == 0
    assert sink.letters == []
    assert [letter_of(n).last_error for n in (read, off, gone)] == [
        "本人已在平台上阅读",
        "本人已关闭邮件通知",
        "账号已停用",
    ]


@pytest.mark.django_db
def test_a_worker_told_to_stop_finishes_the_letter_in_hand_and_begins_no_other(sink: Sink) -> None:
    for _ in range(3):
        told_drafter()
    assert send_mail(at(), lambda: bool(sink.letters)) == 1
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["sent", "waiting", "waiting"]


@pytest.mark.django_db
def test_a_fault_of_ours_in_one_letter_is_logged_and_holds_up_no_other(
    sink: Sink, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = told_drafter(), told_drafter()
    type(broken).objects.filter(pk=broken.pk).update(role="district_clerk", place="no-such-district")
    assert send_mail(at(), never) == 1
    assert letter_of(sound).state == "sent"
    assert letter_of(broken).last_error == "平台内部出错，已记入日志"
    assert f"mail delivery {letter_of(broken).pk} failed" in caplog.text


@pytest.mark.django_db
def test_what_a_worker_left_unfinished_is_taken_up_once_its_lease_has_run_out(sink: Sink) -> None:
    told_drafter()
    left = claim(Channel.MAIL, NOW)
    assert left is not None
    assert claim(Channel.MAIL, NOW + LEASE - timedelta(seconds=1)) is None
    assert send_mail(at(NOW + LEASE), never) == 1
    assert not settle(left, DeliveryState.GIVEN_UP)  # the first worker comes back: it is no longer its own
    assert (Delivery.objects.get().state, Delivery.objects.get().attempts) == ("sent", 2)


@pytest.mark.django_db(transaction=True)
def test_three_workers_at_once_send_every_letter_once(sink: Sink) -> None:
    for _ in range(8):
        told_drafter()
    sent: list[int] = []

    def work() -> None:
        sent.append(send_mail(at(), never))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(sent) == 8
    assert len(set(sink.ids)) == len(sink.ids) == 8


@pytest.mark.django_db
def test_reading_a_case_reads_all_that_was_told_of_it(sink: Sink) -> None:
    from tests.accounts.factories import actor

    notice = told_drafter()
    by = actor(notice.person.memberships.get())
    assert mark_read(by, NOW, case=notice.case_id) == 1
    assert mark_read(by, NOW) == 0


@pytest.mark.django_db
def test_a_relay_that_hangs_up_on_one_letter_is_connected_again_for_the_next(sink: Sink) -> None:
    cut, sound = told_drafter("hangup@example.cn"), told_drafter("sound@example.cn")
    assert send_mail(at(), never) == 1
    assert letter_of(sound).state == "sent"
    assert (letter_of(cut).state, letter_of(cut).last_error) == ("failed", "与发信服务器的连接中断")


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (SMTPAuthenticationError(535, b"no"), "发信服务器不接受登录（535），请检查 HAIZHI_EMAIL_URL 中的用户名和密码"),
        (TimeoutError(), "发信服务器没有在规定时间内应答"),
    ],
)
def test_why_the_relay_could_not_be_reached_is_said_in_words(fault: Exception, words: str) -> None:
    assert _words_of_connecting(fault) == words
