"""Pages on which drafts are changed: what somebody else saved meanwhile stands beside what one has typed."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeVar

from django.contrib import messages
from django.forms import BaseForm, BooleanField, BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render

from haizhi.kernel.subjects import Subject
from haizhi.regulation.findings import Refused
from haizhi.regulation.naming import chinese_date
from haizhi.ui.acting import ActForm
from haizhi.ui.requests import Asked

S = TypeVar("S", bound=Subject)
F = TypeVar("F", bound=ActForm)


def edit_page(
    asked: Asked,
    again: Callable[[], S],
    form_class: Callable[..., F],
    save: Callable[[S, F], None],
    *,
    draft: str,
    title: str,
    crumbs: Sequence[tuple[str, str]],
) -> HttpResponse:
    """The page on which a draft is changed and saved; `again` reads it, `draft` is the stage in which it is one.

    What `save` refuses stands on the form, with everything typed and what somebody else saved meanwhile.
    """
    subject = again()
    if asked.method != "POST" and subject.stage != draft:
        return settled(asked, subject)
    form = form_class(asked.POST or None, asked=asked, subject=subject)
    status, clash = 200, []
    if asked.method == "POST":
        if form.is_valid() and _saved(subject, form, save):
            return redirect(subject)
        status, subject = 422, again()
        clash = theirs(form, form_class(asked=asked, subject=subject), subject)
        form.reread(subject)
    context = {
        "title": title,
        "subtitle": f"{subject.title}　{subject.number}",
        "crumbs": [*crumbs, (subject.number, subject.get_absolute_url())],
        "form": form,
        "theirs": clash,
        "submit_label": "保存并预览",
        "back_url": subject.get_absolute_url(),
        "wide": True,
    }
    return render(asked, "decisions/drafted.html", context, status=status)


def _saved(subject: S, form: F, save: Callable[[S, F], None]) -> bool:
    try:
        save(subject, form)
    except Refused as refused:
        form.show(refused)
        return False
    return True


def theirs(form: BaseForm, stored: BaseForm, subject: Subject) -> list[tuple[str, str]]:
    """Label and words of each field in which the stored draft differs from a posted form; none without a clash.

    `stored` is an unbound form of the draft as it is now, `subject` its row as it is now.
    """
    if form.data.get("seen") in (None, "", str(subject.version)):
        return []
    pairs = [(form[kept.name], kept) for kept in stored.visible_fields() if not kept.field.widget.needs_multipart_form]
    return [(str(kept.label), _words(kept)) for typed, kept in pairs if _differ(typed.value(), kept)]


def settled(asked: Asked, subject: Subject) -> HttpResponse:
    """Lead back to what is no draft any more, and say so: there is nothing left to edit."""
    messages.info(asked, f"此件现为“{subject.stage_label}”，不能再修改。")
    return redirect(subject)


def _differ(typed: Any, kept: BoundField) -> bool:
    value = kept.value()
    if isinstance(typed, str) and isinstance(value, str):
        return typed.replace("\r\n", "\n").strip() != value.replace("\r\n", "\n").strip()
    return kept.field.has_changed(value, typed)


def _words(kept: BoundField) -> str:
    """A stored value as people read it; empty where nothing was entered."""
    value = kept.value()
    if isinstance(kept.field, BooleanField):
        return "是" if value else "否"
    if isinstance(value, date):
        return chinese_date(value)
    choices = getattr(kept.field, "choices", None)
    if choices is None:
        return "" if value is None else str(value)
    chosen = {str(each) for each in (value if isinstance(value, list | tuple) else [value])}
    return "、".join(str(label) for choice, label in choices if str(choice) in chosen)
