"""What marks a database as the demonstration."""

from django.db import models
from django.db.models import Q


class Demonstration(models.Model):
    """One row marks this database as the demonstration, whose passwords everybody knows.

    `ahead` is how many days its clock has been put forward, so that periods can be seen to end.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    marked_at = models.DateTimeField()
    ahead = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="there_is_one_demonstration")]
