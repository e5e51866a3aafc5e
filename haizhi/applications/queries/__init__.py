"""Reads of calls and applications, shaped for their pages."""

from haizhi.applications.queries import dates  # noqa: F401 - declares its dates by being imported
