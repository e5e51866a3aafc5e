"""What a reader keeps of the pages: the conditions of a list under a name of their own."""

from django.db import models
from django.http import QueryDict

_OF_ONE_LOOK = ("page", "export")
"""What of an address belongs to one look at a list alone."""


class SavedFilter(models.Model):
    """The conditions and the order of one list (`path`), kept by a person under a name; `query` is a query string."""

    person_id = models.UUIDField()
    path = models.CharField(max_length=200)
    name = models.CharField("名称", max_length=40)
    query = models.CharField(max_length=2000)

    is_shown = False
    """Whether the page that is being drawn shows these conditions."""

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "path", "name"], name="a_person_keeps_one_filter_of_a_name_for_a_list"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """Where the list stands with these conditions."""
        return f"{self.path}?{self.query}"


def kept_query(params: QueryDict) -> str:
    """The part of a query string that is worth keeping: every condition that is not empty, and the order."""
    kept = QueryDict(mutable=True)
    for name, values in params.lists():
        if name not in _OF_ONE_LOOK and any(values):
            kept.setlist(name, values)
    return kept.urlencode()
