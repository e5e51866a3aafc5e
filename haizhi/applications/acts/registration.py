"""What of applications hangs on how their unit is registered: the way to the Office (办法·7)."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F

from haizhi.accounts.facts import depends_on_registration
from haizhi.accounts.models import Organisation
from haizhi.applications.facts import expected_route, kind_of
from haizhi.applications.models import Application
from haizhi.regulation.bodies import successor
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.routing import Route

ON_THE_WAY = ("returned", "endorsing", "qualifying")
"""The stages in which a submitted application can still be rerouted, or comes back to the unit."""


def _district(unit: Organisation, at: datetime) -> str:
    body = successor(unit.district, day_of(at))
    return body.code if body else unit.district


def _way(route: str, district: str, unit: Organisation) -> tuple[str, str]:
    return (route, district) if route == Route.VIA_DISTRICT else (route, "")


def _drafts(before: Organisation, at: datetime) -> list[Application]:
    """The drafts that go the usual way of the unit: what the Office gave a way of its own keeps it."""
    drafts = Application.objects.filter(unit=before, stage="draft", submitted_at=None).select_related("unit", "call")
    usual = drafts.filter(route=expected_route(before), district=_district(before, at))
    return list(usual.order_by("code"))


def _foresee(before: Organisation, after: Organisation, at: datetime) -> Iterator[str]:
    route, district = expected_route(after), _district(after, at)
    moved = Application(route=route, district=district)
    now = _way(route, district, after)
    for draft in _drafts(before, at):
        if _way(draft.route, draft.district, before) != now:
            yield f"申报件{draft.code}（{draft.stage_label}）：由“{draft.way}”改为“{moved.way}”。"
    if kind_of(after) is not kind_of(before):
        yield f"申报条件和所需材料此后按“{kind_of(after).label}”核对，填写中和退回补正的申报须补齐相应材料。"
    for sent in Application.objects.filter(unit=before, stage__in=ON_THE_WAY).order_by("code"):
        if _way(sent.route, sent.district, before) != now:
            yield (
                f"申报件{sent.code}（{sent.stage_label}）已提交，仍为“{sent.way}”；"
                "确需改变的，请在该件中另行办理“变更渠道”。"
            )


def _follow(before: Organisation, after: Organisation, at: datetime) -> None:
    drafts = [draft.pk for draft in _drafts(before, at)]
    Application.objects.filter(pk__in=drafts).update(
        route=expected_route(after), district=_district(after, at), version=F("version") + 1
    )


depends_on_registration("申报", _foresee, _follow)
