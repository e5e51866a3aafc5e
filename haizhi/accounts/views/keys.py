"""Signing keys: one's own, made here or kept elsewhere, replaced, reported lost."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from haizhi.accounts.acts.keys import challenge, make_key, parse_public, register_key
from haizhi.accounts.facts.keys import keys_of, next_name, post_of
from haizhi.accounts.forms.keys import KEY_FORMS, SUCCESSION, MakeKeyForm, PublicKeyForm, RegisterKeyForm
from haizhi.accounts.models import Key
from haizhi.fairness import note
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.ui.acting import act_page, carry_out, creation_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.refusals import show_findings
from haizhi.ui.requests import Asked

_HOLDERS = moves.MAKE_KEY.roles


@for_roles(_HOLDERS)
def keys(asked: Asked) -> HttpResponse:
    """My signing keys, the valid one first."""
    post = post_of(asked.actor)
    own = keys_of(asked.actor.id, post)
    context = {
        "title": "我的签名密钥",
        "crumbs": [("我的账户", reverse("accounts:profile")), ("我的签名密钥", "")],
        "keys": own[::-1],
        "valid": next((key for key in own if key.stage == "active"), None),
        "post": post,
    }
    return render(asked, "accounts/keys.html", context)


@sensitive_post_parameters("passphrase", "repeated")
@for_roles(_HOLDERS)
def make(asked: Asked) -> HttpResponse:
    """Make a key here."""
    return creation_page(
        asked,
        moves.MAKE_KEY,
        MakeKeyForm,
        lambda form: make_key(by=asked.actor, at=asked.at, **form.arguments()),
        crumbs=_crumbs("制作签名密钥"),
        after=reverse("accounts:keys"),
    )


@for_roles(_HOLDERS)
def register(asked: Asked) -> HttpResponse:
    """Register the public half of a key kept elsewhere: first the key, then the signature that proves it."""
    form = PublicKeyForm(asked.POST or None)
    vkey = None
    if form.is_valid():
        try:
            vkey = parse_public(form.cleaned_data["public"], post_of(asked.actor))
        except Refused as refused:
            show_findings(form, refused.findings)
    if vkey is not None:
        return _prove(asked, vkey)
    context = {
        "title": "登记签名公钥",
        "crumbs": _crumbs("登记签名公钥"),
        "form": form,
        "name": next_name(post_of(asked.actor)),
        "succession": SUCCESSION,
        "submit_label": "下一步",
        "back_url": reverse("accounts:keys"),
    }
    return render(asked, "accounts/key_public.html", context, status=422 if asked.method == "POST" else 200)


def _prove(asked: Asked, vkey: note.Key) -> HttpResponse:
    text = challenge(asked.actor.id, vkey)
    if "proof" in asked.POST:
        form = RegisterKeyForm(asked.POST, asked=asked)
        answer = carry_out(
            asked,
            moves.REGISTER_KEY,
            form,
            lambda form: register_key(by=asked.actor, at=asked.at, **form.arguments()),
            after=reverse("accounts:keys"),
        )
        if answer.status_code != 422:
            return answer
    else:
        form = RegisterKeyForm(asked=asked, initial={"public": str(vkey)})
    context = {
        "title": "登记签名公钥",
        "crumbs": _crumbs("登记签名公钥"),
        "form": form,
        "vkey": vkey,
        "text": text,
        "submit_label": "登记",
        "back_url": reverse("accounts:keys"),
    }
    return render(asked, "accounts/key_proof.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_roles(_HOLDERS)
def challenge_file(asked: Asked) -> HttpResponse:
    """The text that a key has to sign before it is registered, as a file."""
    try:
        vkey = parse_public(asked.POST.get("public", ""), post_of(asked.actor))
    except Refused:
        raise Http404 from None
    answer = HttpResponse(challenge(asked.actor.id, vkey), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="register.note"'
    return answer


@for_roles(Key.readers)
def key(asked: Asked, pk: UUID) -> HttpResponse:
    """One key: what it is called, whether it is good, what was done with it."""
    found = _found(asked, pk)
    own = found.holder_id == asked.actor.id
    above = ("我的签名密钥", reverse("accounts:keys")) if own else ("签名密钥", "")
    crumbs = [("我的账户", reverse("accounts:profile")), above, (found.name, "")]
    context = case_context(asked, found, KEY_FORMS, title=found.name, crumbs=crumbs)
    return render(asked, "accounts/key.html", context | {"own": own})


@for_roles(Key.readers)
def key_act(asked: Asked, pk: UUID, verb: str) -> HttpResponse:
    """Report a key lost."""
    return act_page(asked, _found(asked, pk), verb, KEY_FORMS)


def _found(asked: Asked, pk: UUID) -> Key:
    return get_object_or_404(Key.objects.visible_to(asked.actor).select_related("holder", "replaces"), pk=pk)


def _crumbs(last: str) -> list[tuple[str, str]]:
    return [("我的签名密钥", reverse("accounts:keys")), (last, "")]
