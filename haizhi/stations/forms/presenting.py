"""Parsing of what a station writes of itself, and of what the Office answers."""

from typing import Any

from django import forms

from haizhi.files.forms import UploadField
from haizhi.files.kinds import JPG, PNG
from haizhi.regulation.parameters import MOST_STATION_FIELDS, STATION_INTRODUCTION
from haizhi.regulation.presentations import StationField
from haizhi.stations.models import Presentation
from haizhi.ui.acting import ActForm, ReasonForm
from haizhi.ui.requests import Asked

LARGEST_PICTURE = 10
"""Megabytes."""


class PresentationForm(forms.Form):
    """Everything that a station shows of itself."""

    fieldsets = (
        ("介绍", ("introduction", "fields_chosen")),
        ("图片", ("picture", "drop_picture", "picture_text"), "公开的是去掉拍摄地点等附加信息的缩小图。"),
        (
            "网址和对外联系",
            ("homepage", "office", "phone", "mailbox"),
            "只公开单位的部门和办公电话，不公开个人。都可以不填。",
        ),
    )

    seen = forms.IntegerField(widget=forms.HiddenInput)
    introduction = forms.CharField(
        label="介绍",
        required=False,
        max_length=20 * STATION_INTRODUCTION.value,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=(
            f"提交前须填写：工作站做什么、和哪些国家或地区的机构合作、取得了什么进展，不超过{STATION_INTRODUCTION.value}字。"
            "不写人名、手机号码，不写涉密内容。"
        ),
    )
    fields_chosen = forms.MultipleChoiceField(
        label="领域",
        required=False,
        choices=[(f.value, f.label) for f in StationField],
        widget=forms.CheckboxSelectMultiple,
        help_text=f"提交前须选择1至{MOST_STATION_FIELDS.value}个，按战略性新兴产业分类。",
    )
    picture = UploadField(label="图片", kinds=(JPG, PNG), largest=LARGEST_PICTURE, required=False)
    drop_picture = forms.BooleanField(label="不再使用现在的图片", required=False)
    picture_text = forms.CharField(
        label="图片说明", required=False, max_length=100, help_text="一句话说明图片内容，不写人名。"
    )
    homepage = forms.CharField(label="单位网址", required=False, max_length=200, help_text="以 https:// 开头")
    office = forms.CharField(label="对外联系部门", required=False, max_length=60, help_text="如“科技合作部”")
    phone = forms.CharField(label="办公电话", required=False, max_length=24, help_text="座机，如 023-63002858")
    mailbox = forms.EmailField(label="公用邮箱", required=False, max_length=254)

    def __init__(self, *args: Any, asked: Asked, presentation: Presentation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.presentation = asked, presentation
        for name in ("introduction", "picture_text", "homepage", "office", "phone", "mailbox"):
            self.initial.setdefault(name, getattr(presentation, name))
        self.initial.setdefault("fields_chosen", [row.field for row in presentation.fields.all()])
        self.initial.setdefault("seen", presentation.edits)
        if presentation.picture_id is None:
            del self.fields["drop_picture"]
        else:
            self.fields["picture"].label = "换一张图片"

    def arguments(self) -> dict[str, Any]:
        """What is kept, by the draft's own names. Only after `is_valid()`."""
        given = dict(self.cleaned_data)
        dropped = given.pop("drop_picture", False)
        picture = given.pop("picture") or (None if dropped else self.presentation.picture)
        fields = [StationField(value) for value in given.pop("fields_chosen")]
        return given | {"picture": picture, "fields": fields}


class PublishForm(ActForm):
    """The two looks before it is public."""

    danger = True
    hint = "公开后立即出现在门户网站该工作站的页面上。"

    no_secrets = forms.BooleanField(label="已逐段核对，不含国家秘密、工作秘密", required=False)
    no_persons = forms.BooleanField(
        label="已核对文字和图片，不含个人姓名、手机号码、证件号码等个人信息", required=False
    )


PRESENTATION_FORMS: dict[str, type[ActForm]] = {
    "presentation.publish": PublishForm,
    "presentation.return": ReasonForm,
    "presentation.withdraw": ReasonForm,
}
