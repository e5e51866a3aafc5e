"""Whether an application arrives in time (通知·二): arrival at the Office against an exclusive deadline."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from haizhi.regulation.citations import measures, notice
from haizhi.regulation.civil_time import CHINA, aware, day_of
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.naming import chinese_date, chinese_moment


class Track(StrEnum):
    """The intake an application belongs to (办法·7·4)."""

    ANNUAL = "annual"
    ACADEMICIAN = "academician"

    @property
    def label(self) -> str:
        """The track's Chinese name."""
        return _TRACK_LABELS[self]


_TRACK_LABELS = {Track.ANNUAL: "年度申报", Track.ACADEMICIAN: "引进海外院士（适时受理）"}


def closing_words(deadline: datetime) -> str:
    """An exclusive deadline as people say it: 2026-05-31T00:00+08:00 is 2026年5月30日24:00.

    Raises ValueError for a deadline without a time zone.
    """
    local = aware(deadline).astimezone(CHINA)
    if local.hour == local.minute == local.second == local.microsecond == 0:
        return f"{chinese_date(local.date() - timedelta(days=1))}24:00"
    return chinese_moment(deadline)


@ruled_by(notice(2), measures(7, 4))
def arrived_in_time(track: Track, arrived_at: datetime, deadline: datetime | None) -> Finding:
    """The application reaches the Office before the exclusive deadline (通知·二, interpretations 8 and 9).

    `arrived_at` is the first arrival at the Office, after the district's opinion where one is needed; a correction
    that the Office asks for does not lose it. The academician track has no deadline (办法·7·4).
    Raises ValueError for a moment without a time zone, and for the annual track without a deadline.
    """
    if track is Track.ACADEMICIAN:
        return Finding(True, measures(7, 4), reason="引进海外院士的申请适时受理，不受截止日期限制")
    if deadline is None:
        raise ValueError("the annual track has a deadline")
    met = aware(arrived_at) < aware(deadline)
    return Finding(
        met,
        reason=f"申报截止时间为{closing_words(deadline)}"
        + ("" if met else f"，送达重庆海智办时间为{chinese_moment(arrived_at)}"),
        remedy="" if met else "逾期不予受理；如重庆海智办公布延期，请在新的截止时间前提交",
    )


@ruled_by(notice(2), measures(7, 2))
def within_district_cutoff(submitted_at: datetime, cutoff: datetime | None) -> Finding:
    """The unit hands in before its district's own exclusive cut-off, if the district set one (interpretation 8).

    Raises ValueError for a moment without a time zone.
    """
    if cutoff is None:
        return Finding(True, reason="区县科协未另设截止时间")
    met = aware(submitted_at) < aware(cutoff)
    return Finding(
        met,
        reason=f"区县科协受理截止时间为{closing_words(cutoff)}",
        remedy="" if met else "请与区县科协联系，由其决定是否受理；送达重庆海智办仍以通知的截止时间为准",
    )


@ruled_by(notice(2))
def cutoff_before_deadline(cutoff: datetime, deadline: datetime) -> Finding:
    """A district's own cut-off leaves it time to forward: not after the call's deadline (interpretation 8).

    Raises ValueError for a moment without a time zone.
    """
    met = aware(cutoff) <= aware(deadline)
    return Finding(
        met,
        reason=f"区县科协的截止时间不得晚于通知的截止时间（{closing_words(deadline)}）",
        remedy="" if met else "请提前区县科协的截止时间",
        field="cutoff",
    )


@ruled_by(notice(2), measures(7, 2))
def cutoff_lies_ahead(cutoff: datetime, at: datetime) -> Finding:
    """A district sets its cut-off for a time still to come. Raises ValueError for a moment without a time zone."""
    met = aware(at) < aware(cutoff)
    return Finding(
        met,
        reason=f"区县科协的截止时间{closing_words(cutoff)}应晚于现在",
        remedy="" if met else "请重新填写",
        field="cutoff",
    )


@ruled_by(notice(2), measures(7, 2))
def cutoff_still_open(cutoff: datetime, set_at: datetime, extended_at: datetime | None, at: datetime) -> Finding:
    """A cut-off that has passed is not moved any more, unless the call was extended since it was set.

    Raises ValueError for a moment without a time zone.
    """
    met = aware(at) < aware(cutoff) or (extended_at is not None and aware(set_at) < aware(extended_at))
    return Finding(
        met,
        reason=f"区县科协的截止时间为{closing_words(cutoff)}" + ("" if met else "，已经截止，不能再变更"),
        remedy="" if met else "个别单位确需提交的，可准予其逾期提交",
    )


@ruled_by(notice(2))
def has_opened(opens_on: date | None, at: datetime) -> Finding:
    """A call that names its first day takes nothing before it; one that names none does so from its publication.

    Raises ValueError for a moment without a time zone.
    """
    met = opens_on is None or day_of(at) >= opens_on
    return Finding(
        met,
        reason=f"{chinese_date(opens_on)}开始受理" if opens_on else "自通知发布之日起受理",
        remedy="" if met else "请在开始受理后办理",
    )


@ruled_by(notice(2))
def opens_before_its_deadline(opens_on: date | None, deadline: datetime | None) -> Finding:
    """A call's first day is not after its last one. Raises ValueError for a moment without a time zone."""
    last = None if deadline is None else day_of(aware(deadline) - timedelta(microseconds=1))
    met = opens_on is None or last is None or opens_on <= last
    return Finding(
        met,
        reason="开始受理日期不晚于截止日期" if met else "开始受理日期晚于截止日期",
        remedy="" if met else "请重新填写",
        field="opens_on",
    )


@ruled_by(notice(2))
def deadline_lies_ahead(deadline: datetime, at: datetime) -> Finding:
    """A call is published with a deadline still to come (通知·二). Raises ValueError without a time zone."""
    met = aware(at) < aware(deadline)
    return Finding(
        met,
        reason=f"截止时间{closing_words(deadline)}应晚于发布时间",
        remedy="" if met else "请重新填写截止时间",
        field="deadline",
    )


@ruled_by(notice(2))
def extension_is_later(old: datetime, new: datetime) -> Finding:
    """An extension only ever moves the deadline later (interpretation 9). Raises ValueError without a time zone."""
    met = aware(old) < aware(new)
    return Finding(
        met,
        reason=f"延期后的截止时间应晚于原截止时间（{closing_words(old)}）",
        remedy="" if met else "请重新填写截止时间",
        field="deadline",
    )
