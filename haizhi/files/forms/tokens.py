"""Signed words that a page gives away: what may be sent from it, and which file was."""

from dataclasses import dataclass
from uuid import UUID

from django.core import signing

from haizhi.files.kinds import KINDS, WAITED_FOR, Kind, kinds_labelled
from haizhi.files.models import Upload
from haizhi.ui.requests import Asked

_TOKEN, _POLICY = "haizhi.files.kept", "haizhi.files.policy"


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be sent from a place on a page, by whoever it was shown to (empty: the public)."""

    target: str
    kinds: tuple[Kind, ...]
    largest: int
    person: str = ""

    def signed(self) -> str:
        """As the page carries it."""
        said = [self.target, [kind.label for kind in self.kinds], self.largest, self.person]
        return signing.dumps(said, salt=_POLICY, compress=True)


def policy_of(text: str) -> Policy | None:
    """The policy that a page carried, unless it is forged or too old."""
    try:
        target, labels, largest, person = signing.loads(text, salt=_POLICY, max_age=WAITED_FOR)
    except signing.BadSignature:
        return None
    return Policy(str(target), kinds_labelled(labels) or KINDS, int(largest), str(person))


def person_of(asked: Asked) -> str:
    """Who a page is shown to; empty for the public."""
    return str(asked.actor.id) if asked.actor.is_signed_in else ""


def token_of(upload: Upload, asked: Asked) -> str:
    """A signed name of an upload that only the same person, or the same session of the public, may hand in again."""
    return signing.dumps([str(upload.pk), owner_of(asked)], salt=_TOKEN, compress=True)


def upload_of(token: str, asked: Asked) -> Upload | None:
    """The upload that a token names, unless it is forged, too old, or somebody else's."""
    try:
        pk, owner = signing.loads(token, salt=_TOKEN, max_age=WAITED_FOR)
    except signing.BadSignature:
        return None
    return Upload.objects.filter(pk=UUID(pk)).first() if owner == owner_of(asked) else None


def owner_of(asked: Asked) -> str:
    """Whose the files are that come with a request: a person's, or a session's of the public."""
    if asked.actor.is_signed_in:
        return person_of(asked)
    if "uploads" not in asked.session:
        asked.session["uploads"] = True
    if asked.session.session_key is None:
        asked.session.create()
    return f"session {asked.session.session_key}"
