"""Acts as forms: one form per move, carried out through the door, refusals shown beside what was typed."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from haizhi.kernel.door import (
    ACTS,
    AlreadyDone,
    available,
    concerns,
    creation_against,
    standing_against,
    submission,
)
from haizhi.kernel.limits import TooOften
from haizhi.kernel.source import new_id
from haizhi.kernel.subjects import Subject, subject_model
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.moves import MOVES, Move
from haizhi.ui.refusals import later, say_anew
from haizhi.ui.requests import Asked
from haizhi.ui.telling import done_text, known_text


class ActForm(forms.Form):
    """What an act asks for; without further fields it only confirms.

    `once` makes a form that is posted twice one act, `seen` is the version its reader was looking at.
    """

    once = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    danger: ClassVar[bool] = False
    """Whether the act can't be taken back and is confirmed a second time."""
    hint: ClassVar[str] = ""
    """A sentence shown above the fields."""
    page_title: ClassVar[str] = ""
    """What its own page is called; the move's label when empty."""

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.subject = asked, subject
        self.initial.setdefault("once", new_id())
        self.initial.setdefault("seen", subject.version if subject else None)

    def arguments(self) -> dict[str, Any]:
        """The act's keyword arguments, by the act's own names. Only after `is_valid()`."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("once", "seen")}

    def concerned(self) -> str:
        """Whom or what of the subject the act was about, for the message after it. Only after `is_valid()`."""
        return ""

    def show(self, refused: Refused) -> None:
        """Put a refusal beside the fields it concerns, the rest on top."""
        for finding in refused.findings:
            self.add_error(finding.field if finding.field in self.fields else None, _sentence(finding))

    def reread(self, subject: Subject) -> None:
        """Let the form speak of the subject as it is now, after its reader was shown a newer state."""
        say_anew(self, {"seen": str(subject.version)})


class OpinionForm(ActForm):
    """An act with an opinion that may be left empty."""

    opinion = forms.CharField(label="意见", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(ActForm):
    """An act that needs its reason."""

    opinion = forms.CharField(label="理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


Forms = Mapping[str, type[ActForm]]
"""The form of each move, by its name; a move without an entry is only confirmed."""


class Panel:
    """A move offered on a case page: its form when it may be done now, what stands against it otherwise."""

    def __init__(self, move: Move, findings: tuple[Finding, ...], url: str, form: ActForm) -> None:
        self.move, self.findings, self.url = move, findings, url
        self.form = None if findings else form
        self.label, self.danger, self.duty = move.label, form.danger, move.duty
        self.finding_base = ""
        """The page whose rows (`#row-` and a finding's field) the findings speak of, where there is one."""


def act_url(subject: Subject, move: Move) -> str:
    """Where an act is done: the case page's address and the verb."""
    return f"{subject.get_absolute_url()}{move.verb}/"


def panels(asked: Asked, subject: Subject, forms_by_move: Forms) -> list[Panel]:
    """The acts open to whoever asks, as forms, and the greyed ones with their reasons.

    A duty that this very row does not wait for, though its stage admits it, comes last and is none.
    """
    offers = available(asked.actor, subject, asked.at)
    idle = {offer.move for offer in offers if offer.move.duty and not subject.waits_for(offer.move)}
    found = [
        Panel(
            offer.move,
            offer.findings,
            act_url(subject, offer.move),
            forms_by_move.get(offer.move.name, ActForm)(
                asked=asked, subject=subject, prefix=None, auto_id=f"{offer.move.verb}_%s"
            ),
        )
        for offer in sorted(offers, key=lambda offer: offer.move in idle)
    ]
    for panel in found:
        panel.duty = panel.duty and panel.move not in idle
    return found


def act_page(
    asked: Asked, subject: Subject, verb: str, forms_by_move: Forms, *, after: str = "", finding_base: str = ""
) -> HttpResponse:
    """One act of a subject as a page of its own: GET shows its form, POST carries it out.

    Redirects to `after` (the case page when empty); `finding_base` as in `Panel`. A refusal answers 422 with everything
    that was typed.
    Raises Http404 for a verb that the kind does not have or that nobody does by hand.
    """
    move = MOVES.get(f"{subject.kind}.{verb}")
    if move is None or move.creates or move.cause:
        raise Http404
    form_class = forms_by_move.get(move.name, ActForm)

    def call(form: ActForm) -> Subject:
        return ACTS[move.name].call(subject, by=asked.actor, at=asked.at, **form.arguments())

    posted = asked.method == "POST"
    if not posted or not concerns(move, subject, asked.actor):  # whose act it is not, of them no file is taken in
        findings = standing_against(move, subject, asked.actor, asked.at)
        form = form_class(asked=asked, subject=subject)
        status = 422 if posted else 200
        return _page(asked, move, form, subject, findings, status=status, finding_base=finding_base)
    form = form_class(asked.POST, asked.FILES, asked=asked, subject=subject)
    return carry_out(asked, move, form, call, subject=subject, after=after)


def creation_page(
    asked: Asked,
    move: Move,
    form_class: type[ActForm],
    call: Callable[[ActForm], Subject],
    *,
    parent: Subject | None = None,
    crumbs: Any = (),
    after: str = "",
) -> HttpResponse:
    """A page whose form brings a subject into being; `call` hands the valid form to the act.

    What the rules hold against it on its `parent` is said in place of the form.
    """
    if asked.method != "POST":
        form = form_class(asked=asked)
        against = creation_against(move, parent, asked.actor, asked.at) if parent is not None else ()
        return _page(asked, move, form, None, against, status=200, crumbs=crumbs)
    form = form_class(asked.POST, asked.FILES, asked=asked)
    return carry_out(asked, move, form, call, crumbs=crumbs, after=after)


def carry_out(
    asked: Asked,
    move: Move,
    form: ActForm,
    call: Callable[[ActForm], Subject],
    *,
    subject: Subject | None = None,
    crumbs: Any = (),
    after: str | Callable[[Subject], str] = "",
) -> HttpResponse:
    """Carry out an act for a posted form; the same form posted twice is one act. Redirects as `after` says."""
    before = subject.stage if subject is not None else ""
    if form.is_valid():
        try:
            with submission(_uuid(form.cleaned_data.get("once")), form.cleaned_data.get("seen")):
                done = call(form)
        except AlreadyDone as earlier:
            done = subject_model(earlier.kind)._default_manager.get(pk=earlier.subject_id)
            messages.info(asked, known_text(move, done))
            return HttpResponseRedirect(_address(after, done))
        except TooOften as refused:
            page = _page(asked, move, form, subject, (), status=422, crumbs=crumbs, pause=str(refused))
            return later(page, refused, asked.at)
        except Refused as refused:
            form.show(refused)
        else:
            messages.success(asked, done_text(move, done, before, asked.actor, form.concerned()))
            return HttpResponseRedirect(_address(after, done))
    if subject is not None:
        subject.refresh_from_db()
        form.reread(subject)
    return _page(asked, move, form, subject, (), status=422, crumbs=crumbs)


def _address(after: str | Callable[[Subject], str], done: Subject) -> str:
    return (after(done) if callable(after) else after) or done.get_absolute_url()


def _page(
    asked: Asked,
    move: Move,
    form: ActForm,
    subject: Subject | None,
    findings: tuple[Finding, ...],
    *,
    status: int,
    crumbs: Any = (),
    finding_base: str = "",
    pause: str = "",
) -> HttpResponse:
    context = {
        "pause": pause,
        "finding_base": finding_base,
        "move": move,
        "form": form,
        "subject": subject,
        "findings": findings,
        "crumbs": crumbs,
        "danger": form.danger,
    }
    return render(asked, "ui/act_page.html", context, status=status)


def _uuid(value: Any) -> UUID | None:
    return value if isinstance(value, UUID) else None


def _sentence(finding: Finding) -> str:
    where = f"（{finding.cite}）" if finding.cite else ""
    end = "" if finding.reason.endswith(("。", "！", "？")) else "。"
    return f"{finding.reason}{where}{end}{finding.remedy}"


def uuid_in(text: str) -> UUID | None:
    """The id that a posted text is, None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None
