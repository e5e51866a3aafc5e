"""The pages on which requests and notices are written before they are handed in or sent."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from haizhi.decisions.views.editing import edit_page, settled
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import UNIT_ROLES
from haizhi.standing import drafts, queries
from haizhi.standing.forms import (
    DraftedReportForm,
    JudgingForm,
    RectificationForm,
    RenewalForm,
    RevocationForm,
    ScanForm,
)
from haizhi.standing.models import Rectification, Renewal, Revocation
from haizhi.standing.models.matter import Matter
from haizhi.standing.views.access import crumbs, matter, only_for
from haizhi.ui.acting import ActForm
from haizhi.ui.refusals import show_findings
from haizhi.ui.requests import Asked


def _written(
    asked: Asked,
    subject: Matter,
    stages: tuple[str, ...],
    form: ActForm,
    save: Callable[[ActForm], None],
    title: str,
) -> HttpResponse:
    """A form that is saved at will; what is refused stands on it, with everything that was typed."""
    if asked.method != "POST" and subject.stage not in stages:
        return settled(asked, subject)
    status = 200
    if asked.method == "POST":
        status = 422
        if form.is_valid():
            try:
                save(form)
            except Refused as refused:
                form.show(refused)
                subject.refresh_from_db()
                form.reread(subject)
            else:
                return redirect(subject)
    if isinstance(form, RenewalForm | JudgingForm):
        form.mark_required()
    context: dict[str, Any] = {
        "title": title,
        "subtitle": f"{subject.title}　{subject.code}",
        "crumbs": [*crumbs(subject.station), (subject.code, subject.get_absolute_url())],
        "form": form,
        "submit_label": "保存",
        "back_url": subject.get_absolute_url(),
        "wide": True,
    }
    return render(asked, "ui/form.html", context, status=status)


@login_required
def renewal_edit(asked: Asked, code: str) -> HttpResponse:
    """Write the request; the record of the term is brought up to date at each saving."""
    only_for(asked, moves.BEGIN_RENEWAL.roles)
    subject = matter(asked, Renewal, code)

    def save(form: ActForm) -> None:
        drafts.write_renewal(subject, form.arguments(), asked.at, seen=form.cleaned_data["seen"])

    form = RenewalForm(asked.POST or None, asked=asked, subject=subject)
    return _written(asked, subject, drafts.EDITED, form, save, "填写重新授牌申请")


@login_required
def renewal_judging(asked: Asked, code: str) -> HttpResponse:
    """Judge the request point by point."""
    only_for(asked, moves.CHECK_RENEWAL.roles)
    subject = matter(asked, Renewal, code)
    form = JudgingForm(asked.POST or None, asked=asked, subject=subject)

    def save(_: ActForm) -> None:
        drafts.judge(subject, form.judgements(), seen=form.cleaned_data["seen"])

    return _written(asked, subject, moves.CHECK_RENEWAL.sources, form, save, "综合评判表")


@login_required
def renewal_scan(asked: Asked, code: str) -> HttpResponse:
    """Put the scan of the signed paper to the request."""
    only_for(asked, moves.BEGIN_RENEWAL.roles)
    subject = matter(asked, Renewal, code)
    if asked.method != "POST" and subject.stage not in drafts.EDITED:
        return settled(asked, subject)
    posted = asked.method == "POST"
    form = ScanForm(asked.POST if posted else None, asked.FILES if posted else None, asked=asked)
    if posted and form.is_valid():
        scan = form.cleaned_data["scan"]
        try:
            drafts.attach_scan(subject, scan, recognised=queries.recognised(subject, scan))
        except Refused as refused:
            show_findings(form, refused.findings)
        else:
            return redirect(subject)
    context = {
        "title": "上传签字盖章的申请书",
        "subtitle": f"{subject.title}　{subject.code}",
        "crumbs": [*crumbs(subject.station), (subject.code, subject.get_absolute_url())],
        "form": form,
        "submit_label": "上传",
        "back_url": subject.get_absolute_url(),
    }
    return render(asked, "ui/form.html", context, status=422 if posted else 200)


@login_required
def rectification_edit(asked: Asked, code: str) -> HttpResponse:
    """Write a notice of 整改 before it is sent."""
    only_for(asked, moves.PREPARE_RECTIFICATION.roles)
    return edit_page(
        asked,
        lambda: matter(asked, Rectification, code),
        RectificationForm,
        lambda subject, form: drafts.revise_rectification(
            subject, at=asked.at, seen=form.cleaned_data["seen"], **form.arguments()
        ),
        draft="prepared",
        title="修改整改通知",
        crumbs=crumbs(matter(asked, Rectification, code).station),
    )


@login_required
def report_edit(asked: Asked, code: str) -> HttpResponse:
    """Write the report of 整改 for the 负责人 to hand in."""
    only_for(asked, UNIT_ROLES)
    return edit_page(
        asked,
        lambda: matter(asked, Rectification, code),
        DraftedReportForm,
        lambda subject, form: drafts.write_report(
            subject, by=asked.actor, seen=form.cleaned_data["seen"], **form.arguments()
        ),
        draft="issued",
        title="填写整改报告",
        crumbs=crumbs(matter(asked, Rectification, code).station),
    )


@login_required
def revocation_edit(asked: Asked, code: str) -> HttpResponse:
    """Write the notice before a revocation until it is sent."""
    only_for(asked, moves.PREPARE_REVOCATION.roles)
    return edit_page(
        asked,
        lambda: matter(asked, Revocation, code),
        RevocationForm,
        lambda subject, form: drafts.revise_revocation(
            subject, at=asked.at, seen=form.cleaned_data["seen"], **form.arguments()
        ),
        draft="prepared",
        title="修改听取意见通知",
        crumbs=crumbs(matter(asked, Revocation, code).station),
    )
