"""What is published beside a call: its extensions, the questions people ask, files to download."""

from django.db import models
from django.db.models import F, Q

from haizhi.applications.models.calls import Call
from haizhi.files.models import Upload
from haizhi.regulation.notices import extension_text, extension_title


class Extension(models.Model):
    """A notice that extends a call's time: both deadlines exclusive, the reason, when it was published."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="extensions")
    serial = models.PositiveSmallIntegerField()
    document_number = models.CharField("文号", max_length=60, blank=True)
    old_deadline = models.DateTimeField("原截止时间")
    new_deadline = models.DateTimeField("新截止时间")
    reason = models.TextField("理由")
    at = models.DateTimeField("公布时间")

    class Meta:
        ordering = ["call", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["call", "serial"], name="extensions_are_numbered_within_a_call"),
            models.CheckConstraint(
                condition=Q(new_deadline__gt=F("old_deadline")), name="an_extension_moves_the_deadline_later"
            ),
        ]

    def __str__(self) -> str:
        return extension_title(self.call.heading)

    @property
    def text(self) -> str:
        """The notice in words."""
        return extension_text(self.call.heading, self.old_deadline, self.new_deadline, self.reason)


class CallQuestion(models.Model):
    """A question people ask about a call, with its answer; one that was taken back stays as history."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions")
    place = models.PositiveSmallIntegerField("序号")
    question = models.CharField("问题", max_length=200)
    answer = models.TextField("答复")
    answered_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["call", "place", "id"]

    def __str__(self) -> str:
        return self.question


class CallDownload(models.Model):
    """A file offered with a call to everybody who sees it; one that was withdrawn stays as history."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="downloads")
    place = models.PositiveSmallIntegerField("序号")
    title = models.CharField("名称", max_length=120)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="call_downloads")
    offered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["call", "place", "id"]

    def __str__(self) -> str:
        return self.title
