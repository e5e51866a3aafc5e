"""The form of a session's rules."""

from typing import Any

from django import forms

from haizhi.experts.facts import disciplines_in_force
from haizhi.fairness.panel import DISCIPLINE
from haizhi.kernel.subjects import Subject
from haizhi.regulation.indicators import REVIEW, tenths
from haizhi.regulation.parameters import ANSWER_HOURS, MAX_PER_EMPLOYER, MINIMUM_SHEETS, PANEL_MINIMUM, TRIM_FROM
from haizhi.regulation.review import SessionRules
from haizhi.reviews.facts import DIMENSIONS, Lottery, lottery_opens, session_rules
from haizhi.reviews.models import Session
from haizhi.ui.acting import ActForm
from haizhi.ui.requests import Asked

_STEPS = (1, 5, 10)
_NAMED = (
    "leaders", "drawn", "max_per_employer", "step", "minimum_sheets", "trim_from", "places", "presentation",
    "defence", "rank_at_end", "answer_hours", "originals",
)  # fmt: skip
"""The rules that are fields of the same name."""


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
    answer_hours = forms.IntegerField(
        label="抽中的评委答复期限",
        min_value=1,
        initial=ANSWER_HOURS.value,
        widget=_counted("小时"),
        help_text="自抽取结果会签、发出通知起计算。",
    )
    originals = forms.BooleanField(
        label="允许评委下载附件原件",
        required=False,
        help_text="不勾选时，评委只能在线查阅加有席位号和时间水印的页面。",
    )
    lottery_name = forms.CharField(
        label="公开开奖的彩种和期号", max_length=80, required=False, help_text="例如：中国福利彩票双色球第2026072期"
    )
    lottery_count = forms.IntegerField(
        label="开奖号码个数", min_value=1, max_value=99, required=False, widget=_counted("个")
    )
    lottery_after = forms.DateTimeField(label="开奖时间", required=False, widget=forms.DateTimeInput())

    fieldsets: tuple[tuple[Any, ...], ...] = (
        (
            "评委怎样产生",
            ("leaders", "drawn", "max_per_employer", "answer_hours"),
            "成员单位领导就座，专家从专家库当众随机抽取。",
        ),
        (
            "怎样打分、排名",
            ("step", "minimum_sheets", "trim_from", "tie_first", "tie_second", "places", "rank_at_end"),
            "附件3的16项指标，满分100分。缺一份评分表不能公布得分。",
        ),
        ("时间和材料", ("presentation", "defence", "originals"), "每家单位先陈述，后答辩。"),
        (
            "公开开奖（可不填）",
            ("lottery_name", "lottery_count", "lottery_after"),
            "掷骰之外，再用一期尚未开奖的公开彩票号码，抽取等到开奖之后。不填即只用骰子。",
        ),
    )

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        groups = [("", "不比较"), *((str(g.number), f"第{g.number}项 {g.label}") for g in REVIEW.groups)]
        for name in ("tie_first", "tie_second"):
            self.fields[name].choices = groups  # type: ignore[attr-defined]  # both are choice fields
        kept = list(subject.disciplines) if isinstance(subject, Session) else []
        self.values = {DISCIPLINE: ("学科", disciplines_in_force(*kept))} | {
            key: (dimension.label, dict(dimension.values)) for key, dimension in DIMENSIONS.items()
        }
        for _, values in self.values.values():
            for value, label in values.items():
                for bound, word in (("least", "至少"), ("most", "至多")):
                    self.fields[f"{bound}_{value}"] = forms.IntegerField(
                        label=f"{label}{word}", min_value=0, max_value=99, required=False
                    )
        if isinstance(subject, Session):
            self._show(subject)
        self._suggest(asked)

    @property
    def bounds(self) -> list[tuple[str, list[tuple[str, forms.BoundField, forms.BoundField]]]]:
        """For each dimension its name, and for each value the two fields that bound it."""
        return [
            (name, [(label, self[f"least_{value}"], self[f"most_{value}"]) for value, label in values.items()])
            for name, values in self.values.values()
        ]

    def _show(self, session: Session) -> None:
        rules = session_rules(session)
        if rules is None:
            return
        self.initial.update({name: getattr(rules, name) for name in _NAMED})
        ties = (*rules.tie_groups, "", "")
        self.initial.update(tie_first=ties[0], tie_second=ties[1])
        for each in (session.disciplines, *session.traits.values()):
            for value, (low, high) in each.items():
                most = high if high < rules.drawn else None  # as it was given: it stays open when more are drawn
                self.initial.update({f"least_{value}": low or None, f"most_{value}": most})
        if session.lottery:
            self.initial.update(
                lottery_name=session.lottery["name"],
                lottery_count=session.lottery["count"],
                lottery_after=lottery_opens(session),
            )

    def _suggest(self, asked: Asked) -> None:
        """Fill in the number that a proof of infeasibility proposed, as its link says: `?suggest=drawn:4`."""
        name, _, number = asked.GET.get("suggest", "").partition(":")
        if isinstance(self.fields.get(name), forms.IntegerField) and number.isdecimal():
            self.initial[name] = int(number[:3])

    def clean(self) -> dict[str, Any]:
        """Bounds are given in pairs or as one of them; a missing maximum is the number of those drawn.

        What leaves everything open is no bound.
        """
        cleaned = super().clean() or {}
        drawn = cleaned.get("drawn") or 0
        bounds: dict[str, dict[str, tuple[int, int]]] = {}
        for dimension, (_, values) in self.values.items():
            for value in values:
                low, high = cleaned.get(f"least_{value}"), cleaned.get(f"most_{value}")
                pair = low or 0, drawn if high is None else high
                if pair[0] or pair[1] < drawn:
                    bounds.setdefault(dimension, {})[value] = pair
        disciplines = bounds.pop(DISCIPLINE, {})
        return cleaned | {"disciplines": disciplines, "traits": bounds, "lottery": self._lottery(cleaned)}

    def _lottery(self, cleaned: dict[str, Any]) -> Lottery | None:
        """The public draw, when all of it is given; an error beside what is missing of it."""
        given = {name: cleaned.get(f"lottery_{name}") for name in ("name", "count", "after")}
        if not any(given.values()):
            return None
        for name, value in given.items():
            if not value and f"lottery_{name}" not in self.errors:
                self.add_error(f"lottery_{name}", "公开开奖的三项请一并填写，或都不填写。")
        issue, count, after = given.values()
        return Lottery(issue, count, after) if issue and count and after else None

    def arguments(self) -> dict[str, Any]:
        """The rules as the act takes them."""
        asked = self.cleaned_data
        ties = tuple(n for n in (asked["tie_first"], asked["tie_second"]) if n)
        rules = SessionRules(**{name: asked[name] for name in _NAMED}, tie_groups=ties)
        return {"rules": rules} | {name: asked[name] for name in ("disciplines", "traits", "lottery")}
