"""The order in which the applicants present, by lot from the same frozen pool and the same dice."""

from collections.abc import Collection

from haizhi.fairness.stream import Stream


def presentation_order(applicants: Collection[str], seed: bytes) -> tuple[str, ...]:
    """The applicants' ids in the order of presentation: sorted by code point, then shuffled by stream "order".

    Raises ValueError when an id occurs twice.
    """
    if len(set(applicants)) != len(applicants):
        raise ValueError("an applicant occurs twice")
    return tuple(Stream(seed, "order").shuffled(sorted(applicants)))
