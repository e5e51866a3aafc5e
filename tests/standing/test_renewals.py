"""重新授牌 (办法·13): asked for in the window, judged by two, never failed unheard, one term after the other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.kernel.models import Act
from haizhi.notifications.models import Notice, Reminder
from haizhi.regulation.findings import Refused
from haizhi.regulation.renewal import CRITERIA, judged_by_another
from haizhi.regulation.revocation import RevocationFacts
from haizhi.regulation.term import Term as Span
from haizhi.regulation.term import counted_from, renewed_term, term_from
from haizhi.standing import acts, drafts, facts, queries
from haizhi.standing.models import Renewal
from haizhi.standing.tasks import remind_of_standing, run_out
from haizhi.stations.facts import owes_summary
from haizhi.stations.models import Station, WorkEntry
from tests.accounts.factories import member
from tests.applications.factories import upload
from tests.decisions.factories import CLERK, HEAD, holding
from tests.standing.factories import (
    NOW,
    VALID_TO,
    WRITTEN,
    checked,
    ending_soon,
    failed,
    head_of,
    later,
    missed,
    observed,
    signed,
)

pytestmark = pytest.mark.django_db

_DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
_LEAP = st.sampled_from([date(2024, 2, 29), date(2023, 11, 30), date(2024, 8, 31), date(2025, 2, 28)])


@given(start=_DAYS | _LEAP, approvals=st.lists(st.integers(-90, 200), min_size=1, max_size=8), grained=st.booleans())
def test_terms_follow_each_other_over_many_renewals(start: date, approvals: list[int], *, grained: bool) -> None:
    """Approved early, neither gap nor overlap, whatever the day, leap years and month ends among them."""
    terms: list[Span] = [term_from(start, month_grained=grained)]
    counts = [start]
    for days in approvals:
        old = terms[-1]
        approved = old.valid_to + timedelta(days=days)
        terms.append(renewed_term(old.valid_to, approved, month_grained=grained))
        new = terms[-1]
        assert new.valid_from == (old.valid_to + timedelta(days=1) if days <= 0 else approved)
        assert new.valid_from > old.valid_to
        counts.append(counted_from(new.valid_from, approved))
        assert new.valid_from >= counts[-1] > counts[-2], "each day is counted for one term, the last that began by it"
        assert 3 * 365 - 31 <= (new.valid_to - new.valid_from).days <= 3 * 366
        if grained:
            assert (new.valid_to + timedelta(days=1)).day == 1


@pytest.fixture
def station() -> Station:
    return ending_soon()[0]


def test_the_window_opens_three_months_before_the_end(station: Station) -> None:
    before = NOW.replace(month=9, day=9)
    with pytest.raises(Refused, match="2026年9月10日起"):
        acts.begin_renewal(station, by=head_of(station), at=before)
    renewal = acts.begin_renewal(station, by=head_of(station), at=NOW)
    assert renewal.code == "XQ-2026-0001"
    with pytest.raises(Refused, match="本周期已有申请"):
        acts.begin_renewal(station, by=head_of(station), at=NOW)


def test_the_record_of_the_term_stands_in_the_request(station: Station) -> None:
    missed(station, 2025)
    for serial, day in enumerate((date(2024, 5, 1), date(2026, 1, 1), date(2023, 1, 1))):
        WorkEntry.objects.create(
            code=f"GL-{serial}", station=station, sort="exchange", name="研讨", began_on=day, ended_on=day, people=20,
            overseas=3, stage="confirmed", entered_at=NOW, submitted_at=NOW, confirmed_at=NOW, version=1,
        )  # fmt: skip
    said = dict(acts.begin_renewal(station, by=head_of(station), at=NOW).record_shown)
    assert said["已确认工作"] == "共2项：学术交流2项"
    assert said["参加人数"] == "40人次；海外人员6人次"
    assert said["年度总结检查"] == "年度工作总结检查：未参加2025年"


def test_only_a_paper_of_this_version_is_handed_in(station: Station) -> None:
    head = head_of(station)
    renewal = acts.begin_renewal(station, by=head, at=NOW)
    with pytest.raises(Refused) as refused:
        acts.submit_renewal(renewal, by=head, at=NOW)
    said = str(refused.value)
    assert "没有写明本周期工作情况" in said
    assert "没有上传签字盖章的书面申请" in said
    with pytest.raises(Refused, match="版本标识不符"):
        drafts.attach_scan(renewal, upload(), recognised=False)
    renewal = _complete(renewal)
    drafts.write_renewal(renewal, _said(renewal) | {"goals": "另写一遍"}, NOW)
    with pytest.raises(Refused, match="修改之前的版本"):
        acts.submit_renewal(renewal, by=head, at=NOW)
    as_it_was_read = Renewal.objects.get()
    drafts.write_renewal(renewal, _said(renewal) | {"goals": "再写一遍"}, NOW)
    with pytest.raises(Refused, match="他人已修改此件"):
        drafts.attach_scan(as_it_was_read, upload(), recognised=True)


def test_none_is_an_answer_where_nothing_is_none(station: Station) -> None:
    renewal = acts.begin_renewal(station, by=head_of(station), at=NOW)
    drafts.write_renewal(renewal, WRITTEN | {"staff": None, "money": 0, "office_area": 0}, NOW)
    drafts.attach_scan(renewal, upload(), recognised=True)
    with pytest.raises(Refused) as refused:
        acts.submit_renewal(renewal, by=head_of(station), at=NOW)
    assert [finding.reason for finding in refused.value.findings] == ["没有写明工作人员"]


def _said(renewal: Renewal) -> dict[str, object]:
    return {name: getattr(renewal, name) for name in drafts.RENEWAL_FIELDS}


def _complete(renewal: Renewal) -> Renewal:
    drafts.write_renewal(renewal, WRITTEN | {"office_area": 80}, NOW)
    drafts.attach_scan(renewal, upload(), recognised=None)
    return renewal


def test_a_late_request_needs_its_reason(station: Station) -> None:
    late = later(70)
    assert run_out(late) == 1
    with pytest.raises(Refused, match="本申请逾期"):
        acts.submit_renewal(signed(station, late), by=head_of(station), at=late)
    renewal = Renewal.objects.get()
    drafts.write_renewal(renewal, _said(renewal) | {"late_reason": "负责人出差"}, late)
    drafts.attach_scan(renewal, upload(), recognised=True)
    assert acts.submit_renewal(renewal, by=head_of(station), at=late).stage == "submitted"


def test_who_puts_the_judgement_forward_does_not_confirm_it(station: Station) -> None:
    renewal = checked(station)
    renewal.checked_by = HEAD.id
    renewal.save()
    with pytest.raises(Refused, match="由一人提出、另一人审定"):
        acts.qualify_renewal(renewal, by=HEAD, at=NOW)
    assert judged_by_another(None, HEAD.id).met


def test_each_point_is_judged_and_shortcomings_are_explained(station: Station) -> None:
    renewal = acts.submit_renewal(signed(station), by=head_of(station), at=NOW)
    with pytest.raises(Refused, match="尚未评判"):
        acts.check_renewal(renewal, by=CLERK, at=NOW, opinion="可以。")
    drafts.judge(renewal, {c.key: (c.key != "goals", "") for c in CRITERIA})
    with pytest.raises(Refused, match="没有说明：下一建设周期目标"):
        acts.check_renewal(renewal, by=CLERK, at=NOW, opinion="可以。")
    drafts.judge(renewal, {c.key: (c.key != "goals", "目标笼统") for c in CRITERIA})
    acts.check_renewal(renewal, by=CLERK, at=NOW, opinion="可以。")
    with pytest.raises(Refused, match="工作记录；下一建设周期目标"):
        acts.qualify_renewal(renewal, by=HEAD, at=NOW)
    assert acts.qualify_renewal(renewal, by=HEAD, at=NOW, opinion="已约谈，承诺补正。").stage == "qualified"


def _award(station: Station, **more: object) -> Station:
    renewal = acts.qualify_renewal(checked(station), by=HEAD, at=NOW, opinion="工作在推进。")
    said: dict[str, object] = {"number": "渝科协发〔2026〕90号", "approved_on": date(2026, 10, 12)} | more
    acts.award_renewal(renewal, by=HEAD, at=NOW, **said)  # type: ignore[arg-type]  # as a form hands them over
    station.refresh_from_db()
    return station


def test_approved_early_the_new_term_follows_the_old_one(station: Station) -> None:
    _award(station)
    assert (station.stage, station.valid_from, station.valid_to) == ("active", date(2026, 12, 11), date(2029, 12, 11))
    first, second = station.terms.order_by("serial")
    assert (first.valid_to, second.valid_from) == (VALID_TO, date(2026, 12, 11))
    assert second.document_number == "渝科协发〔2026〕90号"
    assert station.plaques.count() == 1
    assert owes_summary(station, 2026).met, "awarded anew in October, it is no newcomer of the year"


def test_with_the_switch_off_the_old_term_ends_the_day_before(station: Station) -> None:
    _award(station, follows_on=False, month_grained=True, plaque_serial="渝海智0900")
    first, second = station.terms.order_by("serial")
    assert (first.valid_to, second.valid_from, second.valid_to) == (
        date(2026, 10, 11),
        date(2026, 10, 12),
        date(2029, 9, 30),
    )
    assert station.plaque_serial == "渝海智0900"


def test_what_is_seen_after_an_early_award_counts_for_the_new_term_alone(station: Station) -> None:
    observed(station)
    _award(station)
    station.refresh_from_db()
    assert NOW.date() < station.valid_from
    assert facts.revocation_facts(station, later(30).date()) == RevocationFacts(), "weighed with the award"
    observed(station, later(30))
    failed(station, published_on=later(20).date())
    assert station.valid_from > later(30).date()
    found = facts.revocation_facts(station, later(30).date())
    assert [text[:10] for text in found.not_operating] == ["2026年11月8日"]
    assert len(found.failed_assessments) == 1
    assert [alert.evidence for alert in queries.alerts(HEAD, later(30).date())] == [found]


def test_the_document_is_of_the_day_of_judgement_or_later(station: Station) -> None:
    with pytest.raises(Refused, match="不得早于评判日期"):
        _award(station, approved_on=date(2026, 10, 11))


def test_nobody_fails_unheard_and_who_failed_ends_with_the_term(station: Station) -> None:
    renewal = checked(station, unmet="tasks")
    with pytest.raises(Refused, match="待审定"):
        acts.fail_renewal(renewal, by=HEAD, at=NOW, opinion="不合格。")
    acts.hear_renewal(renewal, by=HEAD, at=NOW, opinion="任务没有完成。", hear_by=date(2026, 10, 20))
    assert run_out(later(8)) == 0
    assert run_out(later(9)) == 1
    renewal.refresh_from_db()
    assert (renewal.stage, renewal.heard_on) == ("heard", date(2026, 10, 20))
    acts.fail_renewal(renewal, by=HEAD, at=later(9), opinion="任务没有完成，也没有说明。")
    station.refresh_from_db()
    assert station.stage == "active"
    run_out(later(59))
    station.refresh_from_db()
    assert station.stage == "active"
    run_out(later(60))
    station.refresh_from_db()
    assert station.stage == "lapsed"
    verbs = list(Act.objects.filter(case_id=station.pk).order_by("entry_id").values_list("verb", flat=True))
    assert verbs[-3:] == ["station.fall_due", "ending.expire", "station.lapse"]


def test_what_the_unit_says_is_heard_in_time_alone(station: Station) -> None:
    renewal = checked(station, unmet="tasks")
    acts.hear_renewal(renewal, by=HEAD, at=NOW, opinion="任务没有完成。", hear_by=date(2026, 10, 20))
    with pytest.raises(Refused, match="2026年10月20日24:00前"):
        acts.state_on_renewal(renewal, by=head_of(station), at=later(9), statement="已完成。")
    with pytest.raises(Refused, match="不在您的办理范围"):
        acts.state_on_renewal(renewal, by=holding(head_of(station).grants[0].role, "x"), at=NOW, statement="已完成。")
    acts.state_on_renewal(renewal, by=head_of(station), at=NOW, statement="已完成。", evidence=[upload()])
    assert renewal.stage == "heard"
    assert acts.qualify_renewal(renewal, by=HEAD, at=NOW, opinion="说明属实。").stage == "qualified"


def test_the_unit_is_reminded_at_the_opening_and_thirty_and_seven_days_before(station: Station) -> None:
    member(head_of(station).grants[0].role, at_unit=station.unit)
    told = []
    day = date(2026, 9, 1)
    while day <= VALID_TO:
        if remind_of_standing(NOW.replace(month=day.month, day=day.day)):
            told.append(day)
        day += timedelta(days=1)
    assert told == [date(2026, 9, 10), date(2026, 11, 10), date(2026, 12, 3)]
    assert {r.label for r in Reminder.objects.all()} == {"申请重新授牌期限临近"}
    assert Notice.objects.count() == 3
