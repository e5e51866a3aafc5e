"""What a colleague has done, or the case has left behind, is no longer counted as unread; a unit reads every step."""

from datetime import timedelta

import pytest

from haizhi.applications import acts
from haizhi.applications.tasks import remind
from haizhi.notifications.models import Delivery, Notice
from haizhi.notifications.tasks import deliver, quiet_overtaken, send_mail
from haizhi.regulation.roles import Role
from haizhi.regulation.routing import Route
from tests.accounts.factories import member
from tests.applications.factories import CLERK, NOW, begun, endorsed, judged, signatory, submitted
from tests.notifications.conftest import Sink
from tests.notifications.factories import at, never, reachable

pytestmark = pytest.mark.django_db


def unread(role: Role) -> list[str]:
    """What people of a role have not read and should."""
    found = Notice.objects.filter(role=role, important=True, read_at=None).select_related("act", "reminder")
    return sorted(notice.news.label for notice in found)


def test_what_a_colleague_did_is_quiet_and_its_letter_is_not_sent_any_more(sink: Sink) -> None:
    member(Role.OFFICE_CLERK, who=reachable())
    application = endorsed()
    deliver(NOW)
    assert unread(Role.OFFICE_CLERK) == ["初审通过"]
    assert quiet_overtaken() == 0
    acts.qualify(judged(application), by=CLERK, at=NOW)
    assert quiet_overtaken() == 1
    assert unread(Role.OFFICE_CLERK) == []
    assert send_mail(at(), never) == 0
    assert Delivery.objects.get().last_error == "此事已有后续办理"


def test_a_unit_still_has_every_step_of_its_own_case_before_it() -> None:
    application = submitted()
    member(Role.DRAFTER, at_unit=application.unit)
    acts.reroute(application, by=CLERK, at=NOW, route=Route.DIRECT, opinion="市属单位")
    acts.qualify(judged(application), by=CLERK, at=NOW)
    deliver(NOW)
    quiet_overtaken()
    assert unread(Role.DRAFTER) == ["发布", "变更渠道", "资格通过"]


def test_a_closed_call_and_a_last_day_with_nothing_left_to_do_are_quiet_for_units_too() -> None:
    application = begun()
    member(Role.DRAFTER, at_unit=application.unit)
    deliver(NOW)
    deadline = application.call.deadline
    assert deadline is not None
    remind(deadline - timedelta(days=1))
    assert unread(Role.DRAFTER) == ["发布", "提交申报期限临近"]
    acts.withdraw(application, by=signatory(application.unit), at=deadline)
    acts.close_due(deadline)
    assert quiet_overtaken() == 2
    assert unread(Role.DRAFTER) == []
