"""Inviting people, and following an invitation's link."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from haizhi.accounts.acts import accept_invitation, invite
from haizhi.accounts.facts import invitation_of
from haizhi.accounts.forms.entries import (
    INVITATION_FORMS,
    AcceptAsNewForm,
    AcceptForm,
    InviteAnywhereForm,
    InviteForm,
)
from haizhi.accounts.models import Invitation, Organisation, Person
from haizhi.accounts.queries import invitation_path
from haizhi.accounts.views.joinings import BACKEND
from haizhi.kernel.actor import public_named
from haizhi.kernel.door import AlreadyDone, submission
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from haizhi.regulation.stages import STAGES
from haizhi.ui.acting import act_page, creation_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import FilterForm, listed
from haizhi.ui.requests import Asked

INVITERS = moves.INVITE_PERSON.roles
READERS = Invitation.readers | INVITERS


class InvitationFilters(FilterForm):
    """By person or unit, and what became of it."""

    q = forms.CharField(label="姓名、手机号码、电子信箱或单位", max_length=64)
    stage = forms.ChoiceField(label="状态", choices=[("", "全部"), *STAGES["invitation"].items()])

    def narrow(self, queryset: QuerySet[Invitation]) -> QuerySet[Invitation]:
        """The invitations to somebody of that name, number or mailbox, or into a unit called so."""
        if words := self.cleaned_data.get("q"):
            said = words.strip()
            units = Organisation.objects.called(said).values("pk")
            queryset = queryset.filter(
                Q(name__icontains=said)
                | Q(mobile__startswith=said)
                | Q(email__istartswith=said)
                | Q(organisation__in=units)
            )
        if stage := self.cleaned_data.get("stage"):
            queryset = queryset.filter(stage=stage)
        return queryset


@for_roles(READERS)
def invitations(asked: Asked) -> HttpResponseBase:
    """Whom my unit invited, or everybody did for who watches over them."""
    rows = Invitation.objects.visible_to(asked.actor).select_related("organisation", "accepted_by")
    sorts = {"at": "sent_at", "until": "expires_at"}
    context = {
        "title": "邀请",
        "listing": listed(asked, rows, sorts=sorts, default="-at", filters=InvitationFilters),
        "counted": "份",
        "may_invite": asked.actor.holds(*INVITERS),
    }
    return list_page(asked, "accounts/invitations.html", context, _columns(asked.at), personal=True)


def _columns(at: datetime) -> tuple[Column, ...]:
    return (
        Column("受邀人", lambda i: i.name, 12),
        Column("手机号码或电子信箱", lambda i: i.contact, 26),
        Column("岗位", lambda i: "、".join(i.role_labels), 24),
        Column("范围", lambda i: i.place_label, 34),
        Column("邀请人", lambda i: i.sent_by, 12),
        Column("发出时间", lambda i: i.sent_at, 18),
        Column("失效时间", lambda i: i.expires_at, 18),
        Column("状态", lambda i: i.standing(at), 12),
        Column("接受人", lambda i: i.accepted_by.name if i.accepted_by else "", 12),
    )


@for_roles(INVITERS)
def new_invitation(asked: Asked) -> HttpResponse:
    """Invite somebody: a 负责人 into the own unit, the security administrator into other roles."""
    return creation_page(
        asked,
        moves.INVITE_PERSON,
        InviteForm if asked.actor.holds(Role.SIGNATORY) else InviteAnywhereForm,
        lambda form: invite(by=asked.actor, at=asked.at, **form.arguments()),
        crumbs=[("邀请", reverse("accounts:invitations")), ("新的邀请", "")],
    )


@for_roles(READERS)
def invitation(asked: Asked, pk: UUID) -> HttpResponse:
    """One invitation, with its link for whoever may pass it on."""
    found = _found(asked, pk)
    crumbs = [("邀请", reverse("accounts:invitations")), (str(found), "")]
    context = case_context(asked, found, INVITATION_FORMS, crumbs=crumbs)
    context["panels"] = [p for p in context["panels"] if p.move.name != moves.ACCEPT_INVITATION.name]
    open_now = found.stage == "open" and asked.at < found.expires_at
    if open_now and asked.actor.holds(*INVITERS):
        context["link"] = asked.build_absolute_uri(invitation_path(found))
    return render(asked, "accounts/invitation.html", context)


@for_roles(READERS)
def invitation_act(asked: Asked, pk: UUID, verb: str) -> HttpResponse:
    """Send it anew, or revoke it; accepting takes the link."""
    if verb == moves.ACCEPT_INVITATION.verb:
        raise Http404
    return act_page(asked, _found(asked, pk), verb, INVITATION_FORMS)


@sensitive_post_parameters("password", "repeated")
def invited(asked: Asked, token: str) -> HttpResponse:
    """Where an invitation's link leads: accept with the account in hand, or open one by it."""
    found = invitation_of(token)
    if found is None:
        return render(asked, "accounts/invitation_void.html", {"title": "邀请链接无效"}, status=404)
    if found.stage == "accepted" and found.accepted_by_id == asked.actor.id and asked.actor.is_signed_in:
        return HttpResponseRedirect(reverse("accounts:profile"))
    if found.stage != "open" or found.expires_at <= asked.at:
        return render(asked, "accounts/invitation_void.html", {"title": "邀请已失效", "invitation": found}, status=410)
    form = _form(asked, found)
    if asked.method == "POST" and form is not None and form.is_valid():
        try:
            with submission(form.cleaned_data.get("once"), None):
                password = form.cleaned_data.get("password")
                by = asked.actor if asked.actor.is_signed_in else public_named(form.cleaned_data["person_name"])
                accept_invitation(found, token, password, by=by, at=asked.at, **form.arguments())
        except Refused as refused:
            form.show(refused)
        except AlreadyDone:
            return HttpResponseRedirect(reverse("accounts:profile"))
        else:
            if not asked.actor.is_signed_in and found.accepted_by is not None:
                login(asked, found.accepted_by, backend=BACKEND)
            messages.success(asked, f"已接受邀请：{found.place_label}，{'、'.join(found.role_labels)}。")
            return HttpResponseRedirect(reverse("accounts:profile"))
    context = {
        "title": "接受邀请",
        "invitation": found,
        "form": form,
        "sign_in_url": f"{reverse('account_login')}?next={invitation_path(found)}",
    }
    return render(asked, "accounts/invited.html", context, status=422 if asked.method == "POST" else 200)


def _form(asked: Asked, found: Invitation) -> AcceptForm | AcceptAsNewForm | None:
    """The form for whoever follows the link; None for somebody with an account who has to sign in first."""
    data = asked.POST if asked.method == "POST" else None
    if asked.actor.is_signed_in:
        return AcceptForm(data, asked=asked)
    known = Person._base_manager.filter(**({"mobile": found.mobile} if found.mobile else {"email": found.email}))
    if known.exists():
        return None
    return AcceptAsNewForm(data, asked=asked, initial={"person_name": found.name})


def _found(asked: Asked, pk: UUID) -> Invitation:
    rows = Invitation.objects.visible_to(asked.actor).select_related("organisation", "accepted_by")
    return get_object_or_404(rows, pk=pk)
