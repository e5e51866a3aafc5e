"""Forms of recusals: declared, requested, found; decided."""

from typing import Any, ClassVar

from django import forms

from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.parameters import RECUSAL_REQUESTS
from haizhi.regulation.recusals import InterestGround
from haizhi.reviews.facts import applicants_of, recusals_in, sitting
from haizhi.reviews.models import Recusal, Seat, Session, Turn
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.listing import StageFilters
from haizhi.ui.requests import Asked

_GROUNDS = [("", "请选择"), *((ground.value, ground.label) for ground in InterestGround)]
_MENU = [(ground.value, f"{ground.label}（{ground.facts}）") for ground in InterestGround]
"""The menu with what each explanation has to state."""


def _menu() -> forms.ChoiceField:
    return forms.ChoiceField(label="关系", choices=_MENU, widget=forms.RadioSelect)


class DeclareForm(ActForm):
    """A judge's own interest in one unit."""

    hint = "申报后由海智办决定、纪检同意；同意后您不再为该单位打分，计分时除数相应减少。"

    ground = _menu()
    explanation = forms.CharField(label="具体情况", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class RequestForm(ActForm):
    """A unit's request, by name or employer: the pool is not shown."""

    hint = (
        f"评委抽取之前可以申请回避，每个单位最多{RECUSAL_REQUESTS.value}名。"
        "专家名单不公开，请按您所知的姓名或工作单位全称填写。"
    )

    named = forms.CharField(label="需回避的评委姓名或其工作单位", max_length=120)
    ground = _menu()
    explanation = forms.CharField(
        label="理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), help_text="写明事实，由海智办核实。"
    )


class DiscloseForm(ActForm):
    """A judge's relation to every unit, one after the other, on one page."""

    hint = (
        "逐家核对您与各申报单位有无直接利益关系：任职、董事监事、持股、顾问（近三年），亲属，纠纷，师生，合作发表，相同的海外合作方。"
        "有关系的选出关系并写明情况，由海智办决定、纪检同意后对该单位回避；以后发现的，随时可以再申报。"
    )

    none = forms.BooleanField(label="与各申报单位均无利害关系", required=False)

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        self.codes: list[str] = []
        groups: list[tuple[Any, ...]] = [("", ("none",))]
        for turn in self._open_turns(subject):
            code = turn.application.code
            self.codes.append(code)
            self.fields[f"ground_{code}"] = forms.ChoiceField(
                label="关系", required=False, choices=[("", "无利害关系"), *_GROUNDS[1:]]
            )
            self.fields[f"explanation_{code}"] = forms.CharField(
                label="具体情况", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
            )
            groups.append((f"{turn}（{code}）", (f"ground_{code}", f"explanation_{code}")))
        self.fieldsets = tuple(groups)

    def _open_turns(self, subject: Subject | None) -> list[Turn]:
        """The units for which the judge has not declared yet."""
        if not isinstance(subject, Session):
            return []
        own = {str(self.asked.actor.id)}
        said = {
            r.turn_id
            for r in recusals_in(subject)
            if str(r.person_id) in own and r.stage not in ("dismissed", "withdrawn")
        }
        return [turn for turn in applicants_of(subject) if turn.pk not in said and turn.stage != "absent"]

    def clean(self) -> dict[str, Any]:
        """Either none at all, or grounds with the facts."""
        cleaned = super().clean() or {}
        interests = {}
        for code in self.codes:
            ground, said = cleaned.get(f"ground_{code}"), (cleaned.get(f"explanation_{code}") or "").strip()
            if ground and not said:
                self.add_error(f"explanation_{code}", f"请写明具体情况：{InterestGround(ground).facts}")
            elif said and not ground:
                self.add_error(f"ground_{code}", "写了具体情况，请选择是哪一种关系，或删去具体情况")
            elif ground:
                interests[code] = (ground, said)
        if interests and cleaned.get("none"):
            self.add_error("none", "您又选了与单位的关系，请取消勾选，或把各单位改为无利害关系")
        if not interests and not cleaned.get("none") and not self.errors:
            self.add_error("none", "与各单位都没有关系的，请勾选此项；有关系的，请在该单位处选择")
        return cleaned | {"interests": interests}

    def arguments(self) -> dict[str, Any]:
        """Grounds and facts by application code."""
        return {"interests": self.cleaned_data["interests"]}


class SeatChoice(forms.ModelChoiceField[Seat]):
    """A choice among the judges on the panel."""

    def label_from_instance(self, obj: Seat) -> str:
        return f"{obj.serial}号 {obj.name}（{obj.employer}）"


class MatchForm(ActForm):
    """An interest that the Office found, of a judge on the panel."""

    seat = SeatChoice(label="评委", queryset=Seat.objects.none(), to_field_name="serial", empty_label="请选择")
    ground = _menu()
    explanation = forms.CharField(
        label="具体情况",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="评委中途离会、不能为该单位打分的，也在此登记，选“其他”。",
    )

    turn: ClassVar[Turn]

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        self.fields["seat"].queryset = sitting(self.turn.session)  # type: ignore[attr-defined]  # a model choice

    @classmethod
    def of(cls, turn: Turn) -> type["MatchForm"]:
        """The form for one unit's turn, whose panel is chosen from."""
        return type("MatchFormOfTurn", (cls,), {"turn": turn})

    def arguments(self) -> dict[str, Any]:
        """The judge as a person."""
        asked = self.cleaned_data
        return {"person": asked["seat"].person, "ground": asked["ground"], "explanation": asked["explanation"]}


class DecideForm(ReasonForm):
    """The Office's view of a recusal."""

    granted = forms.TypedChoiceField(
        label="决定",
        choices=[("yes", "应予回避"), ("no", "无需回避")],
        coerce=lambda text: text == "yes",
        widget=forms.RadioSelect,
    )

    field_order = ("granted", "opinion")


RECUSAL_FORMS: Forms = {
    moves.DECIDE_RECUSAL.name: DecideForm,
    moves.AGREE_RECUSAL.name: OpinionForm,
    moves.REFUSE_RECUSAL.name: ReasonForm,
    moves.WITHDRAW_RECUSAL.name: OpinionForm,
}


class RecusalFilters(StageFilters):
    """The conditions above the list of recusals."""

    stages_of = "recusal"
    contains = ("turn__application__unit__name",)
    equals = {"source": "source"}
    field_order = ("q", "source")

    q = forms.CharField(label="申报单位", max_length=120)
    source = forms.ChoiceField(label="来源", choices=[("", "全部"), *Recusal.Source.choices])
