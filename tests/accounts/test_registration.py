"""The Office corrects by what a unit is registered; drafts follow, what was handed in keeps its way."""

import pytest
from django.urls import reverse

from haizhi.accounts.acts import consequences, correct_unit, corrected
from haizhi.accounts.facts import depends_on_registration
from haizhi.accounts.models import Organisation
from haizhi.accounts.queries import unit_by_code
from haizhi.applications.acts import withdraw
from haizhi.applications.models import Application
from haizhi.kernel.models import Act, Outgoing
from haizhi.regulation.applicants import Affiliation, ApplicantKind, ParkType
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from haizhi.regulation.routing import Route
from tests.accounts.conftest import SignIn
from tests.accounts.factories import NANAN, NOW, YUZHONG, code, holding, member
from tests.accounts.factories import unit as registered
from tests.applications import factories

pytestmark = pytest.mark.django_db

CLERK = holding(Role.OFFICE_CLERK)


def said(of: Organisation, **other: object) -> dict[str, object]:
    """By what the unit is registered, with some of it changed."""
    return {
        "code": of.code,
        "applicant_kind": ApplicantKind(of.applicant_kind),
        "affiliation": Affiliation(of.affiliation),
        "district": of.district,
        "park_type": None,
    } | other


def test_it_is_corrected_with_its_reason_and_the_unit_is_told() -> None:
    of = registered()
    former, right = of.code, code(900)
    new = said(of, code=right.lower(), affiliation=Affiliation.MUNICIPAL, district=NANAN)
    correct_unit(of, by=CLERK, at=NOW, opinion="登记时填错", **new)  # type: ignore[arg-type]  # of the right kinds
    of.refresh_from_db()
    assert (of.code, of.affiliation, of.district) == (right, "municipal", NANAN)
    assert (unit_by_code(right), unit_by_code(former)) == (of, None)
    act = Act.objects.get(verb="organisation.correct")
    assert act.opinion == "登记时填错"
    assert act.detail["changes"] == [
        ["统一社会信用代码", former, right],
        ["隶属关系", "民营或无隶属关系", "市属（市级）"],
        ["所在区县", "渝中区", "南岸区"],
    ]
    assert Outgoing.objects.filter(act=act, role="drafter", place=str(of.pk)).exists()


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({}, "没有改动任何一项"),
        ({"code": "91500103MA"}, "应为18位，您填写了10位"),
        ({"district": "999999"}, "没有选择现有的区县"),
        ({"applicant_kind": ApplicantKind.PARK, "park_type": ParkType.ESTATE}, "园区的隶属关系为“民营或无隶属关系”"),
        ({"park_type": ParkType.ESTATE}, "非园区单位不填园区类型"),
    ],
)
def test_what_no_unit_can_be_registered_by_is_refused(wrong: dict[str, object], reason: str) -> None:
    of = registered()
    with pytest.raises(Refused) as refused:
        correct_unit(of, by=CLERK, at=NOW, opinion="更正", **said(of, **wrong))  # type: ignore[arg-type]  # as above
    assert reason in str(refused.value)
    assert not Act.objects.filter(verb="organisation.correct").exists()


def test_the_code_of_another_unit_is_refused_and_a_merged_unit_corrected_no_more() -> None:
    of, other = registered(), registered("重庆另一家公司")
    with pytest.raises(Refused, match=r"重庆另一家公司已用这个统一社会信用代码登记.*合并重复登记"):
        correct_unit(of, by=CLERK, at=NOW, opinion="更正", **said(of, code=other.code))  # type: ignore[arg-type]  # as above
    Organisation.objects.filter(pk=of.pk).update(stage="merged", merged_into=other)
    with pytest.raises(Refused, match="只有处于“正常”时才能办理"):
        correct_unit(of, by=CLERK, at=NOW, opinion="更正", **said(of, district=NANAN))  # type: ignore[arg-type]  # as above
    with pytest.raises(Refused, match="由"):
        correct_unit(other, by=holding(Role.SIGNATORY, str(other.pk)), at=NOW, opinion="更正", **said(other))  # type: ignore[arg-type]  # as above


def test_a_draft_takes_the_new_way_and_what_was_handed_in_keeps_the_old_one() -> None:
    drafted, sent = factories.begun(), factories.submitted()
    for application in (drafted, sent):
        of = application.unit
        new = said(of, affiliation=Affiliation.MUNICIPAL)
        told = consequences(of, corrected(of, **new), NOW)  # type: ignore[arg-type]  # as above
        correct_unit(of, by=CLERK, at=NOW, opinion="市属", **new)  # type: ignore[arg-type]  # as above
        before = (application.route, application.version)
        application.refresh_from_db()
        if application.pk == drafted.pk:
            assert told == [f"申报件{application.code}（填写中）：由“经渝中区科协初审”改为“直接向重庆海智办申报”。"]
            assert (application.route, application.version) == (Route.DIRECT, before[1] + 1)
        else:
            assert "已提交，仍为“经渝中区科协初审”；确需改变的，请在该件中另行办理“变更渠道”" in told[0]
            assert (application.route, application.version) == before


def test_a_draft_is_examined_by_the_new_district_and_by_the_conditions_of_the_new_kind() -> None:
    draft = factories.begun()
    new = said(draft.unit, district=NANAN, applicant_kind=ApplicantKind.INSTITUTE)
    told = consequences(draft.unit, corrected(draft.unit, **new), NOW)  # type: ignore[arg-type]  # as above
    assert told[0] == "此后由南岸区科协查看本单位的登记信息。"
    assert "由“经渝中区科协初审”改为“经南岸区科协初审”" in told[1]
    assert "此后按“科研院所”核对" in told[2]
    correct_unit(draft.unit, by=CLERK, at=NOW, opinion="更正", **new)  # type: ignore[arg-type]  # as above
    draft.refresh_from_db()
    assert draft.district == NANAN


def test_a_case_that_is_over_and_one_with_a_way_of_its_own_are_left_alone() -> None:
    over = factories.submitted()
    withdraw(over, by=factories.signatory(over.unit), at=NOW, opinion="不再申报")
    own = factories.begun()
    Application.objects.filter(pk=own.pk).update(route=Route.DIRECT)
    for application in (over, own):
        new = said(application.unit, district=NANAN)
        after = corrected(application.unit, **new)  # type: ignore[arg-type]  # as above
        assert not [line for line in consequences(application.unit, after, NOW) if application.code in line]
        correct_unit(application.unit, by=CLERK, at=NOW, opinion="迁址", **new)  # type: ignore[arg-type]  # as above
        application.refresh_from_db()
        assert application.district == YUZHONG


def test_two_kinds_of_rows_do_not_bear_one_name() -> None:
    with pytest.raises(ValueError, match="申报 depends on the registration already"):
        depends_on_registration("申报", lambda *_: (), lambda *_: None)


def test_the_page_shows_what_it_brings_about_before_it_is_done_and_the_history_after(signed_in: SignIn) -> None:
    of = factories.begun().unit
    client = signed_in(member(Role.OFFICE_CLERK))
    assert "更正登记信息" in client.get(of.get_absolute_url()).content.decode()
    url = reverse("accounts:organisation_act", args=[of.code, "correct"])
    assert "查看更正的影响" in client.get(url).content.decode()
    typed = {
        name: str(getattr(of, name)) for name in ("code", "applicant_kind", "affiliation", "park_type", "district")
    }
    tried = client.get(url, typed | {"affiliation": "municipal", "code": code(901)}).content.decode()
    assert "改为“直接向重庆海智办申报”" in tried
    assert f"以后按“{code(901)}”查找本单位" in tried
    assert "确认更正登记信息" in tried
    same = client.get(url, typed).content.decode()
    assert "没有改动任何一项" in same
    assert "确认更正登记信息" not in same
    assert client.get(url, typed | {"district": ""}).status_code == 422
    new = typed | {"affiliation": "municipal", "code": code(901)}
    refused = client.post(url, new)
    assert refused.status_code == 422
    assert "请填写理由" in refused.content.decode()
    done = client.post(url, new | {"opinion": "市国资委来函"}, follow=True)
    page = done.content.decode()
    assert done.redirect_chain[-1][0] == reverse("accounts:organisation", args=[code(901)])
    assert "登记信息更正" in page
    assert f"{of.code} → {code(901)}" in page
    assert "市国资委来函" in page
    other = signed_in(member(Role.SIGNATORY, at_unit=Organisation.objects.get(code=code(901))))
    assert (
        "确认更正登记信息"
        not in other.get(reverse("accounts:organisation_act", args=[code(901), "correct"])).content.decode()
    )
