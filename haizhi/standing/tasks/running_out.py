"""What runs out by itself: hearings, terms, what the end of a station leaves open and to settle."""

from datetime import datetime

from haizhi.standing.acts import cease_left_open, close_hearings, expire_due, follow_mergers
from haizhi.stations.acts import fall_due_all


def run_out(at: datetime) -> int:
    """Close hearings whose day has passed, let terms fall due, end what was judged so, settle what ended; how many."""
    left = cease_left_open(at)  # before hearings: none is closed of a station that is no more
    return left + close_hearings(at) + fall_due_all(at) + expire_due(at) + follow_mergers(at)
