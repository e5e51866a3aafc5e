"""What the rules ask of the pool: who can be reached and drawn, by which disciplines and on what terms."""

from haizhi.experts.facts.batches import as_stored, check
from haizhi.experts.facts.drawing import Drawable, drawable
from haizhi.experts.facts.entries import contact_free, contact_written, described, stored
from haizhi.experts.facts.lists import discipline_names, disciplines_in_force, establish_disciplines, terms_in_force
from haizhi.experts.facts.people import can_be_invited, judges_now, person_reached_at
from haizhi.experts.facts.welcome import waits_for_password, welcome_token, welcomed_by

__all__ = [
    "Drawable",
    "as_stored",
    "can_be_invited",
    "check",
    "contact_free",
    "contact_written",
    "described",
    "discipline_names",
    "disciplines_in_force",
    "drawable",
    "establish_disciplines",
    "judges_now",
    "person_reached_at",
    "stored",
    "terms_in_force",
    "waits_for_password",
    "welcome_token",
    "welcomed_by",
]
