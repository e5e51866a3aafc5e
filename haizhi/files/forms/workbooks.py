"""A workbook that is looked through and not kept."""

from typing import Any, ClassVar

from django import forms

from haizhi.files.sheets import MOST_BYTES, MOST_ROWS, SheetPlan


class WorkbookForm(forms.Form):
    """A list that was filled in by hand, of the kind that its `plan` says."""

    plan: ClassVar[SheetPlan]

    file = forms.FileField(
        label="Excel 工作簿",
        widget=forms.FileInput(attrs={"accept": ".xlsx", "data-max-mb": MOST_BYTES // 1024 // 1024}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = f"一次最多{MOST_ROWS}{self.plan.counted}"
        self.fields["file"].help_text = f"{most}。文件只用于本次检查和{self.plan.entering}，不作保存。"

    def clean_file(self) -> Any:
        """The file, unless it is too large to be a list filled in by hand."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("文件超过5 MB，请删去图片和多余的工作表，或分成几个文件")
        return file
