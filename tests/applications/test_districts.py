from dataclasses import replace
from datetime import timedelta

import pytest

from haizhi.applications import acts
from haizhi.applications.models import Application
from haizhi.kernel.actor import Grant
from haizhi.kernel.models import Act, Outgoing
from haizhi.regulation.findings import Refused
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.roles import Role
from tests.applications.factories import (
    DEADLINE,
    NANAN,
    NOW,
    YUZHONG,
    association,
    close_calls,
    district_head,
    drafter,
    holding,
    signatory,
    submitted,
    university,
    upload,
)

pytestmark = pytest.mark.django_db


def endorse(application: Application, **more: object) -> Application:
    return acts.endorse(
        application,
        by=more.get("by") or district_head(),  # type: ignore[arg-type]  # the tests' own shorthand
        at=more.get("at", NOW),  # type: ignore[arg-type]
        opinion=more.get("opinion", "同意推荐"),  # type: ignore[arg-type]
        scan=more.get("scan", upload("初审意见.pdf")),  # type: ignore[arg-type]
    )


def test_an_endorsement_forwards_to_the_office_with_the_sealed_opinion() -> None:
    application = endorse(submitted())
    assert (application.stage, application.arrived_at) == ("qualifying", NOW)
    assert application.opinions["district"]["text"] == "同意推荐"
    scan = application.materials.get(sort=MaterialKind.DISTRICT_OPINION)
    act = Act.objects.get(verb="application.endorse")
    assert act.detail["opinion_scan"] == scan.upload.sha256
    assert act.detail["rival_interest"] is False
    told = set(Outgoing.objects.filter(act=act).values_list("role", "place"))
    assert (Role.OFFICE_CLERK, "") in told
    assert (Role.SIGNATORY, str(application.unit_id)) in told


def test_without_scan_or_opinion_nothing_is_endorsed() -> None:
    application = submitted()
    with pytest.raises(Refused) as refused:
        endorse(application, scan=None, opinion=" ")
    assert [f.field for f in refused.value.findings] == ["scan", "opinion"]
    assert "区县科协意见签字盖章扫描件" in str(refused.value)


@pytest.mark.parametrize("role", [Role.DISTRICT_CLERK, Role.OFFICE_HEAD, Role.SIGNATORY])
def test_only_the_head_of_the_district_endorses(role: Role) -> None:
    with pytest.raises(Refused, match="由区县科协负责人办理"):
        endorse(submitted(), by=holding(role, YUZHONG))


def test_another_district_does_not_endorse() -> None:
    with pytest.raises(Refused, match="不在您的办理范围内"):
        endorse(submitted(), by=district_head(NANAN))


def test_a_district_cannot_endorse_its_own_application() -> None:
    application = submitted(association())
    assert application.stage == "qualifying"
    Application.objects.filter(pk=application.pk).update(stage="endorsing", route="via_district")
    with pytest.raises(Refused, match="不得初审本单位的申报"):
        endorse(application)
    with pytest.raises(Refused, match="不得初审本单位的申报"):
        acts.decline(application, by=district_head(), at=NOW, opinion="不推荐")


def test_whoever_signs_for_a_unit_neither_endorses_nor_qualifies_its_application() -> None:
    application = submitted()
    both = replace(district_head(), grants=(*district_head().grants, Grant(Role.SIGNATORY, str(application.unit_id))))
    with pytest.raises(Refused, match="不能审核本单位的申报"):
        endorse(application, by=both)
    clerk = holding(Role.OFFICE_CLERK)
    interested = replace(clerk, grants=(*clerk.grants, Grant(Role.DRAFTER, str(application.unit_id))))
    endorse(application)
    with pytest.raises(Refused, match="不能审核本单位的申报"):
        acts.qualify(application, by=interested, at=NOW)


def test_an_endorsement_after_the_deadline_is_refused_because_the_arrival_binds() -> None:
    application = submitted()
    with pytest.raises(Refused, match="逾期不予受理"):
        endorse(application, at=DEADLINE)
    assert endorse(application, at=DEADLINE - timedelta(seconds=1)).stage == "qualifying"


def test_a_district_that_applies_itself_is_flagged_on_the_opinion() -> None:
    submitted(association())
    endorse(submitted())
    assert Act.objects.get(verb="application.endorse").detail["rival_interest"] is True


def test_a_return_goes_back_to_the_unit_and_comes_to_the_district_again() -> None:
    application = submitted()
    acts.send_back(application, by=district_head(), at=NOW, opinion="请补充场地证明", sections=["conditions"])
    assert application.stage == "returned"
    assert application.opinions["correction"]["sections"] == ["conditions"]
    acts.submit(application, by=signatory(application.unit), at=NOW)
    assert application.stage == "endorsing"
    assert "correction" not in application.opinions
    assert application.submissions.count() == 2


def test_what_a_district_returned_is_not_submitted_after_the_deadline() -> None:
    application = submitted()
    acts.send_back(application, by=district_head(), at=NOW, opinion="请补充", sections=["unit"])
    close_calls()
    with pytest.raises(Refused, match="已截止"):
        acts.submit(application, by=signatory(application.unit), at=DEADLINE)


def test_a_declined_application_is_over_with_its_reason() -> None:
    application = submitted()
    acts.decline(application, by=district_head(), at=NOW, opinion="不具备条件")
    assert application.stage == "declined"
    assert Act.objects.get(verb="application.decline").opinion == "不具备条件"
    with pytest.raises(Refused, match="区县不予推荐"):
        endorse(application)


def test_a_direct_application_never_waits_for_a_district() -> None:
    application = submitted(university())
    with pytest.raises(Refused, match="此件现为“资格审核中”"):
        endorse(application)
    assert not Application.objects.awaiting(district_head()).exists()
    assert not Application.objects.awaiting(drafter(application.unit)).exists()
