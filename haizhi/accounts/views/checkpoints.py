"""The checkpoints that wait for a signature, of every case that two people sign for."""

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header

from haizhi.accounts.acts import cosigning as acts
from haizhi.accounts.facts.cosigning import sides_of
from haizhi.accounts.forms.cosigning import CheckpointFilters, PassphraseForm, SignatureLineForm, SignatureLinesForm
from haizhi.accounts.models import Cosigned
from haizhi.accounts.queries import cosigning as queries
from haizhi.kernel.cosigning import note_of
from haizhi.kernel.models import Checkpoint
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.ui.admission import for_roles
from haizhi.ui.exporting import Column, list_page, not_kept
from haizhi.ui.listing import listed
from haizhi.ui.refusals import show_findings
from haizhi.ui.requests import Asked

_COLUMNS = (
    Column("记录数", lambda c: c.size, 10),
    Column("评审会或抽签", lambda c: c.case_name, 30),
    Column("签署缘由", queries.occasion, 20),
    Column("时间", lambda c: c.at, 18),
    Column("账本根", lambda c: c.root, 66),
)


@for_roles(moves.MAKE_KEY.roles)
def checkpoints(asked: Asked) -> HttpResponseBase:
    """The checkpoints that wait for my signature; a POST brings signatures of several of them, made elsewhere."""
    form = SignatureLinesForm(asked.POST, asked.FILES) if asked.method == "POST" else SignatureLinesForm()
    results: list[acts.Signed] = []
    if asked.method == "POST" and form.is_valid():
        waiting = queries.waiting_with_cases(asked.actor)
        results = acts.sign_by_lines(waiting, form.cleaned_data["all"], by=asked.actor, at=asked.at)
        signed = [result.checkpoint for result in results if result.checkpoint]
        if len(signed) == len(results):
            messages.success(asked, f"已签署{len(signed)}个检查点。")
            return HttpResponseRedirect(reverse("accounts:checkpoints"))
        left = "\n".join(result.line for result in results if not result.checkpoint)
        form = SignatureLinesForm(initial={"lines": left})
    rows = queries.awaiting_signature(asked.actor)
    sorts = {"size": "size", "at": "at", "case": "case_name"}
    listing = listed(asked, rows, sorts=sorts, default="size", filters=CheckpointFilters)
    context = {
        "title": "待签检查点",
        "crumbs": [("我的签名密钥", reverse("accounts:keys"))],
        "listing": listing,
        "counted": "个",
        "rows": [(row, queries.occasion(row), queries.signing_url(row)) for row in listing],
        "form": form,
        "results": results,
        "elsewhere": queries.signs_elsewhere(asked.actor),
    }
    status = 422 if asked.method == "POST" else 200
    return list_page(asked, "accounts/checkpoints.html", context, _COLUMNS, show=partial(render, status=status))


@for_roles(moves.MAKE_KEY.roles)
def checkpoint_files(asked: Asked) -> HttpResponse:
    """Every checkpoint that waits for my signature, as one archive."""
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for row in queries.unsigned_checkpoints(asked.actor).prefetch_related("signatures"):
            archive.writestr(f"{row.size:08d}.note", note_of(row))
    answer = HttpResponse(made.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename="待签检查点.zip")
    return not_kept(answer)


def signing_page(
    asked: Asked, case: Cosigned, size: int, crumbs: Sequence[tuple[str, str]], file_url: str
) -> HttpResponse:
    """One checkpoint of a case: its text, its signatures, and the two ways of signing it, for whoever may see it.

    Raises Http404 for a size at which the case has none, PermissionDenied for a signature of somebody without a post.
    """
    if asked.method == "POST" and not asked.actor.holds(*moves.MAKE_KEY.roles):
        raise PermissionDenied
    found = _checkpoint(case, size)
    by_line = SignatureLineForm(asked.POST if "line" in asked.POST else None)
    by_passphrase = PassphraseForm(asked.POST if "passphrase" in asked.POST else None, asked=asked)
    if asked.method == "POST" and _signed(asked, case, found, by_line, by_passphrase):
        messages.success(asked, "已签名。")
        return HttpResponseRedirect(reverse("accounts:checkpoints"))
    side = queries.side_of(case, asked.actor.id)
    context = {
        "title": f"检查点 {found.size}",
        "subtitle": f"{case.name}，“{queries.occasion(found)}”之后",
        "crumbs": crumbs,
        "checkpoint": found,
        "note": note_of(found),
        "file_url": file_url,
        "side": side,
        "waits": side is not None and side.post.value not in sides_of(found),
        "by_line": by_line,
        "by_passphrase": by_passphrase,
    }
    return render(asked, "accounts/checkpoint.html", context, status=422 if asked.method == "POST" else 200)


def note_file(case: Cosigned, size: int) -> HttpResponse:
    """A checkpoint of a case with the signatures that it has, as a file. Raises Http404 where there is none."""
    found = _checkpoint(case, size)
    answer = HttpResponse(note_of(found), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.size:08d}.note"'
    return answer


def _checkpoint(case: Cosigned, size: int) -> Checkpoint:
    found = queries.checkpoint_of(case, size)
    if found is None:
        raise Http404
    return found


def _signed(asked: Asked, case: Cosigned, found: Checkpoint, by_line: forms.Form, by_passphrase: forms.Form) -> bool:
    """Whether the posted form signed the checkpoint; its errors are in the form otherwise."""
    form, sign = (by_line, acts.sign_by_upload) if by_line.is_bound else (by_passphrase, acts.sign_by_passphrase)
    if not form.is_valid():
        return False
    said: dict[str, Any] = form.cleaned_data
    try:
        sign(case, found, by=asked.actor, at=asked.at, **said)
    except Refused as refused:
        show_findings(form, refused.findings)
        return False
    return True
