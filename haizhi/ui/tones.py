"""Which colour a stage wears: done well (ok), waiting for someone (wait), ended otherwise (stop), going on (live)."""

_TONES = {
    "ok": """application.qualified application.cleared application.approved application.awarded application.proposed
        expert.active discipline.in_force terms.set look.taken correction.accepted session.closed turn.announced
        sheet.locked sheet.announced resolution.applied publicity.concluded inquiry.answered objection.upheld
        objection.dismissed archive.filed document.issued station.active presentation.public recusal.upheld
        recusal.dismissed minutes.confirmed organisation.active person.active membership.active delegation.active
        key.active calendar.entered feed.active paper.taken departure.agreed renaming.confirmed joining.approved
        invitation.accepted letter.sent renewal.renewed renewal.qualified rectification.passed revocation.spared
        ending.closed finance_rules.accepted grant.settled payment.paid spending.confirmed
        account.closed check_round.begun check_round.open check.closed recovery.done plea.allowed plea.upheld
        work.confirmed plan.filed tie.kept task.issued assignment.done summary.accepted summary_round.closed
        assessment.published assessed.rated assessed.published score.submitted score.locked score.confirmed
        appeal.upheld appeal.dismissed""",
    "wait": """station.suspended station.due work.submitted work.questioned work.returned work.amending plan.revising
        renewal.submitted renewal.returned renewal.checked renewal.hearing renewal.heard rectification.prepared
        rectification.issued rectification.reported revocation.prepared revocation.noticed revocation.heard
        revocation.decided ending.requested ending.settling observation.noted
        application.returned application.endorsing application.qualifying application.deferred
        application.frozen session.freezing session.drawing session.vacant session.closing session.voiding
        sheet.voiding recusal.raised recusal.decided objection.lodged objection.found inquiry.put publicity.scheduled
        archive.binding document.drafted document.signed document.countersigned expert.suspended correction.waiting
        turn.absent turn.readmitting paper.entering departure.raised purge.requested minutes.entered
        renaming.requested joining.waiting invitation.open presentation.released presentation.returned
        letter.prepared finance_rules.filed finance_rules.returned grant.proposed grant.settling spending.submitted
        spending.questioned spending.flagged spending.returned account.signed account.owing check.rectifying
        check.reported recovery.running plea.asked plea.objected
        assignment.sent assignment.reported assignment.returned summary.submitted summary.returned
        assessment.drawing score.returned score.recusing score.agreed appeal.lodged""",
    "stop": """station.revoked station.lapsed
        work.withdrawn renewal.unqualified renewal.withdrawn rectification.failed rectification.dropped
        revocation.revoked
        revocation.dropped ending.refused ending.withdrawn observation.withdrawn
        application.declined application.rejected application.withdrawn application.cancelled
        application.not_proposed sheet.voided publicity.cancelled objection.declined inquiry.lapsed inquiry.withdrawn
        document.recalled person.suspended purge.erased minutes.dropped paper.dropped departure.refused
        renaming.refused joining.refused invitation.revoked correction.declined key.retired presentation.withdrawn
        letter.dropped grant.refused payment.reversed spending.misused spending.withdrawn account.returned
        check_round.dropped check.cancelled recovery.revoked recovery.written_off plea.denied
        plea.dismissed plea.withdrawn
        task.withdrawn assignment.withdrawn summary.missed
        assessment.dropped assessed.absent assessed.struck score.set_aside appeal.withdrawn""",
    "live": """call.open application.in_review application.reviewed application.in_publicity session.in_hearing
        turn.presenting turn.scoring publicity.running objection.accepted session.frozen session.seeded
        session.drawn grant.approved check_round.drawing check.announced
        assignment.accepted summary_round.open
        assessment.self_rating assessment.scoring assessment.closed""",
}

TONES = {stage: tone for tone, stages in _TONES.items() for stage in stages.split()}

_SETBACKS = {
    "score.returned",
    "score.recusing",
    "work.questioned",
    "work.returned",
    "renewal.returned",
    "renewal.hearing",
    "rectification.issued",
    "revocation.noticed",
    "application.returned",
    "presentation.returned",
    "application.deferred",
    "application.frozen",
    "session.vacant",
    "session.voiding",
    "sheet.voiding",
    "turn.absent",
    "expert.suspended",
    "finance_rules.returned",
    "spending.questioned",
    "spending.flagged",
    "spending.returned",
    "check.rectifying",
    "assignment.returned",
    "summary.returned",
    "summary.missed",
}


def tone_of(kind: str, stage: str) -> str:
    """The tone of a stage; empty (plain) for drafts and for what is over."""
    return TONES.get(f"{kind}.{stage}", "")


def trail_tone_of(kind: str, stage: str) -> str:
    """The tone of an act in the trail by the stage it led to: a setback, an end, or (empty) a step forward."""
    if f"{kind}.{stage}" in _SETBACKS:
        return "wait"
    return "stop" if tone_of(kind, stage) == "stop" else ""
