"""A workbook of experts between its check and its being entered."""

from typing import ClassVar

from django.db import models

from haizhi.accounts.models import Person, SheetBatch


class Batch(SheetBatch):
    """The rows of a workbook of experts."""

    sealed_as: ClassVar[str] = "expert-batch"

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="expert_batch")
