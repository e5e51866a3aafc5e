"""The papers of a round as `documents` takes them."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from haizhi.assessments.models import Assessed, Round
from haizhi.assessments.queries.results import ALONE, Breakdown, breakdown_of, points_shown, result_rows
from haizhi.documents.certificates import Certificate
from haizhi.documents.marks import Imprint, Sort
from haizhi.documents.sheets import Grid, Sheet, Signature
from haizhi.fairness.encoding import digest
from haizhi.kernel.actor import Actor
from haizhi.regulation.editions import member_units_on
from haizhi.regulation.indicators import ASSESSMENT, tenths
from haizhi.regulation.naming import chinese_date

_HEADS = ("指标", "满分", "自评", "互评平均", "海智办考评")
_WIDTHS = (28, 7, 8, 9, 10)


_NOTE = "综合得分按精确值计算，显示时四舍五入保留两位小数；满50分为合格。"


def part_paper(part: Assessed, actor: Actor, at: datetime) -> Sheet:
    """考核评分表: every indicator of 附件4 with the station's own, the peers' mean and the Office's points.

    For a station that a single peer assessed without them, as its page.
    """
    made_of = breakdown_of(part, list(part.scores.order_by("part", "slug")), actor)
    assessment = part.assessment
    facts = (
        ("评估", assessment.name),
        ("工作站", str(part.station)),
        ("建站单位", part.station.unit.name),
        ("工作站编号", part.station.code),
        *((("互评工作站", f"{made_of.peers}家"),) if made_of else ()),
        ("综合得分", f"{points_shown(part)}分（精确值 {part.exact}）"),
        ("结论", "合格" if part.passed else "不合格"),
    )
    tables = (_by_indicator(assessment, made_of),) if made_of else ()
    marked = [list(row) for row in (*facts, *(row for table in tables for row in table.rows))]
    return Sheet(
        title="重庆海智工作站考核评分表",
        made_at=at,
        imprint=Imprint(Sort.SHEET, part.station.code, digest(marked).hex()),
        rows=facts,
        tables=tables,
        signatures=(Signature("海智办负责人", "公章"), Signature("工作站")),
        number=f"{assessment.code}　{part.station.code}",
        note=_NOTE if made_of else f"{ALONE}{_NOTE}",
        draft=part.stage != "published",
    )


def _by_indicator(assessment: Round, made_of: Breakdown) -> Grid:
    rows = tuple(
        (indicator.label, tenths(indicator.maximum), own, peer, office)
        for indicator, own, peer, office in made_of.by_indicator
    )
    total = ("合计", tenths(ASSESSMENT.total), made_of.own, made_of.peer, made_of.office)
    weights = assessment.rules["weights"]
    share = ("权重", "", f"{weights['self']}%", f"{weights['peer']}%", f"{weights['office']}%")
    return Grid(_HEADS, _WIDTHS, (*rows, total, share))


def result_paper(assessment: Round, actor: Actor, at: datetime) -> Sheet:
    """评估结果表: the ranking, to be signed."""
    rows = tuple(
        (
            str(part.rank),
            f"{part.station.short_name}\n{part.station.code}",
            part.station.unit.name,
            points_shown(part),
            part.exact,
            "合格" if part.passed else "不合格",
        )
        for part in result_rows(assessment, actor)
    )
    columns = ("名次", "工作站", "建站单位", "综合得分", "精确值", "结论")
    return Sheet(
        title=f"{assessment.name}结果表",
        made_at=at,
        imprint=Imprint(Sort.SHEET, assessment.code, digest([list(row) for row in rows]).hex()),
        rows=(("评估编号", assessment.code), ("参评有结果", f"{len(rows)}家")),
        tables=(Grid(columns, (5, 14, 18, 8, 12, 7), rows),),
        signatures=(Signature("经办人"), Signature("海智办负责人", "公章")),
        number=assessment.code,
        note="名次按精确值比较，相同的并列。",
        draft=assessment.stage != "published",
    )


def certificate(part: Assessed, at: datetime) -> Certificate:
    """The certificate of a passed assessment; its QR leads to the published result."""
    assessment = part.assessment
    day = assessment.published_on or at.date()
    facts = (("工作站编号", part.station.code), ("评估编号", assessment.code), ("结论", "合格"))
    points = (("综合得分", f"{points_shown(part)}分"),) if assessment.publishes_points else ()
    return Certificate(
        name=str(part.station),
        unit=part.station.unit.name,
        text=f"在{assessment.name}中，你单位所设下列工作站评估合格：",
        facts=(*facts, *points),
        issuers=(member_units_on(day)[0].name,),
        dated=chinese_date(day),
        address=settings.HAIZHI_BASE_URL + reverse("portal:assessment", args=[assessment.code]),
        made_at=at,
    )
