from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from haizhi.applications import acts, drafts
from haizhi.applications.drafts import Page
from haizhi.applications.models import Application
from haizhi.fairness.encoding import canonical
from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.roles import Role
from tests.applications.factories import (
    CLERK,
    HEAD,
    NOW,
    begun,
    drafter,
    endorsed,
    filled,
    holding,
    signatory,
    submitted,
    unit,
    university,
    upload,
)

pytestmark = pytest.mark.django_db


def save(application: Application, values: Mapping[str, Any], page: Page | None = None) -> tuple[drafts.Clash, ...]:
    return drafts.save(application, values, by=drafter(application.unit), at=NOW, page=page)


def test_a_draft_is_saved_without_an_act_and_without_a_rule() -> None:
    application = begun()
    acts_before = Act.objects.count()
    assert save(application, {"overview_basis": "字" * 1001, "contact": "㛃𬭎", "money": None}) == ()
    application.refresh_from_db()
    assert application.contact == "㛃𬭎"
    assert application.saved_at == NOW
    assert Act.objects.count() == acts_before


def test_a_field_that_is_none_of_the_form_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="stage"):
        save(begun(), {"stage": "awarded"})


@pytest.mark.parametrize("role", [Role.STATION_CLERK, Role.OFFICE_HEAD, Role.DISTRICT_HEAD])
def test_nobody_but_the_unit_fills_in_its_form(role: Role) -> None:
    application = begun()
    place = "500103" if role is Role.DISTRICT_HEAD else str(application.unit_id)
    with pytest.raises(Refused, match="申报内容由申报单位填写"):
        drafts.save(application, {"contact": "甲"}, by=holding(role, place), at=NOW)
    with pytest.raises(Refused, match="申报内容由申报单位填写"):
        drafts.save(application, {"contact": "甲"}, by=drafter(unit("别家")), at=NOW)


def test_a_submitted_form_is_not_changed_any_more() -> None:
    application = submitted()
    with pytest.raises(Refused, match="此件现为“区县初审中”，不能再修改申报内容"):
        save(application, {"contact": "甲"})
    with pytest.raises(Refused, match="不能再修改"):
        drafts.attach(application, MaterialKind.OTHER, upload(), by=drafter(application.unit), at=NOW)
    with pytest.raises(Refused, match="不能再修改"):
        drafts.remove(application.materials.first(), by=drafter(application.unit), at=NOW)  # type: ignore[arg-type]  # it has some


def test_two_pages_that_change_different_fields_both_save() -> None:
    application = begun()
    one, two = drafts.open_page(application), drafts.open_page(application)
    assert save(application, {"contact": "甲"}, one) == ()
    assert save(application, {"fax": "023-1"}, two) == ()
    application.refresh_from_db()
    assert (application.contact, application.fax) == ("甲", "023-1")


def test_two_pages_that_change_one_field_never_overwrite_silently() -> None:
    application = begun()
    one, two = drafts.open_page(application), drafts.open_page(application)
    save(application, {"contact": "甲"}, one)
    (clash,) = save(application, {"contact": "乙", "fax": "023-1"}, two)
    assert (clash.field, clash.stands, clash.by) == ("contact", "甲", "申报单位经办人")
    application.refresh_from_db()
    assert (application.contact, application.fax) == ("甲", "023-1")
    assert save(application, {"contact": "乙"}, drafts.open_page(application)) == ()


def test_a_page_saves_the_same_field_again_and_again() -> None:
    application = begun()
    page = drafts.open_page(application)
    for text in ("甲", "甲乙", "甲乙丙"):
        assert save(application, {"contact": text}, page) == ()


def test_the_same_text_typed_on_two_pages_is_no_clash() -> None:
    application = begun()
    one, two = drafts.open_page(application), drafts.open_page(application)
    save(application, {"office_area": Decimal("12.50")}, one)
    assert save(application, {"office_area": Decimal("12.5")}, two) == ()


@given(st.text(max_size=40))
def test_any_text_reads_as_a_page_and_a_page_reads_as_itself(text: str) -> None:
    page = Page.read(text)
    assert Page.read(str(page)) == page


def test_a_page_that_is_nonsense_has_seen_nothing() -> None:
    application = begun()
    save(application, {"contact": "甲"}, drafts.open_page(application))
    for text in ("", "x", "-1.ABC", "9" * 40 + ".ABC", "3.", "٣.ABC"):
        assert save(application, {"contact": "乙"}, Page.read(text)), text


def test_a_signed_form_takes_the_place_of_the_former_one_and_other_kinds_stand_side_by_side() -> None:
    application = begun()
    by = drafter(application.unit)
    for kind in (MaterialKind.SIGNED_FORM, MaterialKind.AGREEMENTS):
        drafts.attach(application, kind, upload(), by=by, at=NOW)
        drafts.attach(application, kind, upload(), by=by, at=NOW + timedelta(minutes=1))
    current = application.materials.filter(replaced_at=None)
    assert current.filter(sort=MaterialKind.SIGNED_FORM).count() == 1
    assert current.filter(sort=MaterialKind.AGREEMENTS).count() == 2
    assert application.materials.count() == 4


def test_a_file_can_be_replaced_by_name_and_its_history_stays() -> None:
    application = begun()
    by = drafter(application.unit)
    old = drafts.attach(application, MaterialKind.AGREEMENTS, upload("旧.pdf"), by=by, at=NOW)
    drafts.attach(application, MaterialKind.AGREEMENTS, upload("新.pdf"), by=by, at=NOW, replaces=old.pk)
    assert [m.upload.name for m in application.materials.filter(replaced_at=None)] == ["新.pdf"]
    old.refresh_from_db()
    assert not old.is_current


def test_too_many_files_of_a_kind_are_refused_with_what_to_do() -> None:
    application = begun()
    for _ in range(drafts.MATERIALS_EACH):
        drafts.attach(application, MaterialKind.OTHER, upload(), by=drafter(application.unit), at=NOW)
    with pytest.raises(Refused, match="最多上传20个文件"):
        drafts.attach(application, MaterialKind.OTHER, upload(), by=drafter(application.unit), at=NOW)


def test_the_districts_opinion_is_not_the_units_to_add_or_remove() -> None:
    application = endorsed()
    acts.correct(application, by=CLERK, at=NOW, opinion="补正", sections=["unit"], workdays=5)
    opinion = application.materials.get(sort=MaterialKind.DISTRICT_OPINION)
    by = drafter(application.unit)
    with pytest.raises(Refused, match="不能由申报单位移除"):
        drafts.remove(opinion, by=by, at=NOW)
    with pytest.raises(Refused, match="由区县科协在初审时上传"):
        drafts.attach(application, MaterialKind.DISTRICT_OPINION, upload(), by=by, at=NOW)


def test_removing_twice_is_removing_once() -> None:
    application = filled()
    material = application.materials.get(sort=MaterialKind.AGREEMENTS)
    by = drafter(application.unit)
    drafts.remove(material, by=by, at=NOW)
    drafts.remove(material, by=by, at=NOW + timedelta(hours=1))
    material.refresh_from_db()
    assert material.replaced_at == NOW


def test_a_judgement_is_saved_changed_and_taken_back() -> None:
    application = submitted(university())
    drafts.judge(application, "purpose", True, " 见第3页 ", by=CLERK, at=NOW)
    assert application.judgements["purpose"] == {
        "met": True,
        "note": "见第3页",
        "by": "海智办经办人",
        "at": NOW.isoformat(),
    }
    drafts.judge(application, "purpose", None, "", by=HEAD, at=NOW)
    application.refresh_from_db()
    assert application.judgements == {}


def test_a_no_needs_its_reason() -> None:
    with pytest.raises(Refused, match="判断为不符合须写明理由"):
        drafts.judge(submitted(university()), "purpose", False, "  ", by=CLERK, at=NOW)


def test_only_the_office_judges_and_only_while_it_checks() -> None:
    application = submitted(university())
    with pytest.raises(Refused, match="由重庆海智办判断"):
        drafts.judge(application, "purpose", True, "", by=signatory(application.unit), at=NOW)
    with pytest.raises(Refused, match="不能修改资格条件的判断"):
        drafts.judge(submitted(), "purpose", True, "", by=CLERK, at=NOW)


@pytest.mark.parametrize("row", ["staff", "served_units", "research_body", "", "nonsense"])
def test_a_computed_a_foreign_or_an_unknown_row_is_not_judged(row: str) -> None:
    with pytest.raises(ValueError, match="not a row to be judged"):
        drafts.judge(submitted(university()), row, True, "", by=CLERK, at=NOW)


class AnyText(TestCase):
    @settings(max_examples=20, deadline=None)
    @given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60))
    def test_any_text_survives_and_can_be_hashed(self, text: str) -> None:
        from haizhi.applications.facts import content

        application = begun()
        save(application, {"contact": text, "overview_plan": text})
        application.refresh_from_db()
        assert (application.contact, application.overview_plan) == (text, text)
        assert text in str(content(application)["form"]["contact"])
        assert canonical(content(application))
