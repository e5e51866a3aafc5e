"""The doubtful readings: what is doubtful, how we read it, and where it can be set otherwise. Shown to the public."""

from haizhi.regulation.citations import (
    assessment_indicators,
    civil_code,
    form,
    measures,
    notice,
    review_indicators,
    review_rules,
)
from haizhi.regulation.doubts import CASE_BY_CASE, FIXED, IN_THE_CALL, IN_THE_ROUND, IN_THE_RULES, Interpretation
from haizhi.regulation.parameters import (
    EXPERT_AGE_LIMIT,
    EXPERT_YEARLY_SESSIONS,
    INQUIRY_WORKDAYS,
    LONG_RETENTION_YEARS,
    OBJECTION_ADMISSION_WORKDAYS,
    OBJECTION_FINDING_WORKDAYS,
    RECOVERY_ANSWER_WORKDAYS,
    RECOVERY_OBJECTION_WORKDAYS,
    SHORT_RETENTION_YEARS,
    STATION_HEARING_WORKDAYS,
    SUMMARY_NEWCOMER_MONTHS,
)

INTERPRETATIONS: tuple[Interpretation, ...] = (
    Interpretation(
        1,
        "纸质材料份数，通知为一式一份，申报表填表说明为一式三份",
        "以当年通知为准，2026年为1份",
        (notice(1, 3), form()),
        IN_THE_CALL,
    ),
    Interpretation(
        2,
        "接收部门，通知为国际合作部，申报表为国际部",
        "以当年通知写明的部门为准",
        (notice(1, 3), form()),
        IN_THE_CALL,
    ),
    Interpretation(
        3,
        "每年建站5家，一处写“左右”，一处写“原则上”，实际曾一年新建10家",
        "作为参考数量，多于或少于时须记录理由，但不阻止办理",
        (measures(9, 1, 1), review_rules(3)),
        IN_THE_CALL,
    ),
    Interpretation(
        4,
        "资格审核由海智办负责，还是由成员单位会议进行",
        "由海智办审核并作出结论；成员单位会议的纪要由海智办负责人确认后载入各件，尚无纪要的予以提示，不阻止办理",
        (measures(7, 3), review_rules(6, 1)),
        FIXED,
    ),
    Interpretation(
        5,
        "联合发文是两家还是“各成员单位”，成员单位没有列明",
        "按日期登记成员单位，现为市科协、市人力社保局；以市科协为主办，用其文号和版式",
        (measures(9, 2), review_rules(6, 4)),
        FIXED,
    ),
    Interpretation(
        6,
        "申报表的区县科协意见栏未标公章，通知要求签字盖章",
        "区县科协意见须签字并盖章",
        (notice(1, 2), form()),
        FIXED,
    ),
    Interpretation(
        7,
        "民营企业、学会、医院等单位的申报渠道没有写明",
        "按“等”字允许申报；民营或无隶属关系的单位经登记地区县科协初审，可说明理由变更渠道",
        (measures(5, 1), measures(7, 1), measures(7, 2)),
        CASE_BY_CASE,
    ),
    Interpretation(
        8,
        "截止日期约束申报单位，还是约束报送的区县科协",
        "以送达海智办的时间为准，区县科协的初审须在截止前完成",
        (notice(2), measures(7, 2)),
        "截止时间在每次申报通知中设定；区县科协可为所辖单位另设更早的时间，并逐家准予逾期提交",
    ),
    Interpretation(
        9,
        "2026年的截止日2026年5月30日是星期六",
        "受理到当日24:00（北京时间），不因休息日顺延；延期须另行公布通知",
        (notice(2), civil_code(203)),
        "截止日期在每次申报通知中设定",
    ),
    Interpretation(
        10,
        "项目概述1000字如何计算，“可另附纸”是否不限",
        "三部分合计，按文字处理软件的字数统计：汉字和全角符号各计1字，连续的字母数字计1字；超出时可以保存，不能提交",
        (form(),),
        FIXED,
    ),
    Interpretation(
        11,
        "公示5个工作日从哪一天起算",
        "发布当日不计入，自下一工作日起算；起止日期一律写明",
        (measures(9, 1, 4), civil_code(201)),
        "在每次公示中选择当日是否计入",
    ),
    Interpretation(
        12,
        "公示期间收到异议，是否影响其他单位",
        "只中止被反映的单位，核查有结论后再办；其他单位继续",
        (measures(9, 2), review_rules(6, 3)),
        FIXED,
    ),
    Interpretation(
        13,
        "自评、互评、海智办考评按20%、30%、50%合成，互评缺交时如何计算",
        "三部分均按120分满分合成，50分合格；互评缺交不自动调整权重，收齐或书面决定计分办法后才能结束",
        (assessment_indicators(),),
        IN_THE_ROUND,
    ),
    Interpretation(
        14,
        "互评由谁评谁",
        "参评不足11家时互评除本站外的各站，11家及以上时每站评5家并均衡分配",
        (assessment_indicators(),),
        IN_THE_ROUND,
    ),
    Interpretation(
        15,
        "“连续两年不参与评估”，而评估三年一轮",
        "指连续两个年度未参加年度工作总结检查；其间有免于总结的年度的，不算连续",
        (measures(13), measures(12)),
        FIXED,
    ),
    Interpretation(
        16,
        "撤销资格的条件中“且”与“或”如何组合",
        "不能正常开展工作，并且连续两年缺检或评估不合格时预警并列出证据；听取工作站意见后由人决定，可先限期整改",
        (measures(13),),
        CASE_BY_CASE,
    ),
    Interpretation(
        17,
        "有效期3年止于哪一天",
        "止于三年后的对应日，含当日；起止日期一律写明，也可按月计至第三十六个月的月末",
        (measures(13), civil_code(202)),
        "在联合发文中选择按日或按月",
    ),
    Interpretation(
        18,
        "“到期前3个月内”申请的起止，逾期如何处理",
        "自到期日前三个月起至到期日止，逾期须说明理由；开始时及到期前30日、7日提醒；到期尚未评判的为到期待评，不视为撤销",
        (measures(13), civil_code(203)),
        CASE_BY_CASE,
    ),
    Interpretation(
        19,
        "评委人数、去高去低、同分、取整均未规定",
        "规则在抽取前公布并封存：评委为不少于7名的单数，打分以0.5分为单位，每家有效评分表不足5份不出结果，"
        "满5份去掉一高一低；按精确值排名，仅显示时四舍五入到两位小数；同分依次比较第3、第4项一级指标，"
        "仍相同则并列，交党组研究，名次记为1、2、2、4",
        (measures(9, 1, 2), measures(9, 1, 3), review_rules(6, 2), review_rules(7), review_indicators()),
        IN_THE_RULES,
    ),
    Interpretation(
        20,
        "随机抽取只写了市内专家",
        "单位领导和市外专家由海智办确定并注明，回避对所有评委适用",
        (review_rules(7),),
        IN_THE_RULES,
    ),
    Interpretation(
        21,
        "引进海外院士的申请“适时受理”如何办理",
        "全年单独受理，程序相同，不计入年度建站数量",
        (measures(7, 4), measures(11)),
        "每年单独发布受理通知，新的通知接替旧的",
    ),
    Interpretation(
        22,
        "牌匾名称中的“xxx”是什么",
        "为规范的单位简称，可以修改，授牌前预览全称",
        (measures(9, 3),),
        CASE_BY_CASE,
    ),
    Interpretation(
        23,
        "重新授牌的有效期从哪一天起算",
        "批准之日为（重新）授牌文件的日期；提前批准的，自原有效期届满次日起算",
        (measures(13),),
        "在重新授牌的文件中选择",
    ),
    Interpretation(
        24,
        "何为“发挥作用较好”，后续资助用于何处",
        "由海智办参照考核结果说明理由后选择；后续资助用于学术交流、技术合作、人才引进，建站资助用于改善条件和开展活动项目",
        (measures(12), measures(14)),
        CASE_BY_CASE,
    ),
    Interpretation(
        25,
        "“现场公布评分结果”是每家之后还是全部结束后",
        "每家结束后公布得分，全部结束后公布名次",
        (review_rules(6, 2),),
        IN_THE_RULES,
    ),
    Interpretation(
        26,
        "“每三年进行一轮”是全体同时还是分批",
        "按批准年度分批，各站满三年参加考核",
        (measures(12),),
        IN_THE_ROUND,
    ),
    Interpretation(
        27,
        "纸质件与电子版送达时间不一致时以何为准",
        "以电子版送达时间为准；海智办代录纸质申报的，以在系统中提交的时间为准",
        (notice(1, 3), notice(2)),
        FIXED,
    ),
    Interpretation(
        28,
        "“合理”抽取是否限制专家的年龄和每年参加的次数",
        f"按评审会当年减出生年份计算，超过{EXPERT_AGE_LIMIT.value}岁的不参加抽取；出生年份没有登记的不因年龄排除；"
        f"当年已参加{EXPERT_YEARLY_SESSIONS.value}次评审会的不再抽取；只在抽取记录中列明人数和原因",
        (review_rules(7),),
        "在专家库的抽取条件中设定，每年次数可以逐人另定",
    ),
    Interpretation(
        29,
        "撤回、区县科协不予推荐或资格不符的单位，同一年度能否再次申报",
        "在受理期内可以重新申报，渠道不变，前次的结论供审核参考；被取消资格的不得再次申报",
        (measures(7, 4), measures(7, 2), review_rules(6, 1), review_rules(9)),
        "不予推荐、资格不符后可否重新申报，在每次申报通知中设定",
    ),
    Interpretation(
        30,
        "案卷何时归档、保管多久，两个办法都没有规定",
        f"申报办结后由海智办一案一卷归档；建站的永久保管，撤回的保管{SHORT_RETENTION_YEARS.value}年，"
        f"其他没有建站的保管{LONG_RETENTION_YEARS.value}年，从办理年度的次年起算",
        (measures(3), review_rules(3)),
        "归档时可逐卷另定",
    ),
    Interpretation(
        31,
        "异议和举报由谁限期办理、认定成立之前是否听取被反映单位的意见，都没有规定",
        f"收到后{OBJECTION_ADMISSION_WORKDAYS.value}个工作日内决定是否受理，受理后{OBJECTION_FINDING_WORKDAYS.value}个工作日内"
        f"作出核查结论；认定成立之前由海智办另行归纳问题，请该单位在{INQUIRY_WORKDAYS.value}个工作日内说明，逾期不说明的不影响作出结论；"
        "公示之外对已申报单位的举报随时受理",
        (review_rules(6, 3), review_rules(9)),
        CASE_BY_CASE,
    ),
    Interpretation(
        32,
        "公示期间国务院调整节假日安排，已公告的截止日期是否改变",
        "已公告的日期不自动改变，只能由海智办负责人公告延长到按新安排满五个工作日之日或更晚，不得缩短；定时发布尚未发布的，发布时按当时的安排推算",
        (measures(9, 1, 4), review_rules(6, 3)),
        CASE_BY_CASE,
    ),
    Interpretation(
        33,
        "年度总结检查由谁布置、新建和暂停运行的站是否参加、怎样算未参加，都没有规定",
        f"由海智办负责人每年布置一次并设定期限；年末前不足{SUMMARY_NEWCOMER_MONTHS.value}个月建站的和布置时暂停运行的，当年免报，"
        "不算未参加，海智办负责人可以写明理由另行补入；逾期提交须写明原因；期限届满没有提交，或者退回后没有重新提交的，"
        "由海智办负责人结束检查时逐站记为未参加，之后确有理由的可准予补报，补报通过的不再计入",
        (measures(12), measures(13)),
        "在每年的年度总结检查中逐站决定",
    ),
    Interpretation(
        34,
        "工作开展情况以什么为准、跨年度的工作计入哪一年、已确认的能否更改，都没有规定",
        "以工作站登记、附证明材料并经海智办确认的工作记录为准，计入开始日期所在的年度，建站以前的不计入；"
        "已确认的由工作站写明理由更正，更正前的内容留存，重新确认以前不计入",
        (measures(4), assessment_indicators()),
        "逐项工作记录的审核中",
    ),
    Interpretation(
        35,
        "“不能正常开展工作”以什么为准、重新授牌之前的情形是否再作撤销依据、怎样听取意见，都没有规定",
        "以海智办核实后写明日期、方式和情况的记载为准，长期没有工作记录只作提示；批准重新授牌以前的情形已综合评判，不再作为依据，批准以后的计入新的建设周期，原有效期尚未届满的也一样；"
        f"撤销资格和评判不合格之前，书面告知理由，给单位{STATION_HEARING_WORKDAYS.value}个工作日陈述意见，期满没有陈述的可以作出决定；"
        "综合评判由一人提出、另一人审定；提前批准而选择自批准之日起算的，原有效期至前一日止",
        (measures(13),),
        "记载、期限和起算办法在逐件办理时设定",
    ),
    Interpretation(
        36,
        "撤销资格由谁发文，没有规定",
        "建站申请和重新授牌的申请都由市科协受理，撤销由市科协发文，决定书载明日期和文号；需要与市人力社保局联合发文的，登记市科协的文号",
        (measures(13), measures(3)),
        CASE_BY_CASE,
    ),
    Interpretation(
        37,
        "追回决定能否申请延期、提出异议，单位已不存在的经费如何了结，都没有规定",
        f"单位可以在{RECOVERY_OBJECTION_WORKDAYS.value}个工作日内提出异议，退清以前可以申请延期或者分期，"
        f"海智办{RECOVERY_ANSWER_WORKDAYS.value}个工作日内写明理由答复，答复以前不停止追回；异议成立的撤销决定，已退回的款项退还；"
        "工作站终止后单位不能办理决算的，由海智办一人代办、另一人审核；确实收不回的，凭批准文件核销并留存记录",
        (measures(14),),
        CASE_BY_CASE,
    ),
)
"""Every doubtful reading, by its number from 1."""


def interpretation(number: int) -> Interpretation:
    """One doubtful reading. Raises KeyError for a number that none has."""
    return {i.number: i for i in INTERPRETATIONS}[number]
