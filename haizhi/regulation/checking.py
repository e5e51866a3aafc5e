"""What stands behind a preliminary opinion, a return, a receipt of paper, a cancellation (办法·7, 评审·6, 9)."""

from collections.abc import Collection, Mapping
from datetime import date

from haizhi.regulation.citations import form, measures, notice, review_rules
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.naming import chinese_date


@ruled_by(measures(7, 2))
def opinion_written(opinion: str) -> Finding:
    """A preliminary opinion says something (办法·7·2)."""
    met = bool(opinion.strip())
    return Finding(
        met,
        reason="已写明初审意见" if met else "初审须写明意见",
        remedy="" if met else "请填写初审意见",
        field="opinion",
    )


@ruled_by(form(), notice(1, 2))
def sealed_opinion_in_force(*, attached: bool, shown: str, current: str) -> Finding:
    """The signed and sealed opinion is there and speaks of the version that was handed in (interpretation 6).

    `shown` is the digest of the version that the paper speaks of, `current` that of the version handed in.
    """
    met = attached and shown == current
    if not attached:
        reason = "未提供“区县科协意见签字盖章扫描件”"
    else:
        reason = "区县科协意见扫描件与提交的版本一致" if met else "区县科协意见扫描件对应的是此前提交的版本"
    remedy = "" if met else "请打印意见页，签字并加盖公章后上传扫描件"
    return Finding(met, reason=reason, remedy=remedy, field="scan")


@ruled_by(measures(7, 2))
def nothing_judged_unmet(unmet: Collection[str]) -> Finding:
    """Whoever found a row of the preliminary review unmet does not recommend the unit (办法·7·2)."""
    return Finding(
        not unmet,
        reason=f"初审清单中判断为不符合：{'、'.join(unmet)}" if unmet else "初审清单没有判断为不符合的事项",
        remedy="请退回补正或不予推荐；判断有误的，请先在初审清单中更正" if unmet else "",
    )


@ruled_by(measures(7, 2), measures(7, 3))
def sections_explained(labels: Mapping[str, str], sections: Collection[str], reasons: Mapping[str, str]) -> Finding:
    """What goes back names at least one section, and for each what is wrong with it (办法·7·2–3).

    `labels` are the sections' names by their values; `reasons` are by the same values.
    """
    if not sections:
        return Finding(False, reason="没有选择需要补正的部分", remedy="请至少选择一部分并写明原因", field="sections")
    bare = [labels.get(section, section) for section in sections if not reasons.get(section, "").strip()]
    return Finding(
        not bare,
        reason=f"没有写明补正原因：{'、'.join(bare)}" if bare else "已逐部分写明补正原因",
        remedy="请逐部分写明" if bare else "",
        field="sections",
    )


@ruled_by(measures(7, 2))
def visited_by_now(visited_on: date, today: date) -> Finding:
    """A visit is recorded once it took place (办法·7·2)."""
    met = visited_on <= today
    return Finding(
        met,
        reason="考察日期不晚于今日" if met else f"考察日期{chinese_date(visited_on)}晚于今日",
        remedy="" if met else "请在考察之后登记",
        field="visited_on",
    )


@ruled_by(notice(1, 3))
def paper_received_by_now(received_on: date, today: date) -> Finding:
    """Paper is receipted once it is there (通知·一·3)."""
    met = received_on <= today
    return Finding(
        met,
        reason="收到日期不晚于今日" if met else f"收到日期{chinese_date(received_on)}晚于今日",
        remedy="" if met else "请核对收到日期",
        field="received_on",
    )


@ruled_by(notice(1, 3))
def enough_copies(copies: int, wanted: int) -> Finding:
    """As many copies as the call asks for (通知·一·3, interpretation 1). Unmet, it is only noted on the receipt."""
    met = copies >= wanted
    return Finding(
        met,
        reason=f"收到{copies}份，通知要求{wanted}份",
        remedy="" if met else f"请补交{wanted - copies}份",
        field="copies",
    )


@ruled_by(notice(1, 3), form())
def paper_is_of_this_version(*, legible: bool, known: bool, current: bool) -> Finding:
    """Whether paper is of the version handed in last; unmet, it is noted on the receipt (interpretation 27).

    `legible`: its footer was read; `known`: it names a version handed in; `current`: the last one.
    """
    if current:
        return Finding(True, reason="与网上提交的现行版本一致")
    if not legible:
        return Finding(False, reason="页脚版本号无法辨认，未与网上提交的版本核对", remedy="请与申报单位核对")
    reason = "与此前提交的版本一致，不是现行版本" if known else "不是网上提交过的版本"
    return Finding(False, reason=reason, remedy="请申报单位按现行版本重新打印、签字盖章后报送")


@ruled_by(review_rules(9))
def hearing_lies_ahead(due_on: date, today: date) -> Finding:
    """The unit has at least until tomorrow to speak (评审·9)."""
    met = due_on > today
    return Finding(
        met,
        reason="陈述申辩期限晚于今日" if met else "陈述申辩期限应晚于今日",
        remedy="" if met else "请给申报单位留出时间",
        field="due_on",
    )


@ruled_by(review_rules(9))
def unit_was_heard(*, told: bool, stated: bool, due_on: date | None, today: date) -> Finding:
    """Before it loses its qualification the unit was told why, and spoke or let its time pass (评审·9)."""
    if not told or due_on is None:
        return Finding(
            False, reason="尚未告知申报单位拟取消资格的事实与依据", remedy="请先办理“拟取消资格告知”，听取陈述申辩"
        )
    met = stated or today > due_on
    return Finding(
        met,
        reason="已听取申报单位陈述申辩"
        if stated
        else f"陈述申辩期限为{chinese_date(due_on)}，申报单位{'未陈述' if met else '尚未陈述'}",
        remedy="" if met else "请在申报单位陈述后，或期限届满后办理",
    )


@ruled_by(review_rules(9))
def no_hearing_open(due_on: date | None) -> Finding:
    """Nobody is being heard about losing the qualification (评审·9). Unmet, it is shown to who decides, not a refusal.

    `due_on`: until which day the unit may state its case; None when it is not being heard.
    """
    if due_on is None:
        return Finding(True, reason="没有正在听取陈述申辩的事项")
    return Finding(
        False,
        reason=f"正在就拟取消资格听取申报单位陈述申辩（期限{chinese_date(due_on)}），尚未作出处理决定",
        remedy="可以继续办理；决定取消资格的，此件随即终止",
    )


@ruled_by(measures(7, 3), review_rules(6, 1))
def meeting_minuted(confirmed: int) -> Finding:
    """Confirmed minutes of the meeting stand behind the check (interpretation 4). Unmet, it is shown, not a refusal."""
    return Finding(
        confirmed > 0,
        reason="已载入资格审核会议纪要" if confirmed else "尚无经确认的资格审核会议纪要",
        remedy="" if confirmed else "召开会议的，请登记纪要，由海智办负责人确认",
    )
