"""In-app notices: one per person told of an act."""

from django.db import models

from haizhi.accounts.models import Person
from haizhi.kernel.models import Act


class Notice(models.Model):
    """That a person was told of an act, and when they read it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="notices")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["person", "act"], name="a_person_is_told_once_of_an_act")]
