"""`{% load reviews %}`: the pad's field of an indicator."""

from django import template
from django.forms import BoundField

from haizhi.regulation.indicators import Indicator
from haizhi.reviews.forms import MarksForm

register = template.Library()


@register.simple_tag
def mark_field(form: MarksForm, indicator: Indicator) -> BoundField:
    """The field in which an indicator is marked."""
    return form[indicator.key]
