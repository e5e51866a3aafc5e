"""Keys of a session, and its checkpoints."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from haizhi.accounts.views.checkpoints import note_file, signing_page
from haizhi.kernel.door import AlreadyDone, standing_against, submission
from haizhi.kernel.source import new_code
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.reviews import acts, queries
from haizhi.reviews.forms.signing import KEY_FORMS, MakeSheetKeyForm
from haizhi.reviews.views.access import CEREMONY_READERS, crumbs, offered, only_for, the_session
from haizhi.ui.acting import act_page
from haizhi.ui.requests import Asked

_CODE, _GROUP = 25, 5
"""A recovery code: 125 bits, in groups of five that can be copied by hand."""

_VERBS = (moves.MAKE_SHEET_KEY.verb, moves.ENABLE_KEY.verb, moves.DISABLE_KEY.verb)


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


@sensitive_post_parameters("passphrase")
@login_required
def checkpoint(asked: Asked, code: str, size: int) -> HttpResponse:
    """One checkpoint of a session, and the two ways of signing it."""
    only_for(asked, CEREMONY_READERS)
    subject = the_session(asked, code)
    way = [*crumbs(subject), ("签名密钥", reverse("reviews:keys", args=[code]))]
    return signing_page(asked, subject, size, way, reverse("reviews:checkpoint_file", args=[code, size]))


@login_required
def checkpoint_file(asked: Asked, code: str, size: int) -> HttpResponse:
    """A checkpoint with the signatures that it has, as a file."""
    only_for(asked, CEREMONY_READERS)
    return note_file(the_session(asked, code), size)
