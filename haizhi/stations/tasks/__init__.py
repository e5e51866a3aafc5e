"""What the worker does for stations: remind of last days; and how their letters explain them."""

from haizhi.stations.tasks.reminders import remind_of_station_work

__all__ = ["remind_of_station_work"]
