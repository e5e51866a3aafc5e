"""`{% load accounts %}`: what templates ask of units."""

from datetime import date

from django import template

from haizhi.accounts.models import Organisation

register = template.Library()


@register.simple_tag
def district_name(unit: Organisation, on: date) -> str:
    """The name of a unit's district on a day."""
    return unit.district_name(on)
