"""What the worker does for the stations' money: remind of last days; and how its letters explain it."""

from haizhi.funding.tasks.reminders import remind_of_money

__all__ = ["remind_of_money"]
