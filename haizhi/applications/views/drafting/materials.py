"""The files of an application: one uploader for each kind of material."""

from collections.abc import Mapping
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from haizhi.applications import drafts, facts
from haizhi.applications.models import Application, Material
from haizhi.applications.queries import case, drafting
from haizhi.applications.views.drafting.frame import section_context
from haizhi.applications.views.drafting.opening import open_form
from haizhi.files.forms import Row, Uploader
from haizhi.files.kinds import JPG, KINDS, PDF, PNG
from haizhi.regulation.materials import MATERIALS, MaterialKind
from haizhi.regulation.routing import Route
from haizhi.regulation.sections import Section
from haizhi.ui.requests import Asked

_SCANS = (PDF, JPG, PNG)

Outcomes = Mapping[MaterialKind, Uploader]


def materials_page(asked: Asked, application: Application, outcomes: Outcomes | None = None) -> HttpResponse:
    """The section of the files, with what came of an upload where there is any."""
    outcomes = outcomes or {}
    kinds = [
        kind
        for kind in kinds_of(application)
        if kind is not MaterialKind.SIGNED_FORM and kind.value not in drafting.INTRODUCED
    ]
    context = section_context(asked, application, Section.ATTACHMENTS) | {
        "uploaders": [outcomes.get(kind) or uploader_of(application, kind) for kind in kinds],
        "introductions": [kind.label for kind in MaterialKind if kind.value in drafting.INTRODUCED],
        "introductions_url": drafting.section_url(application, Section.OVERSEAS),
        "groups": [group for group in case.material_groups(application) if group.former],
        **open_form(asked, application, Section.ATTACHMENTS, drafts.open_page(application)),
    }
    return render(asked, "applications/sections/materials.html", context, status=422 if outcomes else 200)


def introductions(application: Application, section: Section, outcomes: Outcomes | None = None) -> list[Uploader]:
    """The uploaders of introductions that may be handed in as files beside their records."""
    if section is not Section.OVERSEAS:
        return []
    kinds = [kind for kind in kinds_of(application) if kind.value in drafting.INTRODUCED]
    return [(outcomes or {}).get(kind) or uploader_of(application, kind) for kind in kinds]


def uploader_of(application: Application, kind: MaterialKind) -> Uploader:
    """The uploader of one kind, with the files that are there."""
    demanded = MATERIALS[kind]
    return Uploader(
        name=kind.value,
        label=demanded.label,
        target_url=reverse("applications:attach", args=[application.code, kind.value]),
        back_url=page_of(application, kind),
        largest=application.call.largest_file,
        case_total=application.call.largest_case,
        used=facts.bytes_of_materials(application),
        several=kind not in drafts.SINGLE_MATERIALS,
        kinds=_SCANS if kind is MaterialKind.SIGNED_FORM else KINDS,
        required=demanded.required(facts.kind_of(application.unit), Route(application.route))
        and kind.value not in drafting.INTRODUCED,
        hint=_HINTS.get(kind, ""),
        rows=[row_of(application, m) for m in facts.current_materials(application) if m.sort == kind],
    )


_HINTS = {
    MaterialKind.OVERSEAS_GROUPS: "已逐条填写的，不必再上传；另有成册简介的可上传。",
    MaterialKind.EXPERTS: "已逐条填写的，不必再上传；另有成册简介的可上传。",
    MaterialKind.AGREEMENTS: "协议可在“海外团体与海外人才”“项目合作与技术转让”的各条记录中关联。",
    MaterialKind.STANDING_PROOF: "规模以上企业或高新技术企业，任一证明即可。",
    MaterialKind.SIGNED_FORM: "负责人签字并加盖公章后，扫描成一个文件上传。",
}


def row_of(application: Application, material: Material) -> Row:
    """A file in its uploader's list, with the records that name it."""
    linked = [record for record in facts.records_of(application) if record.agreement_id == material.pk]
    waits = ["有页面未能识别，请到“打印与装订”逐页核对"] if facts.waits_for_comparing(material) else []
    return Row(
        material.upload,
        note="、".join([*waits, *(f"{record.kind.label}“{record}”" for record in linked)]),
        remove_url=reverse("applications:detach", args=[application.code]),
        remove_name="material",
        remove_value=str(material.pk),
        replace_url=_replace_url(application, material),
    )


def _replace_url(application: Application, material: Material) -> str:
    """Of a kind that only the newest is in force of, handing in another one replaces it."""
    if material.sort in drafts.SINGLE_MATERIALS:
        return ""
    return reverse("applications:replace", args=[application.code, material.sort, material.pk])


def replacer_of(application: Application, material: Material) -> Uploader:
    """The uploader of the file that takes the place of another."""
    kind = MaterialKind(material.sort)
    return replace(
        uploader_of(application, kind),
        name="replacing",
        label=f"替换“{material.upload.name}”的文件",
        target_url=_replace_url(application, material),
        several=False,
        required=True,
        used=facts.bytes_of_materials(application) - material.upload.size,
        hint="新文件上传后，原文件停用，留在历史中；关联了原文件的记录改为关联新文件。",
        rows=(),
    )


def kinds_of(application: Application) -> list[MaterialKind]:
    """The kinds of files that a unit of its kind may hand in, in the order of the form."""
    of = facts.kind_of(application.unit)
    return [
        m.kind
        for m in MATERIALS.values()
        if m.kind is not MaterialKind.DISTRICT_OPINION and (of in m.required_of or not m.required_of)
    ]


def page_of(application: Application, kind: MaterialKind) -> str:
    """Where the files of a kind are listed."""
    if kind is MaterialKind.SIGNED_FORM:
        return reverse("applications:check", args=[application.code]) + "#signed_form"
    section = Section.OVERSEAS if kind.value in drafting.INTRODUCED else Section.ATTACHMENTS
    return f"{drafting.section_url(application, section)}#uploader-{kind.value}"
