"""A refusal shown on the form that was refused: each finding beside the field it belongs to."""

from collections.abc import Iterable

from django.forms import BaseForm, ValidationError

from haizhi.regulation.findings import Finding


def show_findings(form: BaseForm, findings: Iterable[Finding]) -> None:
    """Add every unmet finding to the form: on its field, or on the form when it has no such visible field.

    The sentence says what, under which article, and what to do now.
    """
    for finding in findings:
        if finding.met:
            continue
        known = finding.field in form.fields and not form[finding.field].is_hidden
        form.add_error(finding.field if known else None, ValidationError(str(finding), code="refused"))
