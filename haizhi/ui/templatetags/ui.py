"""`{% load ui %}`: icons, dates, money, scores, citations, stages, and links that keep the query string."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from lucide.templatetags.lucide import lucide

from haizhi.kernel.actor import Actor
from haizhi.regulation import stages
from haizhi.regulation.citations import Citation
from haizhi.regulation.roles import Role
from haizhi.ui import rendering, wording
from haizhi.ui.fields import error_list
from haizhi.ui.models import SavedFilter, kept_query
from haizhi.ui.tones import tone_of
from haizhi.ui.trail import trail_rows

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "", **attrs: object) -> str:
    """A lucide icon as inline SVG; without a label it is hidden from assistive software."""
    return _icon(name, label, tuple(attrs.items()))


@lru_cache(maxsize=2000)
def _icon(name: str, label: str, attrs: tuple[tuple[str, object], ...]) -> str:
    spoken = {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    return lucide(name, size=None, **{"class": "icon", "focusable": "false", **spoken, **dict(attrs)})


@register.filter
def cndate(moment: date | None) -> str:
    """2026年3月6日, in Asia/Shanghai; empty for nothing."""
    return wording.day_text(moment) if moment else ""


@register.filter
def cndatetime(moment: date | None) -> str:
    """2026年3月6日 14:02, in Asia/Shanghai; empty for nothing."""
    return wording.moment_text(moment) if moment else ""


@register.filter
def cnuntil(end: datetime | None) -> str:
    """An exclusive end: midnight reads 2026年5月30日 24:00; empty for nothing."""
    return wording.until_text(end) if end else ""


@register.filter
def cnclock(moment: datetime | None) -> str:
    """14:02, in Asia/Shanghai; empty for nothing."""
    return wording.clock_text(moment) if moment else ""


@register.filter
def weekday(moment: date | None) -> str:
    """周五; empty for nothing."""
    return wording.weekday_text(moment) if moment else ""


@register.filter
def count(number: int | None) -> str:
    """A number of things with its thousands parted: 10,028; empty for nothing."""
    return "" if number is None else f"{number:,}"


@register.filter
def money(fen: int | None) -> str:
    """分 → 80 万元 or 1,234.56 元; empty for nothing."""
    return "" if fen is None else wording.money_text(fen)


@register.filter
def score(tenths: int | None) -> str:
    """Tenths → 89.5; empty for nothing."""
    return "" if tenths is None else wording.score_text(tenths)


@register.filter
def cite(citation: Citation | str | None) -> str:
    """《办法》第七条第3项, from a citation or its code."""
    return wording.cite_text(citation)


@register.filter
def masked_mailbox(mailbox: str) -> str:
    """A mailbox with most of what stands before the @ hidden."""
    return wording.masked_mailbox_text(mailbox or "")


@register.filter
def masked_phone(number: str | None) -> str:
    """138****5678."""
    return wording.masked_phone_text(number or "")


@register.filter
def posts(actor: Actor) -> list[str]:
    """The roles an actor holds as lines, each once: 海智办负责人（代王海燕）; to be one of the public is no role."""
    held = [grant for grant in actor.grants if grant.role is not Role.PUBLIC]
    lines = (f"{grant.role.label}（代{grant.behalf}）" if grant.behalf else grant.role.label for grant in held)
    return list(dict.fromkeys(lines))


@register.simple_tag
def stage_tag(subject: Any) -> SafeString:
    """The stage of a subject as a coloured tag; the words say it, the colour only helps."""
    return format_html('<span class="tag {}">{}</span>', tone_of(subject.kind, subject.stage), subject.stage_label)


@register.simple_tag
def stage_name_tag(kind: str, stage: str) -> SafeString:
    """As `stage_tag`, where the stage is at hand and the subject is not."""
    return format_html('<span class="tag {}">{}</span>', tone_of(kind, stage), stages.label(kind, stage))


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: object) -> str:
    """`?…` of this page with some parameters changed; None drops one. Changing anything but the page drops the page."""
    return query_of(context.get("request"), **changes)


def query_of(request: HttpRequest | None, **changes: object) -> str:
    """The same of a request; nothing is kept without one."""
    params: QueryDict = request.GET.copy() if request else QueryDict(mutable=True)
    if "page" not in changes:
        params.pop("page", None)
    for name, value in changes.items():
        params.pop(name, None)
        if value is not None:
            params[name] = str(value)
    return f"?{params.urlencode()}"


@register.simple_tag(takes_context=True)
def saved_filters(context: Context) -> list[SavedFilter]:
    """The conditions that the reader kept for this list, by name; `is_shown` marks the one that is in force."""
    request = context["request"]
    kept = list(SavedFilter.objects.filter(person_id=request.actor.id, path=request.path))
    shown = kept_query(request.GET)
    for saved in kept:
        saved.is_shown = saved.query == shown
    return kept


@register.filter
def elided(page: Page[Any]) -> Iterable[int | str]:
    """The page numbers worth a link, with an ellipsis for the rest."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.filter
def is_number(value: object) -> bool:
    """Whether an entry of `elided` is a page, not an ellipsis."""
    return isinstance(value, int)


@register.inclusion_tag("ui/sort_header.html", takes_context=True)
def sort_header(context: Context, name: str, label: str, numeric: bool = False) -> dict[str, object]:
    """A `<th>` whose link sorts the list by a declared field, and once more the other way round."""
    listing = context["listing"]
    current = listing.sort == name
    descending = current and listing.descending
    turn = f"-{name}" if current and not descending else name
    href = query(context, sort=turn)
    return {"label": label, "href": href, "current": current, "descending": descending, "numeric": numeric}


@register.filter
def field_groups(form: BaseForm) -> list[rendering.FieldGroup]:
    """The visible fields of a form by its `fieldsets`."""
    return rendering.field_groups(form)


@register.filter
def error_count(form: BaseForm) -> int:
    """How many sentences the error summary holds."""
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def focus_id(field: rendering.PlainBoundField) -> str:
    """The id an error's link leads to: the control, or the first of a group of choices."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


register.simple_tag(error_list)
register.simple_tag(rendering.form_rows)
register.simple_tag(trail_rows)
