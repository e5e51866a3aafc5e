"""A doubtful reading of the regulation, beside the field that settles it."""

from django.urls import reverse_lazy
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from haizhi.regulation.interpretations import interpretation


def reading_hint(number: int) -> SafeString:
    """What is doubtful and how it is read, with a link to the public page."""
    found = interpretation(number)
    return format_html(
        '<span class="reading-hint">存疑：{}。本系统的理解：{}。<a href="{}#reading-{}">疑义{}</a></span>',
        found.doubt,
        found.reading,
        reverse_lazy("portal:articles"),
        number,
        number,
    )


def _joined(*hints: str) -> SafeString:
    return format_html_join("", "{}", ((hint,) for hint in hints if hint))


join_hints = lazy(_joined, str)
"""Several hints one after the other."""
