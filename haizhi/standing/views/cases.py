"""The page of each matter, its acts, and the page of a station's standing."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.moves import Move
from haizhi.regulation.renewal import CRITERIA, on_record
from haizhi.regulation.revocation import in_good_standing
from haizhi.regulation.roles import UNIT_ROLES
from haizhi.regulation.term import renewal_window
from haizhi.standing import drafts, facts, queries
from haizhi.standing.forms import (
    ENDING_FORMS,
    OBSERVATION_FORMS,
    RECTIFICATION_FORMS,
    RENEWAL_FORMS,
    REVOCATION_FORMS,
)
from haizhi.standing.models import Ending, Observation, Rectification, Renewal, Revocation
from haizhi.standing.models.matter import READERS, Matter
from haizhi.standing.views.access import crumbs, matter, the_station
from haizhi.stations.facts import latest_plaque
from haizhi.stations.models import STANDING, Station
from haizhi.ui.acting import Forms, act_page
from haizhi.ui.case import case_context
from haizhi.ui.requests import Asked


def _case(asked: Asked, subject: Matter, forms: Forms, more: dict[str, Any]) -> HttpResponse:
    context = case_context(
        asked, subject, forms, subtitle=subject.code, crumbs=crumbs(subject.station), due=subject.due
    )
    if not asked.actor.holds(*READERS):
        context["trail"] = [act for act in context["trail"] if act.verb not in _INTERNAL]
    return render(asked, f"standing/{subject.kind}.html", context | {"station": subject.station} | more)


_INTERNAL = (moves.CHECK_RENEWAL.name, moves.RECHECK_RENEWAL.name)
"""Acts whose opinion is the Office's own: the unit reads the judgement, not what was put forward for it."""


def _on(asked: Asked, subject: Matter, move: Move) -> bool:
    """Whether it is the turn of whoever asks to prepare that move."""
    return subject.stage in move.sources and asked.actor.holds(*move.roles)


@login_required
def renewal(asked: Asked, code: str) -> HttpResponse:
    """A request: what it says, what is on record, what was judged."""
    subject, today = matter(asked, Renewal, code), day_of(asked.at)
    writes = asked.actor.holds(*moves.BEGIN_RENEWAL.roles) and subject.stage in drafts.EDITED
    weighs = subject.stage in _JUDGED and asked.actor.holds(*READERS)
    record = on_record(facts.term_record(subject.station, today)) if weighs else ()
    judged, watches = subject.judged, asked.actor.holds(*READERS)
    files = queries.files_of(subject)
    context = {
        "writes": writes,
        "lacking": facts.renewal_lacks(subject, asked.at) if writes else (),
        "judges": _on(asked, subject, moves.CHECK_RENEWAL),
        "record": record,
        "criteria": [(c, judged.get(c.key)) for c in CRITERIA],
        "shows_judging": watches and (bool(judged) or subject.stage in _JUDGED),
        "files": queries.theirs(files, by_office=False),
        "current": bool(subject.paper) and subject.paper == facts.renewal_digest(subject),
        "window": renewal_window(subject.valid_to),
    }
    return _case(asked, subject, RENEWAL_FORMS, context)


_JUDGED = ("submitted", "checked", "hearing", "heard")
"""The stages in which a request is weighed against what is on record now."""


@login_required
def observation(asked: Asked, code: str) -> HttpResponse:
    """One observation with its evidence."""
    subject = matter(asked, Observation, code)
    return _case(asked, subject, OBSERVATION_FORMS, {"files": [file.upload for file in queries.files_of(subject)]})


@login_required
def rectification(asked: Asked, code: str) -> HttpResponse:
    """A notice of 整改 as it is printed, and what was reported."""
    subject, today = matter(asked, Rectification, code), day_of(asked.at)
    context = {
        "lines": facts.rectification_lines(subject, today),
        "reports": subject.reports.prefetch_related("files__upload"),
        "editable": _on(asked, subject, moves.DROP_RECTIFICATION),
        "is_overdue": subject.stage == "issued" and subject.due_on < today,
        "drafts": subject.stage == "issued" and asked.actor.holds(*UNIT_ROLES),
    }
    return _case(asked, subject, RECTIFICATION_FORMS, context)


@login_required
def revocation(asked: Asked, code: str) -> HttpResponse:
    """A procedure: evidence, notice, what the unit said, the decision."""
    subject, today = matter(asked, Revocation, code), day_of(asked.at)
    watches, files = asked.actor.holds(*READERS), queries.files_of(subject)
    decided = subject.stage == "revoked" or (subject.stage == "decided" and watches)
    context = {
        "watches": watches,
        "notice": facts.revocation_notice_lines(subject, today),
        "evidence": facts.evidence_text(subject, today) if watches and subject.stage in _WEIGHED else "",
        "decision": facts.decision_lines(subject, today) if decided else (),
        "unit_files": queries.theirs(files, by_office=False),
        "office_files": queries.theirs(files, by_office=True),
        "editable": _on(asked, subject, moves.DROP_REVOCATION),
        "portal_url": reverse("portal:revocation", args=[subject.code]) if subject.public else "",
    }
    return _case(asked, subject, REVOCATION_FORMS, context)


_WEIGHED = ("noticed", "heard", "decided")
"""The stages in which a revocation is weighed against what is on record now; its draft says it in the notice."""


@login_required
def ending(asked: Asked, code: str) -> HttpResponse:
    """How a station ends, and what is still to be settled."""
    subject = matter(asked, Ending, code)
    context = {
        "files": [file.upload for file in queries.files_of(subject)],
        "plaque": latest_plaque(subject.station),
        "money": facts.settling_findings(subject.station) if subject.stage == "settling" else [],
    }
    return _case(asked, subject, ENDING_FORMS, context)


@login_required
def renewal_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a request."""
    return act_page(asked, matter(asked, Renewal, code), verb, RENEWAL_FORMS)


@login_required
def observation_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on an observation."""
    return act_page(asked, matter(asked, Observation, code), verb, OBSERVATION_FORMS)


@login_required
def rectification_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a notice of 整改."""
    return act_page(asked, matter(asked, Rectification, code), verb, RECTIFICATION_FORMS)


@login_required
def revocation_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a revocation."""
    return act_page(asked, matter(asked, Revocation, code), verb, REVOCATION_FORMS)


@login_required
def ending_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on an end."""
    return act_page(asked, matter(asked, Ending, code), verb, ENDING_FORMS)


_BEGUN: tuple[tuple[Move, str], ...] = (
    (moves.BEGIN_RENEWAL, "renewal_new"),
    (moves.REQUEST_ENDING, "ending_new"),
    (moves.NOTE_OBSERVATION, "observation_new"),
    (moves.PREPARE_RECTIFICATION, "rectification_new"),
    (moves.PREPARE_REVOCATION, "revocation_new"),
    (moves.EXPIRE, "expiry"),
)


def _offers(asked: Asked, station: Station) -> list[tuple[Move, str]]:
    """What may be begun on the station by whoever asks; the page that begins it says what stands against it."""
    if station.stage not in STANDING:
        return []
    return [
        (move, reverse(f"standing:{name}", args=[station.code]))
        for move, name in _BEGUN
        if any(grant.role in move.roles and station.within(grant) for grant in asked.actor.grants)
    ]


@login_required
def station(asked: Asked, code: str) -> HttpResponse:
    """A station's standing: its terms, the evidence against it, its matters, what may be begun."""
    found, today = the_station(asked, code), day_of(asked.at)
    prefetch_related_objects([found], "terms")
    context = {
        "title": "有效期与资格",
        "subtitle": f"{found.code}　{found.title}",
        "crumbs": crumbs(found)[:-1],
        "station": found,
        "terms": sorted(found.terms.all(), key=lambda term: -term.serial),
        "today": today,
        "window": renewal_window(found.valid_to),
        "standing": in_good_standing(facts.revocation_facts(found, today)),
        "matters": queries.matters_in_short(found, asked.actor),
        "offers": _offers(asked, found),
    }
    return render(asked, "standing/station.html", context)
