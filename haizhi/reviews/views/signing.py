"""Keys of a session, and the checkpoints that wait for a signature."""

from functools import partial
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.debug import sensitive_post_parameters

from haizhi.kernel.cosigning import note_of
from haizhi.kernel.door import AlreadyDone, standing_against, submission
from haizhi.kernel.models import Checkpoint
from haizhi.kernel.source import new_code
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.reviews import acts, queries
from haizhi.reviews.facts.signing import sides_of
from haizhi.reviews.forms.signing import (
    KEY_FORMS,
    CheckpointFilters,
    MakeSheetKeyForm,
    PassphraseForm,
    SignatureLineForm,
    SignatureLinesForm,
)
from haizhi.reviews.models import Session
from haizhi.reviews.views.access import CEREMONY_READERS, crumbs, offered, only_for, the_session
from haizhi.ui.acting import act_page
from haizhi.ui.exporting import Column, list_page, not_kept
from haizhi.ui.listing import listed
from haizhi.ui.refusals import show_findings
from haizhi.ui.requests import Asked

_CODE, _GROUP = 25, 5
"""A recovery code: 125 bits, in groups of five that can be copied by hand."""

_VERBS = (moves.MAKE_SHEET_KEY.verb, moves.ENABLE_KEY.verb, moves.DISABLE_KEY.verb)
_COLUMNS = (
    Column("记录数", lambda c: c.size, 10),
    Column("评审会", lambda c: c.session_name, 30),
    Column("签署缘由", queries.occasion, 20),
    Column("时间", lambda c: c.at, 18),
    Column("账本根", lambda c: c.root, 66),
)


@login_required
def keys(asked: Asked, code: str) -> HttpResponse:
    """Who signs for a session, what is unlocked, what waits."""
    only_for(asked, CEREMONY_READERS)
    subject = the_session(asked, code)
    found = queries.keys_of_session(subject, asked.at)
    panels = offered(asked, subject, KEY_FORMS, _VERBS)
    anew = [panel for panel in panels if found.sheet_key and panel.move == moves.MAKE_SHEET_KEY]
    context = {
        "title": "签名密钥",
        "subtitle": subject.name,
        "crumbs": crumbs(subject),
        "subject": subject,
        "keys": found,
        "panels": [panel for panel in panels if panel not in anew],
        "anew": anew,
        "holder": asked.actor.holds(*moves.ENABLE_KEY.roles),
    }
    return render(asked, "reviews/keys.html", context)


@sensitive_post_parameters("passphrase", "code")
@login_required
def key_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """Unlock one's key for the sitting, or lock it again."""
    subject = the_session(asked, code)
    return act_page(asked, subject, verb, KEY_FORMS, after=reverse("reviews:keys", args=[code]))


@login_required
def make_sheet_key(asked: Asked, code: str) -> HttpResponse:
    """Make the key that sheets are sealed to; the recovery code is shown in the answer and nowhere else."""
    subject = the_session(asked, code)
    back = reverse("reviews:keys", args=[code])
    if asked.method != "POST" or standing_against(moves.MAKE_SHEET_KEY, subject, asked.actor, asked.at):
        return act_page(asked, subject, moves.MAKE_SHEET_KEY.verb, KEY_FORMS, after=back)
    form = MakeSheetKeyForm(asked.POST, asked=asked, subject=subject)
    recovery = new_code(_CODE)
    try:
        with submission(form.cleaned_data["once"] if form.is_valid() else None, form.cleaned_data.get("seen")):
            acts.make_sheet_key(subject, by=asked.actor, at=asked.at, code=recovery)
    except AlreadyDone:
        messages.info(asked, "会议密钥此前已经制作。没有抄录恢复码的，请重新制作。")
        return HttpResponseRedirect(back)
    except Refused as refused:
        messages.error(asked, str(refused))
        return HttpResponseRedirect(back)
    context = {
        "title": "会议密钥恢复码",
        "subtitle": subject.name,
        "crumbs": [*crumbs(subject), ("签名密钥", back)],
        "subject": subject,
        "code": "-".join(recovery[n : n + _GROUP] for n in range(0, _CODE, _GROUP)),
        "back_url": back,
    }
    answer = render(asked, "reviews/recovery_code.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@login_required
def checkpoints(asked: Asked) -> HttpResponseBase:
    """The checkpoints that wait for my signature; a POST brings signatures of several of them, made elsewhere."""
    only_for(asked, moves.ENABLE_KEY.roles)
    form = SignatureLinesForm(asked.POST, asked.FILES) if asked.method == "POST" else SignatureLinesForm()
    results: list[acts.Signed] = []
    if asked.method == "POST" and form.is_valid():
        waiting = queries.waiting_with_sessions(asked.actor)
        results = acts.sign_by_lines(waiting, form.cleaned_data["all"], by=asked.actor, at=asked.at)
        signed = [result.checkpoint for result in results if result.checkpoint]
        if len(signed) == len(results):
            messages.success(asked, f"已签署{len(signed)}个检查点。")
            return HttpResponseRedirect(reverse("reviews:checkpoints"))
        left = "\n".join(result.line for result in results if not result.checkpoint)
        form = SignatureLinesForm(initial={"lines": left})
    rows = queries.awaiting_signature(asked.actor)
    sorts = {"size": "size", "at": "at", "session": "session_name"}
    listing = listed(asked, rows, sorts=sorts, default="size", filters=CheckpointFilters)
    context = {
        "title": "待签检查点",
        "crumbs": crumbs(),
        "listing": listing,
        "counted": "个",
        "rows": [(row, queries.occasion(row)) for row in listing],
        "form": form,
        "results": results,
        "elsewhere": queries.signs_elsewhere(asked.actor),
    }
    status = 422 if asked.method == "POST" else 200
    return list_page(asked, "reviews/checkpoints.html", context, _COLUMNS, show=partial(render, status=status))


@login_required
def checkpoint_files(asked: Asked) -> HttpResponse:
    """Every checkpoint that waits for my signature, as one archive."""
    only_for(asked, moves.ENABLE_KEY.roles)
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for row in queries.unsigned_checkpoints(asked.actor).prefetch_related("signatures"):
            archive.writestr(f"{row.size:08d}.note", note_of(row))
    answer = HttpResponse(made.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename="待签检查点.zip")
    return not_kept(answer)


@sensitive_post_parameters("passphrase")
@login_required
def checkpoint(asked: Asked, code: str, size: int) -> HttpResponse:
    """One checkpoint: its text, its signatures, and the two ways of signing it."""
    only_for(asked, CEREMONY_READERS)
    if asked.method == "POST":
        only_for(asked, moves.ENABLE_KEY.roles)
    subject = the_session(asked, code)
    found = _checkpoint(subject, size)
    by_line = SignatureLineForm(asked.POST if "line" in asked.POST else None)
    by_passphrase = PassphraseForm(asked.POST if "passphrase" in asked.POST else None, asked=asked)
    if asked.method == "POST" and _signed(asked, subject, found, by_line, by_passphrase):
        messages.success(asked, "已签名。")
        return HttpResponseRedirect(reverse("reviews:checkpoints"))
    side = queries.side_of(subject, asked.actor.id)
    context = {
        "title": f"检查点 {found.size}",
        "subtitle": f"{subject.name}，“{queries.occasion(found)}”之后",
        "crumbs": [*crumbs(subject), ("签名密钥", reverse("reviews:keys", args=[code]))],
        "subject": subject,
        "checkpoint": found,
        "note": note_of(found),
        "side": side,
        "waits": side is not None and side.post.value not in sides_of(found),
        "by_line": by_line,
        "by_passphrase": by_passphrase,
    }
    return render(asked, "reviews/checkpoint.html", context, status=422 if asked.method == "POST" else 200)


@login_required
def checkpoint_file(asked: Asked, code: str, size: int) -> HttpResponse:
    """A checkpoint with the signatures that it has, as a file."""
    only_for(asked, CEREMONY_READERS)
    found = _checkpoint(the_session(asked, code), size)
    answer = HttpResponse(note_of(found), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.size:08d}.note"'
    return answer


def _checkpoint(session: Session, size: int) -> Checkpoint:
    found = queries.checkpoint_of(session, size)
    if found is None:
        raise Http404
    return found


def _signed(asked: Asked, session: Session, found: Checkpoint, by_line: forms.Form, by_passphrase: forms.Form) -> bool:
    """Whether the posted form signed the checkpoint; its errors are in the form otherwise."""
    form, sign = (by_line, acts.sign_by_upload) if by_line.is_bound else (by_passphrase, acts.sign_by_passphrase)
    if not form.is_valid():
        return False
    said: dict[str, Any] = form.cleaned_data
    try:
        sign(session, found, by=asked.actor, at=asked.at, **said)
    except Refused as refused:
        show_findings(form, refused.findings)
        return False
    return True
