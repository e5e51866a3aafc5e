"""A refusal shown on the form that was refused: each finding beside the field it belongs to."""

import math
from collections.abc import Iterable
from datetime import datetime
from http import HTTPStatus

from django.forms import BaseForm, ValidationError
from django.http import HttpResponse

from haizhi.kernel.limits import TooOften
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


def later(answer: HttpResponse, refused: TooOften, at: datetime) -> HttpResponse:
    """The page of a refusal that holds for a while: 429, with the seconds after which to try again (RFC 6585)."""
    answer.status_code = HTTPStatus.TOO_MANY_REQUESTS
    answer["Retry-After"] = str(max(1, math.ceil((refused.until - at).total_seconds())))
    return answer
