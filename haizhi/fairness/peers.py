"""Who assesses whom (互评): everybody the same number of times, by a seeded circle without mutual favours."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from haizhi.fairness.stream import Stream

SPREAD = (1, 2, 5, 10, 12)
"""Distances on a large circle: no two add up to another way back, no three to the whole round."""

_ROUND = 36
"""Up to so many members three of the widest distances could add up to the whole round."""

_TRIES = 20_000
"""Swaps tried at least before the conflicts count as too dense; a further 20 for each member."""


class TooDense(ValueError):
    """So many pairs are in conflict that the seeded swaps found no order without one."""


def distances(members: int, each: int) -> tuple[int, ...]:
    """How far along the circle of `members` lie the `each` whom everybody assesses; nothing when all assess all.

    Raises ValueError below one.
    """
    if each < 1:
        raise ValueError("everybody assesses at least one")
    if members < 2 * each + 1:
        return ()
    return SPREAD if each == len(SPREAD) and members > _ROUND else tuple(range(1, each + 1))


def everyone_else(members: Iterable[str], conflicts: Iterable[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Of few members each assesses all the others but those in conflict, ascending; chance has no part in it."""
    ordered = sorted(members)
    apart = _apart(ordered, conflicts)
    return {one: tuple(other for other in ordered if other != one and other not in apart[one]) for one in ordered}


def circle(
    members: Collection[str], each: int, conflicts: Iterable[Sequence[str]], seed: bytes
) -> dict[str, tuple[str, ...]]:
    """Whom everybody assesses, ascending: `each` others, none of them in conflict, none of them in return.

    The members, sorted, are shuffled by stream "peers"; the one at place p assesses those at p + d for d in
    `distances`. Then the places are gone through in order, again and again until no pair is in conflict: while the
    member at a place has a conflict, it is swapped with the one at place below(N) of the same stream, and back unless
    the two have no more conflicts than before. Raises TooDense after 20,000 + 20 N swaps, ValueError for a
    member that occurs twice and for so few members that all assess all.
    """
    steps, size = distances(len(members), each), len(members)
    if not steps or len(set(members)) != size:
        raise ValueError("too few members for a circle, or one of them twice")
    stream = Stream(seed, "peers")
    order = stream.shuffled(sorted(members))
    _repair(order, steps, _apart(members, conflicts), stream)
    return {one: tuple(sorted(order[(p + d) % size] for d in steps)) for p, one in enumerate(order)}


def _apart(members: Iterable[str], conflicts: Iterable[Sequence[str]]) -> dict[str, set[str]]:
    """With whom each member is in conflict. Raises KeyError for somebody who is no member."""
    apart: dict[str, set[str]] = {member: set() for member in members}
    for one, other in conflicts:
        apart[one].add(other)
        apart[other].add(one)
    return apart


def _repair(order: list[str], steps: Sequence[int], apart: Mapping[str, set[str]], stream: Stream) -> None:
    """Swap until nobody on the circle meets a conflict. Raises TooDense."""
    size = len(order)
    reach = (*steps, *(-d for d in steps))
    left = _TRIES + 20 * size

    def clashes(place: int) -> int:
        others = apart[order[place]]
        return sum(order[(place + d) % size] in others for d in reach) if others else 0

    while any(clashes(place) for place in range(size)):
        for p in range(size):
            while clashes(p):
                if not left:
                    raise TooDense("too many conflicts for the circle")
                left -= 1
                q = stream.below(size)
                before = clashes(p) + clashes(q)
                order[p], order[q] = order[q], order[p]
                if clashes(p) + clashes(q) > before:
                    order[p], order[q] = order[q], order[p]


def faults(
    assessed: Mapping[str, Sequence[str]], members: Sequence[str], each: int, conflicts: Iterable[Sequence[str]]
) -> tuple[str, ...]:
    """What an assignment breaks of its promises, in Chinese: nobody themselves, nobody in conflict, `each` both ways.

    For few members, who all assess all, only `everyone_else` is right.
    """
    known = set(members)
    if set(assessed) != known or any(not known.issuperset(others) for others in assessed.values()):
        return ("互评名单中的单位与封存的不同",)
    found: list[str] = []
    times = dict.fromkeys(members, 0)
    apart = _apart(members, conflicts)
    for one, others in sorted(assessed.items()):
        if any(first >= second for first, second in pairwise(others)):
            found.append(f"{one}评的单位重复或未按编号升序")
        if one in others:
            found.append(f"{one}评了自己")
        found += [f"{one}与{other}应当避嫌，却由{one}评{other}" for other in sorted(apart[one].intersection(others))]
        if len(others) != each:
            found.append(f"{one}评{len(others)}家，应评{each}家")
        for other in others:
            times[other] += 1
    found += [f"{one}由{count}家评，应由{each}家评" for one, count in times.items() if count != each]
    return tuple(found)
