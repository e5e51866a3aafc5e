from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from haizhi.applications import acts, drafts
from haizhi.applications.facts import REQUIRED_FIELDS, content, form_digest
from haizhi.applications.models import Application, Submission
from haizhi.kernel.models import Act
from haizhi.regulation.applicants import Affiliation, ApplicantKind
from haizhi.regulation.findings import Refused
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.roles import Role
from tests.applications.factories import (
    CLERK,
    DEADLINE,
    HEAD,
    NOW,
    YUZHONG,
    association,
    begun,
    complete,
    drafter,
    filled,
    holding,
    open_call,
    signatory,
    submitted,
    unit,
    university,
    upload,
)

pytestmark = pytest.mark.django_db


def test_an_application_begins_with_a_public_number_and_what_is_known_of_the_unit() -> None:
    application = begun()
    assert (application.code, application.stage) == ("HZ-2026-0001", "draft")
    assert (application.address, application.postcode) == ("重庆市渝中区解放碑1号", "400010")
    assert (application.phone_area, application.phone) == ("023", "63001234")
    assert begun(unit("重庆另一家有限公司")).code == "HZ-2026-0002"


def test_what_was_said_last_year_is_filled_in_again_but_not_the_declaration() -> None:
    of = unit()
    last = filled(of)
    call = open_call(2027, at=datetime(2027, 3, 1, tzinfo=UTC))
    again = acts.begin(call, by=drafter(of), at=datetime(2027, 3, 2, tzinfo=UTC), unit=of)
    assert (again.code, again.contact, again.money) == ("HZ-2027-0001", last.contact, last.money)
    assert again.office_area == Decimal("120.50")
    assert not again.truth_declared
    assert not again.materials.exists()


@pytest.mark.parametrize(
    ("kind", "affiliation", "route"),
    [
        (ApplicantKind.ENTERPRISE, Affiliation.PRIVATE, "via_district"),
        (ApplicantKind.ENTERPRISE, Affiliation.MUNICIPAL, "direct"),
        (ApplicantKind.UNIVERSITY, Affiliation.DISTRICT, "via_district"),
        (ApplicantKind.DISTRICT_ASSOCIATION, Affiliation.DISTRICT, "direct"),
    ],
)
def test_the_way_follows_kind_and_affiliation(kind: ApplicantKind, affiliation: Affiliation, route: str) -> None:
    assert begun(unit(kind=kind, affiliation=affiliation)).route == route


def test_a_unit_of_an_abolished_district_goes_by_the_one_that_took_over() -> None:
    assert begun(unit(district="500112")).district == "500157"


def test_nobody_begins_for_a_unit_that_is_not_theirs() -> None:
    call = open_call()
    with pytest.raises(Refused, match="不在您的办理范围内"):
        acts.begin(call, by=drafter(unit("甲")), at=NOW, unit=unit("乙"))
    with pytest.raises(Refused, match="由申报单位"):
        acts.begin(call, by=CLERK, at=NOW, unit=unit("丙"))


def test_a_second_application_in_a_call_names_the_first() -> None:
    first = begun()
    with pytest.raises(Refused, match="已有申报HZ-2026-0001"):
        begun(first.unit)
    assert Application.objects.count() == 1


def test_after_a_withdrawal_a_unit_may_apply_again() -> None:
    first = begun()
    acts.withdraw(first, by=signatory(first.unit), at=NOW, opinion="材料未齐")
    assert begun(first.unit).code == "HZ-2026-0002"


def test_after_a_cancellation_for_fraud_a_unit_may_not_apply_again() -> None:
    first = submitted()
    acts.notify(first, by=HEAD, at=NOW, opinion="疑似伪造", due_on=date(2026, 3, 27))
    acts.state(first, by=signatory(first.unit), at=NOW, opinion="情况属实")
    acts.cancel(first, by=HEAD, at=NOW, opinion="伪造协议", accountability="通报")
    with pytest.raises(Refused, match="已被取消资格"):
        begun(first.unit)


def test_after_a_rejection_a_unit_may_apply_again_in_time() -> None:
    first = submitted(university(), staff=0)
    acts.reject(first, by=HEAD, at=NOW, opinion="无工作人员")
    assert begun(first.unit).stage == "draft"


def test_the_office_records_a_paper_application_which_is_then_the_units_own() -> None:
    of = university()
    application = acts.record_paper(open_call(), by=CLERK, at=NOW, unit=of)
    assert application.recorded_by_office
    complete(application, CLERK)
    assert Application.objects.visible_to(signatory(of)).get() == application
    assert acts.submit(application, by=CLERK, at=NOW).stage == "qualifying"


def test_the_office_does_not_submit_what_it_did_not_record() -> None:
    application = filled(university())
    with pytest.raises(Refused, match="由申报单位负责人提交"):
        acts.submit(application, by=CLERK, at=NOW)


def test_a_drafter_fills_in_but_does_not_submit() -> None:
    application = filled()
    with pytest.raises(Refused, match="申报单位负责人"):
        acts.submit(application, by=drafter(application.unit), at=NOW)


def test_a_unit_on_the_districts_way_reaches_the_district_and_others_the_office() -> None:
    via = submitted()
    assert (via.stage, via.submitted_at, via.arrived_at) == ("endorsing", NOW, None)
    direct = submitted(university())
    assert (direct.stage, direct.arrived_at) == ("qualifying", NOW)
    assert submitted(association()).stage == "qualifying"


def test_everything_that_is_missing_is_said_at_once() -> None:
    application = begun(university())
    drafts.save(application, dict.fromkeys(("address", "phone", "postcode"), ""), by=drafter(application.unit), at=NOW)
    with pytest.raises(Refused) as refused:
        acts.submit(application, by=signatory(application.unit), at=NOW)
    fields = {f.field for f in refused.value.findings}
    assert set(REQUIRED_FIELDS) <= fields
    assert {"signed_form", "overseas_groups", "experts", "agreements", "truth_declared"} <= fields
    assert "standing_proof" not in fields


@pytest.mark.parametrize("name", REQUIRED_FIELDS)
def test_each_required_field_is_required(name: str) -> None:
    empty: dict[str, Any] = {name: None if name in ("staff", "money", "office_area") else " "}
    application = filled(**empty)
    with pytest.raises(Refused) as refused:
        acts.submit(application, by=signatory(application.unit), at=NOW)
    assert name in {f.field for f in refused.value.findings}


@pytest.mark.parametrize("kind", [MaterialKind.SIGNED_FORM, MaterialKind.AGREEMENTS, MaterialKind.STANDING_PROOF])
def test_each_material_is_required(kind: MaterialKind) -> None:
    application = filled()
    drafts.remove(application.materials.get(sort=kind), by=drafter(application.unit), at=NOW)
    with pytest.raises(Refused, match=f"未提供“{kind.label}”"):
        acts.submit(application, by=signatory(application.unit), at=NOW)


def test_1000_words_are_submitted_and_1001_are_not() -> None:
    application = filled(overview_basis="一" * 500, overview_plan="二" * 400, overview_goals="三" * 100)
    assert acts.submit(application, by=signatory(application.unit), at=NOW).stage == "endorsing"
    longer = filled(university(), overview_basis="一" * 500, overview_plan="二" * 400, overview_goals="三" * 101)
    with pytest.raises(Refused, match="共1001字，超出1000字上限1字"):
        acts.submit(longer, by=signatory(longer.unit), at=NOW)


def test_a_short_name_that_repeats_the_plaque_is_refused() -> None:
    application = filled(station_name="智造工作站")
    with pytest.raises(Refused, match="不应包含牌匾的固定部分"):
        acts.submit(application, by=signatory(application.unit), at=NOW)


def test_a_form_edited_after_it_was_signed_has_to_be_signed_again() -> None:
    application = filled(university())
    by = drafter(application.unit)
    drafts.save(application, {"money": 90_000_000}, by=by, at=NOW)
    with pytest.raises(Refused, match="扫描件与当前填报内容不是同一版本"):
        acts.submit(application, by=signatory(application.unit), at=NOW)
    drafts.attach(application, MaterialKind.SIGNED_FORM, upload(), by=by, at=NOW)
    assert acts.submit(application, by=signatory(application.unit), at=NOW).stage == "qualifying"


def test_an_attachment_added_after_the_signature_changes_the_version_and_a_declaration_does_not() -> None:
    application = filled(university(), truth_declared=False)
    by = drafter(application.unit)
    before = form_digest(application)
    drafts.save(application, {"truth_declared": True}, by=by, at=NOW)
    assert form_digest(application) == before
    drafts.attach(application, MaterialKind.OTHER, upload(), by=by, at=NOW)
    assert form_digest(application) != before


def test_a_submission_keeps_the_content_and_its_digest() -> None:
    application = submitted(university())
    submission = Submission.objects.get()
    assert submission.content == content(application)
    assert submission.digest == form_digest(application)
    assert submission.content["form"]["contact"] == "㛃龑"
    assert submission.content["form"]["office_area"] == "120.50"
    act = Act.objects.get(verb="application.submit")
    assert act.detail["digest"] == submission.digest
    assert act.detail["correction_late"] is False
    assert len(act.detail["signed_form"]) == 1


def test_nothing_is_submitted_after_the_deadline_even_before_the_call_is_closed() -> None:
    application = filled()
    with pytest.raises(Refused, match="送达重庆海智办时间为2026年5月31日 00:00"):
        acts.submit(application, by=signatory(application.unit), at=DEADLINE)
    assert (
        acts.submit(application, by=signatory(application.unit), at=DEADLINE - timedelta(seconds=1)).stage
        == "endorsing"
    )


def test_an_application_of_another_unit_is_out_of_scope() -> None:
    application = filled()
    with pytest.raises(Refused, match="不在您的办理范围内"):
        acts.submit(application, by=signatory(unit("别家")), at=NOW)
    assert not Application.objects.visible_to(signatory(unit("又一家"))).exists()


def test_a_submitted_application_is_not_submitted_again() -> None:
    application = submitted()
    with pytest.raises(Refused, match="此件现为“区县初审中”，不能办理“提交”"):
        acts.submit(application, by=signatory(application.unit), at=NOW)


def test_a_draft_is_seen_by_its_unit_alone_and_a_submission_by_district_and_office() -> None:
    application = filled()
    district = holding(Role.DISTRICT_CLERK, YUZHONG)
    assert Application.objects.visible_to(drafter(application.unit)).exists()
    for other in (district, CLERK, holding(Role.JUDGE, "p"), holding(Role.PUBLIC)):
        assert not Application.objects.visible_to(other).exists()
    acts.submit(application, by=signatory(application.unit), at=NOW)
    assert Application.objects.visible_to(district).exists()
    assert Application.objects.visible_to(CLERK).exists()
    assert not Application.objects.visible_to(holding(Role.DISTRICT_CLERK, "500108")).exists()
    assert not Application.objects.visible_to(holding(Role.JUDGE, "p")).exists()


def test_nothing_is_handed_in_with_a_file_that_was_purged() -> None:
    application = filled()
    file = application.materials.exclude(sort=MaterialKind.SIGNED_FORM)[0].upload
    file.erased_at = NOW
    file.save()
    with pytest.raises(Refused, match="已应急清除"):
        acts.submit(application, by=signatory(application.unit), at=NOW)


def test_a_withdrawal_ends_it() -> None:
    application = submitted(university())
    acts.withdraw(application, by=signatory(application.unit), at=NOW)
    assert application.stage == "withdrawn"
    with pytest.raises(Refused, match="此件现为“已撤回”"):
        acts.qualify(application, by=CLERK, at=NOW)
