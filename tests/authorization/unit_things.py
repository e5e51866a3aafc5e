"""What units have of their own in the city in which the matrix is walked."""

from datetime import datetime

from django.db.models import Model

from haizhi.accounts.acts import ask_to_join, enrol, invite, open_feed, request_renaming
from haizhi.accounts.drafts import add_proof, save_rd_body
from haizhi.accounts.facts.feeds import new_token
from haizhi.accounts.models import Invitation, Organisation
from haizhi.accounts.queries import actor_for
from haizhi.files.drafts import receive
from haizhi.files.models import Upload
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.source import new_id
from haizhi.regulation.applicants import RdLevel, Standing
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import Role
from haizhi.rehearsal.papers import paper

Manned = tuple[Organisation, Actor]
"""A unit and somebody in charge of it."""


def ways_in(own: Manned, other: Manned, at: datetime) -> dict[str, tuple[Model, Model]]:
    """Requests to join, invitations and changes of name: one's own and another's; an invitation also by its link."""
    joinings: list[Model] = []
    invitations: list[Model] = []
    renamings: list[Model] = []
    for unit, by in (own, other):
        asking = enrol(by=SYSTEM, at=at, name="申请人", email=_mailbox())
        joinings.append(ask_to_join(unit, by=actor_for(asking, at), at=at))
        invitations.append(invite(by=by, at=at, roles=[Role.DRAFTER], organisation=unit, email=_mailbox()))
        proof = _paper("变更通知书", at)
        renamings.append(request_renaming(unit, by=by, at=at, name="新名称", changed_on=day_of(at), proof=proof))
    link = Invitation.objects.get(pk=invitations[0].pk)
    vars(link)["by_link"] = True
    reader = enrol(by=SYSTEM, at=at, name="重设者", email=_mailbox())
    reader.reset_sent_at = at
    reader.save(update_fields=["reset_sent_at"])
    vars(reader)["by_link"] = True
    return {
        "joining": (joinings[0], joinings[1]),
        "invitation": (invitations[0], invitations[1]),
        "renaming": (renamings[0], renamings[1]),
        "invitation-link": (link, link),
        "reset-link": (reader, reader),
    }


def calendar_feeds(at: datetime) -> tuple[Model, Model]:
    """The calendar feeds of two people who are nobody in the city: each has to do with one's own alone."""
    feeds = []
    for name in ("甲", "乙"):
        person = enrol(by=SYSTEM, at=at, name=name, email=_mailbox())
        feeds.append(open_feed(by=actor_for(person, at), at=at, token=new_token()))
    return feeds[0], feeds[1]


def profile_rows(own: Manned, other: Manned, at: datetime) -> dict[str, tuple[Model, Model, Model]]:
    """What stands in a unit's profile: a row of one's own for each of two who may take it away, and another's."""
    proofs, bodies = [], []
    for n, (unit, by) in enumerate((own, own, other)):
        save_rd_body(unit, None, name=f"研发中心{n}", level=RdLevel.OTHER, since=None, by=by, at=at)
        bodies.append(unit.rd_bodies.get(name=f"研发中心{n}"))
        proofs.append(
            add_proof(
                unit,
                sort=Standing.ABOVE_SCALE,
                number=str(n),
                valid_from=day_of(at),
                valid_to=None,
                upload=_paper("证书", at),
                by=by,
                at=at,
            )
        )
    return {"proof": (proofs[0], proofs[1], proofs[2]), "rd-body": (bodies[0], bodies[1], bodies[2])}


def _paper(name: str, at: datetime) -> Upload:
    return receive(paper(name), by=SYSTEM, at=at)


def _mailbox() -> str:
    return f"{new_id().hex}@example.cn"
