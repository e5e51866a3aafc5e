"""The clock of the pages, as for decisions."""

from tests.decisions.conftest import today

__all__ = ["today"]
