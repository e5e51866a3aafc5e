"""Comparing a signed scan by eye: one box for each page that could not be read, one for pages that are not there."""

from typing import Any

from django import forms

from haizhi.applications.queries.paper import ScanState


class ComparingForm(forms.Form):
    """The pages of a scan that a person has to compare with the form, page by page."""

    version = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, state: ScanState, mark: str, version: str) -> None:
        super().__init__(data, initial={"version": version})
        self.unread: list[tuple[int, forms.BoundField]] = []
        for page in state.unmarked:
            self.fields[f"page-{page}"] = forms.BooleanField(
                label=f"第 {page} 页已核对：页脚版本号为 {mark}，或是附在申报表后的材料",
                error_messages={"required": f"请核对扫描件第 {page} 页"},
            )
            self.unread.append((page, self[f"page-{page}"]))
        if state.missing:
            pages = state.missing_text
            self.fields["missing"] = forms.BooleanField(
                label=f"已核对：申报表第 {pages} 页在扫描件中，只是二维码未能识别；签字盖章的纸质件各页齐全",
                error_messages={"required": f"请核对申报表第 {pages} 页是否在扫描件中"},
            )
