"""A district's own cut-off: who sets it, whom it binds, whom it does not, and whom the district admits after it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haizhi.applications import acts, facts
from haizhi.applications.models import Call, DistrictCutoff, LateAdmission
from haizhi.applications.queries.calls import cutoff_for, cutoffs_for, deadline_for, districts_of
from haizhi.kernel.models import Act, Outgoing
from haizhi.regulation.applicants import Affiliation, ApplicantKind
from haizhi.regulation.civil_time import end_of_day
from haizhi.regulation.deadlines import Track
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from haizhi.regulation.routing import Route
from tests.applications.conftest import SignIn
from tests.applications.factories import (
    DEADLINE,
    HEAD,
    LATE,
    NANAN,
    NOW,
    YUZHONG,
    begun,
    complete,
    district_head,
    drafter,
    filled,
    holding,
    open_call,
    signatory,
    submitted,
    unit,
    university,
)

pytestmark = pytest.mark.django_db

CUTOFF = datetime(2026, 5, 20, 10, 0, tzinfo=UTC)
"""18:00 in Chongqing, ten days before the call's deadline."""

MOMENT = timedelta(microseconds=1)


def text(response: Any) -> str:
    return str(response.content.decode())


def a_cutoff(call: Call | None = None, district: str = YUZHONG, cutoff: datetime = CUTOFF) -> DistrictCutoff:
    by = district_head(district)
    return acts.set_cutoff(call or open_call(), by=by, at=NOW, district=district, cutoff=cutoff, note="送学会部")


# Setting and changing it


def test_a_district_sets_its_own_cutoff_and_its_units_are_told() -> None:
    goes_by_it, direct, elsewhere = unit(), university(), unit("南岸某公司", district=NANAN)
    cutoff = a_cutoff()
    assert (cutoff.stage, cutoff.cutoff, cutoff.note, cutoff.set_at) == ("set", CUTOFF, "送学会部", NOW)
    told = set(Outgoing.objects.filter(act__verb="cutoff.set").values_list("role", "place"))
    assert (Role.DRAFTER, str(goes_by_it.pk)) in told
    assert (Role.OFFICE_CLERK, "") in told
    assert not {place for _, place in told} & {str(direct.pk), str(elsewhere.pk)}


def test_a_district_touches_only_its_own() -> None:
    call = open_call()
    with pytest.raises(Refused, match="此件不在您的办理范围内"):
        acts.set_cutoff(call, by=district_head(NANAN), at=NOW, district=YUZHONG, cutoff=CUTOFF)
    cutoff = a_cutoff(call)
    with pytest.raises(Refused, match="此件不在您的办理范围内"):
        acts.change_cutoff(cutoff, by=district_head(NANAN), at=NOW, cutoff=CUTOFF, opinion="理由")
    with pytest.raises(Refused, match="此件不在您的办理范围内"):
        acts.admit_late(cutoff, by=district_head(NANAN), at=CUTOFF, unit=unit(), opinion="理由")
    for role, place in ((Role.DISTRICT_CLERK, YUZHONG), (Role.OFFICE_HEAD, ""), (Role.SIGNATORY, "x")):
        with pytest.raises(Refused, match="由区县科协负责人办理"):
            acts.change_cutoff(cutoff, by=holding(role, place), at=NOW, cutoff=CUTOFF, opinion="理由")


@pytest.mark.parametrize(
    ("cutoff", "sentence"),
    [(DEADLINE + MOMENT, "不得晚于通知的截止时间（2026年5月30日24:00）"), (NOW, "应晚于现在")],
)
def test_a_cutoff_lies_between_now_and_the_deadline(cutoff: datetime, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        a_cutoff(cutoff=cutoff)
    with pytest.raises(Refused, match=sentence):
        acts.change_cutoff(a_cutoff(), by=district_head(), at=NOW, cutoff=cutoff, opinion="理由")


def test_a_district_sets_one_cutoff_and_changes_it_with_a_reason() -> None:
    cutoff = a_cutoff()
    with pytest.raises(Refused, match="本区县已设定截止时间"):
        a_cutoff()
    with pytest.raises(Refused, match="须说明理由"):
        acts.change_cutoff(cutoff, by=district_head(), at=NOW, cutoff=DEADLINE, opinion=" ")
    acts.change_cutoff(cutoff, by=district_head(), at=NOW, cutoff=DEADLINE, opinion="与通知一致")
    assert (cutoff.cutoff, cutoff.note) == (DEADLINE, "")
    assert Act.objects.get(verb="cutoff.change").opinion == "与通知一致"


def test_a_cutoff_that_passed_is_changed_only_after_an_extension_of_the_call() -> None:
    call = open_call()
    cutoff = a_cutoff(call)
    with pytest.raises(Refused, match="已经截止，不能再变更"):
        acts.change_cutoff(cutoff, by=district_head(), at=CUTOFF, cutoff=DEADLINE, opinion="理由")
    acts.extend(call, by=HEAD, at=CUTOFF, opinion="汛情", deadline=end_of_day(date(2026, 6, 15)))
    later = end_of_day(date(2026, 6, 5))
    acts.change_cutoff(cutoff, by=district_head(), at=CUTOFF + MOMENT, cutoff=later, opinion="通知已延期")
    assert cutoff.cutoff == later


def test_there_is_nothing_to_set_for_academicians_or_for_a_closed_call() -> None:
    with pytest.raises(Refused, match="不设截止时间"):
        a_cutoff(open_call(track=Track.ACADEMICIAN))
    call = open_call()
    with pytest.raises(Refused, match="截止时间为2026年5月30日24:00"):
        acts.set_cutoff(call, by=district_head(), at=LATE, district=YUZHONG, cutoff=LATE + MOMENT)


# Whom it binds


def test_after_the_cutoff_a_first_submission_is_refused_with_the_way_out() -> None:
    application = filled()
    a_cutoff(application.call)
    assert facts.handed_to_district_in_time(application, CUTOFF - MOMENT).met
    with pytest.raises(Refused, match=r"区县科协受理截止时间为2026年5月20日 18:00.*请与区县科协联系"):
        acts.submit(application, by=signatory(application.unit), at=CUTOFF)


def test_in_the_last_moment_before_the_cutoff_it_is_taken() -> None:
    application = filled()
    a_cutoff(application.call)
    assert acts.submit(application, by=signatory(application.unit), at=CUTOFF - MOMENT).stage == "endorsing"


def test_a_cutoff_binds_neither_a_direct_unit_nor_another_district() -> None:
    call = open_call()
    a_cutoff(call, NANAN)
    a_cutoff(call, YUZHONG)
    direct = filled(university())
    acts.submit(direct, by=signatory(direct.unit), at=CUTOFF)
    assert direct.stage == "qualifying"
    elsewhere = filled(unit("渝北某公司", district="500101"))
    acts.submit(elsewhere, by=signatory(elsewhere.unit), at=CUTOFF)
    assert elsewhere.stage == "endorsing"


def test_what_a_district_sent_back_comes_again_after_its_cutoff() -> None:
    application = submitted()
    a_cutoff(application.call)
    acts.send_back(application, by=district_head(), at=NOW, opinion="补充", sections=["overview"])
    assert facts.handed_to_district_in_time(application, CUTOFF).met is False
    acts.submit(application, by=signatory(application.unit), at=CUTOFF)
    assert application.stage == "endorsing"


# Late admission


def test_the_district_admits_one_unit_after_its_cutoff_and_that_stands_on_record() -> None:
    application, other = filled(), filled(unit("重庆另一公司"))
    cutoff = a_cutoff(application.call)
    by = district_head()
    with pytest.raises(Refused, match="尚未截止"):
        acts.admit_late(cutoff, by=by, at=CUTOFF - MOMENT, unit=application.unit, opinion="理由")
    with pytest.raises(Refused, match="须说明理由"):
        acts.admit_late(cutoff, by=by, at=CUTOFF, unit=application.unit, opinion=" ")
    acts.admit_late(cutoff, by=by, at=CUTOFF, unit=application.unit, opinion="系统故障")
    record = Act.objects.get(verb="admission.grant")
    assert (record.opinion, record.title) == ("系统故障", "准予重庆智造有限公司逾期提交")
    told = set(Outgoing.objects.filter(act=record).values_list("role", "place"))
    assert told == {(role, str(application.unit.pk)) for role in (Role.DRAFTER, Role.SIGNATORY)}
    assert acts.submit(application, by=signatory(application.unit), at=CUTOFF).stage == "endorsing"
    with pytest.raises(Refused, match="请与区县科协联系"):
        acts.submit(other, by=signatory(other.unit), at=CUTOFF)
    with pytest.raises(Refused, match="已获准逾期提交"):
        acts.admit_late(cutoff, by=by, at=CUTOFF, unit=application.unit, opinion="理由")


def test_who_does_not_go_by_the_district_is_not_admitted_by_it() -> None:
    call = open_call()
    cutoff = a_cutoff(call)
    direct = university()
    for wrong in (direct, unit("南岸某公司", district=NANAN)):
        with pytest.raises(Refused, match="不经渝中区科协初审"):
            acts.admit_late(cutoff, by=district_head(), at=CUTOFF, unit=wrong, opinion="理由")
    rerouted = submitted(direct)
    acts.reroute(rerouted, by=HEAD, at=NOW, route=Route.VIA_DISTRICT, district=YUZHONG, opinion="隶属渝中区")
    assert acts.admit_late(cutoff, by=district_head(), at=CUTOFF, unit=direct, opinion="理由").stage == "granted"


def test_nobody_is_admitted_after_the_deadline_at_the_office() -> None:
    application = filled()
    cutoff = a_cutoff(application.call)
    with pytest.raises(Refused, match="送达重庆海智办时间为"):
        acts.admit_late(cutoff, by=district_head(), at=LATE, unit=application.unit, opinion="理由")


# Academicians


def test_what_was_begun_in_an_intake_for_academicians_is_taken_after_the_next_one_followed() -> None:
    of = university()
    application = begun(of, open_call(track=Track.ACADEMICIAN))
    complete(application, drafter(of))
    open_call(2027, Track.ACADEMICIAN, datetime(2027, 1, 4, tzinfo=UTC))
    application.call.refresh_from_db()
    assert application.call.stage == "closed"
    acts.submit(application, by=signatory(of), at=datetime(2027, 1, 5, tzinfo=UTC))
    assert application.stage == "qualifying"


# What pages ask


def test_until_when_a_unit_hands_in_is_said_of_each_application() -> None:
    call = open_call()
    application, direct = begun(call=call), begun(university(), call)
    assert (cutoff_for(application), deadline_for(application)) == (None, DEADLINE)
    cutoff = a_cutoff(call)
    assert (cutoff_for(application), deadline_for(application)) == (cutoff, CUTOFF)
    assert (cutoff_for(direct), deadline_for(direct)) == (None, DEADLINE)
    acts.admit_late(cutoff, by=district_head(), at=CUTOFF, unit=application.unit, opinion="理由")
    assert deadline_for(application) == DEADLINE
    application.submitted_at = NOW
    assert deadline_for(application) == DEADLINE


def test_the_cutoffs_of_the_districts_by_way_of_which_units_go() -> None:
    call = open_call()
    here, there = a_cutoff(call), a_cutoff(call, NANAN, CUTOFF - timedelta(days=1))
    gone = unit("江北某公司", ApplicantKind.ENTERPRISE, Affiliation.PRIVATE, "500105")
    going = districts_of([unit(), university(), gone], date(2026, 3, 20))
    assert going == {YUZHONG, "500157"}, "两江新区 took over from 江北区"
    assert cutoffs_for([call], [YUZHONG, NANAN]) == [there, here]
    assert cutoffs_for([call], going) == [here]


# Pages


def test_a_district_head_sets_changes_and_admits_on_its_pages(sign_in: SignIn, march: time_machine.Traveller) -> None:
    call, of = open_call(), unit()
    head = sign_in(Role.DISTRICT_HEAD, district=YUZHONG)
    assert reverse("applications:cutoff_new", args=["2026"]) in text(head.get(call.get_absolute_url()))
    url = reverse("applications:cutoff_new", args=["2026"])
    wrong = head.post(url, {"district": YUZHONG, "cutoff": "2026-06-30T18:00", "note": "送学会部"})
    assert wrong.status_code == 422
    assert "不得晚于通知的截止时间" in text(wrong)
    assert "送学会部" in text(wrong)
    made = head.post(url, {"district": YUZHONG, "cutoff": "2026-05-20T18:00", "note": "送学会部"})
    page = reverse("applications:cutoff", args=["2026", YUZHONG])
    assert made.headers["Location"] == page
    assert DistrictCutoff.objects.get().cutoff == CUTOFF
    assert "2026年5月20日 18:00" in text(head.get(page))
    assert "准予单位逾期提交" not in text(head.get(page))
    changed = head.post(f"{page}change/", {"cutoff": "2026-05-21T18:00", "opinion": "顺延一天", "seen": "1"})
    assert changed.status_code == 302
    march.move_to(CUTOFF + timedelta(days=1))
    head = sign_in(Role.DISTRICT_HEAD, district=YUZHONG)
    assert f"{page}admit/" in text(head.get(page))
    assert of.name in text(head.get(f"{page}admit/"))
    admitted = head.post(f"{page}admit/", {"unit": str(of.pk), "opinion": "材料已先送到"})
    assert admitted.headers["Location"] == page
    shown = text(head.get(page))
    assert "材料已先送到" in shown
    assert "准予逾期提交" in shown


@pytest.mark.parametrize(
    "moment", ["", "x", "0001-01-01T00:00", "9999-12-31T23:59", "2026-05-20T25:00", "\0", "9" * 400]
)
def test_a_moment_that_is_none_is_named_and_what_was_typed_beside_it_is_kept(moment: str, sign_in: SignIn) -> None:
    open_call()
    head = sign_in(Role.DISTRICT_HEAD, district=YUZHONG)
    answer = head.post(
        reverse("applications:cutoff_new", args=["2026"]), {"district": YUZHONG, "cutoff": moment, "note": "㛃𬭎"}
    )
    assert answer.status_code == 422
    assert "㛃𬭎" in text(answer)
    assert not DistrictCutoff.objects.exists()


def test_another_district_s_cutoff_is_read_and_not_touched(sign_in: SignIn) -> None:
    cutoff = a_cutoff()
    other = sign_in(Role.DISTRICT_HEAD, district=NANAN)
    page = cutoff.get_absolute_url()
    assert other.get(page).status_code == 200
    assert other.get(f"{page}admit/").status_code == 403
    tried = other.post(f"{page}change/", {"cutoff": "2026-05-01T18:00", "opinion": "理由"})
    assert "此件不在您的办理范围内" in text(tried)
    forged = other.post(
        reverse("applications:cutoff_new", args=["2026"]), {"district": YUZHONG, "cutoff": "2026-05-01T18:00"}
    )
    assert forged.status_code == 422
    assert sign_in(Role.OFFICE_HEAD).get(reverse("applications:cutoff_new", args=["2026"])).status_code == 403


def test_a_unit_sees_its_districts_cutoff_on_the_call_and_where_it_begins(sign_in: SignIn) -> None:
    call, of = open_call(), unit()
    a_cutoff(call)
    a_cutoff(call, NANAN)
    client = sign_in(Role.DRAFTER, organisation=of)
    page = text(client.get(call.get_absolute_url()))
    assert "<h2>渝中区科协的截止时间</h2>" in page
    assert "<h2>南岸区科协的截止时间</h2>" not in page
    assert "还有 41 个工作日（含今日），共 61 天 8 小时" in page
    begins = text(client.get("/applications/begin/"))
    assert "须在 <b>2026年5月20日 18:00</b> 前提交到渝中区科协" in begins
    assert "南岸区科协" not in begins
    sent_to_the_office = sign_in(Role.DRAFTER, organisation=university())
    assert "前提交到渝中区科协" not in text(sent_to_the_office.get("/applications/begin/"))


def test_a_draft_says_until_when_it_is_handed_in_to_the_district(sign_in: SignIn) -> None:
    application = begun()
    a_cutoff(application.call)
    url = reverse("applications:edit", args=[application.code])
    page = text(sign_in(Role.DRAFTER, organisation=application.unit).get(url))
    assert "须在 <b>2026年5月20日 18:00</b> 前提交到渝中区科协" in page
    acts.admit_late(DistrictCutoff.objects.get(), by=district_head(), at=CUTOFF, unit=application.unit, opinion="理由")
    admitted = text(sign_in(Role.DRAFTER, organisation=application.unit).get(url))
    assert "前提交到渝中区科协" not in admitted


def test_the_public_page_lists_the_districts_cutoffs(sign_in: SignIn, client: Any) -> None:
    call = open_call()
    a_cutoff(call)
    page = text(client.get(reverse("portal:call", args=[call.code])))
    assert "区县科协的截止时间" in page
    assert "渝中区科协" in page
    assert "送学会部" in page


def test_the_pages_of_a_cutoff_take_few_queries_however_many_were_admitted(
    sign_in: SignIn, march: time_machine.Traveller
) -> None:
    cutoff = a_cutoff()
    march.move_to(CUTOFF)
    head = sign_in(Role.DISTRICT_HEAD, district=YUZHONG)

    def queries() -> list[int]:
        counted = []
        for address in (cutoff.get_absolute_url(), f"{cutoff.get_absolute_url()}admit/"):
            with CaptureQueriesContext(connection) as asked:
                assert head.get(address).status_code == 200
            counted.append(len(asked))
        return counted

    LateAdmission.objects.create(stage="granted", version=1, cutoff=cutoff, unit=unit("第一家"), reason="理由", at=NOW)
    queries()
    one = queries()
    for n in range(29):
        LateAdmission.objects.create(
            stage="granted", version=1, cutoff=cutoff, unit=unit(f"公司{n}"), reason="理由", at=NOW
        )
    assert queries() == one
    assert max(one) <= 12
