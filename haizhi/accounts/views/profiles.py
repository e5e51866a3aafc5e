"""单位档案: what a unit tells every year anew, kept once and dated."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from haizhi.accounts import drafts
from haizhi.accounts.forms.profiles import KeptForm, ProfileForm, ProofForm, RdBodyForm, SeenForm
from haizhi.accounts.models import Organisation, RdBody
from haizhi.accounts.queries import profile_of
from haizhi.regulation.applicants import ApplicantKind
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from haizhi.ui.admission import for_roles
from haizhi.ui.requests import Asked

READERS = Organisation.readers | set(Organisation.scope)
KEEPERS = frozenset({Role.DRAFTER, Role.SIGNATORY})
CHANGES_SHOWN = 30


@for_roles(READERS)
def unit_profile(asked: Asked, code: str) -> HttpResponse:
    """The profile as it is today, and what was changed when by whom."""
    unit = _unit(asked, code)
    today = day_of(asked.at)
    context = {
        "title": "单位档案",
        "subtitle": unit.name,
        "crumbs": [(unit.name, unit.get_absolute_url()), ("单位档案", "")],
        "unit": unit,
        "is_enterprise": unit.applicant_kind == ApplicantKind.ENTERPRISE,
        "profile": profile_of(unit, today),
        "proofs": unit.proofs.select_related("upload"),
        "bodies": unit.rd_bodies.all(),
        "changes": unit.profile_changes.all()[:CHANGES_SHOWN],
        "today": today,
        "may_keep": drafts.may_keep_profile(unit, asked.actor).met,
    }
    return render(asked, "accounts/unit_profile.html", context)


@for_roles(KEEPERS)
def profile_edit(asked: Asked, code: str) -> HttpResponse:
    """Change the facts."""
    unit = _kept(asked, code)
    initial = {name: getattr(unit, name) for name in drafts.PROFILE_FIELDS}
    form = ProfileForm(asked.POST if asked.method == "POST" else None, asked=asked, initial=initial)
    return _saved(
        asked,
        unit,
        form,
        "修改单位档案",
        lambda values: drafts.save_profile(unit, values, by=asked.actor, at=asked.at, before=form.seen()),
    )


@for_roles(KEEPERS)
def proof_new(asked: Asked, code: str) -> HttpResponse:
    """Add a proof of 规模以上 or 高新技术企业."""
    unit = _kept(asked, code)
    posted = (asked.POST, asked.FILES) if asked.method == "POST" else ()
    form = ProofForm(*posted, asked=asked)
    return _saved(
        asked, unit, form, "添加资格证明", lambda values: drafts.add_proof(unit, by=asked.actor, at=asked.at, **values)
    )


@for_roles(KEEPERS)
def proof_remove(asked: Asked, code: str, pk: int) -> HttpResponse:
    """Take a proof out of the profile."""
    unit = _kept(asked, code)
    proof = get_object_or_404(unit.proofs.all(), pk=pk)
    if asked.method == "POST":
        drafts.remove_proof(proof, by=asked.actor, at=asked.at)
        messages.success(asked, "资格证明已移出单位档案。")
        return HttpResponseRedirect(_profile_url(unit))
    return _confirm(asked, unit, f"把“{proof}”移出单位档案吗？", "移出资格证明")


@for_roles(KEEPERS)
def rd_body_new(asked: Asked, code: str) -> HttpResponse:
    """Add an R&D body."""
    return _rd_body(asked, _kept(asked, code), None)


@for_roles(KEEPERS)
def rd_body_edit(asked: Asked, code: str, pk: int) -> HttpResponse:
    """Change an R&D body."""
    unit = _kept(asked, code)
    body = unit.rd_bodies.filter(pk=pk).first()
    if body is None and asked.method != "POST":
        raise Http404
    return _rd_body(asked, unit, body) if body else _removed_meanwhile(asked, unit)


@for_roles(KEEPERS)
def rd_body_remove(asked: Asked, code: str, pk: int) -> HttpResponse:
    """Take an R&D body out of the profile."""
    unit = _kept(asked, code)
    body = get_object_or_404(unit.rd_bodies.all(), pk=pk)
    if asked.method == "POST":
        drafts.remove_rd_body(body, by=asked.actor, at=asked.at)
        messages.success(asked, "研发机构已移出单位档案。")
        return HttpResponseRedirect(_profile_url(unit))
    return _confirm(asked, unit, f"把“{body}”移出单位档案吗？", "移出研发机构")


def _removed_meanwhile(asked: Asked, unit: Organisation) -> HttpResponse:
    """What was typed of a body that somebody else took out: saved again it is added again."""
    form = RdBodyForm(asked.POST, asked=asked)
    form.full_clean()
    form.add_error(None, "他人在您填写期间移出了这个研发机构，还没有保存。再次保存，即重新添加。")
    context = _form_context(unit, form, "添加研发机构") | {
        "form_url": reverse("accounts:rd_body_new", args=[unit.code])
    }
    return render(asked, "accounts/profile_form.html", context, status=409)


def _rd_body(asked: Asked, unit: Organisation, body: RdBody | None) -> HttpResponse:
    initial: dict[str, str] = drafts.body_values(body) if body else {}
    form = RdBodyForm(asked.POST if asked.method == "POST" else None, asked=asked, initial=initial)
    return _saved(
        asked,
        unit,
        form,
        "修改研发机构" if body else "添加研发机构",
        lambda values: drafts.save_rd_body(
            unit,
            body,
            name=values["name"],
            level=values["level"],
            since=values["since"],
            by=asked.actor,
            at=asked.at,
            before=form.seen(),
        ),
    )


def _saved(
    asked: Asked, unit: Organisation, form: KeptForm, title: str, save: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Save a valid form and lead back to the profile; otherwise show it with what is wrong."""
    if asked.method == "POST" and form.is_valid():
        try:
            save(form.cleaned_data)
        except drafts.Stale as stale:
            if isinstance(form, SeenForm):
                form = form.anew(stale)
        except Refused as refused:
            form.show(refused)
        else:
            messages.success(asked, "单位档案已保存，以后申报时自动带入。")
            return HttpResponseRedirect(_profile_url(unit))
    status = 200 if asked.method != "POST" else 409 if getattr(form, "overtaken", ()) else 422
    return render(asked, "accounts/profile_form.html", _form_context(unit, form, title), status=status)


def _form_context(unit: Organisation, form: KeptForm, title: str) -> dict[str, Any]:
    return {
        "title": title,
        "subtitle": unit.name,
        "crumbs": _crumbs(unit, title),
        "form": form,
        "submit_label": "保存",
        "back_url": _profile_url(unit),
    }


def _confirm(asked: Asked, unit: Organisation, question: str, title: str) -> HttpResponse:
    context = {
        "title": title,
        "crumbs": _crumbs(unit, title),
        "question": question,
        "consequences": ["以后申报时不再带入；此前已提交的申报不受影响。", "更改记录中保留移出前的内容。"],
        "submit_label": "确认移出",
        "back_url": _profile_url(unit),
        "danger": True,
    }
    return render(asked, "ui/confirm.html", context)


def _crumbs(unit: Organisation, title: str) -> list[tuple[str, str]]:
    return [(unit.name, unit.get_absolute_url()), ("单位档案", _profile_url(unit)), (title, "")]


def _profile_url(unit: Organisation) -> str:
    return reverse("accounts:unit_profile", args=[unit.code])


def _unit(asked: Asked, code: str) -> Organisation:
    return get_object_or_404(Organisation.objects.visible_to(asked.actor), code=code)


def _kept(asked: Asked, code: str) -> Organisation:
    unit = _unit(asked, code)
    if not drafts.may_keep_profile(unit, asked.actor).met:
        raise PermissionDenied
    return unit
