from datetime import date

import pytest

from haizhi.regulation.applicants import Affiliation, ApplicantKind, affiliations_of
from haizhi.regulation.citations import measures
from haizhi.regulation.routing import (
    Route,
    no_rival_interest,
    not_endorsed_by_itself,
    not_judged_by_its_own_people,
    recommending_body_given,
    reroute_explained,
    route_for,
)

DAY = date(2026, 3, 16)
UNITS = (ApplicantKind.ENTERPRISE, ApplicantKind.UNIVERSITY, ApplicantKind.INSTITUTE, ApplicantKind.OTHER)


@pytest.mark.parametrize("kind", [*UNITS, ApplicantKind.PARK])
@pytest.mark.parametrize("affiliation", [Affiliation.NATIONAL, Affiliation.MUNICIPAL])
def test_central_and_municipal_units_apply_directly(kind: ApplicantKind, affiliation: Affiliation) -> None:
    routing = route_for(kind, affiliation)
    assert routing.route is Route.DIRECT
    assert routing.cite == measures(7, 1)
    assert routing.reason


@pytest.mark.parametrize("kind", [*UNITS, ApplicantKind.PARK])
def test_units_and_parks_of_a_district_go_by_the_district(kind: ApplicantKind) -> None:
    routing = route_for(kind, Affiliation.DISTRICT)
    assert routing.route is Route.VIA_DISTRICT
    assert routing.cite == measures(7, 2)


@pytest.mark.parametrize("kind", UNITS)
def test_private_units_go_by_the_district_of_their_registration(kind: ApplicantKind) -> None:
    routing = route_for(kind, Affiliation.PRIVATE)
    assert routing.route is Route.VIA_DISTRICT
    assert "登记地" in routing.reason


def test_a_district_association_applies_directly() -> None:
    assert route_for(ApplicantKind.DISTRICT_ASSOCIATION, Affiliation.DISTRICT).route is Route.DIRECT


def test_every_unit_that_can_exist_has_a_route_and_a_reason() -> None:
    for kind in ApplicantKind:
        for affiliation in affiliations_of(kind):
            assert route_for(kind, affiliation).reason


def test_another_route_needs_a_reason() -> None:
    assert reroute_explained(Route.DIRECT, Route.DIRECT, "").met
    assert reroute_explained(Route.VIA_DISTRICT, Route.DIRECT, "隶属关系填报有误").met
    refused = reroute_explained(Route.VIA_DISTRICT, Route.DIRECT, "  ")
    assert not refused.met
    assert "请写明变更渠道的理由" in str(refused)
    assert Route.VIA_DISTRICT.label in str(refused)


def test_a_unit_on_the_districts_way_names_a_body_that_exists() -> None:
    assert recommending_body_given(Route.DIRECT, "", DAY).met
    assert recommending_body_given(Route.VIA_DISTRICT, "500109", DAY).reason == "初审单位为北碚区科协"
    abolished = recommending_body_given(Route.VIA_DISTRICT, "500112", DAY)
    assert not abolished.met
    assert abolished.field == "district"


def test_a_district_association_cannot_endorse_its_own_application() -> None:
    finding = not_endorsed_by_itself(ApplicantKind.DISTRICT_ASSOCIATION, Route.VIA_DISTRICT)
    assert not finding.met
    assert finding.cite == measures(7, 1)
    assert not_endorsed_by_itself(ApplicantKind.DISTRICT_ASSOCIATION, Route.DIRECT).met
    assert not_endorsed_by_itself(ApplicantKind.PARK, Route.VIA_DISTRICT).met


def test_a_district_that_applies_itself_is_shown_to_have_an_interest() -> None:
    flagged = no_rival_interest(endorser_applies=True)
    assert not flagged.met
    assert "竞争关系" in flagged.reason
    assert no_rival_interest(endorser_applies=False).met


def test_nobody_judges_the_application_of_their_own_unit() -> None:
    own = not_judged_by_its_own_people(acts_for_unit=True)
    assert not own.met
    assert own.remedy == "请由其他人员办理"
    assert not_judged_by_its_own_people(acts_for_unit=False).met
