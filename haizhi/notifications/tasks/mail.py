"""Letters by SMTP (RFC 5321): a refusal of the recipient for good (5xx) is final, everything else is tried again."""

from smtplib import SMTPAuthenticationError, SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused
from types import TracebackType
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from haizhi.notifications.facts import channels_set_up
from haizhi.notifications.models import Channel, Delivery
from haizhi.notifications.tasks.letters import letter_for
from haizhi.notifications.tasks.sending import Clock, Later, Never, Stopping, Unreachable, send_waiting

_NO_SUCH_MAILBOX = frozenset({550, 551, 553})


def send_mail(clock: Clock, stopping: Stopping) -> int:
    """Send the letters that wait, over one connection; how many the relay accepted. Nothing without a relay."""
    if Channel.MAIL not in channels_set_up():
        return 0
    with _Relay(clock) as relay:
        return send_waiting(Channel.MAIL, relay.send, clock, stopping)


class _Relay:
    """The operator's relay: connected when the first letter goes out, again after a connection was lost."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.connection = get_connection()

    def __enter__(self) -> "_Relay":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.connection.close()

    def send(self, delivery: Delivery) -> None:
        """Hand one letter over. Raises Later, Never or Unreachable."""
        letter = letter_for(delivery.told, self.clock())
        message = EmailMessage(
            letter.subject,
            letter.text,
            to=[delivery.address],
            connection=self.connection,
            headers={
                "Message-ID": message_id(delivery),
                "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office answer to this
                "X-Auto-Response-Suppress": "All",
            },
        )
        try:
            self.connection.open()
        except (OSError, SMTPException) as away:
            raise Unreachable(_words_of_connecting(away)) from away
        try:
            message.send()
        except SMTPRecipientsRefused as refused:
            self.connection.close()
            code = max(code for code, _ in refused.recipients.values())
            raise (Never if code >= 500 else Later)(_words_of_recipient(code)) from refused
        except SMTPDataError as refused:
            self.connection.close()
            final = refused.smtp_code >= 500
            words = f"对方服务器{'拒收此信' if final else '暂不接收'}（{refused.smtp_code}）"
            raise (Never if final else Later)(words) from refused
        except SMTPSenderRefused as refused:
            self.connection.close()
            raise Later(f"发信服务器不接受发件地址（{refused.smtp_code}）") from refused
        except (OSError, SMTPException) as lost:
            self.connection.close()
            raise Later("与发信服务器的连接中断") from lost


def message_id(delivery: Delivery) -> str:
    """The letter's Message-ID (RFC 5322): the same however often it is tried."""
    return f"<{delivery.message_id}@{urlsplit(settings.HAIZHI_BASE_URL).hostname}>"


def _words_of_recipient(code: int) -> str:
    if code in _NO_SUCH_MAILBOX:
        return f"收件地址不存在或被对方拒绝（{code}），请核对电子信箱"
    return f"对方服务器{'拒收' if code >= 500 else '暂不接收'}（{code}）"


def _words_of_connecting(away: Exception) -> str:
    if isinstance(away, SMTPAuthenticationError):
        return f"发信服务器不接受登录（{away.smtp_code}），请检查 HAIZHI_EMAIL_URL 中的用户名和密码"
    if isinstance(away, TimeoutError):
        return "发信服务器没有在规定时间内应答"
    return "连接不上发信服务器，请检查 HAIZHI_EMAIL_URL 和发信服务器"
