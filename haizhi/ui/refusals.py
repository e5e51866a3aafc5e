"""A form shown again: each finding beside the field it belongs to, what was typed kept, what it knows brought up."""

import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from http import HTTPStatus

from django.forms import BaseForm, ValidationError
from django.http import HttpResponse, QueryDict

from haizhi.kernel.limits import TooOften
from haizhi.regulation.findings import Finding, Refused


def show_findings(form: BaseForm, findings: Iterable[Finding]) -> None:
    """Add every unmet finding to the form: on its field, or on the form when it has no such visible field.

    The sentence says what, under which article, and what to do now.
    """
    for finding in findings:
        if finding.met:
            continue
        known = finding.field in form.fields and not form[finding.field].is_hidden
        form.add_error(finding.field if known else None, ValidationError(str(finding), code="refused"))


def say_anew(form: BaseForm, values: Mapping[str, str]) -> None:
    """Let a form that was sent hold these texts under these names; everything else stays as it was typed."""
    said = QueryDict(mutable=True)
    said.update(form.data)
    for name, text in values.items():
        said[name] = text
    form.data = said


def show_stale(form: BaseForm, refused: Refused, known: int) -> None:
    """Say on top of a draft why it was not kept; sent again, it counts as knowing of the `known` savings so far."""
    for finding in refused.findings:
        form.add_error(None, str(finding))
    say_anew(form, {"seen": str(known)})


def later(answer: HttpResponse, refused: TooOften, at: datetime) -> HttpResponse:
    """The page of a refusal that holds for a while: 429, with the seconds after which to try again (RFC 6585)."""
    answer.status_code = HTTPStatus.TOO_MANY_REQUESTS
    answer["Retry-After"] = str(max(1, math.ceil((refused.until - at).total_seconds())))
    return answer
