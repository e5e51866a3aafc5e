"""A unit's profile as others read it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from haizhi.regulation.applicants import RdLevel, Standing


@dataclass(frozen=True, slots=True)
class StandingFact:
    """A proof of being 规模以上 or 高新技术企业; both days inclusive; `valid` on the day that was asked about."""

    sort: Standing
    number: str
    valid_from: date
    valid_to: date | None
    upload_id: UUID | None
    valid: bool


@dataclass(frozen=True, slots=True)
class RdBodyFact:
    """A research and development body; `since` is the first day of the month of its setting up, if known."""

    name: str
    level: RdLevel
    since: date | None


@dataclass(frozen=True, slots=True)
class UnitProfile:
    """What a unit tells every year anew; empty where it said nothing. `team_size` in people."""

    address: str
    postcode: str
    phone_area: str
    phone: str
    phone_extension: str
    fax: str
    contact: str
    email: str
    head_name: str
    team_size: int | None
    proofs: tuple[StandingFact, ...]
    rd_bodies: tuple[RdBodyFact, ...]

    @property
    def above_scale(self) -> bool:
        """Whether it is proved to be 规模以上 on the day."""
        return self._proved(Standing.ABOVE_SCALE)

    @property
    def high_tech(self) -> bool:
        """Whether it is proved to be 高新技术企业 on the day: an expired certificate does not count."""
        return self._proved(Standing.HIGH_TECH)

    def _proved(self, sort: Standing) -> bool:
        return any(proof.sort is sort and proof.valid for proof in self.proofs)
