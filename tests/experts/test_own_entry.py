"""What an invited expert does: a first password, own contact, own corrections (评审·7)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from haizhi.experts import acts
from haizhi.experts.facts import welcome_token
from haizhi.experts.models import Correction, Expert
from haizhi.kernel.actor import SYSTEM
from haizhi.notifications.models import Notice
from haizhi.notifications.tasks import deliver
from haizhi.notifications.tasks.letters import letter_for
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.experts.factories import CLERK, NOW, SUPERVISOR, expert, holding, judge

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
SAID: dict[str, Any] = {"name": "王珺", "discipline": "energy", "employer": "西南大学"}


def text(answer: Any) -> str:
    return str(answer.content.decode())


def invited(**changes: Any) -> Expert:
    return acts.invite(expert("王珺", **changes), by=CLERK, at=NOW)


def test_the_link_of_an_invitation_leads_to_a_first_password_once() -> None:
    one, client = invited(mobile="13900005678"), Client()
    url = f"/experts/welcome/{welcome_token(one)}/"
    assert "139****5678" in text(client.get(url))
    weak = client.post(url, {"password": "12345", "repeated": "12345"})
    assert weak.status_code == 422
    secret = "渝州夜话2026听涛"
    page = client.post(url, {"password": secret, "repeated": secret}, follow=True)
    assert "请核对您的资料" in text(page)
    assert "13900005678" in text(page)
    assert client.get(url).status_code == 404
    with pytest.raises(ValueError, match="no password"):
        welcome_token(Expert.objects.get(pk=one.pk))


@pytest.mark.parametrize("token", ["", "x", "0" * 96, "{" + "0" * 95])
def test_no_other_link_leads_anywhere(token: str) -> None:
    invited()
    assert Client().get(f"/experts/welcome/{token}/").status_code == 404


def test_the_office_sees_the_link_until_there_is_a_password(sign_in: SignIn) -> None:
    one = invited()
    link = welcome_token(one)
    assert link in text(sign_in(Role.OFFICE_CLERK).get(one.get_absolute_url()))
    assert link not in text(sign_in(Role.SUPERVISOR).get(one.get_absolute_url()))


def test_own_contact_is_corrected_at_once_and_by_oneself_alone() -> None:
    one = invited()
    with pytest.raises(Refused, match="由评委办理"):
        acts.reach(one, by=CLERK, at=NOW, mobile="13900001111")
    with pytest.raises(Refused, match="都没有填写"):
        acts.reach(one, by=judge(one.person_id), at=NOW)
    other = expert("别人", mobile="13900001111")
    with pytest.raises(Refused, match=f"已由专家{other.code}使用"):
        acts.reach(one, by=judge(one.person_id), at=NOW, mobile="13900001111")
    acts.reach(one, by=judge(one.person_id), at=NOW, mobile="139 0000 2222", email="W@example.cn")
    assert (one.contact.mobile, one.contact.email) == ("13900002222", "w@example.cn")


def test_a_correction_changes_the_entry_when_the_office_agrees() -> None:
    one = invited(birth_year=1970)
    asked = acts.ask_correction(one, by=judge(one.person_id), at=NOW, **SAID, birth_year=1971, reason="调动")
    assert Expert.objects.get().employer != "西南大学"
    assert [c.pk for c in Correction.objects.awaiting(CLERK)] == [asked.pk]
    acts.accept_correction(asked, by=CLERK, at=NOW, opinion="属实")
    one.refresh_from_db()
    assert (one.employer, one.discipline, one.contact.birth_year) == ("西南大学", "energy", 1971)
    assert one.contact.mobile


def test_a_correction_is_one_s_own_changes_something_and_waits_alone() -> None:
    one = invited()
    by = judge(one.person_id)
    with pytest.raises(Refused, match="只能申请更正本人的资料"):
        acts.ask_correction(one, by=holding(Role.JUDGE, str(SUPERVISOR.id)), at=NOW, **SAID)
    same: dict[str, Any] = {"name": one.name, "discipline": one.discipline, "employer": one.employer}
    with pytest.raises(Refused, match="没有需要更正的内容"):
        acts.ask_correction(one, by=by, at=NOW, **same, professional_title="研究员")
    with pytest.raises(Refused, match="回避按工作单位比对"):
        acts.ask_correction(one, by=by, at=NOW, **SAID | {"employer": ""})
    first = acts.ask_correction(one, by=by, at=NOW, **SAID)
    with pytest.raises(Refused, match="正在等待确认"):
        acts.ask_correction(one, by=by, at=NOW, **SAID)
    acts.withdraw_correction(first, by=by, at=NOW)
    assert acts.ask_correction(one, by=by, at=NOW, **SAID).stage == "waiting"


def test_the_expert_asks_on_a_page_filled_in_and_the_office_sees_what_would_change(sign_in: SignIn) -> None:
    one = invited(birth_year=1970)
    own, office = sign_in(one.person), sign_in(Role.OFFICE_CLERK)
    url = f"{one.get_absolute_url()}correction/"
    assert "1970" in text(own.get(url))
    form = SAID | {"within_city": "on", "birth_year": "1971", "reason": "调动"}
    wrong = own.post(url, form | {"birth_year": "1871"})
    assert "出生年份“1871”有误" in text(wrong)
    assert "西南大学" in text(wrong)
    own.post(url, form)
    asked = Correction.objects.get()
    page = text(office.get(asked.get_absolute_url()))
    assert "西南大学" in page
    assert "1971" not in page
    assert asked.expert.code in text(office.get("/experts/corrections/"))
    office.post(f"{asked.get_absolute_url()}decline/", {"opinion": "请附调令"})
    assert "请附调令" in text(own.get("/experts/corrections/?q=" + one.code))


def test_the_letter_of_an_invitation_leads_to_the_password_and_says_no_name() -> None:
    one = acts.invite(expert("王珺"), by=SYSTEM, at=NOW)
    assert deliver(NOW) >= 1
    notice = Notice.objects.filter(act__verb="expert.invite").first()
    assert notice is not None
    letter = letter_for(notice, NOW)
    assert f"/experts/welcome/{welcome_token(one)}/" in letter.text
    assert "王珺" not in letter.subject + letter.text
