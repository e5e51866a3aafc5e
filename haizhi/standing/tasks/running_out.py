"""What runs out by itself: hearings, terms, what a merger leaves to settle."""

from datetime import datetime

from haizhi.standing.acts import close_hearings, expire_due, follow_mergers
from haizhi.stations.acts import fall_due_all


def run_out(at: datetime) -> int:
    """Close hearings whose day has passed, let terms fall due, end what was judged so, settle mergers; how many."""
    return close_hearings(at) + fall_due_all(at) + expire_due(at) + follow_mergers(at)
