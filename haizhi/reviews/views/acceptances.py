"""Those who were drawn: what they answered, for the Office; what a judge has to do before the hearing."""

from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render

from haizhi.regulation.findings import unmet
from haizhi.regulation.roles import Role
from haizhi.reviews import queries
from haizhi.reviews.facts import may_open, seat_of, seats_of, session_rules
from haizhi.reviews.forms import SESSION_FORMS
from haizhi.reviews.models import WITNESS_READERS, Seat, Session
from haizhi.reviews.views.access import crumbs, offered, only_for, the_session
from haizhi.ui.requests import Asked


@login_required
def answers(asked: Asked, code: str) -> HttpResponse:
    """Notices, answers and deadlines of those who were drawn; the Office registers what it heard by telephone."""
    only_for(asked, WITNESS_READERS)
    subject = the_session(asked, code)
    stands = subject.stage in queries.STANDING
    told = queries.deliveries_of(subject) if stands else {}
    drawn = [seat for seat in seats_of(subject) if seat.asked_at is not None] if stands else []
    taken = [seat for seat in drawn if seat.vacated_at is None]
    rows = [
        {
            "seat": seat,
            "told": told.get(seat.person_id, ""),
            "due": _due(subject, seat),
            "late": _is_late(subject, seat, asked.at),
            "answer": queries.answer_of(seat),
        }
        for seat in drawn
    ]
    context = {
        "title": "通知和答复",
        "subtitle": subject.name,
        "crumbs": crumbs(subject),
        "subject": subject,
        "rows": rows,
        "coming": sum(seat.answer == Seat.Answer.ACCEPTED for seat in taken),
        "waiting": sum(not seat.answer for seat in taken),
        "regrets": sum(seat.answer == Seat.Answer.REFUSED for seat in taken),
        "vacated": len(drawn) - len(taken),
        "panels": offered(asked, subject, SESSION_FORMS, ("note_answer", "vacate"), back="answers"),
    }
    return render(asked, "reviews/answers.html", context)


def _due(session: Session, seat: Seat) -> datetime | None:
    """Until when somebody drawn is to answer: never later than the hearing itself; never once the seat is vacated."""
    rules = session_rules(session)
    if rules is None or seat.asked_at is None or seat.vacated_at is not None:
        return None
    return min(seat.asked_at + timedelta(hours=rules.answer_hours), session.held_at)


def _is_late(session: Session, seat: Seat, at: datetime) -> bool:
    due = _due(session, seat)
    return due is not None and not seat.answer and due <= at


@login_required
def sitting(asked: Asked, code: str) -> HttpResponse:
    """A judge's own page of a session: answer, pledge, declare, read, score; in this order."""
    only_for(asked, {Role.JUDGE})
    subject = the_session(asked, code)
    seat = seat_of(subject, asked.actor.id)
    if seat is None:
        raise Http404
    verbs = ("accept", "regret", "pledge", "disclose")
    panels = {p.move.verb: p for p in offered(asked, subject, SESSION_FORMS, verbs, back="sitting")}
    turns = [row.turn for row in queries.turn_rows(subject, asked.actor)]
    rows = [(turn, unmet(*may_open(turn, seat))) for turn in turns]
    reasons = {against[0] if against else None for _, against in rows}
    context = {
        "title": "评委事项",
        "subtitle": subject.name,
        "crumbs": crumbs(subject),
        "subject": subject,
        "seat": seat,
        "due": _due(subject, seat),
        "answering": [
            panels[verb] for verb in ("accept", "regret") if verb in panels and seat.asked_at and not seat.answer
        ],
        "pledging": [panels["pledge"]] if "pledge" in panels and seat.pledged_at is None else [],
        "may_disclose": "disclose" in panels,
        "rows": rows,
        "shut": reasons.pop() if len(reasons) == 1 and len(rows) > 1 else None,
        "aside": queries.standing_aside(subject, seat),
        "rules": session_rules(subject),
    }
    return render(asked, "reviews/sitting.html", context)
