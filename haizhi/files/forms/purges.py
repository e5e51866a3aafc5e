"""What the acts of an emergency purge ask for."""

from django import forms

from haizhi.files.models import Upload
from haizhi.files.queries import upload_numbered
from haizhi.regulation import moves
from haizhi.ui.acting import ActForm, Forms, ReasonForm
from haizhi.ui.listing import StageFilters


class RequestPurgeForm(ActForm):
    """Which file, on whose authority, and why."""

    danger = True
    page_title = "申请应急清除"
    hint = (
        "用于误传涉密文件等紧急情形。自申请起该文件停止下载；安全管理员确认后，内容和预览从存储中删除，不能恢复。"
        "请勿在本页写入涉密内容本身。"
    )

    number = forms.CharField(label="文件编号", max_length=80, help_text="文件页上的编号，或文件的 SHA-256")
    authority = forms.CharField(label="依据", max_length=200, help_text="文号；口头指示的，写明指示人、职务和时间")
    opinion = forms.CharField(label="理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_number(self) -> Upload:
        """The file that is meant."""
        upload = upload_numbered(self.cleaned_data["number"])
        if upload is None:
            raise forms.ValidationError("没有这个编号的文件，请核对文件页上的编号")
        return upload


class ConfirmPurgeForm(ActForm):
    """The second person's decision."""

    danger = True
    hint = "确认后，这个内容及其预览从存储中删除，不能恢复；内容相同的上传一并清除。"

    opinion = forms.CharField(label="意见", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


FORMS: Forms = {
    moves.CONFIRM_PURGE.name: ConfirmPurgeForm,
    moves.REFUSE_PURGE.name: ReasonForm,
}


class PurgeFilters(StageFilters):
    """By file or number, and by stage."""

    stages_of = "purge"
    contains = ("upload__name", "code")

    q = forms.CharField(label="编号或文件名")
