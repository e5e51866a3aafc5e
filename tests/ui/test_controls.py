"""The controls drawn by hand are those that Django's templates draw."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from haizhi.ui.controls import QuickSelect
from haizhi.ui.rendering import PlainRenderer
from tests.ui.pages import Page

ATTRS = {"id": "id_x", "title": 'a"b<c>', "required": True, "disabled": False, "data-n": 3}
WIDGETS: tuple[forms.Widget, ...] = (
    forms.TextInput(), forms.NumberInput(), forms.EmailInput(), forms.URLInput(), forms.PasswordInput(),
    forms.HiddenInput(), forms.DateInput(), forms.DateTimeInput(), forms.TimeInput(), forms.CheckboxInput(),
    forms.FileInput(), forms.Textarea(),
)  # fmt: skip
CHOICES: list[tuple[Any, Any]] = [
    (None, "全部"),
    (1, "<一>"),
    ("组", [("a", mark_safe("<b>甲</b>")), ("b", "乙&丙")]),
]


def parts(html: str) -> list[Any]:
    """The elements with their attributes and text, in the order of the page."""
    page = Page(html)
    return [page.find(tag) for tag in ("input", "textarea", "select", "optgroup", "option")]


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@pytest.mark.parametrize("value", [None, "", '<"甲">&', "\n第二行"])
def test_a_control_is_what_djangos_template_makes_of_it(widget: forms.Widget, value: Any) -> None:
    drawn = widget.render("x<", value, ATTRS, PlainRenderer())
    assert drawn == widget.render("x<", value, ATTRS, DjangoTemplates())


@pytest.mark.parametrize("value", [None, "", 1, "b", "gone"])
def test_a_choice_is_what_djangos_template_makes_of_it(value: Any) -> None:
    drawn = QuickSelect(choices=CHOICES).render("x<", value, ATTRS)
    assert parts(drawn) == parts(forms.Select(choices=CHOICES).render("x<", value, ATTRS, DjangoTemplates()))


@pytest.mark.parametrize("widget", [forms.RadioSelect, forms.CheckboxSelectMultiple])
def test_every_choice_of_a_question_stands_before_its_words(widget: type[forms.RadioSelect]) -> None:
    page = Page(widget(choices=CHOICES[1:]).render("x", ["b"], {"id": "id_x"}, PlainRenderer()))
    inputs = [attributes for attributes, _ in page.find("input")]
    assert [each["value"] for each in inputs if "checked" in each] == ["b"]
    said = [(attributes["for"], words) for attributes, words in page.find("label")]
    assert said == list(zip([each["id"] for each in inputs], ["<一>", "甲", "乙&丙"], strict=True))
