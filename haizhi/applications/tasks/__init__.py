"""What the worker does for applications: remind of last days; and how their letters explain them."""

from haizhi.applications.tasks.reminders import remind

__all__ = ["remind"]
