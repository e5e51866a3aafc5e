"""The composite of an assessment (考核) from its sheets, in exact fractions; marks and sums are tenths of a point."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import groupby

TENTHS = 10
PERCENT = 100


class NotComposed(ValueError):
    """A composite that can't be formed: a part is missing."""


def composite(own: int, peers: Sequence[int], office: int, weights: Mapping[str, int]) -> Fraction:
    """The weighted sum of the own sheet, the mean of the peers' and the Office's, in points.

    Sums in tenths, `weights` in percent by "self", "peer" and "office". Raises NotComposed without peers.
    """
    if not peers:
        raise NotComposed("no peer sheet counts")
    tenths = (
        Fraction(weights["self"], PERCENT) * own
        + Fraction(weights["peer"], PERCENT) * Fraction(sum(peers), len(peers))
        + Fraction(weights["office"], PERCENT) * office
    )
    return tenths / TENTHS


def places(points: Mapping[str, Fraction]) -> dict[str, int]:
    """Ranks from 1 by exact points, equals sharing one: 1, 2, 2, 4."""
    found: dict[str, int] = {}
    for _, equals in groupby(sorted(points, key=lambda key: -points[key]), key=lambda key: points[key]):
        place = len(found) + 1
        found |= dict.fromkeys(equals, place)
    return found
