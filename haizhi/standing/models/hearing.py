"""A station is heard before anything is decided against it: until when, and what it said."""

from django.db import models


class Hearing(models.Model):
    """The hearing of a station's unit. `heard_on` is the day it spoke, or the last day when it let that pass."""

    hear_by = models.DateField("陈述意见期限", null=True, editable=False)
    statement = models.TextField("陈述意见", blank=True, editable=False)
    stated_by = models.CharField("陈述人", max_length=64, blank=True, editable=False)
    stated_at = models.DateTimeField("陈述时间", null=True, editable=False)
    heard_on = models.DateField("听取意见日期", null=True, editable=False)

    class Meta:
        abstract = True
