"""Another attempt in the same call: who may make one, what the letter promises, what the reviewers see."""

import pytest

from haizhi.applications import acts
from haizhi.applications.models import Application, Call
from haizhi.applications.tasks.letters import of_application
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.applications.conftest import SignIn
from tests.applications.factories import (
    LATE,
    NOW,
    begun,
    close_calls,
    district_head,
    filled,
    signatory,
    submitted,
)
from tests.applications.reading import browser_of, text

pytestmark = pytest.mark.django_db


def declined() -> Application:
    return acts.decline(submitted(), by=district_head(), at=NOW, opinion="研发条件不足")


def set_once(call: Call) -> Call:
    """A call that takes nobody back."""
    Call.objects.filter(pk=call.pk).update(new_attempts=False)
    call.refresh_from_db()
    return call


def test_whoever_was_declined_begins_again_while_the_call_is_open(sign_in: SignIn) -> None:
    former = declined()
    page = text(browser_of(former, sign_in).get(former.get_absolute_url()))
    assert "可以重新申报" in page
    assert of_application(former).again
    again = begun(former.unit, former.call)
    assert (again.stage, again.address) == ("draft", former.address)
    assert again.route == former.route


def test_a_call_may_take_nobody_back_but_whoever_withdrew(sign_in: SignIn) -> None:
    former = declined()
    call = set_once(former.call)
    former = Application.objects.select_related("unit", "call").get(pk=former.pk)
    assert not of_application(former).again
    assert "可以重新申报" not in text(browser_of(former, sign_in).get(former.get_absolute_url()))
    with pytest.raises(Refused, match=f"{former.code}未获区县科协推荐，本次申报不接受重新申报"):
        begun(former.unit, call)
    other = begun(call=call)
    acts.withdraw(other, by=signatory(other.unit), at=NOW)
    assert begun(other.unit, call).stage == "draft"


def test_after_the_deadline_nothing_is_promised() -> None:
    former = declined()
    close_calls()
    assert not of_application(Application.objects.select_related("unit", "call").get(pk=former.pk)).again
    with pytest.raises(Refused, match="不能新建或提交申报"):
        begun(former.unit, former.call, at=LATE)


def test_whoever_judges_sees_the_other_attempts_of_the_unit(sign_in: SignIn) -> None:
    former = declined()
    again = filled(former.unit)
    acts.submit(again, by=signatory(former.unit), at=NOW)
    for role, place in ((Role.DISTRICT_HEAD, {"district": former.district}), (Role.OFFICE_HEAD, {})):
        page = text(sign_in(role, **place).get(again.get_absolute_url()))
        assert "本单位在本次申报中的其他申报件" in page
        assert former.code in page
