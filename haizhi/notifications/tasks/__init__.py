"""What the worker does for notices: deliver the outbox, recall last days, send letters and short messages."""

from haizhi.notifications.tasks.inviting import invite
from haizhi.notifications.tasks.mail import send_mail
from haizhi.notifications.tasks.outbox import deliver
from haizhi.notifications.tasks.overtaking import quiet_overtaken
from haizhi.notifications.tasks.pulse import beat
from haizhi.notifications.tasks.recalling import recall
from haizhi.notifications.tasks.resetting import send_reset_links
from haizhi.notifications.tasks.sms import send_sms

__all__ = ["beat", "deliver", "invite", "quiet_overtaken", "recall", "send_mail", "send_reset_links", "send_sms"]
