"""Every number of the regulation, written once, with its article and whether the Office may set it otherwise."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from haizhi.regulation.citations import (
    Citation,
    assessment_indicators,
    form,
    measures,
    notice,
    review_indicators,
    review_rules,
)

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Parameter(Generic[T_co]):
    """One number (or tuple of numbers) in the unit named.

    `discretionary`: the text leaves it open, and a call or a session may set its own value; otherwise it is fixed
    for the edition.
    """

    value: T_co
    cite: Citation
    label: str
    unit: str = ""
    discretionary: bool = False

    def __str__(self) -> str:
        values = self.value if isinstance(self.value, tuple) else (self.value,)
        return f"{self.label}：{'、'.join(str(v) for v in values)}{self.unit}"


# 申报
PAPER_COPIES = Parameter(1, notice(1, 3), "纸质材料份数", "份", discretionary=True)
OVERVIEW_WORDS = Parameter(1000, form(), "项目概述总字数上限", "字")
STAFF_MINIMUM = Parameter(1, measures(6, 1), "专（兼）职工作人员最少人数", "名")
CALL_REMINDER_WORKDAYS = Parameter((10, 3, 1), notice(2), "申报截止前提醒", "个工作日", discretionary=True)
CORRECTION_REMINDER_WORKDAYS = Parameter((3, 1), measures(7, 3), "补正期限前提醒", "个工作日", discretionary=True)

# 评审
ANNUAL_TARGET = Parameter(5, measures(9, 1, 1), "每年建站数量（原则上）", "家", discretionary=True)
REVIEW_TOTAL = Parameter(1000, review_indicators(), "评定指标总分", "个十分之一分")
PANEL_MINIMUM = Parameter(7, review_rules(7), "评委最少人数（须为单数）", "名", discretionary=True)
MAX_PER_EMPLOYER = Parameter(1, review_rules(7), "同一单位抽取的专家评委上限", "名", discretionary=True)
MINIMUM_SHEETS = Parameter(5, review_rules(6, 2), "每家单位有效评分表最少份数", "份", discretionary=True)
TRIM_FROM = Parameter(5, review_rules(6, 2), "去掉最高分、最低分各一个所需的有效评分表份数", "份", discretionary=True)
SCORE_STEP = Parameter(5, review_rules(6, 2), "打分的最小单位", "个十分之一分", discretionary=True)
SCORE_PLACES = Parameter(2, review_rules(6, 2), "得分显示的小数位数（四舍五入）", "位", discretionary=True)
PRESENTATION_MINUTES = Parameter(10, measures(9, 1, 3), "申报陈述时间", "分钟", discretionary=True)
DEFENCE_MINUTES = Parameter(5, measures(9, 1, 3), "现场答辩时间", "分钟", discretionary=True)
EXPERT_AGE_LIMIT = Parameter(70, review_rules(7), "参加抽取的专家年龄上限", "岁", discretionary=True)
EXPERT_YEARLY_SESSIONS = Parameter(4, review_rules(7), "同一专家每年参加评审会的次数上限", "次", discretionary=True)
RECUSAL_REQUESTS = Parameter(3, review_rules(7), "申报单位可申请回避的评委人数上限", "名", discretionary=True)
ANSWER_HOURS = Parameter(24, review_rules(7), "抽取的评委答复是否参加的时限", "小时", discretionary=True)
RECUSAL_YEARS = Parameter(3, review_rules(7), "任职、顾问等利益关系的追溯年限", "年", discretionary=True)

# 公示
PUBLICITY_WORKDAYS = Parameter(5, measures(9, 1, 4), "公示时间", "个工作日")
OBJECTION_ADMISSION_WORKDAYS = Parameter(
    5, review_rules(6, 3), "异议和举报决定是否受理的期限", "个工作日", discretionary=True
)
OBJECTION_FINDING_WORKDAYS = Parameter(
    20, review_rules(9), "异议和举报受理后作出核查结论的期限", "个工作日", discretionary=True
)
INQUIRY_WORKDAYS = Parameter(5, review_rules(9), "被反映单位作出说明的期限", "个工作日", discretionary=True)

# 授牌
PLAQUE_WIDTH = Parameter(600, measures(9, 3), "牌匾宽度", "毫米", discretionary=True)
PLAQUE_HEIGHT = Parameter(400, measures(9, 3), "牌匾高度", "毫米", discretionary=True)
PLAQUE_BLEED = Parameter(3, measures(9, 3), "牌匾画稿出血", "毫米", discretionary=True)
PLAQUE_LINE = Parameter(16, measures(9, 3), "牌匾名称每行字数", "字", discretionary=True)

# 有效期与重新授牌
TERM_YEARS = Parameter(3, measures(13), "建设周期有效期", "年")
RENEWAL_WINDOW_MONTHS = Parameter(3, measures(13), "到期前提交书面申请的期间", "个月")
RENEWAL_REMINDER_DAYS = Parameter((30, 7), measures(13), "到期前提醒", "日", discretionary=True)

# 对外展示
STATION_INTRODUCTION = Parameter(1000, measures(10), "工作站介绍字数上限", "字", discretionary=True)
MOST_STATION_FIELDS = Parameter(3, measures(10), "工作站展示的领域上限", "个", discretionary=True)
SMALL_COUNT = Parameter(5, review_rules(3), "当年办理期间，小于此数的统计差额不公布", "家", discretionary=True)

# 归档
LONG_RETENTION_YEARS = Parameter(30, measures(3), "未建站案卷的保管期限", "年", discretionary=True)
SHORT_RETENTION_YEARS = Parameter(10, measures(3), "撤回案卷的保管期限", "年", discretionary=True)
CONSULTATION_HOURS = Parameter(24, measures(3), "登记调阅后可以下载案卷的时间", "小时", discretionary=True)

# 交办任务
TASK_REMINDER_WORKDAYS = Parameter((5, 1), measures(4, 4), "交办任务期限前提醒", "个工作日", discretionary=True)

# 评估考核
SUMMARY_INTERVAL_YEARS = Parameter(1, measures(12), "工作总结检查间隔", "年")
SUMMARY_NEWCOMER_MONTHS = Parameter(
    3, measures(12), "年末前不足此数建站的，当年免报年度工作总结", "个月", discretionary=True
)
SUMMARY_SECTION_WORDS = Parameter(3000, measures(12), "年度工作总结每部分字数上限", "字", discretionary=True)
SUMMARY_REMINDER_WORKDAYS = Parameter(
    (10, 3, 0), measures(12), "年度工作总结报送期限前提醒", "个工作日", discretionary=True
)
ASSESSMENT_INTERVAL_YEARS = Parameter(3, measures(12), "评估考核间隔", "年")
SELF_WEIGHT = Parameter(20, assessment_indicators(), "工作站自评权重", "%")
PEER_WEIGHT = Parameter(30, assessment_indicators(), "工作站互评权重", "%")
OFFICE_WEIGHT = Parameter(50, assessment_indicators(), "海智办考评权重", "%")
ASSESSMENT_TOTAL = Parameter(1200, assessment_indicators(), "考核总分（含加分）", "个十分之一分")
ASSESSMENT_BONUS = Parameter(200, assessment_indicators(), "考核加分上限", "个十分之一分")
PASS_MARK = Parameter(500, assessment_indicators(), "考核合格分", "个十分之一分")
PEERS_ALL_BELOW = Parameter(11, assessment_indicators(), "全员互评的站数（少于此数）", "家", discretionary=True)
PEERS_EACH = Parameter(5, assessment_indicators(), "每家工作站互评的站数", "家", discretionary=True)
OFFICE_TEAM = Parameter(2, assessment_indicators(), "海智办考评每家工作站打分的最少人数", "人", discretionary=True)
SHEET_REMINDER_DAYS = Parameter(7, assessment_indicators(), "考核评分表截止前提醒", "日", discretionary=True)
APPEAL_WORKDAYS = Parameter(5, measures(12), "考核结果申诉期", "个工作日", discretionary=True)
APPEAL_ANSWER_WORKDAYS = Parameter(15, measures(12), "考核申诉答复期限", "个工作日", discretionary=True)
MISSED_SUMMARIES = Parameter(2, measures(13), "连续未参加年度总结检查的次数（预警）", "次")
IDLE_MONTHS = Parameter(12, measures(13), "没有已确认工作记录的提示期间", "个月", discretionary=True)
RECTIFICATION_WORKDAYS = Parameter(30, measures(13), "整改期限", "个工作日", discretionary=True)
STATION_HEARING_WORKDAYS = Parameter(10, measures(13), "听取工作站意见的期限", "个工作日", discretionary=True)
STANDING_REMINDER_WORKDAYS = Parameter((3, 1), measures(13), "整改、陈述意见期限前提醒", "个工作日", discretionary=True)

# 经费
RECOVERY_OBJECTION_WORKDAYS = Parameter(10, measures(14), "对追回决定提出异议的期限", "个工作日", discretionary=True)
RECOVERY_ANSWER_WORKDAYS = Parameter(15, measures(14), "答复追回的延期申请和异议的期限", "个工作日", discretionary=True)
MONEY_REMINDER_WORKDAYS = Parameter(
    (5, 1), measures(14), "抽查整改、退回违规款项期限前提醒", "个工作日", discretionary=True
)

PARAMETERS: dict[str, Parameter[object]] = {
    name: entry for name, entry in list(globals().items()) if isinstance(entry, Parameter)
}
"""Every parameter by its name, in the order of this file."""
