"""The plaque after the award: replaced, handed over, taken back, lost; its photo and who agreed to show it.

None of it changes the stage; a plaque is taken back from a station that is one no more, too.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from haizhi.files.facts import may_be_used
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import Requirement, act, record
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.naming import short_name_fits
from haizhi.regulation.plaques import handed_over_in_time, plaque_there, received_by_name
from haizhi.regulation.roles import OFFICE_ROLES
from haizhi.stations import facts
from haizhi.stations.models import Plaque, Station, StationName

State = Plaque.State


def plaque_is(*states: Plaque.State) -> Requirement:
    """The requirement that the station's latest plaque is in one of the states."""

    def required(station: Station, by: Actor, at: datetime) -> Iterable[Finding]:
        plaque = facts.latest_plaque(station)
        state, label = (plaque.state, plaque.get_state_display()) if plaque else ("", "")
        yield plaque_there(state, frozenset(states), label)

    return required


_HERE = plaque_is(State.MADE, State.HELD)
_HELD = plaque_is(State.HELD)


@act(moves.REPLACE_PLAQUE, requires=plaque_is(*State))
def replace_plaque(
    station: Station, *, by: Actor, at: datetime, short_name: str, plaque_serial: str, opinion: str
) -> str:
    """Make a new plaque in the place of the present one, for a new name or a lost one; it waits to be handed over."""
    findings = unmet(
        short_name_fits(short_name),
        Finding(bool(plaque_serial.strip()), moves.REPLACE_PLAQUE.cite, "没有牌匾编号", "请填写。", "plaque_serial"),
    )
    if findings:
        raise Refused(*findings)
    former = facts.plaque_of(station)
    if former.state in (State.MADE, State.HELD):
        _end(former, State.REPLACED, day_of(at))
    record(former=former.serial, formerly=station.short_name)
    if short_name != station.short_name:
        StationName.objects.create(station=station, short_name=station.short_name, valid_to=day_of(at) - timedelta(1))
    station.short_name, station.plaque_serial = short_name, plaque_serial.strip()
    Plaque.objects.create(
        station=station, serial=station.plaque_serial, short_name=short_name, state=State.MADE, made_on=day_of(at)
    )
    return station.stage


@act(moves.HAND_OVER_PLAQUE, requires=plaque_is(State.MADE), private=("handed_by", "received_by"))
def hand_over_plaque(
    station: Station,
    *,
    by: Actor,
    at: datetime,
    handed_on: date,
    received_by: str,
    place: str = "",
    handed_by: str = "",
) -> str:
    """Enter that the unit has received its new plaque."""
    plaque = facts.plaque_of(station)
    findings = unmet(handed_over_in_time(handed_on, plaque.made_on, day_of(at)), received_by_name(received_by))
    if findings:
        raise Refused(*findings)
    plaque.state, plaque.handed_on, plaque.place = State.HELD, handed_on, place.strip()
    plaque.handed_by, plaque.received_by = handed_by.strip(), received_by.strip()
    plaque.save()
    return station.stage


@act(moves.RETURN_PLAQUE, requires=_HERE)
def return_plaque(station: Station, *, by: Actor, at: datetime, ended_on: date, opinion: str) -> str:
    """Enter that the plaque came back to the Office."""
    _gone(station, State.RETURNED, ended_on, at)
    return station.stage


@act(moves.LOSE_PLAQUE, requires=_HELD)
def lose_plaque(station: Station, *, by: Actor, at: datetime, ended_on: date, opinion: str) -> str:
    """Enter that the plaque is lost; the Office can then replace it."""
    _gone(station, State.LOST, ended_on, at)
    return station.stage


def _gone(station: Station, state: Plaque.State, ended_on: date, at: datetime) -> None:
    plaque = facts.plaque_of(station)
    if wrong := unmet(handed_over_in_time(ended_on, plaque.handed_on or plaque.made_on, day_of(at), "ended_on")):
        raise Refused(*wrong)
    _end(plaque, state, ended_on)


def _end(plaque: Plaque, state: Plaque.State, day: date) -> None:
    plaque.state, plaque.ended_on = state, day
    plaque.save()


@act(moves.LAY_PHOTO, requires=_HELD)
def lay_photo(station: Station, *, by: Actor, at: datetime, photo: Upload, photo_text: str = "") -> str:
    """Keep a photo of the handing over; it replaces the former one, and nobody has agreed to show it yet."""
    usable = may_be_used(photo)
    if not usable.met:
        raise Refused(usable)
    plaque = facts.plaque_of(station)
    record(former=plaque.photo)
    plaque.photo, plaque.photo_text = photo, photo_text.strip()
    plaque.office_agreed_at = plaque.unit_agreed_at = None
    plaque.save()
    return station.stage


def _side(by: Actor) -> str:
    """For whom somebody agrees: the Office, or the station's unit."""
    return "office" if by.holds(*OFFICE_ROLES) else "unit"


def _photo_waits(station: Station, by: Actor, at: datetime) -> Iterable[Finding]:
    plaque = facts.latest_plaque(station)
    there = plaque is not None and plaque.photo is not None
    yield Finding(there, moves.AGREE_PHOTO.cite, "还没有登记授牌照片", "由海智办在授牌后登记。")
    agreed = plaque is not None and getattr(plaque, f"{_side(by)}_agreed_at") is not None
    yield Finding(not agreed, moves.AGREE_PHOTO.cite, "已经同意公开", "双方都同意后，照片在公开页展示。")


@act(moves.AGREE_PHOTO, requires=_photo_waits)
def agree_photo(station: Station, *, by: Actor, at: datetime) -> str:
    """Agree that everybody may see the photo: it is shown once the Office and the unit both have."""
    plaque = facts.plaque_of(station)
    side = _side(by)
    setattr(plaque, f"{side}_agreed_at", at)
    plaque.save()
    record(side=side, public=plaque.is_public)
    return station.stage


def _photo_agreed(station: Station, by: Actor, at: datetime) -> Iterable[Finding]:
    plaque = facts.latest_plaque(station)
    agreed = plaque is not None and bool(plaque.office_agreed_at or plaque.unit_agreed_at)
    yield Finding(agreed, moves.HIDE_PHOTO.cite, "照片没有公开", "无需办理。")


@act(moves.HIDE_PHOTO, requires=_photo_agreed)
def hide_photo(station: Station, *, by: Actor, at: datetime, opinion: str = "") -> str:
    """Take the photo from the public page; either side may, at any time."""
    plaque = facts.plaque_of(station)
    plaque.office_agreed_at = plaque.unit_agreed_at = None
    plaque.save()
    return station.stage
