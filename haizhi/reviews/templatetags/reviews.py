"""`{% load reviews %}`: points as the official table prints them, the pad's field of an indicator."""

from django import template
from django.forms import BoundField

from haizhi.regulation.indicators import Indicator, tenths
from haizhi.reviews.forms import MarksForm

register = template.Library()


@register.simple_tag
def mark_field(form: MarksForm, indicator: Indicator) -> BoundField:
    """The field in which an indicator is marked."""
    return form[indicator.key]


@register.filter
def points(count: int) -> str:
    """Tenths as the official table prints points: 100 is 10, 85 is 8.5."""
    return tenths(count)
