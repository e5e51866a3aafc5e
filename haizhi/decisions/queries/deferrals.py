"""The applications that were deferred and wait to be taken up again, in whatever year that is."""

from django.db.models import F, OuterRef, QuerySet, Subquery

from haizhi.applications.models import Application
from haizhi.decisions.models import Resolution, ResolutionLine
from haizhi.kernel.actor import Actor


def deferred_of(actor: Actor) -> QuerySet[Application]:
    """Every deferred application that the actor sees, the longest deferred first.

    Each with the last decision on it: `decided_in` (the resolution's code), `decided_on`, `rank`, `score`, `why`, and
    the session it was heard in (`session_code`, `session_name`) with the resolution that is being prepared on it
    (`prepared_code`), None where there is none.
    """
    last = ResolutionLine.objects.filter(application=OuterRef("pk"), resolution__stage="applied").order_by(
        "-resolution__met_on", "-resolution__code"
    )
    prepared = Resolution.objects.filter(stage="prepared", session=OuterRef("session_pk"))
    found = Application.objects.visible_to(actor).filter(stage="deferred").select_related("unit", "call")
    told = found.annotate(
        decided_in=Subquery(last.values("resolution__code")[:1]),
        decided_on=Subquery(last.values("resolution__met_on")[:1]),
        rank=Subquery(last.values("rank")[:1]),
        score=Subquery(last.values("score")[:1]),
        why=Subquery(last.values("reason")[:1]),
        session_pk=Subquery(last.values("resolution__session")[:1]),
        session_code=Subquery(last.values("resolution__session__code")[:1]),
        session_name=Subquery(last.values("resolution__session__name")[:1]),
    )
    return told.annotate(prepared_code=Subquery(prepared.values("code")[:1])).order_by(F("decided_on").asc(), "code")
