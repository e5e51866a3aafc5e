"""The form of each act on these matters."""

from typing import Any

from django import forms

from haizhi.files.forms import UploadsField
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.standing.acts.filing import MOST_FILES
from haizhi.standing.forms.ending import AgreeEndingForm, CloseEndingForm
from haizhi.standing.forms.ordering import hearing_day
from haizhi.standing.models import Rectification, Renewal
from haizhi.standing.queries import next_plaque
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.requests import Asked


class CheckForm(ActForm):
    """The judgement as a whole, put forward by the Office."""

    opinion = forms.CharField(
        label="综合评判意见",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="逐项评判后填写：是否建议重新授牌及理由。由另一位海智办负责人审定。",
    )


class HearForm(ReasonForm):
    """Why a renewal is to fail, and until when the unit may answer."""

    hint = "评判不合格之前，须先告知理由并听取该单位意见。"

    hear_by = forms.DateField(label="陈述意见期限", help_text="至该日24:00。")

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        self.initial.setdefault("hear_by", hearing_day(asked.at))


class StatementForm(ActForm):
    """What the unit says."""

    danger = True

    statement = forms.CharField(
        label="意见", max_length=5000, widget=forms.Textarea(attrs={"rows": 8}), help_text="提交后不能修改。"
    )
    evidence = UploadsField(label="证明材料", required=False, largest=20, most=MOST_FILES)


class DangerousReasonForm(ReasonForm):
    """A reason for what can't be taken back."""

    danger = True


class AwardForm(ActForm):
    """Number and date of the document, how the term counts, and the plaque."""

    danger = True
    hint = "先在纸质文件上编号用印，再在这里录入。"

    number = forms.CharField(label="发文字号", max_length=60, help_text="如“渝科协发〔2026〕60号”。")
    approved_on = forms.DateField(label="批准日期", help_text="文件的成文日期。")
    follows_on = forms.BooleanField(
        label="有效期届满前批准的，新的有效期自原有效期届满次日起算",
        required=False,
        initial=True,
        help_text="不勾选的，自批准日期起算，原有效期至前一日止。",
    )
    month_grained = forms.BooleanField(
        label="有效期按月计算", required=False, help_text="止于月末。原有效期按月计算的，预先勾选。"
    )
    plaque_serial = forms.CharField(
        label="新牌匾编号", required=False, max_length=40, help_text="沿用原牌匾的不填；填写的，登记换发，待交接。"
    )

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        self.initial.setdefault("approved_on", day_of(asked.at))
        if isinstance(subject, Renewal):
            former = subject.station.terms.order_by("-serial").values_list("month_grained", flat=True)
            self.initial.setdefault("month_grained", former.first() or False)
        if suggested := next_plaque(day_of(asked.at).year):
            self.fields["plaque_serial"].help_text += f"顺编为“{suggested}”。"


def _account(help_text: str) -> forms.CharField:
    return forms.CharField(
        label="整改情况", max_length=5000, widget=forms.Textarea(attrs={"rows": 8}), help_text=help_text
    )


class DraftedReportForm(ActForm):
    """What was put right, as it is written for the 负责人."""

    text = _account("对照整改要求逐项说明。由单位负责人核对、附上证明材料后提交，提交前海智办看不到。")

    def __init__(self, *args: Any, asked: Asked, subject: Rectification, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        self.initial.setdefault("text", subject.draft)


class ReportForm(DraftedReportForm):
    """The same as it is handed in, with what proves it."""

    danger = True

    text = _account("对照整改要求逐项说明；已经起草的带入此处，请核对。提交后不能修改。")
    evidence = UploadsField(label="证明材料", required=False, largest=20, most=MOST_FILES)


class NewDayForm(ReasonForm):
    """A later last day, with the reason."""

    due_on = forms.DateField(label="新的整改期限", help_text="至该日24:00。")


class PassForm(ActForm):
    """What the review found."""

    opinion = forms.CharField(label="复核意见", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class PostponeForm(ReasonForm):
    """A later last day for the statement."""

    hear_by = forms.DateField(label="新的陈述意见期限", help_text="至该日24:00。")


class HearingForm(ActForm):
    """What the unit said in person."""

    hint = "陈述意见期限届满以前，单位仍可以书面陈述；书面陈述后或者期满后，由海智办负责人决定。"

    heard_on = forms.DateField(label="听取意见日期")
    minutes = forms.CharField(
        label="听取意见的记录",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="该单位可以看到。",
    )
    evidence = UploadsField(label="签字的记录扫描件", required=False, largest=20, most=MOST_FILES)


class DecideForm(ActForm):
    """The reasons of the decision."""

    danger = True

    reasons = forms.CharField(
        label="决定理由",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="写明认定的事实、对该单位意见的答复和理由，写入决定正文，请勿写入个人信息。",
    )


class IssueRevocationForm(ActForm):
    """Number and date of the decision, and whether everybody reads it."""

    danger = True
    hint = "先在纸质文件上编号用印，再在这里录入。录入后该站资格即被撤销，从工作站名录移出，历史保留。"

    number = forms.CharField(label="发文字号", max_length=60, help_text="如“渝科协发〔2026〕60号”。")
    issued_on = forms.DateField(label="成文日期")
    public = forms.BooleanField(label="向社会公开决定正文", required=False, help_text="公开后列入门户网站“通知公告”。")
    no_persons = forms.BooleanField(label="公开的，已核对正文不含个人信息", required=False)

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        self.initial.setdefault("issued_on", day_of(asked.at))


RENEWAL_FORMS: Forms = {
    moves.SUBMIT_RENEWAL.name: OpinionForm,
    moves.WITHDRAW_RENEWAL.name: ReasonForm,
    moves.RETURN_RENEWAL.name: ReasonForm,
    moves.CHECK_RENEWAL.name: CheckForm,
    moves.RECHECK_RENEWAL.name: ReasonForm,
    moves.HEAR_RENEWAL.name: HearForm,
    moves.STATE_ON_RENEWAL.name: StatementForm,
    moves.QUALIFY_RENEWAL.name: OpinionForm,
    moves.FAIL_RENEWAL.name: DangerousReasonForm,
    moves.AWARD_RENEWAL.name: AwardForm,
}
OBSERVATION_FORMS: Forms = {moves.WITHDRAW_OBSERVATION.name: ReasonForm}
RECTIFICATION_FORMS: Forms = {
    moves.ISSUE_RECTIFICATION.name: OpinionForm,
    moves.DROP_RECTIFICATION.name: ReasonForm,
    moves.REPORT_RECTIFICATION.name: ReportForm,
    moves.EXTEND_RECTIFICATION.name: NewDayForm,
    moves.RETURN_RECTIFICATION.name: NewDayForm,
    moves.PASS_RECTIFICATION.name: PassForm,
    moves.FAIL_RECTIFICATION.name: DangerousReasonForm,
}
REVOCATION_FORMS: Forms = {
    moves.NOTIFY_REVOCATION.name: OpinionForm,
    moves.DROP_REVOCATION.name: ReasonForm,
    moves.POSTPONE_REVOCATION.name: PostponeForm,
    moves.STATE_ON_REVOCATION.name: StatementForm,
    moves.RECORD_HEARING.name: HearingForm,
    moves.DECIDE_REVOCATION.name: DecideForm,
    moves.SPARE_STATION.name: DangerousReasonForm,
    moves.ISSUE_REVOCATION.name: IssueRevocationForm,
}
ENDING_FORMS: Forms = {
    moves.WITHDRAW_ENDING.name: ReasonForm,
    moves.AGREE_ENDING.name: AgreeEndingForm,
    moves.REFUSE_ENDING.name: ReasonForm,
    moves.CLOSE_ENDING.name: CloseEndingForm,
}
