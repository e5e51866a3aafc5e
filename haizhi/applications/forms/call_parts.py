"""The forms of what is published beside a call: answers to questions, files to download."""

from typing import Any

from django import forms
from django.db.models import Model

from haizhi.applications.models import Call, CallDownload, CallQuestion
from haizhi.applications.queries.calls import downloads_of, questions_of
from haizhi.files.forms import UploadField
from haizhi.regulation import moves
from haizhi.ui.acting import ActForm


class _OfOne(ActForm):
    """An act on one of the rows beside a call; `?which=` in the address says on which."""

    which = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)
    new: str = ""
    """What the choice is called that makes a new one; empty where there must be one already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {row.pk: row for row in self.of_call()}
        named = self.asked.GET.get("which", "")
        self.chosen = self.rows.get(int(named)) if named.isdecimal() and len(named) < 18 else None
        choices = [(str(pk), str(row)) for pk, row in self.rows.items()]
        field = self.fields["which"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", self.new), *choices] if self.new else choices
        field.required = not self.new
        if self.chosen is not None:
            self.initial.setdefault("which", str(self.chosen.pk))

    def of_call(self) -> list[Any]:
        """The rows there are."""
        raise NotImplementedError

    def fill_in(self, row: Model | None, *names: str) -> None:
        """Begin with what stands in a row."""
        for name in names:
            if row is not None:
                self.initial.setdefault(name, getattr(row, name))


def _place() -> forms.IntegerField:
    return forms.IntegerField(
        label="序号", required=False, min_value=1, max_value=999, help_text="按序号从小到大排列；不填的排在最后。"
    )


class AnswerForm(_OfOne):
    """答复常见问题."""

    new = "新问题"
    page_title = "常见问题"
    question = forms.CharField(label="问题", max_length=200)
    answer = forms.CharField(label="答复", max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    place = _place()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["which"].label = "修改哪一条"
        self.fill_in(self.chosen, "question", "answer", "place")

    def of_call(self) -> list[CallQuestion]:
        """The questions that are shown."""
        return questions_of(self.subject) if isinstance(self.subject, Call) else []


class TakeBackForm(_OfOne):
    """撤下常见问题."""

    danger = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["which"].label = "撤下哪一条"

    def of_call(self) -> list[CallQuestion]:
        """The questions that are shown."""
        return questions_of(self.subject) if isinstance(self.subject, Call) else []


class SupplyForm(_OfOne):
    """提供下载."""

    new = "新的下载"
    hint = "发布之后，任何人不必登录都可以下载。"
    title = forms.CharField(label="名称", max_length=120, help_text="例如：重庆海智工作站建设管理办法。")
    upload = UploadField(label="文件", required=False)
    place = _place()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["which"].label = "更换哪一项"
        self.fill_in(self.chosen, "title", "place")
        if self.chosen is not None:
            self.fields["upload"].help_text = f"现为“{self.chosen.upload.name}”；不更换文件的不必选择。"

    def of_call(self) -> list[CallDownload]:
        """The files that are handed out."""
        return downloads_of(self.subject) if isinstance(self.subject, Call) else []


class WithdrawDownloadForm(_OfOne):
    """撤下下载."""

    danger = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["which"].label = "撤下哪一项"

    def of_call(self) -> list[CallDownload]:
        """The files that are handed out."""
        return downloads_of(self.subject) if isinstance(self.subject, Call) else []


PART_FORMS: dict[str, type[ActForm]] = {
    moves.ANSWER.name: AnswerForm,
    moves.TAKE_BACK_ANSWER.name: TakeBackForm,
    moves.SUPPLY.name: SupplyForm,
    moves.WITHDRAW_DOWNLOAD.name: WithdrawDownloadForm,
}
"""The form of each act on what is published beside a call, by the move's name."""
