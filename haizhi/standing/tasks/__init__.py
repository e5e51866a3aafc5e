"""What the worker does for the standing of stations: remind of last days, let terms and hearings run out."""

from haizhi.standing.tasks.reminders import remind_of_standing
from haizhi.standing.tasks.running_out import run_out

__all__ = ["remind_of_standing", "run_out"]
