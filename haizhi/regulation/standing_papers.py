"""What stations are told in writing: 整改, the occasion to be heard, the decision to revoke (办法·13)."""

from datetime import date

from haizhi.regulation.citations import measures
from haizhi.regulation.computes import computes
from haizhi.regulation.editions import Edition
from haizhi.regulation.naming import PLATFORM_NAME, chinese_date

ISSUER = "重庆市科学技术协会"
"""Who decides on the standing of stations, and to whom a renewal is addressed (办法·13)."""

RECTIFICATION_TITLE = "整改通知书"
NOTICE_TITLE = "拟撤销重庆海智工作站资格听取意见通知书"


def _ended(text: str) -> str:
    said = text.strip()
    return said if said.endswith(("。", "！", "？", "；")) else f"{said}。"


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


@computes(measures(13))
def rectification_text(station: str, matters: str, due_on: date, rule: Edition) -> tuple[str, ...]:
    """The paragraphs of 整改通知书; `matters` one a line, `due_on` the last day, inclusive."""
    return (
        f"依据《{rule.title}》（{rule.document_number}）第十三条，现就贵单位{station}有关情况通知如下。",
        "一、存在问题和整改要求",
        *_lines(matters),
        "二、整改期限",
        f"请于{chinese_date(due_on)}前完成整改，由单位负责人在{PLATFORM_NAME}提交整改报告并附证明材料。",
        "三、复核",
        "重庆海智办收到报告后复核。情况复杂、确需延长的，请在期限届满前说明理由。",
    )


@computes(measures(13))
def notice_text(
    station: str, grounds: str, evidence: str, hear_by: date, meeting: str, rule: Edition
) -> tuple[str, ...]:
    """The paragraphs of the notice before a revocation; `evidence` is what the rules found, `meeting` may be empty."""
    told = f"也可以当面陈述：{_ended(meeting)}" if meeting.strip() else "需要当面陈述的，请在期限内与重庆海智办联系。"
    return (
        f"依据《{rule.title}》（{rule.document_number}）第十三条，拟撤销贵单位{station}资格。现将有关事项通知如下。",
        "一、认定的情形",
        _ended(evidence),
        "二、事实和理由",
        *_lines(grounds),
        "三、陈述意见",
        (
            f"贵单位可以在{chinese_date(hear_by)}24:00前，由单位负责人在{PLATFORM_NAME}提交书面意见和证明材料；{told}"
            "期限届满没有陈述意见的，依据已掌握的情况作出决定。"
        ),
    )


@computes(measures(13))
def decision_title(station: str) -> str:
    """The title of the decision to revoke."""
    return f"关于撤销{station}资格的决定"


@computes(measures(13))
def decision_text(
    station: str, evidence: str, reasons: str, heard_on: date, stated: bool, rule: Edition
) -> tuple[str, ...]:
    """The paragraphs of the decision; `stated`: the unit spoke, else it let the last day pass."""
    heard = f"于{chinese_date(heard_on)}听取了你单位的意见" if stated else "已通知你单位陈述意见，你单位逾期没有陈述"
    return (
        f"依据《{rule.title}》（{rule.document_number}）第十三条，经核实，{_ended(evidence)}作出决定前，{heard}。",
        *_lines(reasons),
        f"现决定：撤销{station}资格。",
        "自本决定印发之日起，你单位不得再以该工作站名义开展活动；请将牌匾交回重庆海智办，并办理建站工作经费结算。",
    )


@computes(measures(13))
def renewal_title(station: str) -> str:
    """The title of the document that awards a station anew."""
    return f"关于{station}重新授牌的通知"


@computes(measures(13))
def renewal_text(station: str, approved_on: date, valid_from: date, valid_to: date, rule: Edition) -> tuple[str, ...]:
    """The paragraphs of the document that awards a station anew."""
    return (
        f"依据《{rule.title}》（{rule.document_number}）第十三条，经单位申请、综合评判，{station}评判合格，予以重新授牌。",
        f"一、批准之日为{chinese_date(approved_on)}，有效期自{chinese_date(valid_from)}至{chinese_date(valid_to)}（含）。",
        (
            "二、请继续落实工作人员、办公场地和专项经费，围绕引才引智、技术合作、学术交流和决策咨询开展工作，"
            "每年报送工作总结，按期参加评估考核，经费专款专用。"
        ),
    )
