"""Rows as the open data shows them: nothing that the public pages do not show, of units only."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from haizhi.accounts.queries.bundles import Download
from haizhi.applications.models import Call
from haizhi.decisions.models import DocumentItem, JointDocument, Publicity, PublicityItem
from haizhi.kernel.actor import PUBLIC
from haizhi.portal.api import schemas
from haizhi.portal.queries import bulletin, proofs, year
from haizhi.portal.queries import stations as directory
from haizhi.portal.queries.bulletin import Notice
from haizhi.regulation.bodies import Body
from haizhi.regulation.civil_time import day_of
from haizhi.reviews.models import Session
from haizhi.reviews.queries.published import Proof
from haizhi.stations.models import Presentation, Station


def page_url(name: str, *args: object) -> str:
    """The whole address of a public page."""
    return f"{settings.HAIZHI_BASE_URL}{reverse(f'portal:{name}', args=args)}"


def calls() -> QuerySet[Call]:
    """Every published call."""
    return Call.objects.visible_to(PUBLIC)


def call(row: Call, at: datetime) -> schemas.Call:
    """A call, with the office to turn to and no person in it."""
    return schemas.Call(
        code=row.code,
        year=row.year,
        track=row.get_track_display(),
        heading=row.heading,
        document_number=row.document_number,
        issuer=row.issuer,
        issued_on=row.issued_on,
        published_at=row.published_at,
        opens_on=row.opens_on,
        deadline=row.deadline,
        state=year.state_of(row, at).value,
        department=row.department,
        phone=row.phone,
        url=page_url("call", row.code),
    )


def notice(row: Notice) -> schemas.Notice:
    """A notice of any kind."""
    return schemas.Notice(
        id=row.guid,
        kind=row.kind.value,
        kind_label=row.kind.label,
        heading=row.heading,
        published_at=row.at,
        url=settings.HAIZHI_BASE_URL + row.url,
    )


def publicities() -> QuerySet[Publicity]:
    """Every published 公示 with its units."""
    items = PublicityItem.objects.select_related("application__unit").order_by("application__code")
    return Publicity.objects.visible_to(PUBLIC).prefetch_related(Prefetch("items", items))


def publicity(row: Publicity, at: datetime) -> schemas.Publicity:
    """A 公示: of the units their names alone."""
    return schemas.Publicity(
        code=row.code,
        heading=row.heading,
        published_at=row.published_at,
        first_day=row.first_day,
        last_day=row.last_day,
        state=row.stage_label,
        units=[item.application.unit.name for item in row.items.all()],
        phone=row.phone,
        supervision_phone=row.supervision_phone,
        url=page_url("publicity", row.code),
    )


def documents() -> QuerySet[JointDocument]:
    """Every issued document with its units."""
    items = DocumentItem.objects.select_related("application__unit").order_by("application__code")
    return JointDocument.objects.visible_to(PUBLIC).prefetch_related(Prefetch("items", items))


def document(row: JointDocument, at: datetime) -> schemas.Document:
    """A joint document."""
    return schemas.Document(
        code=row.code,
        heading=row.heading,
        document_number=row.document_number,
        issued_on=row.issued_on,
        units=[item.application.unit.name for item in row.items.all()],
        url=page_url("document", row.code),
    )


def stations() -> QuerySet[Station]:
    """Every station with what it shows of itself."""
    shown = Presentation.objects.visible_to(PUBLIC).filter(stage="public").prefetch_related("fields")
    return directory.stations().prefetch_related(Prefetch("presentations", shown, to_attr="shown"))


def station(row: Station, at: datetime) -> schemas.Station:
    """A station, as its page shows it."""
    known = directory.shown(row, day_of(at))
    shown: Presentation | None = next(iter(vars(row)["shown"]), None)
    return schemas.Station(
        code=known.code,
        name=known.name,
        short_name=known.short_name,
        unit=known.unit,
        district_code=row.district,
        district=known.district,
        approved_on=known.approved_on,
        awarded_on=known.awarded_on,
        valid_from=known.valid_from,
        valid_to=known.valid_to,
        in_term=not known.expired,
        fields=shown.field_labels if shown else [],
        homepage=shown.homepage if shown else "",
        url=page_url("station", row.code),
    )


def sessions() -> QuerySet[Session]:
    """Every session of which something is public."""
    return proofs.sessions()


def session(row: Session, at: datetime) -> schemas.Session:
    """A session, without what is proved of it."""
    return schemas.Session(
        code=row.code,
        name=row.name,
        held_at=row.held_at,
        place=row.place,
        state=row.stage_label,
        url=page_url("session", row.code),
    )


def proof(found: Proof, bundle: Download | None, at: datetime) -> schemas.Proof:
    """A session with everything that is proved of it."""
    code = found.session.code
    return schemas.Proof(
        **session(found.session, at).model_dump(),
        pool_root=found.pool_root,
        freeze_hash=found.freeze_hash,
        checkpoints=[
            schemas.Checkpoint(
                occasion=row.occasion,
                at=row.checkpoint.at,
                size=row.checkpoint.size,
                root=row.checkpoint.root,
                url=page_url("checkpoint", row.checkpoint.size),
            )
            for row in found.checkpoints
        ],
        bundle=_bundle(bundle, code) if bundle else None,
    )


def _bundle(made: Download, code: str) -> schemas.Bundle:
    return schemas.Bundle(name=made.name, size=len(made.content), sha256=made.sha256, url=page_url("bundle", code))


def body(row: Body, count: int) -> schemas.Body:
    """A recommending body with the number of stations in its area."""
    return schemas.Body(
        code=row.code,
        name=row.name,
        association=row.association,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        successor=row.successor or None,
        stations=count,
    )


def counts(rows: Iterable[tuple[object, int | None]]) -> list[schemas.Count]:
    """Figures with their labels."""
    return [schemas.Count(label=str(label), count=count) for label, count in rows]


def notices_read(rows: Iterable[tuple[object, ...]]) -> list[schemas.Notice]:
    """Rows of the bulletin."""
    return [notice(bulletin.read(row)) for row in rows]
