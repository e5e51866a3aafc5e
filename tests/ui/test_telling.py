"""After an act its page says what was done to what, where that stands now, and whose turn it is."""

import pytest

from haizhi.accounts.models import Organisation
from haizhi.applications.models import Application, Minutes
from haizhi.kernel.models import Calendar
from haizhi.regulation import moves
from haizhi.reviews.models import Entropy, Session
from haizhi.ui.telling import done_text, known_text
from tests.accounts.factories import NOW, person
from tests.desk.factories import seat, session
from tests.experts.factories import CLERK, SUPERVISOR
from tests.stations.factories import standing

MINUTES = Minutes(code="JY-2026-0003", minutes_number="〔2026〕3号", stage="entered")


def test_what_came_into_being_is_named_with_its_number_and_who_is_next() -> None:
    assert done_text(moves.ENTER_MINUTES, MINUTES, "", CLERK) == (
        "已办理“登记”：资格审核会议纪要〔2026〕3号（JY-2026-0003），现为“待确认”。下一步由海智办负责人办理“确认”。"
    )


def test_of_a_stage_that_stayed_nothing_is_said() -> None:
    assert done_text(moves.ENTER_MINUTES, MINUTES, "entered", CLERK) == (
        "已办理“登记”：资格审核会议纪要〔2026〕3号（JY-2026-0003）。"
    )


def test_where_nobody_has_a_turn_nobody_is_named_and_no_number_stands_twice() -> None:
    year = Calendar(year=2026, stage="entered")
    assert done_text(moves.ENTER_CALENDAR, year, "", CLERK) == "已办理“录入”：2026年工作日历，现为“已录入”。"


def test_two_outcomes_of_one_duty_are_one_task() -> None:
    handed_in = Application(code="HZ-2026-0001", stage="qualifying")
    handed_in.unit = Organisation(name="重庆缙云智造有限公司")
    said = done_text(moves.ENDORSE, handed_in, "endorsing", CLERK)
    assert said.startswith("已办理“初审通过”：重庆缙云智造有限公司（HZ-2026-0001），现为“资格审核中”。下一步由海智办")
    assert said.count("办理“资格审核”") == 1


def test_a_draft_of_a_unit_is_not_the_turn_of_the_office_unless_the_office_records_it() -> None:
    draft = Application(code="HZ-2026-0001", stage="draft")
    draft.unit = Organisation(name="重庆缙云智造有限公司")
    assert "下一步由申报单位负责人办理“提交”。" in done_text(moves.BEGIN, draft, "", CLERK)
    draft.recorded_by_office = True
    assert "下一步由海智办经办人、申报单位负责人办理“提交”。" in done_text(moves.BEGIN, draft, "", CLERK)


def test_the_same_form_sent_again_names_what_it_had_done() -> None:
    assert known_text(moves.ENTER_MINUTES, MINUTES) == (
        "“登记”此前已经办理：资格审核会议纪要〔2026〕3号（JY-2026-0003）。无需重复提交。"
    )


def test_whom_an_act_was_about_stands_in_place_of_a_long_title() -> None:
    session = Session(code="PS-2026-01", name="重庆市海智工作站申报评审会" * 5, stage="preparing")
    said = done_text(moves.SEAT, session, "preparing", CLERK, "陈领导（重庆市科学技术协会）")
    assert said == "已办理“确定领导评委”：陈领导（重庆市科学技术协会），PS-2026-01。"


@pytest.mark.django_db
def test_what_the_reader_waits_for_is_named_before_what_they_do_themselves() -> None:
    hearing = session("frozen")
    leader = seat(hearing, person(), pledged=False)
    for by, others in ((CLERK, "由纪检监督"), (SUPERVISOR, "由海智办经办人")):
        said = done_text(moves.CONFIRM_SEAL, hearing, "freezing", by)
        assert f"下一步{others}" in said
        assert said.endswith("由评委办理“签署评审承诺”。"), "which leaves the session where it is"
    leader.pledged_at = NOW
    leader.save()
    Entropy.objects.create(session=hearing, round=hearing.round, recorded="1234")
    assert done_text(moves.RECORD_ENTROPY, hearing, "seeded", CLERK).endswith(
        "下一步由纪检监督人员办理“监督录入随机数”。"
    ), "what was signed and entered is nobody's turn any more"


@pytest.mark.django_db
def test_a_station_at_rest_is_nobodys_turn_and_one_whose_term_is_over_its_heads_but_never_the_platforms() -> None:
    (resting,) = standing()
    resting.stage = "suspended"
    assert done_text(moves.SUSPEND_STATION, resting, "active", CLERK).endswith("现为“暂停运行”。")
    resting.stage = "due"
    resting.save()
    assert done_text(moves.RESUME_STATION, resting, "suspended", CLERK).endswith(
        "下一步由海智办负责人办理“决定重新授牌或者到期终止”。"
    )
