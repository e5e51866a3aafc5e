"""The form of a session's rules."""

from typing import Any

from django import forms

from haizhi.experts.models import Discipline
from haizhi.kernel.subjects import Subject
from haizhi.regulation.indicators import REVIEW, tenths
from haizhi.regulation.parameters import MAX_PER_EMPLOYER, MINIMUM_SHEETS, PANEL_MINIMUM, TRIM_FROM
from haizhi.regulation.review import SessionRules
from haizhi.reviews.facts import session_rules
from haizhi.reviews.models import Session
from haizhi.ui.acting import ActForm
from haizhi.ui.requests import Asked

_STEPS = (1, 5, 10)


def _counted(unit: str) -> forms.NumberInput:
    return forms.NumberInput(attrs={"data-unit": unit})


class RulesForm(ActForm):
    """Everything that the draw and the tally go by."""

    hint = "规则公布后，封存前可以重新公布；封存后不能再改。"

    leaders = forms.IntegerField(label="领导评委", min_value=1, initial=2, widget=_counted("名"))
    drawn = forms.IntegerField(
        label="抽取专家评委",
        min_value=1,
        initial=5,
        widget=_counted("名"),
        help_text=f"与领导评委合计须为不少于{PANEL_MINIMUM.value}名的单数。",
    )
    max_per_employer = forms.IntegerField(
        label="同一单位专家上限", min_value=1, initial=MAX_PER_EMPLOYER.value, widget=_counted("名")
    )
    step = forms.TypedChoiceField(
        label="打分单位", coerce=int, choices=[(n, f"{tenths(n)}分") for n in _STEPS], initial=5
    )
    minimum_sheets = forms.IntegerField(
        label="有效评分表下限",
        min_value=1,
        initial=MINIMUM_SHEETS.value,
        widget=_counted("份"),
        help_text="不足此数的单位不产生结果。",
    )
    trim_from = forms.IntegerField(
        label="去掉最高分、最低分各一个，自",
        min_value=1,
        initial=TRIM_FROM.value,
        widget=_counted("份起"),
        help_text="按每家单位的有效评分表份数计算。",
    )
    tie_first = forms.TypedChoiceField(label="同分时先比较", coerce=int, initial=3, required=False)
    tie_second = forms.TypedChoiceField(label="仍同分再比较", coerce=int, initial=4, required=False)
    places = forms.IntegerField(label="得分显示小数", min_value=1, max_value=4, initial=2, widget=_counted("位"))
    presentation = forms.IntegerField(label="陈述时间", min_value=1, initial=10, widget=_counted("分钟"))
    defence = forms.IntegerField(label="答辩时间", min_value=1, initial=5, widget=_counted("分钟"))
    rank_at_end = forms.BooleanField(
        label="名次在最后一家公布后统一公布",
        required=False,
        initial=True,
        help_text="不勾选时，每家公布得分后即显示名次。",
    )

    fieldsets: tuple[tuple[Any, ...], ...] = (
        ("评委", ("leaders", "drawn", "max_per_employer")),
        ("打分与排名", ("step", "minimum_sheets", "trim_from", "tie_first", "tie_second", "places", "rank_at_end")),
        ("时间", ("presentation", "defence")),
    )

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        groups = [("", "不比较"), *((str(g.number), f"第{g.number}项 {g.label}") for g in REVIEW.groups)]
        for name in ("tie_first", "tie_second"):
            self.fields[name].choices = groups  # type: ignore[attr-defined]  # both are choice fields
        for discipline in Discipline:
            for bound, word in (("least", "至少"), ("most", "至多")):
                self.fields[f"{bound}_{discipline.value}"] = forms.IntegerField(
                    label=f"{discipline.label}{word}", min_value=0, max_value=99, required=False
                )
        if isinstance(subject, Session):
            self._show(subject)

    @property
    def bounds(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """For each discipline the two fields that bound it."""
        return [(d.label, self[f"least_{d.value}"], self[f"most_{d.value}"]) for d in Discipline]

    def _show(self, session: Session) -> None:
        rules = session_rules(session)
        if rules is None:
            return
        named = ("leaders", "drawn", "max_per_employer", "step", "minimum_sheets", "trim_from", "places")
        shown = (*named, "presentation", "defence", "rank_at_end")
        self.initial.update({name: getattr(rules, name) for name in shown})
        ties = (*rules.tie_groups, "", "")
        self.initial.update(tie_first=ties[0], tie_second=ties[1])
        for name, (low, high) in session.disciplines.items():
            self.initial.update({f"least_{name}": low, f"most_{name}": high})

    def clean(self) -> dict[str, Any]:
        """Bounds are given in pairs or as one of them; a missing maximum is the number of those drawn."""
        cleaned = super().clean() or {}
        bounds = {}
        for name in Discipline.values:
            low, high = cleaned.get(f"least_{name}"), cleaned.get(f"most_{name}")
            if low is not None or high is not None:
                bounds[name] = (low or 0, cleaned.get("drawn", 0) if high is None else high)
        return cleaned | {"disciplines": bounds}

    def arguments(self) -> dict[str, Any]:
        """The rules as the act takes them."""
        asked = self.cleaned_data
        ties = tuple(n for n in (asked["tie_first"], asked["tie_second"]) if n)
        named = ("leaders", "drawn", "max_per_employer", "step", "minimum_sheets", "trim_from", "places")
        values = {name: asked[name] for name in (*named, "presentation", "defence", "rank_at_end")}
        return {"rules": SessionRules(**values, tie_groups=ties), "disciplines": asked["disciplines"]}
