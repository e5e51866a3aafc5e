"""Which colour a stage wears: done well (ok), waiting for someone (wait), ended otherwise (stop), going on (live)."""

_TONES = {
    "ok": """application.qualified application.cleared application.approved application.awarded application.proposed
        expert.active discipline.in_force terms.set look.taken correction.accepted session.closed turn.announced
        sheet.locked sheet.announced resolution.applied publicity.concluded inquiry.answered objection.upheld
        objection.dismissed archive.filed document.issued station.active presentation.public recusal.upheld
        recusal.dismissed minutes.confirmed organisation.active person.active membership.active delegation.active
        key.active calendar.entered paper.taken departure.agreed renaming.confirmed joining.approved
        invitation.accepted letter.sent""",
    "wait": """application.returned application.endorsing application.qualifying application.deferred
        application.frozen session.freezing session.drawing session.vacant session.closing session.voiding
        sheet.voiding recusal.raised recusal.decided objection.lodged objection.found inquiry.put publicity.scheduled
        archive.binding document.drafted document.signed document.countersigned expert.suspended correction.waiting
        turn.absent turn.readmitting paper.entering departure.raised purge.requested minutes.entered
        renaming.requested joining.waiting invitation.open presentation.released presentation.returned
        letter.prepared""",
    "stop": """application.declined application.rejected application.withdrawn application.cancelled
        application.not_proposed sheet.voided publicity.cancelled objection.declined inquiry.lapsed inquiry.withdrawn
        document.recalled person.suspended purge.erased minutes.dropped paper.dropped departure.refused
        renaming.refused joining.refused invitation.revoked correction.declined key.retired presentation.withdrawn
        letter.dropped""",
    "live": """call.open application.in_review application.reviewed application.in_publicity session.in_hearing
        turn.presenting turn.scoring publicity.running objection.accepted session.frozen session.seeded
        session.drawn""",
}

TONES = {stage: tone for tone, stages in _TONES.items() for stage in stages.split()}

_SETBACKS = {
    "application.returned",
    "presentation.returned",
    "application.deferred",
    "application.frozen",
    "session.vacant",
    "session.voiding",
    "sheet.voiding",
    "turn.absent",
    "expert.suspended",
}


def tone_of(kind: str, stage: str) -> str:
    """The tone of a stage; empty (plain) for drafts and for what is over."""
    return TONES.get(f"{kind}.{stage}", "")


def trail_tone_of(kind: str, stage: str) -> str:
    """The tone of an act in the trail by the stage it led to: a setback, an end, or (empty) a step forward."""
    if f"{kind}.{stage}" in _SETBACKS:
        return "wait"
    return "stop" if tone_of(kind, stage) == "stop" else ""
