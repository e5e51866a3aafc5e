"""A workbook that is looked through and not kept."""

from typing import Any, ClassVar

from django import forms

from haizhi.files.sheets import MOST_BYTES, MOST_ROWS, ROWS_ABOVE, SheetPlan, read_sheet
from haizhi.files.tables import rows_of
from haizhi.regulation.findings import Refused


class WorkbookForm(forms.Form):
    """A list that was filled in by hand, of the kind that its `plan` says; valid, it knows its `rows` by column."""

    plan: ClassVar[SheetPlan]
    rows: list[dict[str, Any]]

    file = forms.FileField(
        label="Excel 工作簿",
        widget=forms.FileInput(attrs={"accept": ".xlsx", "data-max-mb": MOST_BYTES // 1024 // 1024}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = f"一次最多{MOST_ROWS}{self.plan.counted}"
        self.fields["file"].help_text = f"{most}。文件只用于本次检查和{self.plan.entering}，不作保存。"

    def clean_file(self) -> Any:
        """The file, unless it is too large to be a list filled in by hand, or can't be read as one."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("文件超过5 MB，请删去图片和多余的工作表，或分成几个文件")
        try:
            self.rows = read_sheet(rows_of(file.chunks(), most_rows=MOST_ROWS * 2 + ROWS_ABOVE), self.plan)
        except Refused as refused:
            raise forms.ValidationError([str(finding) for finding in refused.findings]) from refused
        return file

    def called(self) -> str:
        """The name of the file. Only after `is_valid()`."""
        return str(self.cleaned_data["file"].name)
