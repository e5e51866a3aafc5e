"""Every article of every instrument, restated in a line of our own, with what the system does about it.

`effect` is empty where nothing is to be done; then `excuse` says why.
"""

from dataclasses import dataclass

from haizhi.regulation.citations import (
    Citation,
    assessment_indicators,
    civil_code,
    form,
    measures,
    notice,
    review_indicators,
    review_rules,
)


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One article in our own words."""

    cite: Citation
    restatement: str
    effect: str = ""
    excuse: str = ""


ARTICLE_TEXTS: tuple[ArticleText, ...] = (
    ArticleText(
        notice(),
        "依据《办法》发布当年通知，组织建站申报",
        "每年一次年度申报：拟定、发布；推荐单位按日期登记，2025年11月起为39个",
    ),
    ArticleText(
        notice(1),
        "符合条件的单位按规定渠道申报，材料装订后纸质件与电子版一并报送",
        "按单位类别和隶属关系给出渠道，区县科协意见须签字盖章；份数和接收部门随通知设定",
    ),
    ArticleText(
        notice(2),
        "申报有截止日期",
        "到截止时刻自动截止，逾期送达的不予受理并说明；延期须另行公布",
    ),
    ArticleText(
        notice(3),
        "公布联系人、地址、邮编、电话和邮箱",
        "通知的联系方式随年度申报公开展示",
    ),
    ArticleText(
        measures(1),
        "说明制定目的",
        excuse="目的条款，没有可办理的事项",
    ),
    ArticleText(
        measures(2),
        "说明工作站的定位和建设原则",
        excuse="原则条款，通过申报条件和评定指标体现",
    ),
    ArticleText(
        measures(3),
        "两部门联合组织，海智办承担日常工作",
        "成员单位按日期登记；人员、岗位和委托代办留有记录",
    ),
    ArticleText(
        measures(4),
        "工作站有四类主要任务",
        "工作站的工作按四类任务登记",
    ),
    ArticleText(
        measures(5),
        "企业、高校、科研院所等，园区，区县科协可以申报",
        "按类别登记申报单位，其他单位由海智办判断是否受理",
    ),
    ArticleText(
        measures(6),
        "申报单位应有人员、场地、经费、平台、海外合作和创新任务，企业另有资质和研发要求",
        "逐项列出申报条件：能核算的自动核算，需要判断的由海智办判断并写明",
    ),
    ArticleText(
        measures(7),
        "按隶属关系直接申报或经区县科协初审，海智办审核资格，每年一次，院士申请适时受理",
        "自动给出申报渠道，办理初审、退回、资格审核；院士申请不受年度截止限制",
    ),
    ArticleText(
        measures(8),
        "提交申报表、海外团体和专家简介、合作协议等材料",
        "按单位类别列出应交材料，缺项时一次列明",
    ),
    ArticleText(
        measures(9),
        "经评审、党组决定、公示后联合发文并按统一名称授牌",
        "办理评审会、党组决议、公示、会签、编号印发和授牌；公示起止日期按工作日推算",
    ),
    ArticleText(
        measures(10),
        "工作站由本单位领导，接受海智基地业务指导",
        "单位负责人以本人账号办理，可按期限委托代办，留有记录",
    ),
    ArticleText(
        measures(11),
        "按当年预算资助建站单位，院士建站参照人才规定",
        "核对资助金额不超过当年预算余额",
    ),
    ArticleText(
        measures(12),
        "每年总结检查，每三年评估考核，较好的给予后续资助",
        "推算各站考核年度，合成考核得分；后续资助须写明理由并限定用途和年度",
    ),
    ArticleText(
        measures(13),
        "有效期3年，到期前3个月内申请重新授牌，达到规定情形的撤销资格",
        "推算有效期、申请期和提醒日；出现撤销情形时列出证据预警，听取意见后由人决定",
    ),
    ArticleText(
        measures(14),
        "经费专款专用，单位自行管理并制定制度，违规使用的追回",
        "核对用途和余额，要求财务制度备案，计算应追回金额",
    ),
    ArticleText(
        measures(15),
        "涉密事项按人才工作保密规定办理",
        "涉密事项不进入本系统：带密级标志的文件不收，有疑问的字样由上传人确认；误传的，由两人办理应急清除",
    ),
    ArticleText(
        measures(16),
        "由海智办解释",
        "每个版本登记解释机关；存疑之处的理解在本页公开",
    ),
    ArticleText(
        measures(17),
        "自公布之日起实施",
        "按日期适用版本，已开始的事项沿用开始时的版本",
    ),
    ArticleText(
        form(),
        "申报表的栏目、填写和装订要求",
        "按原表栏目填写、打印，概述限1000字；打印后修改的，须重新签字盖章",
    ),
    ArticleText(
        review_rules(1),
        "说明制定目的",
        excuse="目的条款，没有可办理的事项",
    ),
    ArticleText(
        review_rules(2),
        "说明建站原则和导向",
        excuse="原则条款，通过建站条件和评定指标体现",
    ),
    ArticleText(
        review_rules(3),
        "评审公开、公平、公正，每年原则上5家",
        "增减年度数量须写明理由",
    ),
    ArticleText(
        review_rules(4),
        "评审由两部门共同组织",
        "成员单位按日期登记",
    ),
    ArticleText(
        review_rules(5),
        "建站应有明确目的、基础、合作项目、人员经费，园区和区县科协应有服务对象",
        "与《办法》第六条合并为一份条件清单逐项核查",
    ),
    ArticleText(
        review_rules(6),
        "分初评、评审、公示、授牌四个阶段",
        "每件申报按四个阶段公开进度；陈述、答辩、打分、公布得分逐步办理",
    ),
    ArticleText(
        review_rules(7),
        "评委由成员单位领导和专家组成，在纪检监督下随机、回避、合理遴选",
        "名单封存、随机数录入、抽取和补抽均由海智办与纪检分别签署，结果可以复核；回避逐项决定",
    ),
    ArticleText(
        review_rules(8),
        "评委不得私下干预、谋利或泄密",
        "评委签署承诺，评分表锁定后才公布，更正须经纪检会签并保留原表",
    ),
    ArticleText(
        review_rules(9),
        "接受社会监督，弄虚作假的取消资格并追责",
        "任何人可以提出异议和举报；查实的取消资格",
    ),
    ArticleText(
        review_rules(10),
        "由海智办解释",
        "每个版本登记解释机关；存疑之处的理解在本页公开",
    ),
    ArticleText(
        review_indicators(),
        "评定指标5类16项，共100分",
        "评委按16项打分，逐项核对上限",
    ),
    ArticleText(
        assessment_indicators(),
        "考核指标5类18项，共100分，另加20分，自评、互评、海智办考评合成，50分合格",
        "按权重精确合成，缺交评分表时不出结果",
    ),
    ArticleText(
        civil_code(201),
        "按日计算期间，开始的当日不计入",
        "公示期和有效期不计起始当日",
    ),
    ArticleText(
        civil_code(202),
        "按年、月计算期间，以对应日为最后一日，没有对应日的为月末",
        "有效期止于对应日，2月29日起算的止于2月末",
    ),
    ArticleText(
        civil_code(203),
        "最后一日为休假日的顺延，最后一日止于24时",
        "截止时刻为当日24:00；重新授牌申请的最后一日遇休息日顺延",
    ),
)
"""Every article, in the order in which the page shows it."""
