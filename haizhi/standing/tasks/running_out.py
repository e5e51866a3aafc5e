"""What runs out by itself: hearings, terms, what a station's end leaves without object."""

from datetime import datetime

from haizhi.standing.acts import cease_all, close_hearings, expire_due
from haizhi.stations.acts import fall_due_all


def run_out(at: datetime) -> int:
    """Close hearings whose day has passed, let terms fall due, end what was judged so; how many acts."""
    return close_hearings(at) + fall_due_all(at) + expire_due(at) + cease_all(at)
