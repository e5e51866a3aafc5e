"""A material that had to be erased is handed in no longer: everybody sees so, and another takes its place."""

import pytest

from haizhi.applications import acts, drafts, facts
from haizhi.applications.models import Application, Material
from haizhi.applications.queries import checking
from haizhi.files.models import Upload
from haizhi.regulation.findings import Refused
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.roles import Role
from tests.applications.conftest import SignIn
from tests.applications.factories import (
    CLERK,
    HEAD,
    NOW,
    district_head,
    drafter,
    endorsed,
    judged,
    qualified,
    signatory,
    submitted,
    university,
    upload,
)
from tests.applications.reading import text

pytestmark = pytest.mark.django_db


def fresh(application: Application) -> Application:
    return Application.objects.select_related("unit", "call").get(pk=application.pk)


def purged(application: Application, sort: MaterialKind) -> Material:
    material = application.materials.get(sort=sort, replaced_at=None)
    Upload.objects.filter(pk=material.upload_id).update(erased_at=NOW, has_preview=False)
    return application.materials.get(pk=material.pk)


def sent_back(application: Application) -> Application:
    acts.correct(
        fresh(application), by=CLERK, at=NOW, opinion="材料已清除，请补充", sections=["attachments"], workdays=5
    )
    return fresh(application)


def test_it_counts_neither_as_handed_in_nor_as_bytes_and_nobody_qualifies_without_it() -> None:
    application = judged(submitted(university()))
    before = facts.bytes_of_materials(fresh(application))
    gone = purged(application, MaterialKind.AGREEMENTS)
    case = fresh(application)
    assert MaterialKind.AGREEMENTS not in facts.supplied(case)
    assert facts.bytes_of_materials(case) == before - gone.upload.size
    (row,) = (row for row in facts.checklist(case) if row.condition.key == "materials")
    assert (row.finding.met, row.finding.reason) == (False, "申报材料缺：项目合作协议（已应急清除）")
    with pytest.raises(Refused, match="项目合作协议（已应急清除）"):
        acts.qualify(case, by=HEAD, at=NOW)
    (project,) = (row for row in facts.checklist(case) if row.condition.key == "project")
    shown = [each.label for each in checking.evidence(case, project.condition)]
    assert "项目合作协议：已应急清除" in shown


def test_a_kind_of_which_another_file_is_left_is_still_handed_in() -> None:
    application = submitted(university())
    Material.objects.create(
        application=application, sort=MaterialKind.AGREEMENTS, upload=upload("另一份.pdf"), added_at=NOW
    )
    Upload.objects.filter(pk=application.materials.filter(sort="agreements")[0].upload_id).update(erased_at=NOW)
    assert MaterialKind.AGREEMENTS in facts.supplied(fresh(application))


@pytest.mark.parametrize(
    ("reached", "says"),
    [
        (submitted, "由重庆海智办退回补正，申报单位补充后重新提交"),
        (qualified, "此前已作出的资格审核结论不受影响"),
    ],
)
def test_unit_and_office_see_what_is_gone_and_what_becomes_of_it(sign_in: SignIn, reached: object, says: str) -> None:
    application = reached(university())  # type: ignore[operator]  # one of the factories above
    purged(application, MaterialKind.AGREEMENTS)
    for role, place in ((Role.DRAFTER, {"organisation": application.unit}), (Role.OFFICE_CLERK, {})):
        page = text(sign_in(role, **place).get(application.get_absolute_url()))
        assert "材料已应急清除" in page
        assert says in page


def test_sent_back_for_correction_the_unit_puts_another_in_its_place() -> None:
    application = submitted(university())
    gone = purged(application, MaterialKind.AGREEMENTS)
    case, by = sent_back(application), drafter(application.unit)
    wrong = {f.reason for f in facts.submission_findings(case, NOW) if not f.met}
    assert {"未提供“项目合作协议”", f"“{gone.upload.name}”已应急清除"} <= wrong
    drafts.remove(gone, by=by, at=NOW)
    drafts.attach(case, MaterialKind.AGREEMENTS, upload("脱密后的协议.pdf"), by=by, at=NOW)
    drafts.attach(case, MaterialKind.SIGNED_FORM, upload("重新签字.pdf"), by=by, at=NOW)
    again = acts.submit(fresh(case), by=signatory(application.unit), at=NOW)
    assert again.stage == "qualifying"
    assert MaterialKind.AGREEMENTS in facts.supplied(fresh(again))


def test_a_district_whose_sealed_opinion_was_purged_gives_it_once_more() -> None:
    application = endorsed()
    arrived = fresh(application).arrived_at
    purged(application, MaterialKind.DISTRICT_OPINION)
    again = acts.submit(sent_back(application), by=signatory(application.unit), at=NOW)
    assert again.stage == "endorsing"
    acts.endorse(fresh(again), by=district_head(), at=NOW, opinion="同意推荐", scan=upload("重新盖章.pdf"))
    case = fresh(application)
    assert (case.stage, case.arrived_at) == ("qualifying", arrived)
    assert MaterialKind.DISTRICT_OPINION in facts.supplied(case)
