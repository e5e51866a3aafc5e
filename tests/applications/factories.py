"""Calls and applications for tests, made through the real acts."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import uuid4

from stdnum.cn import uscc

from haizhi.accounts.models import Organisation
from haizhi.applications import acts, drafts
from haizhi.applications.facts import kind_of
from haizhi.applications.models import Application, Call
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor, Grant
from haizhi.regulation.applicants import Affiliation, ApplicantKind
from haizhi.regulation.deadlines import Track
from haizhi.regulation.eligibility import conditions_for
from haizhi.regulation.materials import MaterialKind, Step, required_materials
from haizhi.regulation.roles import Role
from haizhi.regulation.routing import Route
from tests.replay import replayed

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
DEADLINE = datetime(2026, 5, 30, 16, 0, tzinfo=UTC)
LATE = DEADLINE + timedelta(hours=1)
YUZHONG, NANAN = "500103", "500108"

_serial = count(1)


def holding(role: Role, place: str = "") -> Actor:
    """Somebody in a role."""
    return Actor(uuid4(), role.label, (Grant(role, place),))


CLERK, HEAD = holding(Role.OFFICE_CLERK), holding(Role.OFFICE_HEAD)


def drafter(unit: Organisation) -> Actor:
    """The unit's 经办人."""
    return holding(Role.DRAFTER, str(unit.pk))


def signatory(unit: Organisation) -> Actor:
    """The unit's 负责人."""
    return holding(Role.SIGNATORY, str(unit.pk))


def district_head(district: str = YUZHONG) -> Actor:
    """The head of a district's association."""
    return holding(Role.DISTRICT_HEAD, district)


@replayed
def unit(
    name: str = "重庆智造有限公司",
    kind: ApplicantKind = ApplicantKind.ENTERPRISE,
    affiliation: Affiliation = Affiliation.PRIVATE,
    district: str = YUZHONG,
) -> Organisation:
    """A unit; an enterprise by default, which goes by its district."""
    stem = f"91500103MB{next(_serial):07d}"
    return Organisation.objects.create(
        name=name,
        code=stem + str(uscc.calc_check_digit(stem)),
        applicant_kind=kind,
        affiliation=affiliation,
        district=district,
        address="重庆市渝中区解放碑1号",
        postcode="400010",
        phone_area="023",
        phone="63001234",
        stage="active",
        version=1,
    )


def university(name: str = "重庆理工示范大学") -> Organisation:
    """A unit that goes to the Office directly."""
    return unit(name, ApplicantKind.UNIVERSITY, Affiliation.MUNICIPAL)


def association(district: str = YUZHONG) -> Organisation:
    """A district's association as an applicant."""
    return unit("渝中区科学技术协会", ApplicantKind.DISTRICT_ASSOCIATION, Affiliation.DISTRICT, district)


@replayed
def open_call(year: int = 2026, track: Track = Track.ANNUAL, at: datetime = NOW) -> Call:
    """A call that takes applications; the one of that year when it is there."""
    found = Call.objects.filter(year=year, track=track).first()
    if found:
        return found
    call = acts.compose(by=HEAD, at=at, year=year, track=track)
    return acts.publish(call, by=HEAD, at=at)


@replayed
def upload(name: str = "材料.pdf") -> Upload:
    """A file that was received."""
    return Upload.objects.create(
        name=name, sha256=f"{next(_serial):064x}", size=1024, media_type="application/pdf", uploaded_at=NOW
    )


def answers(**more: Any) -> dict[str, Any]:
    """A form filled in whole."""
    return {
        "station_name": "智造",
        "address": "重庆市渝中区解放碑1号",
        "phone_area": "023",
        "phone": "63001234",
        "contact": "㛃龑",
        "email": "office@example.cn",
        "postcode": "400010",
        "overview_basis": "已与海外团队合作三年。",
        "overview_plan": "拟引进海外专家三名。",
        "overview_goals": "三年内转化成果五项。",
        "staff": 3,
        "money": 80_000_000,
        "office_area": Decimal("120.50"),
        "above_scale": True,
        "truth_declared": True,
        "no_secrets_declared": True,
    } | more


@replayed
def begun(of: Organisation | None = None, call: Call | None = None, at: datetime = NOW) -> Application:
    """A draft as it begins."""
    of = of or unit()
    return acts.begin(call or open_call(), by=drafter(of), at=at, unit=of)


@replayed
def filled(of: Organisation | None = None, at: datetime = NOW, **more: Any) -> Application:
    """A draft ready to be submitted, the signed form last."""
    application = begun(of, at=at)
    complete(application, drafter(application.unit), at, **more)
    return application


def complete(application: Application, by: Actor, at: datetime = NOW, **more: Any) -> None:
    """Fill in a draft and attach what its submission needs."""
    drafts.save(application, answers(**more), by=by, at=at)
    needed = required_materials(kind_of(application.unit), Route(application.route), Step.SUBMISSION)
    for material in sorted(needed, key=lambda m: m.kind is MaterialKind.SIGNED_FORM):
        drafts.attach(application, material.kind, upload(f"{material.label}.pdf"), by=by, at=at)


@replayed
def submitted(of: Organisation | None = None, at: datetime = NOW, **more: Any) -> Application:
    """Handed in: at the district, or at the Office."""
    application = filled(of, at, **more)
    return acts.submit(application, by=signatory(application.unit), at=at)


@replayed
def endorsed(of: Organisation | None = None, at: datetime = NOW) -> Application:
    """Forwarded by its district."""
    application = submitted(of, at)
    by = district_head(application.district)
    return acts.endorse(application, by=by, at=at, opinion="同意推荐", scan=upload("初审意见.pdf"))


@replayed
def judged(application: Application, at: datetime = NOW) -> Application:
    """With every row that a person judges ticked."""
    for row in conditions_for(kind_of(application.unit)):
        if row.judged:
            drafts.judge(application, row.key, True, "", by=CLERK, at=at)
    return application


@replayed
def qualified(of: Organisation | None = None, at: datetime = NOW) -> Application:
    """Through the Office's check."""
    application = submitted(of, at) if of else endorsed(at=at)
    return acts.qualify(judged(application, at), by=CLERK, at=at, opinion="符合条件")


@replayed
def close_calls(at: datetime = LATE) -> None:
    """What the worker does once the deadline has passed."""
    acts.close_due(at)
