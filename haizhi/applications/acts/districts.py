"""What the district association does: endorse, return, decline (办法·7·2)."""

from collections.abc import Iterable
from datetime import datetime

from haizhi.applications.facts import arrival, judged_by_others, kind_of, rival_interest
from haizhi.applications.models import Application, Material
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, record
from haizhi.regulation import moves
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.materials import MaterialKind, Step, material_findings
from haizhi.regulation.routing import Route, not_endorsed_by_itself


def _not_its_own(application: Application, by: Actor, at: datetime) -> Iterable[Finding]:
    # A district association's application that reached this stage is its own, whatever the way it came.
    own = kind_of(application.unit)
    return (not_endorsed_by_itself(own, Route.VIA_DISTRICT), judged_by_others(application, by))


def _in_time_and_not_its_own(application: Application, by: Actor, at: datetime) -> Iterable[Finding]:
    return (*_not_its_own(application, by, at), arrival(application, at))


@act(moves.ENDORSE, requires=_in_time_and_not_its_own)
def endorse(application: Application, *, by: Actor, at: datetime, opinion: str, scan: Upload | None) -> None:
    """初审通过: forwards it to the Office, with the signed and sealed opinion (interpretation 6).

    Refused after the deadline: what binds is the arrival at the Office (interpretation 8).
    """
    needed = material_findings(
        kind_of(application.unit),
        Route(application.route),
        [MaterialKind.DISTRICT_OPINION] if scan else [],
        Step.ENDORSEMENT,
    )
    said = Finding(bool(opinion.strip()), measures(7, 2), "初审须写明意见", "请填写初审意见", "opinion")
    wrong = [Finding(f.met, f.cite, f.reason, f.remedy, "scan") for f in unmet(*needed)] + list(unmet(said))
    if wrong:
        raise Refused(*wrong)
    former = application.materials.filter(sort=MaterialKind.DISTRICT_OPINION, replaced_at=None)
    former.update(replaced_at=at)
    if scan:
        Material.objects.create(application=application, sort=MaterialKind.DISTRICT_OPINION, upload=scan, added_at=at)
        record(opinion_scan=scan.sha256)
    interest = rival_interest(application)
    record(rival_interest=not interest.met)
    application.opinions["district"] = {
        "text": opinion,
        "by": by.name,
        "at": at.isoformat(),
        "district": application.district,
    }
    application.arrived_at = application.arrived_at or at


@act(moves.RETURN, requires=_not_its_own)
def send_back(application: Application, *, by: Actor, at: datetime, opinion: str, sections: list[str]) -> None:
    """退回: to the unit, with the reason and the sections to correct (values of Section)."""
    application.opinions["correction"] = {
        "text": opinion,
        "by": by.name,
        "at": at.isoformat(),
        "sections": list(sections),
    }


@act(moves.DECLINE, requires=_not_its_own)
def decline(application: Application, *, by: Actor, at: datetime, opinion: str) -> None:
    """不予推荐: the district does not forward it, with the reason."""
