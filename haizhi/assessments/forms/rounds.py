"""Forms of a round and of a station in it."""

from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet

from haizhi.assessments.facts.peers import conflicts_of
from haizhi.assessments.facts.rules import usual_span
from haizhi.assessments.models import Assessed, Round
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.parameters import ASSESSMENT_TOTAL
from haizhi.regulation.stages import STAGES
from haizhi.stations.models import STANDING, Station
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.listing import FilterForm

_TENTHS = 10
_DUES = ("self_due", "peer_due", "office_due")


class _DatesForm(ActForm):
    """The last day of each part."""

    self_due = forms.DateField(label="自评截止日", widget=forms.DateInput, help_text="含当日")
    peer_due = forms.DateField(label="互评截止日", widget=forms.DateInput, help_text="含当日，须晚于自评截止日")
    office_due = forms.DateField(label="海智办考评截止日", widget=forms.DateInput, help_text="含当日")


class _PlanForm(_DatesForm):
    """Name, span and dates of a round."""

    name = forms.CharField(label="名称", max_length=80)
    first_day = forms.DateField(label="工作记录起始日", widget=forms.DateInput, help_text="这一天起开始的工作可作依据")
    last_day = forms.DateField(label="工作记录截止日", widget=forms.DateInput)
    publishes_points = forms.BooleanField(
        label="在门户网站公布得分和名次", required=False, help_text="不选的，只公布合格的工作站名单。"
    )


class ComposeForm(_PlanForm):
    """A new round; its stations are computed."""

    page_title = "拟定评估考核"
    hint = "参评名单按下面的范围自动列出，拟定后可以逐家增减，由负责人公布。"
    field_order = ("once", "seen", "year", "by_cohort", "name", "first_day", "last_day", *_DUES, "publishes_points")

    year = forms.IntegerField(label="评估年份", min_value=2024, max_value=2100)
    by_cohort = forms.TypedChoiceField(
        label="参评范围",
        choices=[("yes", "按批准年份分批：本年度到期评估的工作站"), ("no", "全部工作站")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = day_of(self.asked.at).year
        first, last = usual_span(year)
        usual = {"year": year, "name": f"{year}年重庆海智工作站评估考核", "first_day": first, "last_day": last}
        for name, value in usual.items():
            self.initial.setdefault(name, value)


class AmendForm(_PlanForm):
    """The plan as it is, to be changed before it is announced."""

    field_order = ("once", "seen", "name", "first_day", "last_day", *_DUES, "publishes_points")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.subject, Round):
            for name in ("name", "first_day", "last_day", *_DUES, "publishes_points"):
                self.initial.setdefault(name, getattr(self.subject, name))


class AnnounceForm(ActForm):
    """The rules are frozen by it."""

    danger = True
    hint = "公布后名单、指标、权重和合格线不再变动，各工作站收到通知，开始自评。"


class ExtendForm(_DatesForm):
    """Later days, with the reason."""

    opinion = forms.CharField(label="理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.subject, Round):
            for name in _DUES:
                self.initial.setdefault(name, getattr(self.subject, name))


class CloseForm(OpinionForm):
    """The result as it was previewed."""

    danger = True
    hint = "审定后各站收到结果，申诉期开始。请先在“结果预览”核对。"


class PublishForm(ActForm):
    """What everybody is going to see."""

    danger = True
    hint = "公布后出现在门户网站；是否公布得分和名次，以公布评估安排时的规则为准。"


class EnlistForm(ActForm):
    """A station that the computed list lacks."""

    page_title = "增加参评工作站"

    station = forms.ModelChoiceField(label="工作站", queryset=Station.objects.none())
    opinion = forms.CharField(label="理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, assessment: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = assessment.parts.values("station")
        others = Station.objects.filter(stage__in=STANDING).exclude(pk__in=there).order_by("code")
        self.fields["station"].queryset = others  # type: ignore[attr-defined]  # a field of choices


class _OtherForm(ActForm):
    """Another station of the round, with a reason."""

    other = forms.ChoiceField(label="工作站")
    opinion = forms.CharField(label="理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.code, f"{one.short_name}（{one.code}）") for one in self.others()]
        self.fields["other"].choices = [("", "请选择"), *choices]  # type: ignore[attr-defined]  # a field of choices

    def others(self) -> list[Station]:
        """The stations offered: all others that take part."""
        return self.subject.others if isinstance(self.subject, Assessed) else []


class ConflictForm(_OtherForm):
    """Why two stations are not to assess each other."""

    hint = "两家不互相评分。请写明具体情形，如同一负责人、投资或合作利益关系、纠纷。"


class LiftForm(_OtherForm):
    """One of the conflicts entered."""

    def others(self) -> list[Station]:
        """The stations with which a conflict was entered."""
        if not isinstance(self.subject, Assessed):
            return []
        return [c.other if c.one_id == self.subject.station_id else c.one for c in conflicts_of(self.subject)]


class DecideMissingForm(ActForm):
    """How missing peer sheets count."""

    hint = "只适用于本站缺交的互评表；决定和理由记入账本。"

    way = forms.ChoiceField(
        label="缺交的互评表",
        choices=[("out", "不计入平均（全部缺交时不可用）"), ("as", "每份按下面的分数计入平均")],
        widget=forms.RadioSelect,
        initial="out",
    )
    counts_as = forms.DecimalField(
        label="每份计为",
        required=False,
        min_value=0,
        max_value=ASSESSMENT_TOTAL.value // _TENTHS,
        decimal_places=1,
        widget=forms.NumberInput(attrs={"data-unit": "分", "step": "0.1"}),
    )
    opinion = forms.CharField(label="理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def clean(self) -> dict[str, Any]:
        """A sum is given where one counts."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("way") == "as" and given.get("counts_as") is None and "counts_as" not in self.errors:
            self.add_error("counts_as", "请填写每份计为多少分")
        return given

    def arguments(self) -> dict[str, Any]:
        """Tenths, or None for leaving them out."""
        given = super().arguments()
        points = given.pop("counts_as") if given.pop("way") == "as" else None
        return given | {"counts_as": None if points is None else int(points * _TENTHS)}


ROUND_FORMS: Forms = {
    moves.AMEND_ASSESSMENT.name: AmendForm,
    moves.DROP_ASSESSMENT.name: ReasonForm,
    moves.ANNOUNCE_ASSESSMENT.name: AnnounceForm,
    moves.EXTEND_ASSESSMENT.name: ExtendForm,
    moves.CLOSE_ASSESSMENT.name: CloseForm,
    moves.PUBLISH_ASSESSMENT.name: PublishForm,
}

PART_FORMS: Forms = {
    moves.STRIKE_STATION.name: ReasonForm,
    moves.RESTORE_STATION.name: ReasonForm,
    moves.DECLARE_CONFLICT.name: ConflictForm,
    moves.LIFT_CONFLICT.name: LiftForm,
    moves.MISS_ASSESSMENT.name: ReasonForm,
    moves.DECIDE_MISSING.name: DecideMissingForm,
    moves.APPOINT_PEER.name: _OtherForm,
}


class RoundFilters(FilterForm):
    """By year and stage."""

    equals = {"year": "year", "stage": "stage"}

    year = forms.IntegerField(label="年份", min_value=2000, max_value=2100)
    stage = forms.ChoiceField(label="状态", choices=[("", "全部"), *STAGES["assessment"].items()])


_STATION = ("station__code", "station__short_name", "station__unit__name")


class PartFilters(FilterForm):
    """By station, and by what is still missing."""

    contains = _STATION
    equals = {"stage": "stage"}

    q = forms.CharField(label="单位、简称或编号", max_length=60)
    lacks = forms.ChoiceField(
        label="缺少",
        choices=[("", "不限"), ("own", "自评表"), ("peers", "互评表"), ("office", "海智办考评")],
    )
    stage = forms.ChoiceField(label="状态", choices=[("", "全部"), *STAGES["assessed"].items()])

    def narrow(self, queryset: QuerySet[Assessed]) -> QuerySet[Assessed]:
        """The stations that hold the words, are in the stage and lack what is asked for."""
        queryset = super().narrow(queryset)
        lacks = {"own": Q(own_given=0), "peers": Q(peers_given__lt=F("peers_asked")), "office": Q(office_given=0)}
        if lacking := lacks.get(self.cleaned_data.get("lacks") or ""):
            queryset = queryset.filter(lacking, stage="enlisted")
        return queryset


class RankingFilters(FilterForm):
    """By station, and by whether it passed."""

    contains = _STATION

    q = forms.CharField(label="单位、简称或编号", max_length=60)
    passed = forms.ChoiceField(label="结论", choices=[("", "全部"), ("yes", "合格"), ("no", "不合格")])

    def narrow(self, queryset: QuerySet[Assessed]) -> QuerySet[Assessed]:
        """The stations that hold the words and have the outcome."""
        queryset, passed = super().narrow(queryset), self.cleaned_data.get("passed")
        return queryset.filter(passed=passed == "yes") if passed else queryset
