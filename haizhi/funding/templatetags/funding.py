"""Amounts as the books have them: in 元 with both places."""

from django import template

from haizhi.regulation import funding

register = template.Library()


@register.filter
def yuan(fen: int | None) -> str:
    """分 → 12,345.67; empty for nothing."""
    return "" if fen is None else funding.yuan(fen)
