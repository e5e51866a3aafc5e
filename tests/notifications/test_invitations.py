"""Whoever is invited and has no account is written to all the same."""

from datetime import timedelta

import pytest

from haizhi.accounts.models import Invitation
from haizhi.accounts.queries import invitation_path
from haizhi.kernel.models import Act
from haizhi.notifications.models import Delivery
from haizhi.notifications.tasks import invite, send_mail
from tests.accounts.factories import NOW, person, unit
from tests.notifications.conftest import Sink
from tests.notifications.factories import at, never

pytestmark = pytest.mark.django_db


def invited(mailbox: str = "new@example.cn", verb: str = "invitation.send") -> Invitation:
    """An invitation with the act that sent it."""
    of = unit()
    invitation = Invitation.objects.create(
        organisation=of,
        roles=["drafter"],
        email=mailbox,
        sent_at=NOW,
        expires_at=NOW + timedelta(days=14),
        sent_by="负责人",
        stage="open",
    )
    Act.objects.filter(subject_id=of.pk).update(
        kind="invitation", verb=verb, subject_id=invitation.pk, stage_after="open"
    )
    return invitation


def test_a_letter_with_the_invitations_own_address_is_sent_once(sink: Sink) -> None:
    invitation = invited()
    assert (invite(NOW), invite(NOW)) == (1, 0)
    assert send_mail(at(), never) == 1
    (letter,) = sink.letters
    assert letter["To"] == "new@example.cn"
    assert "https://haizhi.example.cn" + invitation_path(invitation) in letter.get_content()
    assert str(letter["Subject"]).strip() == "邀请您加入重庆海智工作站建设管理平台"


def test_who_has_an_account_gets_no_second_letter(sink: Sink) -> None:
    person(email="known@example.cn")
    invited("known@example.cn")
    assert invite(NOW) == 0


@pytest.mark.parametrize("change", [{"stage": "revoked"}, {"expires_at": NOW}])
def test_an_invitation_that_no_longer_holds_is_not_sent(sink: Sink, change: dict[str, object]) -> None:
    invited()
    invite(NOW)
    Invitation.objects.update(**change)
    assert send_mail(at(), never) == 0
    assert Delivery.objects.get().last_error == "邀请已失效"


def test_without_a_relay_and_of_old_invitations_nothing_is_written(without_mail: None) -> None:
    invited()
    assert invite(NOW) == 0


def test_old_invitations_are_not_sent(sink: Sink) -> None:
    invited()
    assert invite(NOW + timedelta(days=7)) == 0
