"""The register of plaques, the name as it will stand on one, and the papers that go with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from haizhi.documents.certificates import Certificate
from haizhi.documents.plaques import Glyph, plaque_glyphs
from haizhi.documents.plaques import Plaque as Artwork
from haizhi.files.models import Upload
from haizhi.files.queries import Place, names_places, readable_if
from haizhi.kernel.actor import Actor
from haizhi.regulation.citations import chinese_number
from haizhi.regulation.editions import member_units_on
from haizhi.regulation.findings import Finding
from haizhi.regulation.naming import (
    chinese_date,
    plaque_lines,
    plaque_name,
    rare_characters,
    short_name_fits,
)
from haizhi.regulation.roles import UNIT_ROLES
from haizhi.stations import facts
from haizhi.stations.models import Plaque, Station

_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class NamePreview:
    """A plaque's name before it is made: whether it fits, how it breaks, and the characters to be looked at.

    `unusual` are characters that common fonts lack, `missing` those that the plaque's font does not show.
    """

    name: str
    fits: Finding
    lines: tuple[str, ...]
    unusual: tuple[Glyph, ...]
    missing: tuple[Glyph, ...]


def name_preview(short_name: str) -> NamePreview:
    """The name with this short name as it will stand on the plaque. No query."""
    fits = short_name_fits(short_name)
    name = plaque_name(short_name)
    rare, glyphs = rare_characters(name), plaque_glyphs(name)
    return NamePreview(
        name,
        fits,
        plaque_lines(short_name) if fits.met else (),
        tuple(glyph for glyph in glyphs if glyph.character in rare or not glyph.wanted),
        tuple(glyph for glyph in glyphs if not glyph.wanted),
    )


def suggested_serial(year: int) -> str:
    """The serial that follows the last plaque's, none that is in use. One query."""
    return suggested_serials(year, 1)[0]


def suggested_serials(year: int, count: int) -> list[str]:
    """So many serials that follow the last plaque's, none that is in use. One query."""
    return facts.suggested_serials([year] * count)


def register(actor: Actor) -> QuerySet[Plaque]:
    """Every plaque of the stations that the actor sees, with station and unit."""
    rows = Plaque.objects.filter(Exists(Station.objects.visible_to(actor).filter(pk=OuterRef("station"))))
    return rows.select_related("station__unit")


def artwork(
    short_name: str, serial: str, day: date, at: datetime, *, width: int, height: int, bleed: int, signed: bool
) -> Artwork:
    """What is made: the name in lines, and where `signed` who gives it, in which month, and the serial. Millimetres."""
    return Artwork(
        lines=plaque_lines(short_name),
        made_at=at,
        serial=serial,
        issuers=tuple(unit.name for unit in member_units_on(day)) if signed else (),
        dated=_month(day) if signed else "",
        width=width,
        height=height,
        bleed=bleed,
    )


def _month(day: date) -> str:
    """二〇二六年七月."""
    return f"{''.join(_DIGITS[int(digit)] for digit in str(day.year))}年{chinese_number(day.month)}月"


def certificate(station: Station, at: datetime) -> Certificate:
    """The certificate of a station as it is now. One query."""
    term = facts.latest_term(station)
    approved = f"{term.document_number}，" if term.document_number else ""
    issuers = tuple(unit.name for unit in member_units_on(term.approved_on))
    return Certificate(
        name=str(station),
        unit=station.unit.name,
        text=f"经{'、'.join(issuers)}批准，同意你单位设立",
        facts=(
            ("证书编号", station.code),
            ("牌匾编号", station.plaque_serial),
            ("批准文件", f"{approved}{chinese_date(term.approved_on)}"),
            ("有效期", f"{chinese_date(station.valid_from)}至{chinese_date(station.valid_to)}"),
        ),
        issuers=issuers,
        dated=chinese_date(term.approved_on),
        address=settings.HAIZHI_BASE_URL + reverse("portal:station", args=[station.code]),
        made_at=at,
    )


def public_photo(station: Station) -> Plaque | None:
    """The plaque on the wall whose photo everybody may see, if there is one. One query."""
    shown = station.plaques.filter(
        state=Plaque.State.HELD, office_agreed_at__isnull=False, unit_agreed_at__isnull=False
    )
    return shown.filter(photo__has_preview=True).select_related("photo").first()


def sees_papers(station: Station, actor: Actor) -> bool:
    """Whether the actor works on a station: watches over it, or belongs to its unit."""
    own = any(grant.role in UNIT_ROLES and station.within(grant) for grant in actor.grants)
    return own or actor.holds(*Station.readers)


@readable_if
def photo_of_a_plaque(actor: Actor, upload: Upload) -> bool:
    """Whoever works on the station sees the photo as it was handed in; the public only ever its preview."""
    return _with_photo(actor, upload).exists()


@names_places
def their_stations(actor: Actor, upload: Upload) -> Iterator[Place]:
    """The stations with this photo."""
    for station in _with_photo(actor, upload):
        yield Place(f"工作站 {station.code}", station.get_absolute_url())


def _with_photo(actor: Actor, upload: Upload) -> QuerySet[Station]:
    rows = Station.objects.filter(Exists(Plaque.objects.filter(station=OuterRef("pk"), photo=upload)))
    if actor.holds(*Station.readers):
        return rows
    return rows.filter(unit_id__in=[UUID(place) for place in actor.places(*UNIT_ROLES)])
