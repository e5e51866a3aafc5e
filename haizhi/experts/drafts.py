"""What is kept without an official act: a workbook between its check and its being entered, a first password."""

from datetime import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from haizhi.accounts.drafts import change_password
from haizhi.experts.models import Batch, Expert
from haizhi.kernel.actor import Actor
from haizhi.regulation.findings import Finding, Refused


@transaction.atomic
def keep_batch(name: str, rows: list[dict[str, Any]], *, by: Actor, at: datetime) -> Batch:
    """Keep the rows of a workbook, encrypted, until its reader enters or drops them; a former one of theirs goes."""
    return Batch.keep(name, rows, by=by, at=at)


def drop_batch(*, by: Actor) -> None:
    """Forget the workbook."""
    Batch.held_by(by).delete()


def choose_password(expert: Expert, password: str) -> None:
    """The first password of an invited expert's account. Raises Refused for a weak one."""
    if expert.person is None:
        raise ValueError("the expert was not invited")
    try:
        validate_password(password, expert.person)
    except ValidationError as weak:
        found = [Finding(False, None, m.rstrip("。"), "请换一个密码。", "password") for m in weak.messages]
        raise Refused(*found) from weak
    change_password(expert.person, password)
