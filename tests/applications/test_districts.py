from dataclasses import replace
from datetime import date, timedelta

import pytest

from haizhi.applications import acts, drafts
from haizhi.applications.facts import working_paper
from haizhi.applications.models import Application
from haizhi.applications.queries.checking import opinions, visits_of
from haizhi.files.queries import may_read, places_of
from haizhi.kernel.actor import Actor, Grant
from haizhi.kernel.models import Act, Outgoing
from haizhi.kernel.source import new_id
from haizhi.regulation.findings import Refused
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.roles import Role
from haizhi.regulation.routing import Route
from tests.applications.factories import (
    CLERK,
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

CLERK_OF_DISTRICT = holding(Role.DISTRICT_CLERK, YUZHONG)

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
    assert [(box.label, box.text) for box in opinions(application)] == [("渝中区科协意见", "不具备条件")]
    with pytest.raises(Refused, match="区县不予推荐"):
        endorse(application)


def test_a_direct_application_never_waits_for_a_district() -> None:
    application = submitted(university())
    with pytest.raises(Refused, match="此件现为“资格审核中”"):
        endorse(application)
    assert not Application.objects.awaiting(district_head()).exists()
    assert not Application.objects.awaiting(drafter(application.unit)).exists()


# The working paper


def prepared(application: Application, opinion: str = "情况属实，同意推荐") -> None:
    """The clerk's work: opinion drafted, sealed scan attached."""
    drafts.draft_opinion(application, opinion, by=CLERK_OF_DISTRICT, at=NOW)
    drafts.attach_opinion(application, upload("意见.pdf"), by=CLERK_OF_DISTRICT, at=NOW)


def test_the_head_forwards_what_the_clerk_prepared_without_a_further_scan() -> None:
    application = submitted()
    prepared(application)
    acts.endorse(application, by=district_head(), at=NOW, opinion="同意推荐")
    assert application.stage == "qualifying"
    assert application.materials.get(sort=MaterialKind.DISTRICT_OPINION).upload.name == "意见.pdf"


def test_a_scan_of_the_version_before_a_correction_does_not_count() -> None:
    application = submitted()
    prepared(application)
    acts.send_back(application, by=district_head(), at=NOW, opinion="请补充", sections=["conditions"])
    by = drafter(application.unit)
    drafts.save(application, {"staff": 9}, by=by, at=NOW)
    drafts.attach(application, MaterialKind.SIGNED_FORM, upload(), by=by, at=NOW)
    acts.submit(application, by=signatory(application.unit), at=NOW)
    with pytest.raises(Refused, match="对应的是此前提交的版本"):
        acts.endorse(application, by=district_head(), at=NOW, opinion="同意")
    assert endorse(application).stage == "qualifying"


def test_a_scan_that_says_another_version_is_not_taken() -> None:
    application = submitted()
    with pytest.raises(Refused, match="扫描件对应的不是现在提交的版本"):
        drafts.attach_opinion(application, upload(), by=CLERK_OF_DISTRICT, at=NOW, read="0" * 64)
    read = application.submissions.get().digest
    paper = drafts.attach_opinion(application, upload(), by=CLERK_OF_DISTRICT, at=NOW, read=read)
    assert (paper.scan_digest, paper.scan_read) == (read, True)
    drafts.detach_opinion(application, by=CLERK_OF_DISTRICT, at=NOW)
    with pytest.raises(Refused, match="未提供“区县科协意见签字盖章扫描件”"):
        acts.endorse(application, by=district_head(), at=NOW, opinion="同意")


def test_a_row_judged_unmet_stands_in_the_way_of_recommending_and_an_open_one_does_not() -> None:
    application = submitted()
    drafts.tick(application, "own_district", False, "登记地在南岸区", by=CLERK_OF_DISTRICT, at=NOW)
    with pytest.raises(Refused, match="初审清单中判断为不符合：属本区县（自治县）所属或在本区县登记"):
        endorse(application)
    drafts.tick(application, "own_district", None, "", by=CLERK_OF_DISTRICT, at=NOW)
    assert endorse(application).stage == "qualifying"


def test_the_districts_judgements_are_not_the_offices() -> None:
    application = submitted()
    assert drafts.tick_rest(application, by=CLERK_OF_DISTRICT, at=NOW) == len(drafts.judged_rows(application))
    assert endorse(application).judgements == {}
    assert application.opinions["district"]["rows"]["true_to_originals"]["met"] is True


@pytest.mark.parametrize(
    ("row", "met", "note", "sentence"),
    [("own_district", False, " ", "判断为不符合须写明理由")],
)
def test_an_unmet_row_needs_its_reason(row: str, met: bool, note: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        drafts.tick(submitted(), row, met, note, by=CLERK_OF_DISTRICT, at=NOW)


@pytest.mark.parametrize("row", ["staff", "served_units", "nonsense"])
def test_nobody_judges_what_is_computed_or_does_not_apply(row: str) -> None:
    with pytest.raises(ValueError, match=row):
        drafts.tick(submitted(), row, True, "", by=CLERK_OF_DISTRICT, at=NOW)


def test_the_working_paper_is_its_own_districts_alone_and_only_while_it_reviews() -> None:
    application = submitted()
    for stranger in (holding(Role.DISTRICT_CLERK, NANAN), CLERK, signatory(application.unit)):
        with pytest.raises(Refused, match="由申报单位所在区县的科协办理"):
            drafts.draft_opinion(application, "意见", by=stranger, at=NOW)
    endorse(application)
    with pytest.raises(Refused, match="不能修改初审内容"):
        drafts.tick(application, "own_district", True, "", by=CLERK_OF_DISTRICT, at=NOW)


def test_whoever_works_for_the_unit_does_not_touch_the_working_paper() -> None:
    application = submitted()
    both = replace(CLERK_OF_DISTRICT, grants=(*CLERK_OF_DISTRICT.grants, Grant(Role.DRAFTER, str(application.unit_id))))
    with pytest.raises(Refused, match="不能审核本单位的申报"):
        drafts.tick(application, "own_district", True, "", by=both, at=NOW)


def test_another_district_begins_its_own_paper_after_a_reroute_and_the_former_scan_falls_away() -> None:
    application = endorse(submitted())
    clerk = holding(Role.OFFICE_CLERK)
    acts.reroute(application, by=clerk, at=NOW, route=Route.VIA_DISTRICT, district=NANAN, opinion="登记地在南岸")
    assert not application.materials.filter(sort=MaterialKind.DISTRICT_OPINION, replaced_at=None).exists()
    assert working_paper(application) is None
    drafts.tick(application, "own_district", True, "", by=holding(Role.DISTRICT_CLERK, NANAN), at=NOW)
    assert endorse(application, by=district_head(NANAN)).stage == "qualifying"


# What a district records of a visit, and what it sends back


def test_a_visit_is_recorded_with_its_pictures_and_names_nobody_in_the_ledger() -> None:
    application = submitted()
    photo = upload("现场.jpg")
    acts.visit(
        application,
        by=CLERK_OF_DISTRICT,
        at=NOW,
        visited_on=date(2026, 3, 19),
        visitors="曾查、单仇",
        opinion="场地三百平方米",
        photos=[photo],
    )
    (found,) = visits_of(application)
    assert (found.findings, found.photos.get().upload) == ("场地三百平方米", photo)
    act = Act.objects.get(verb="application.visit")
    assert act.detail["photos"] == [photo.sha256]
    assert "曾查" not in str(act.body)
    assert (application.stage, act.stage_after) == ("endorsing", "endorsing")
    assert may_read(CLERK, photo)
    assert [place.url for place in places_of(CLERK, photo)] == [application.get_absolute_url()]
    assert not may_read(holding(Role.DISTRICT_CLERK, NANAN), photo)


def test_a_visit_to_come_is_not_recorded() -> None:
    with pytest.raises(Refused, match="考察日期2026年3月21日晚于今日"):
        acts.visit(
            submitted(),
            by=CLERK_OF_DISTRICT,
            at=NOW,
            visited_on=date(2026, 3, 21),
            visitors="甲",
            opinion="无",
        )


@pytest.mark.parametrize("role", [Role.OFFICE_CLERK, Role.SIGNATORY])
def test_only_the_district_records_a_visit(role: Role) -> None:
    with pytest.raises(Refused, match="由区县科协"):
        acts.visit(
            submitted(), by=holding(role, YUZHONG), at=NOW, visited_on=date(2026, 3, 19), visitors="甲", opinion="无"
        )


def test_a_return_says_of_each_section_what_is_wrong_with_it() -> None:
    application = submitted()
    why = {"conditions": "请附场地证明", "overview": "请写明合作年限"}
    acts.send_back(application, by=district_head(), at=NOW, opinion="见各部分", sections=list(why), reasons=why)
    said = application.opinions["correction"]
    assert (said["sections"], said["reasons"]) == (["conditions", "overview"], why)
    assert Act.objects.get(verb="application.return").detail["reasons"] == why


@pytest.mark.parametrize(
    ("sections", "opinion", "sentence"),
    [([], "请补充", "没有选择需要补正的部分"), (["unit"], " ", "没有写明补正原因：单位与联系人")],
)
def test_a_return_without_section_or_reason_is_refused(sections: list[str], opinion: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        acts.send_back(submitted(), by=district_head(), at=NOW, opinion=opinion, sections=sections)


def test_a_delegate_endorses_for_the_head_and_the_trail_names_both() -> None:
    head = district_head()
    grants = (Grant(Role.DISTRICT_HEAD, YUZHONG, behalf_id=head.id, behalf="区科协主席"),)
    endorse(submitted(), by=Actor(new_id(), "副主席", grants))
    act = Act.objects.get(verb="application.endorse")
    assert (act.actor_name, act.behalf_name) == ("副主席", "区科协主席")
