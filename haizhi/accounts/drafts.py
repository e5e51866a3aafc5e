"""What people change without an official act: their own password, and their unit's profile (单位档案), dated."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from haizhi.accounts.facts import contactable
from haizhi.accounts.identifiers import canonical_mailbox
from haizhi.accounts.models import Organisation, Person, ProfileChange, RdBody, StandingProof
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.regulation.applicants import RdLevel, Standing
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, Refused, refuse_unmet
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.roles import Role

PROFILE_FIELDS = (
    "address", "postcode", "contact", "phone_area", "phone", "phone_extension", "fax", "email", "head_name",
    "team_size",
)  # fmt: skip

_LOOKED_BACK = 50
"""Savings among which the one is looked for that overtook another."""

Change = tuple[str, str, str]
"""What was changed: its label, what it was, what it became; empty for nothing."""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A fact that somebody else changed since the page was opened: what it is now, what it would become, who and when.

    Texts as people read them; `by` and `at` are empty where no saving says so.
    """

    name: str
    label: str
    theirs: str
    mine: str
    by: str = ""
    at: datetime | None = None


class Stale(Refused):
    """Nothing was saved, because somebody else had changed the same; `now` are the values that are kept, as texts."""

    def __init__(self, now: Mapping[str, str], overtaken: Iterable[Overtaken]) -> None:
        self.now, self.overtaken = dict(now), tuple(overtaken)
        labels = "”“".join(each.label for each in self.overtaken)
        reason = f"他人在您填写期间改过“{labels}”，还没有保存"
        super().__init__(Finding(False, None, reason, "请比对两份内容，选定后再次保存。"))


def change_password(person: Person, password: str) -> None:
    """Set a password that only the person knows."""
    person.set_password(password)
    person.password_is_initial = False
    person.save(update_fields=["password", "password_is_initial"])


def may_keep_profile(organisation: Organisation, by: Actor) -> Finding:
    """Whether somebody keeps a unit's profile: its drafters and signatories do, while it exists."""
    theirs = str(organisation.pk) in by.places(Role.DRAFTER, Role.SIGNATORY)
    return Finding(
        theirs and organisation.stage == "active",
        measures(5),
        "单位档案由本单位经办人或负责人填写",
        "请用本单位的账号办理。",
    )


@transaction.atomic
def save_profile(
    organisation: Organisation,
    values: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    before: Mapping[str, str] | None = None,
) -> bool:
    """Save any of PROFILE_FIELDS; whether anything changed. Raises Refused for what can't be used.

    `before` are the values, as texts, that stood on the page: what was not touched there stays as it is now, and what
    somebody else changed meanwhile is not overwritten but raised as Stale.
    """
    unit = _kept(organisation, by)
    wanted = {name: _plain(name, values[name]) for name in PROFILE_FIELDS if name in values}
    now = {name: as_text(getattr(unit, name)) for name in wanted}
    typed = {name: as_text(value) for name, value in wanted.items()}
    touched, overtaken = _told_apart(now, typed, before)
    if overtaken:
        raise Stale(now, [_overtaken(unit, name, now[name], typed[name]) for name in overtaken])
    changes: list[Change] = []
    for name in touched:
        changes.append((_label(name), now[name], typed[name]))
        setattr(unit, name, wanted[name])
    refuse_unmet(*contactable(unit))
    unit.save(update_fields=PROFILE_FIELDS)
    return _dated(unit, changes, by, at)


@transaction.atomic
def save_rd_body(
    organisation: Organisation,
    body: RdBody | None,
    *,
    name: str,
    level: RdLevel,
    since: date | None,
    by: Actor,
    at: datetime,
    before: Mapping[str, str] | None = None,
) -> None:
    """Add an R&D body to the profile, or change one of it; `since` counts by the month.

    `before` as of `save_profile`: whoever changes it on a page that is no longer true is told by Stale.
    """
    unit = _kept(organisation, by)
    former = ""
    if body:
        body.refresh_from_db()
        former, now = _body_text(body), body_values(body)
        typed = {"name": name.strip(), "level": level.value, "since": _month(since)}
        _, overtaken = _told_apart(now, typed, before)
        if overtaken:
            wanted = _body_text(RdBody(name=name.strip(), level=level.value, since=since))
            raise Stale(now, [_of_the_last(unit, "研发机构", Overtaken("", "研发机构", former, wanted))])
    same = unit.rd_bodies.filter(name=name.strip())
    same = same.exclude(pk=body.pk) if body else same
    refuse_unmet(
        Finding(bool(name.strip()), None, "没有填写机构名称", "请填写批复或认定文件上的全称。", "name"),
        Finding(not same.exists(), None, "该研发机构已在档案中", "请在原来的一行修改。", "name"),
    )
    body = body or RdBody(organisation=unit)
    body.name, body.level, body.since = name.strip(), level.value, since.replace(day=1) if since else None
    body.save()
    _dated(unit, [("研发机构", former, _body_text(body))], by, at)


@transaction.atomic
def remove_rd_body(body: RdBody, *, by: Actor, at: datetime) -> None:
    """Take an R&D body out of the profile; the list of changes keeps what it was."""
    unit = _kept(body.organisation, by)
    _dated(unit, [("研发机构", _body_text(body), "")], by, at)
    body.delete()


@transaction.atomic
def add_proof(
    organisation: Organisation,
    *,
    sort: Standing,
    number: str,
    valid_from: date,
    valid_to: date | None,
    upload: Upload | None,
    by: Actor,
    at: datetime,
) -> StandingProof:
    """Keep a proof of being 规模以上 or 高新技术企业, from a day to a day, both inclusive (办法·6·3)."""
    unit = _kept(organisation, by)
    refuse_unmet(
        Finding(bool(number.strip()), measures(6, 3), "没有填写编号", "请填写证书或文件上的编号。", "number"),
        Finding(
            sort is not Standing.HIGH_TECH or valid_to is not None,
            measures(6, 3),
            "高新技术企业证书须填写终止日期",
            "证书有效期三年，请按证书填写。",
            "valid_to",
        ),
        Finding(
            valid_to is None or valid_to >= valid_from,
            measures(6, 3),
            "终止日期早于起始日期",
            "请核对起止日期。",
            "valid_to",
        ),
    )
    proof = StandingProof.objects.create(
        organisation=unit,
        sort=sort.value,
        number=number.strip(),
        valid_from=valid_from,
        valid_to=valid_to,
        upload=upload,
        added_at=at,
        added_by=by.name,
    )
    _dated(unit, [("资格证明", "", _proof_text(proof))], by, at)
    return proof


@transaction.atomic
def remove_proof(proof: StandingProof, *, by: Actor, at: datetime) -> None:
    """Take a proof out of the profile; the list of changes keeps what it said."""
    unit = _kept(proof.organisation, by)
    _dated(unit, [("资格证明", _proof_text(proof), "")], by, at)
    proof.delete()


def _kept(organisation: Organisation, by: Actor) -> Organisation:
    unit = Organisation._base_manager.select_for_update().get(pk=organisation.pk)
    refuse_unmet(may_keep_profile(unit, by))
    return unit


def _dated(unit: Organisation, changes: list[Change], by: Actor, at: datetime) -> bool:
    if changes:
        ProfileChange.objects.create(organisation=unit, at=at, by_id=by.id, by_name=by.name, changes=changes)
    return bool(changes)


def _plain(name: str, value: Any) -> Any:
    value = value.strip() if isinstance(value, str) else value
    return canonical_mailbox(value) if name == "email" else value


def _told_apart(
    now: Mapping[str, str], typed: Mapping[str, str], before: Mapping[str, str] | None
) -> tuple[list[str], list[str]]:
    """Of what was typed and differs from what is kept: what to change, and what somebody else changed meanwhile."""
    touched, overtaken = [], []
    for name, text in typed.items():
        seen = now[name] if before is None else before.get(name, "")
        if text == now[name]:
            continue
        if seen == now[name]:
            touched.append(name)
        elif text != seen:
            overtaken.append(name)
    return touched, overtaken


def _overtaken(unit: Organisation, name: str, theirs: str, mine: str) -> Overtaken:
    return _of_the_last(unit, _label(name), Overtaken(name, _label(name), theirs, mine))


def _of_the_last(unit: Organisation, label: str, found: Overtaken) -> Overtaken:
    """With whoever changed what bears the label last."""
    for saving in unit.profile_changes.all()[:_LOOKED_BACK]:
        if any(change[0] == label for change in saving.changes):
            return replace(found, by=saving.by_name, at=saving.at)
    return found


def body_values(body: RdBody) -> dict[str, str]:
    """An R&D body as its form holds it."""
    return {"name": body.name, "level": body.level, "since": _month(body.since)}


def _month(day: date | None) -> str:
    return f"{day:%Y-%m}" if day else ""


def _label(name: str) -> str:
    return str(getattr(Organisation._meta.get_field(name), "verbose_name", name))


def as_text(value: object) -> str:
    """A fact of the profile as its form holds it."""
    return "" if value is None else str(value)


def _body_text(body: RdBody) -> str:
    since = f"，{body.since.year}年{body.since.month}月成立" if body.since else ""
    return f"{body.name}（{RdLevel(body.level).label}{since}）"


def _proof_text(proof: StandingProof) -> str:
    span = f"{chinese_date(proof.valid_from)}起"
    if proof.valid_to:
        span = f"{chinese_date(proof.valid_from)}至{chinese_date(proof.valid_to)}"
    return f"{proof.label}，{proof.number}，{span}"
