from haizhi.regulation.citations import form
from haizhi.regulation.form_fields import FormPart
from haizhi.regulation.sections import Section


def test_every_section_has_a_name_and_says_what_it_asks_for() -> None:
    assert len({section.label for section in Section}) == len(Section)
    assert all(section.hint.endswith("。") for section in Section)


def test_what_the_form_and_the_measures_demand_is_required_and_the_rest_supports_the_indicators() -> None:
    assert [section for section in Section if not section.is_required] == [
        Section.COOPERATION,
        Section.FOUNDATION,
        Section.ACTIVITIES,
        Section.BENEFITS,
    ]


def test_the_parts_of_the_form_that_a_unit_fills_in_are_sections() -> None:
    filled_in = set(FormPart) - {FormPart.COVER, FormPart.OPINIONS}
    assert {part.value for part in filled_in} <= {section.value for section in Section}


def test_every_section_is_checked_by_an_article() -> None:
    assert all(section.cites for section in Section)
    assert Section.UNIT.cites[-1] == form()
