"""Keys that are kept elsewhere, and what the verifier says of a session."""

from haizhi.accounts.acts import register_key
from haizhi.accounts.acts.keys import challenge
from haizhi.accounts.models import Key
from haizhi.fairness import ed25519
from haizhi.fairness.note import Key as PublicKey
from haizhi.fairness.note import make_key as public_key
from haizhi.fairness.note import parse_key, signature_line
from haizhi.fairness.verifier import Bundle, Report, verify
from haizhi.kernel import cosigning
from haizhi.kernel.actor import Actor
from haizhi.kernel.models import Checkpoint
from haizhi.reviews.models import Session
from haizhi.reviews.queries.bundle import bundle_files
from tests.experts.factories import NOW

SEED = bytes(range(32))


def report_on(session: Session) -> Report:
    """What the verifier says of the session's bundle, by the key files that are in it."""
    files = bundle_files(session, seats=True)
    notes = {name: content for name, content in files.items() if name.endswith(".note")}
    bundle = Bundle(files["log.jsonl"], files["bodies.jsonl"], files["pool.jsonl"], notes, files["names.jsonl"])
    rings = [tuple(map(parse_key, files[f"{post}.vkey"].decode().splitlines())) for post in ("operator", "witness")]
    return verify(bundle, tuple(rings))


def kept_at_home(actor: Actor) -> PublicKey:
    """The actor registers a key that is kept elsewhere, in place of the one made here."""
    name = f"haizhi.chongqing/witness/{Key.objects.filter(post='witness').count() + 1}"
    vkey = public_key(name, ed25519.public_of(SEED))
    proof = signature_line(vkey, ed25519.sign(SEED, challenge(actor.id, vkey).encode()))
    register_key(by=actor, at=NOW, public=str(vkey), proof=proof)
    return vkey


def signed_at_home(vkey: PublicKey, checkpoint: Checkpoint) -> str:
    return signature_line(vkey, ed25519.sign(SEED, cosigning.text_of(checkpoint).encode()))
