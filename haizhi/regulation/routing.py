"""Which way an application takes (办法·7): straight to the Office, or by the district association first."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from haizhi.regulation.applicants import Affiliation, ApplicantKind
from haizhi.regulation.bodies import body_on
from haizhi.regulation.citations import Citation, measures, review_rules
from haizhi.regulation.computes import computes
from haizhi.regulation.findings import Finding, ruled_by


class Route(StrEnum):
    """A way to the Office."""

    DIRECT = "direct"
    VIA_DISTRICT = "via_district"

    @property
    def label(self) -> str:
        """The route's Chinese name."""
        return _ROUTE_LABELS[self]


_ROUTE_LABELS = {Route.DIRECT: "直接向重庆海智办申报", Route.VIA_DISTRICT: "经区县（自治县）科协初审"}


@dataclass(frozen=True, slots=True)
class Routing:
    """The way a unit takes, under which article, and why."""

    route: Route
    cite: Citation
    reason: str


@computes(measures(7, 1), measures(7, 2))
def route_for(kind: ApplicantKind, affiliation: Affiliation) -> Routing:
    """The way a unit takes by its kind and affiliation (办法·7·1–2).

    Units of no affiliation take the way of the district in which they are registered (interpretation 7).
    """
    if kind is ApplicantKind.DISTRICT_ASSOCIATION:
        return Routing(Route.DIRECT, measures(7, 1), "区县（自治县）科协直接申报")
    if kind is ApplicantKind.PARK:
        if affiliation in (Affiliation.NATIONAL, Affiliation.MUNICIPAL):
            return Routing(Route.DIRECT, measures(7, 1), "国家级及市级园区直接申报")
        return Routing(Route.VIA_DISTRICT, measures(7, 2), "区县（自治县）所属园区经区县科协初审")
    if affiliation in (Affiliation.NATIONAL, Affiliation.MUNICIPAL):
        return Routing(Route.DIRECT, measures(7, 1), f"中央和市属{kind.label}直接申报")
    if affiliation is Affiliation.DISTRICT:
        return Routing(Route.VIA_DISTRICT, measures(7, 2), "区县（自治县）所属企事业单位经区县科协初审")
    return Routing(Route.VIA_DISTRICT, measures(7, 2), "民营或无隶属关系的单位经登记地区县科协初审")


@ruled_by(measures(7))
def reroute_explained(expected: Route, chosen: Route, reason: str) -> Finding:
    """A way other than the expected one needs a written reason (办法·7, interpretation 7)."""
    return Finding(
        chosen is expected or bool(reason.strip()),
        reason=f"按单位类别和隶属关系应“{expected.label}”，所选渠道为“{chosen.label}”",
        remedy="" if chosen is expected else "请写明变更渠道的理由",
        field="reason",
    )


@ruled_by(measures(7, 2))
def recommending_body_given(route: Route, code: str, on: date) -> Finding:
    """A unit on the district's way names a recommending body that exists on the day (办法·7·2)."""
    if route is Route.DIRECT:
        return Finding(True, reason="直接申报，无须区县科协初审", field="district")
    body = body_on(code, on)
    return Finding(
        body is not None,
        reason=f"初审单位为{body.association}" if body else "未选择有效的初审区县科协",
        remedy="" if body else "请选择单位登记地或隶属的区县科协",
        field="district",
    )


@ruled_by(measures(7, 1))
def not_endorsed_by_itself(kind: ApplicantKind, route: Route) -> Finding:
    """A district association goes to the Office directly: it never gives its own preliminary opinion (办法·7·1)."""
    return Finding(
        kind is not ApplicantKind.DISTRICT_ASSOCIATION or route is Route.DIRECT,
        reason="区县（自治县）科协不得初审本单位的申报",
        remedy="请直接向重庆海智办申报",
        field="route",
    )


@ruled_by(review_rules(3), measures(7))
def not_judged_by_its_own_people(*, acts_for_unit: bool) -> Finding:
    """Whoever fills in or signs for a unit neither endorses nor qualifies its application (评审·3)."""
    return Finding(
        not acts_for_unit,
        reason="您同时是该申报单位的经办人或负责人，不能审核本单位的申报"
        if acts_for_unit
        else "审核人与申报单位无任职关系",
        remedy="请由其他人员办理" if acts_for_unit else "",
    )


@ruled_by(measures(7, 2))
def no_rival_interest(*, endorser_applies: bool) -> Finding:
    """A district association that applies in the same call has an interest in its preliminary opinions (办法·7·2).

    Unmet, it does not forbid the opinion: it is shown beside it to the Office.
    """
    return Finding(
        not endorser_applies,
        reason="该区县科协本年度自行申报，与所初审的单位存在竞争关系" if endorser_applies else "该区县科协未自行申报",
        remedy="请海智办审核初审意见时留意" if endorser_applies else "",
    )
