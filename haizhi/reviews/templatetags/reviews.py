"""`{% load reviews %}`: points as the official table prints them, the pad's field of an indicator."""

from collections.abc import Iterable

import segno
from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from haizhi.regulation.indicators import Indicator, tenths
from haizhi.reviews.forms import MarksForm
from haizhi.reviews.queries import Total
from haizhi.ui.wording import score_text

register = template.Library()


@register.simple_tag
def mark_field(form: MarksForm, indicator: Indicator) -> BoundField:
    """The field in which an indicator is marked."""
    return form[indicator.key]


@register.filter
def points(count: int) -> str:
    """Tenths as the official table prints points: 100 is 10, 85 is 8.5."""
    return tenths(count)


@register.simple_tag
def totals(sums: Iterable[Total]) -> SafeString:
    """The totals of a unit one beside the other, those that were dropped struck out."""
    drawn = "".join(
        f'<s title="去掉的{one.dropped}">{score_text(one.tenths)}</s>'
        if one.dropped
        else f"<span>{score_text(one.tenths)}</span>"
        for one in sums
    )
    return mark_safe(f'<span class="totals">{drawn}</span>')  # noqa: S308 - numbers and words of our own


@register.simple_tag
def qr(text: str, label: str) -> SafeString:
    """A QR code as a drawing within the page, with its label for those who do not see it."""
    code = segno.make_qr(text, error="m")
    width, height = code.symbol_size(border=2)
    dark = [(x, y) for y, row in enumerate(code.matrix, start=2) for x, one in enumerate(row, start=2) if one]
    path = mark_safe("".join(f"M{x} {y}h1v1h-1z" for x, y in dark))  # noqa: S308 - numbers and letters of our own
    return format_html(
        '<svg viewBox="0 0 {} {}" role="img" aria-label="{}" shape-rendering="crispEdges"><path d="{}"/></svg>',
        width,
        height,
        label,
        path,
    )
