"""Signed words that a page gives away: what may be sent from it, and which file was."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core import signing

from haizhi.files.kinds import KINDS, WAITED_FOR, Kind, kinds_labelled
from haizhi.files.models import Upload
from haizhi.kernel import limits
from haizhi.kernel.limits import Limit
from haizhi.kernel.source import new_id
from haizhi.ui.requests import Asked, origin_of

_TOKEN, _POLICY, _TICKET = "haizhi.files.kept", "haizhi.files.policy", "haizhi.files.ticket"

_UNDER_TICKET = "ticket "

TICKET = "ticket"
"""The name of the field that carries a ticket."""


FROM_THE_PUBLIC = Limit("files/public", 200, timedelta(days=1), "同一网络地址一日内上传的文件过多")
"""Files sent without an account; one that is taken up again after a dropped connection counts anew."""


def count_from_public(asked: Asked) -> None:
    """Count a file of the public by the address it comes from, before it is looked into. Raises TooOften."""
    limits.count(FROM_THE_PUBLIC, origin_of(asked), asked.at)


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be sent from a place on a page, by whoever it was shown to (empty: the public).

    With a `ticket` it is sent under that, whoever is or is not signed in: by a form of the public.
    """

    target: str
    kinds: tuple[Kind, ...]
    largest: int
    person: str = ""
    ticket: str = ""

    def signed(self) -> str:
        """As the page carries it."""
        said = [self.target, [kind.label for kind in self.kinds], self.largest, self.person, self.ticket]
        return signing.dumps(said, salt=_POLICY, compress=True)


def policy_of(text: str) -> Policy | None:
    """The policy that a page carried, unless it is forged or too old."""
    try:
        target, labels, largest, person, ticket = signing.loads(text, salt=_POLICY, max_age=WAITED_FOR)
    except signing.BadSignature:
        return None
    return Policy(str(target), kinds_labelled(labels) or KINDS, int(largest), str(person), str(ticket))


def person_of(asked: Asked) -> str:
    """Who a page is shown to; empty for the public."""
    return str(asked.actor.id) if asked.actor.is_signed_in else ""


def new_ticket() -> str:
    """A signed ticket for one form of the public: what is uploaded under it belongs to that form, without a cookie."""
    return signing.dumps(new_id().hex, salt=_TICKET)


def ticket_named(text: str) -> str:
    """What a ticket names; empty for one that is forged or too old."""
    try:
        return str(signing.loads(text, salt=_TICKET, max_age=WAITED_FOR))
    except signing.BadSignature:
        return ""


def token_of(upload: Upload, asked: Asked, policy: Policy | None = None) -> str:
    """A signed name of an upload that only the same person, session of the public, or ticket may hand in again."""
    return signing.dumps([str(upload.pk), owner_of(asked, policy)], salt=_TOKEN, compress=True)


def upload_of(token: str, asked: Asked) -> Upload | None:
    """The upload that a token names, unless it is forged, too old, or somebody else's."""
    try:
        pk, owner = signing.loads(token, salt=_TOKEN, max_age=WAITED_FOR)
    except signing.BadSignature:
        return None
    # only looked at, what came under a ticket is known by its own signed name: no form is sent along
    looked_at = asked.method in ("GET", "HEAD") and str(owner).startswith(_UNDER_TICKET)
    return Upload.objects.filter(pk=UUID(pk)).first() if looked_at or owner == owner_of(asked) else None


def owner_of(asked: Asked, policy: Policy | None = None) -> str:
    """Whose the files are that come with a request: a ticket's, a person's, or a session's of the public."""
    if policy is not None and policy.ticket:
        return f"{_UNDER_TICKET}{policy.ticket}"
    if asked.actor.is_signed_in:
        return person_of(asked)
    if ticket := ticket_named(asked.POST.get(TICKET, "")):
        return f"{_UNDER_TICKET}{ticket}"
    if "uploads" not in asked.session:
        asked.session["uploads"] = True
    if asked.session.session_key is None:
        asked.session.create()
    return f"session {asked.session.session_key}"
