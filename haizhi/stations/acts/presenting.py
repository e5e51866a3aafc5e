"""What a station shows of itself: written by its own people, released by the 负责人, looked through by the Office."""

from collections.abc import Iterable
from datetime import datetime

from haizhi.files.facts import may_be_used
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.presentations import looked_for_persons, looked_for_secrets, presentation_findings
from haizhi.stations.facts import people_of, presented
from haizhi.stations.models import OPEN, Presentation, PresentationField, Station


def none_is_open(station: Station, by: Actor, at: datetime) -> Iterable[Finding]:
    """One version is made at a time."""
    found = station.presentations.filter(stage__in=OPEN).first()
    reason = f"本站已有一份展示（{found.code}，{found.stage_label}）" if found else ""
    yield Finding(found is None, moves.BEGIN_PRESENTATION.cite, reason, "请在那一份上继续。")


def may_be_shown(presentation: Presentation, by: Actor, at: datetime) -> Iterable[Finding]:
    """Everything that is shown is there, and nothing in it is secret or a person's."""
    yield from presentation_findings(presented(presentation), people_of(presentation.station))
    if presentation.picture:
        yield may_be_used(presentation.picture)


@creates(moves.BEGIN_PRESENTATION, requires=none_is_open)
def begin_presentation(station: Station, *, by: Actor, at: datetime) -> Presentation:
    """Begin a new version; it starts with what is shown now."""
    shown = station.presentations.filter(stage="public").first()
    new = Presentation(code=next_number("DZ", day_of(at).year), station=station)
    if shown:
        for name in ("introduction", "homepage", "office", "phone", "mailbox", "picture_id", "picture_text"):
            setattr(new, name, getattr(shown, name))
        PresentationField.objects.bulk_create(
            PresentationField(presentation=new, field=field)
            for field in shown.fields.order_by("pk").values_list("field", flat=True)
        )
    return new


@act(moves.RELEASE_PRESENTATION, requires=may_be_shown)
def release_presentation(presentation: Presentation, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """The 负责人 of the unit lets the Office have it; the record names what was released."""
    _record(presentation)


@act(moves.RECALL_PRESENTATION)
def recall_presentation(presentation: Presentation, *, by: Actor, at: datetime) -> None:
    """Take it back before the Office has answered, to change it."""


@act(moves.PUBLISH_PRESENTATION, requires=may_be_shown)
def publish_presentation(
    presentation: Presentation, *, by: Actor, at: datetime, no_secrets: bool, no_persons: bool
) -> None:
    """Make it public in place of the version that was shown. Raises Refused unless both confirmations are given."""
    if findings := unmet(looked_for_secrets(no_secrets), looked_for_persons(no_persons)):
        raise Refused(*findings)
    for shown in presentation.station.presentations.filter(stage="public"):
        supersede_presentation(shown, by=SYSTEM, at=at)
    presentation.published_at = at
    _record(presentation)


@act(moves.SUPERSEDE_PRESENTATION)
def supersede_presentation(presentation: Presentation, *, by: Actor, at: datetime) -> None:
    """A newer version is shown instead."""


@act(moves.RETURN_PRESENTATION)
def return_presentation(presentation: Presentation, *, by: Actor, at: datetime, opinion: str) -> None:
    """Give it back with what is to be changed."""


@act(moves.WITHDRAW_PRESENTATION)
def withdraw_presentation(presentation: Presentation, *, by: Actor, at: datetime, opinion: str) -> None:
    """Take it off the public page at once, with the reason."""


def _record(presentation: Presentation) -> None:
    shown = presented(presentation)
    record(
        introduction=shown.introduction,
        fields=sorted(field.value for field in shown.fields),
        homepage=shown.homepage,
        office=shown.office,
        phone=shown.phone,
        mailbox=shown.mailbox,
        picture=presentation.picture.sha256 if presentation.picture else "",
        picture_text=shown.picture_text,
    )
