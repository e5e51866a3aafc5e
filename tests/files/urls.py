"""The project's addresses, and a page with two uploaders of an app that keeps no case."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template import RequestContext, Template
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from haizhi.config.urls import handler400, handler403, handler404, handler500
from haizhi.config.urls import urlpatterns as projects
from haizhi.files.forms import Row, Uploader, UploadField, answer_to, handed_in
from haizhi.files.kinds import PDF
from haizhi.files.models import Upload
from haizhi.regulation.findings import Finding, Refused
from haizhi.ui.acting import ActForm
from haizhi.ui.requests import Asked

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

PAGE = Template(
    """{% extends "ui/base.html" %}{% block content %}<div class="body"><section class="sheet"><h2>申报材料</h2>
{% for uploader in uploaders %}{% include "files/uploader.html" %}{% endfor %}</section></div>{% endblock %}"""
)
LIMITS = {"largest": 50, "case_total": 2}
"""Megabytes each and altogether, of the second one."""

ATTACHED: dict[str, list[str]] = {"one": [], "many": []}
"""The uploads (by id) that the two uploaders have; a test empties it."""


def _uploader(name: str) -> Uploader:
    rows = [Row(upload) for upload in Upload.objects.filter(pk__in=ATTACHED[name])]
    common = {
        "name": name,
        "target_url": reverse("attach", args=[name]),
        "back_url": reverse("materials"),
        "rows": rows,
    }
    if name == "one":
        return Uploader(label="签字盖章的申报表", kinds=(PDF,), largest=1, several=False, required=True, **common)  # type: ignore[arg-type]  # as listed
    return Uploader(label="海外人才团体材料", hint="每个团体一个文件。", used=1024 * 1024, **LIMITS, **common)  # type: ignore[arg-type]  # as listed


def materials(asked: Asked, outcome: Uploader | None = None) -> HttpResponse:
    """The page."""
    shown = [outcome if outcome and outcome.name == name else _uploader(name) for name in ATTACHED]
    context = RequestContext(asked, {"title": "申报材料", "uploaders": shown})
    return HttpResponse(PAGE.render(context), status=422 if outcome else 200)


@require_POST
def attach(asked: Asked, name: str) -> HttpResponse:
    """What an app does with what arrives: it refuses a file called 多余."""
    uploader, rows = _uploader(name), []
    handed = handed_in(asked, uploader)
    for upload in handed.uploads:
        if "多余" in upload.name:
            handed.refuse(upload, Refused(Finding(False, None, "此类材料最多20个文件", "请合并文件。")))
            continue
        ATTACHED[name] = [*ATTACHED[name], str(upload.pk)] if uploader.several else [str(upload.pk)]
        rows.append(Row(upload))
    return answer_to(asked, handed, rows, lambda outcome: materials(asked, outcome))


class PaperForm(ActForm):
    """A form with a file."""

    paper = UploadField(label="会议纪要")


def paper(asked: Asked) -> HttpResponse:
    """A form that says which file it got."""
    form = PaperForm(asked.POST or None, asked.FILES or None, asked=asked)
    if form.is_valid():
        return HttpResponse(f"<p>收到{form.cleaned_data['paper']}</p>")
    return render(asked, "ui/form.html", {"title": "登记", "form": form, "submit_label": "登记"})


urlpatterns = [
    *projects,
    path("paper/", paper, name="paper"),
    path("materials/", materials, name="materials"),
    path("materials/<slug:name>/", attach, name="attach"),
]
