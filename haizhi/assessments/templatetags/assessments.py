"""`{% load assessments %}`: the field in which a station explains an indicator."""

from django import template
from django.forms import BoundField

from haizhi.assessments.forms.sheets import TEXT, MarksForm
from haizhi.regulation.indicators import Indicator

register = template.Library()


@register.simple_tag
def text_field(form: MarksForm, indicator: Indicator) -> BoundField:
    """The explanation beside a mark."""
    return form[TEXT + indicator.key]
