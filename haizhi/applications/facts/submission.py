"""Facts of a submission: everything the form needs before it is handed in, and the field each answer belongs to."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from haizhi.applications.facts.applications import (
    OVERVIEW_FIELDS,
    REQUIRED_FIELDS,
    current_materials,
    form_digest,
    kind_of,
    records_of,
    supplied,
)
from haizhi.applications.facts.arriving import handed_to_district_in_time, still_taken
from haizhi.applications.models import Application, Material, Record
from haizhi.files.facts import may_be_used
from haizhi.regulation.citations import form, measures, review_rules
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding
from haizhi.regulation.materials import MaterialKind, Step, material_findings, scan_is_of_this_version
from haizhi.regulation.naming import short_name_fits
from haizhi.regulation.routing import Route, recommending_body_given
from haizhi.regulation.wordcount import overview_within_limit


def submission_findings(application: Application, at: datetime) -> tuple[Finding, ...]:
    """Everything the form needs before it can be submitted, with the field each answer belongs to (办法·7–8, 表)."""
    fields = {f.name: str(f.verbose_name) for f in application._meta.concrete_fields}
    kind, route = kind_of(application.unit), Route(application.route)
    files = [m for m in current_materials(application) if m.sort != MaterialKind.DISTRICT_OPINION]
    signed = [m for m in files if m.sort == MaterialKind.SIGNED_FORM]
    return (
        *(_filled(application, name, fields[name]) for name in REQUIRED_FIELDS),
        *_written_well(application),
        *material_findings(kind, route, supplied(application), Step.SUBMISSION),
        *(replace(may_be_used(m.upload), field=m.sort) for m in files),
        *(_scan_in_force(m, application) for m in signed),
        *(_complete(record) for record in records_of(application) if record.missing),
        *_declared(application),
        recommending_body_given(route, application.district, day_of(at)),
        *(() if application.arrived_at else still_taken(application, at)),
        *(() if application.submitted_at else (handed_to_district_in_time(application, at),)),
    )


def _filled(application: Application, name: str, label: str) -> Finding:
    value = getattr(application, name)
    there = value is not None and (not isinstance(value, str) or bool(value.strip()))
    return Finding(there, form(), f"{'已' if there else '未'}填写“{label}”", "" if there else "请填写", name)


def _scan_in_force(scan: Material, application: Application) -> Finding:
    if scan.reading and not scan.form_digest:
        reason, remedy = "扫描件有页面没有识别出版本，尚未核对", "请逐页核对后确认，或重新扫描上传"
        return Finding(False, form(), reason, remedy, MaterialKind.SIGNED_FORM.value)
    return scan_is_of_this_version(scan.form_digest, form_digest(application))


def _complete(record: Record) -> Finding:
    missing = "、".join(f"“{label}”" for label in record.missing)
    reason = (
        f"{record.kind.label}“{record}”未填写{missing}"
        if record.is_titled
        else f"{record.kind.label}有一条未填写{missing}"
    )
    return Finding(False, form(), reason, "请补充，或移除这一条", f"record-{record.mark}")


def _declared(application: Application) -> Iterable[Finding]:
    for name, cite, words in (
        ("truth_declared", review_rules(9), "填报内容和材料真实"),
        ("no_secrets_declared", measures(15), "填报内容和材料不涉及国家秘密"),
    ):
        declared = getattr(application, name)
        yield Finding(
            declared, cite, f"{'已' if declared else '未'}承诺{words}", "" if declared else "请勾选承诺", name
        )


def _written_well(application: Application) -> Iterable[Finding]:
    overview = overview_within_limit([getattr(application, name) for name in OVERVIEW_FIELDS])
    yield replace(overview, field=OVERVIEW_FIELDS[0])
    if application.station_name:
        yield replace(short_name_fits(application.station_name), field="station_name")
