"""`{% load accounts %}`: what templates ask of units."""

from datetime import date, datetime

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from haizhi.accounts.models import Delegation, Invitation, Membership, Organisation
from haizhi.ui.tones import tone_of

register = template.Library()

_TONES = {"已过期": "stop", "尚未开始": "wait", "尚未到岗": "wait"}
"""Of what comes about by the calendar and is no stage; plain for what is over."""


@register.simple_tag
def district_name(unit: Organisation, on: date) -> str:
    """The name of a unit's district on a day."""
    return unit.district_name(on)


@register.simple_tag(takes_context=True)
def standing_tag(context: Context, held: Membership | Delegation | Invitation) -> SafeString:
    """How something with a term stands at the moment of the request, as a coloured tag."""
    at: datetime = context["request"].at
    words = held.standing(at)
    tone = tone_of(held.kind, held.stage) if words == held.stage_label else _TONES.get(words, "")
    return format_html('<span class="tag {}">{}</span>', tone, words)
